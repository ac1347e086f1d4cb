import { describe, expect, it } from 'vitest';
import { killCaptures, killRestores, plantMany } from './kill-loop.contract.ts';
import { makePlace } from './test-device.contract.ts';

const place = makePlace();

describe('long kill loops', () => {
  it('[UST-20] no killed capture leaves half a store', { timeout: 600_000 }, async () => {
    plantMany(place, 2000);
    const { killed } = await killCaptures(place, 60, 700);
    expect(killed).toBeGreaterThan(10);
  });

  it('[UST-44] no killed restore leaves half a file', { timeout: 600_000 }, async () => {
    plantMany(place, 2000);
    const { killed } = await killRestores(place, 40, 700);
    expect(killed).toBeGreaterThan(8);
  });
});
