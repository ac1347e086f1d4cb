import { describe, it } from 'vitest';
import { tellRounds } from '../ports/fakes/tell-rounds.ts';
import { runKillLoop, runMigrationKillLoop } from './kill.contract.ts';

const rounds = 150;

describe('kill loop, long', () => {
  it('[STO-40] what was acknowledged is there after each of many kills', async () => {
    const { acknowledged } = await runKillLoop(rounds);
    tellRounds('STO-40', { kills: rounds, acknowledged });
  });

  it('[STO-41] a kill in the middle of opening an older site leaves it at a whole version', async () => {
    await runMigrationKillLoop(rounds);
    tellRounds('STO-41', { openings: rounds });
  });
});
