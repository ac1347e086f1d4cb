import { performance } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { tellRounds } from '#core/ports/fakes/tell-rounds';
import { soak } from './soak.contract.ts';

const minutes = 10;

it('[HOST-230] two consoles and a command line lose nothing in ten minutes of work', async () => {
  const end = performance.now() + minutes * 60_000;
  const { acts, told, comparisons } = await soak(29, () => performance.now() >= end);
  tellRounds('HOST-230', { acts, comparisons, ...told });
  expect(Object.keys(told).length).toBeGreaterThan(0);
});
