import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '#shared/contract/errors';
import type { Clock } from './clock.ts';
import type { Ids } from './ids.ts';

/** What one timer of Node can wait; a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/** The clock of the computer. */
export const realClock: Clock = {
  now: () => Date.now(),
  wait: async (milliseconds, signal) => {
    const isAborted = (): boolean => signal?.aborted === true;
    if (isAborted()) throw new AppError('CANCELLED');
    try {
      let left = milliseconds;
      do {
        const part = Math.min(left, longestTimerMs);
        await wait(part, undefined, signal === undefined ? {} : { signal });
        left -= part;
      } while (left > 0);
    } catch (error) {
      throw isAborted() ? new AppError('CANCELLED', {}, { cause: error }) : error;
    }
  },
};

/** Random identifiers of the operating system's generator. */
export const realIds: Ids = { uuid: () => randomUUID() };
