import { isAppError } from '#shared/contract/errors';
import type { Clock } from '../ports/clock.ts';
import type { Database } from './connection.ts';
import { isLocked } from './errors.ts';

/** Often enough that a list follows the command line at once to the eye; one pragma costs some microseconds. */
export const watchIntervalMs = 500;

export interface Watch {
  stop(): void;
  /** Resolves when the watch has ended; rejects with the error that ended it. */
  readonly ended: Promise<void>;
}

/** While another process holds the file for itself the last answer stands; the next look finds what it wrote. */
function readVersion(database: Database, last: number): number {
  try {
    return database.readDataVersion();
  } catch (error) {
    if (isLocked(error)) return last;
    throw error;
  }
}

async function poll(
  database: Database,
  clock: Clock,
  onChange: () => void,
  signal: AbortSignal,
  intervalMs: number,
): Promise<void> {
  let last = database.readDataVersion();
  for (;;) {
    try {
      await clock.wait(intervalMs, signal);
    } catch (error) {
      if (signal.aborted && isAppError(error, 'CANCELLED')) return;
      throw error;
    }
    const version = readVersion(database, last);
    if (version !== last) onChange();
    last = version;
  }
}

/**
 * Calls `onChange` after another process has written to the site; which rows, `Database.lookForChanges` tells. Stop it
 * before the database is closed.
 */
export function watchDatabase(
  database: Database,
  clock: Clock,
  onChange: () => void,
  intervalMs: number = watchIntervalMs,
): Watch {
  const controller = new AbortController();
  return {
    stop: () => {
      controller.abort();
    },
    ended: poll(database, clock, onChange, controller.signal, intervalMs),
  };
}
