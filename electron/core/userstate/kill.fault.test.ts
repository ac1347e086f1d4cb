import { describe, expect, it } from 'vitest';
import { tellRounds } from '../ports/fakes/tell-rounds.ts';
import { killCaptures, killRestores, plantMany } from './kill-loop.contract.ts';
import { makePlace } from './test-device.contract.ts';

const place = makePlace();

describe('long kill loops', () => {
  it('[UST-20] no killed capture leaves half a store', async () => {
    plantMany(place, 2000);
    const loop = await killCaptures(place, 200, 700);
    tellRounds('UST-20', { ...loop });
    expect(loop.killed).toBeGreaterThan(30);
  });

  it('[UST-44] no killed restore leaves half a file', async () => {
    plantMany(place, 2000);
    const loop = await killRestores(place, 120, 700);
    tellRounds('UST-44', { ...loop });
    expect(loop.killed).toBeGreaterThan(20);
  });
});
