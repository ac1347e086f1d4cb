import { expect, it } from 'vitest';
import { killRuns } from './kill-run.contract.ts';

it(
  '[HOST-36] a run that is killed twice, once in its capture, goes on and is whole',
  { timeout: 240_000 },
  async () => {
    const { kills, inCapture } = await killRuns(2, 300, 7);
    expect(kills).toBeGreaterThan(0);
    expect(inCapture).toBeGreaterThan(0);
  },
);
