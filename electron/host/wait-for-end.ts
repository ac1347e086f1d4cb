import { setTimeout as wait } from 'node:timers/promises';
import { isSameProcessAlive, readProcessStart } from '#core/ports/processes-start';

/** A console closes its database and its connections within moments; who waits longer would wait for ever. */
const longestMs = 30_000;
const lookEveryMs = 100;

/** Waits until a process is gone: a console that was started elevated opens the site of the one that asked for it. */
export async function waitForEndOf(processId: number): Promise<void> {
  const start = readProcessStart(processId);
  for (let waited = 0; waited < longestMs && isSameProcessAlive(processId, start); waited += lookEveryMs)
    await wait(lookEveryMs);
}
