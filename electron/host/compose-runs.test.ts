import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryLog } from '#core/ports/fakes/memory-log';
import { keepClaims } from './compose-runs.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('[HOST-180] every host renews the claims of its runs every five seconds, whatever one renewal does, until it closes', async () => {
  const log = createMemoryLog();
  let [calls, recovered] = [0, 0];
  const stop = keepClaims(
    {
      keepClaims: () => {
        calls += 1;
        return calls === 1 ? Promise.reject(new Error('locked')) : Promise.resolve();
      },
      recover: () => {
        recovered += 1;
        return Promise.resolve([]);
      },
    },
    { keep: () => Promise.resolve() },
    log,
  );
  await vi.advanceTimersByTimeAsync(20_000);
  expect(recovered).toBe(4);
  expect([calls, log.entries.map(({ level }) => level)]).toEqual([4, ['error']]);
  stop();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(calls).toBe(4);
});
