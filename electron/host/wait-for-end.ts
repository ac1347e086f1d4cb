import { setTimeout as wait } from 'node:timers/promises';

/** A console closes its database and its connections within moments; who waits longer would wait for ever. */
const longestMs = 30_000;
const lookEveryMs = 100;

/** Waits until a process is gone: a console that was started elevated opens the site of the one that asked for it. */
export async function waitForEndOf(processId: number): Promise<void> {
  for (let waited = 0; waited < longestMs && isThere(processId); waited += lookEveryMs) await wait(lookEveryMs);
}

function isThere(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // Windows refuses a look at processes with more rights, which are there all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
