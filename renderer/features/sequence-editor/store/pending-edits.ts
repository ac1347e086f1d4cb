import type { Edit } from '#shared/model/edit';
import type { Schedule } from './ports.ts';

/** A burst of typing is sent once the person has paused this long, or leaves the field. */
export const typingPause = 400;

export interface PendingEdits {
  /** Replaces what waits under the key and starts its pause anew. */
  put(key: string, edit: Edit): void;
  drop(key: string): void;
  /** Sends what waits, one field or all, oldest first. */
  flush(key?: string): Promise<void>;
  has(key: string): boolean;
  stop(): void;
}

/** Field edits that wait for the end of a burst of typing. `send` gets one field's edit at a time. */
export function createPendingEdits(schedule: Schedule, send: (key: string, edit: Edit) => Promise<void>): PendingEdits {
  const waiting = new Map<string, { edit: Edit; cancel: () => void }>();
  const drop = (key: string) => {
    waiting.get(key)?.cancel();
    waiting.delete(key);
  };
  const flushOne = async (key: string) => {
    const one = waiting.get(key);
    if (one === undefined) return;
    drop(key);
    await send(key, one.edit);
  };
  return {
    put: (key, edit) => {
      drop(key);
      waiting.set(key, { edit, cancel: schedule(() => void flushOne(key), typingPause) });
    },
    drop,
    flush: async (key) => {
      if (key !== undefined) return flushOne(key);
      // All are handed over before anything is awaited: what is called next must come after them.
      await Promise.all([...waiting.keys()].map(flushOne));
    },
    has: (key) => waiting.has(key),
    stop: () => {
      for (const key of [...waiting.keys()]) drop(key);
    },
  };
}
