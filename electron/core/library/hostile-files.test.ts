import { expect, it } from 'vitest';
import { readHostileFiles } from './hostile-files.contract.ts';

it('[LIB-40] a file that was damaged by chance is refused with a reason, or can be exported and read again', async () => {
  const { taken, refused } = await readHostileFiles(400, 41);
  expect([taken > 20, Object.keys(refused).length > 3]).toEqual([true, true]);
});
