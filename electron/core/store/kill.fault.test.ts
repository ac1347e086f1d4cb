import { describe, it } from 'vitest';
import { runKillLoop, runMigrationKillLoop } from './kill.contract.ts';

describe('kill loop, long', () => {
  it('[STO-40] what was acknowledged is there after each of forty kills', () => runKillLoop(40), 600_000);

  it(
    '[STO-41] a kill in the middle of opening an older site leaves it at a whole version',
    () => runMigrationKillLoop(40),
    600_000,
  );
});
