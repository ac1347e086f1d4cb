import { describe, it } from 'vitest';
import { runKillLoop } from './kill.contract.ts';

describe('kill loop, long', () => {
  it('[STO-40] what was acknowledged is there after each of forty kills', () => runKillLoop(40), 600_000);
});
