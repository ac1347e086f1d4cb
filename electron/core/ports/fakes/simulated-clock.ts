import { AppError } from '#shared/contract/errors';
import type { Clock } from '../clock.ts';

interface Waiter {
  readonly at: number;
  readonly resolve: () => void;
}

export interface SimulatedClock extends Clock {
  /** Moves time on and wakes who is due, one after the other in the order of their times. */
  advance(milliseconds: number): Promise<void>;
  /** How many wait now. */
  readonly waiting: number;
}

/** Lets everything that was woken run on until it waits again: promise jobs come before the next immediate. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** A clock that stands still until it is moved. Starts at 2026-01-02 03:04:05 UTC unless told otherwise. */
export function createSimulatedClock(start: number = Date.UTC(2026, 0, 2, 3, 4, 5)): SimulatedClock {
  let time = start;
  let waiters: Waiter[] = [];

  const wait = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(new AppError('CANCELLED'));
        return;
      }
      const cancel = (): void => {
        waiters = waiters.filter((other) => other !== waiter);
        reject(new AppError('CANCELLED'));
      };
      const waiter: Waiter = {
        at: time + Math.max(0, milliseconds),
        resolve: () => {
          signal?.removeEventListener('abort', cancel);
          resolve();
        },
      };
      signal?.addEventListener('abort', cancel, { once: true });
      waiters.push(waiter);
    });

  const advance = async (milliseconds: number): Promise<void> => {
    const end = time + milliseconds;
    for (;;) {
      await settle();
      const [next] = waiters.filter((waiter) => waiter.at <= end).sort((left, right) => left.at - right.at);
      if (next === undefined) break;
      time = Math.max(time, next.at);
      waiters = waiters.filter((waiter) => waiter !== next);
      next.resolve();
    }
    time = end;
  };

  return {
    now: () => time,
    wait,
    advance,
    get waiting() {
      return waiters.length;
    },
  };
}
