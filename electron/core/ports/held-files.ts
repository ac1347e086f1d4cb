import { setTimeout as later } from 'node:timers/promises';
import type { rename as RenameLater } from 'node:fs/promises';
import type { Files } from './files.ts';

/** What Windows says of a file that another program has open without sharing it. */
export function isHeldByAnother(error: unknown): boolean {
  return ['EBUSY', 'EPERM', 'EACCES'].includes(String((error as NodeJS.ErrnoException | null)?.code));
}

/** An indexer or a virus scanner holds a new file for some tenths of a second; whoever holds it longer means it. */
const longestMs = 1000;
const pauseMs = 50;

/** How a waiting call in one thread sees and spends time; both in milliseconds. */
export interface Patience {
  now(): number;
  pause(milliseconds: number): void;
}

const threadPatience: Patience = {
  now: () => performance.now(),
  pause: (milliseconds) => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
  },
};

/**
 * A rename that is tried again for a second while Windows says that somebody holds the file, or one inside the folder.
 * Then the last refusal is thrown; every other error is thrown at once (PORT-36).
 */
export function patientRename(rename: Files['renameSync'], patience: Patience = threadPatience): Files['renameSync'] {
  return (from, to) => {
    const startedAt = patience.now();
    for (;;) {
      try {
        rename(from, to);
        return;
      } catch (error) {
        if (!isHeldByAnother(error) || patience.now() - startedAt >= longestMs) throw error;
      }
      patience.pause(pauseMs);
    }
  };
}

/** How a call that does not hold its thread sees and spends time. */
export interface PatienceLater {
  now(): number;
  pause(milliseconds: number): Promise<unknown>;
}

const realPatienceLater: PatienceLater = { now: () => performance.now(), pause: (milliseconds) => later(milliseconds) };

/** `patientRename` that does not hold the process. */
export function patientRenameLater(
  rename: typeof RenameLater,
  patience: PatienceLater = realPatienceLater,
): typeof RenameLater {
  return async (from, to) => {
    const startedAt = patience.now();
    for (;;) {
      try {
        await rename(from, to);
        return;
      } catch (error) {
        if (!isHeldByAnother(error) || patience.now() - startedAt >= longestMs) throw error;
      }
      await patience.pause(pauseMs);
    }
  };
}
