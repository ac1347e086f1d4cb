import { AppError } from '#shared/contract/errors';
import type { Clock } from '../ports.ts';

/** A clock that the waiting itself moves: nobody sleeps, and every wait that was asked for is kept in `waits`. */
export function createSimulatedClock(startAt = 1_700_000_000_000): Clock & { waits: number[]; move(ms: number): void } {
  let now = startAt;
  const waits: number[] = [];
  return {
    waits,
    move(ms) {
      now += ms;
    },
    now: () => now,
    async wait(milliseconds, signal) {
      if (signal?.aborted === true) throw new AppError('CANCELLED');
      waits.push(milliseconds);
      now += milliseconds;
      await Promise.resolve();
    },
  };
}
