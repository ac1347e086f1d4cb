import { it } from 'vitest';
import { tellRounds } from '../ports/fakes/tell-rounds.ts';
import { readHostileFiles } from './hostile-files.contract.ts';

const [rounds, seed] = [60_000, 97];

it('[LIB-40] each of many damaged files is refused with a reason, or can be exported and read again', async () => {
  const { taken, refused } = await readHostileFiles(rounds, seed);
  tellRounds('LIB-40', { files: rounds, taken, ...refused });
});
