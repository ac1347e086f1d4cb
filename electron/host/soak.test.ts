import { expect, it } from 'vitest';
import { soak } from './soak.contract.ts';

it('[HOST-230] two consoles and a command line at work at once lose nothing and show what is there', async () => {
  const { acts, comparisons } = await soak(5, (done) => done >= 640);
  expect([acts, comparisons]).toEqual([640, 5]);
});
