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

/**
 * A rename that is tried again for a second while Windows says that somebody holds the file, or one inside the folder.
 * Then the last refusal is thrown; every other error is thrown at once (PORT-36).
 */
export function patientRename(rename: Files['renameSync'], { now, pause }: Patience): Files['renameSync'] {
  return (from, to) => {
    const startedAt = now();
    for (;;) {
      try {
        rename(from, to);
        return;
      } catch (error) {
        if (!isHeldByAnother(error) || now() - startedAt >= longestMs) throw error;
      }
      pause(pauseMs);
    }
  };
}
