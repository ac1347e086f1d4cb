import { describe, it } from 'vitest';
import { runKillLoop, runMigrationKillLoop } from './kill.contract.ts';

describe('kill loop', () => {
  it('[STO-40] what was acknowledged is there after a kill, every transaction whole', () => runKillLoop(3));

  it('[STO-41] a kill in the middle of opening an older site leaves it at a whole version', () =>
    runMigrationKillLoop(2));
});
