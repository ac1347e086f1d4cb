import { AppError, isAppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Clock } from './ports.ts';

/**
 * Gives the work a signal that fires when the parent's does and when the time is over. Throws `STEP_TIMED_OUT`
 * (`{limit}`) for work that ended because of the time. Null and zero are no limit.
 */
export async function runWithin<Result>(
  clock: Clock,
  seconds: number | null,
  parent: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  if (seconds === null || seconds <= 0) return work(parent);
  const limit = new AbortController();
  const isDone = new AbortController();
  const timer = clock.wait(seconds * 1000, isDone.signal).then(
    () => limit.abort(),
    (error: unknown) => {
      if (!isAppError(error, 'CANCELLED')) throw error;
    },
  );
  try {
    return await work(AbortSignal.any([parent, limit.signal]));
  } catch (error) {
    if (!limit.signal.aborted || parent.aborted || !isAppError(error, 'CANCELLED')) throw error;
    throw new AppError('STEP_TIMED_OUT', { limit: reason('so-many-seconds', { count: seconds }) }, { cause: error });
  } finally {
    isDone.abort();
    await timer;
  }
}
