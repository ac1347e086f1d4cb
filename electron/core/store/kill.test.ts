import { describe, it } from 'vitest';
import { runKillLoop } from './kill.contract.ts';

describe('kill loop', () => {
  it('[STO-40] what was acknowledged is there after a kill, every transaction whole', () => runKillLoop(3));
});
