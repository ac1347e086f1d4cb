import { setImmediate } from 'node:timers/promises';

/** Lets everything that waits for this thread have its turn: between the parts of long work. */
export async function breathe(): Promise<void> {
  await setImmediate();
}
