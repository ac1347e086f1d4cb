import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '#shared/contract/errors';
import type { Clock } from './clock.ts';
import type { Ids } from './ids.ts';

/** The clock of the computer. */
export const realClock: Clock = {
  now: () => Date.now(),
  wait: async (milliseconds, signal) => {
    const isAborted = (): boolean => signal?.aborted === true;
    if (isAborted()) throw new AppError('CANCELLED');
    try {
      await wait(milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      throw isAborted() ? new AppError('CANCELLED', {}, { cause: error }) : error;
    }
  },
};

/** Random identifiers of the operating system's generator. */
export const realIds: Ids = { uuid: () => randomUUID() };
