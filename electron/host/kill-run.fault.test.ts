import { expect, it } from 'vitest';
import { tellRounds } from '#core/ports/fakes/tell-rounds';
import { killRuns } from './kill-run.contract.ts';

it('[HOST-36] runs that are killed wherever chance will, go on and are whole', async () => {
  const { kills, inCapture } = await killRuns(16, 1500, 11);
  tellRounds('HOST-36', { kills, 'in a capture': inCapture });
  expect(kills).toBeGreaterThan(16);
  expect(inCapture).toBeGreaterThan(4);
});
