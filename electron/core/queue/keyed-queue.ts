import { AsyncLocalStorage } from 'node:async_hooks';

/** Work on one thing at a time: what has the same key runs one after the other, different keys run beside each other. */
export interface KeyedQueue {
  /**
   * Carries out `work` when everything that was asked for under `key` before has ended, well or not, and passes on its
   * result or error. Keys name one thing: `device/<id>`, `editing/<packageId>`, `setting/<key>`. Work that asks
   * for a key it holds itself would wait for itself: that fails at once with an `Error`, a mistake of ours.
   */
  run<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
  /**
   * The same for several keys at once, which are taken in their order: who needs more than one takes them here, so that
   * two never wait for each other.
   */
  runAll<Result>(keys: readonly string[], work: () => Promise<Result>): Promise<Result>;
  /** Keys that have work now; none when the queue is idle. */
  readonly size: number;
}

/** The keys that a chain of calls holds, outermost first; a key is no longer held when its work has ended. */
interface Held {
  readonly key: string;
  readonly outer: Held | undefined;
  isOpen: boolean;
}

function isHeld(key: string, held: Held | undefined): boolean {
  for (let one = held; one !== undefined; one = one.outer) if (one.isOpen && one.key === key) return true;
  return false;
}

/** A queue that keeps nothing of keys without work (QUE-1 to QUE-6). */
export function createKeyedQueue(): KeyedQueue {
  const tails = new Map<string, Promise<void>>();
  const inside = new AsyncLocalStorage<Held>();
  const run = <Result>(key: string, work: () => Promise<Result>): Promise<Result> => {
    const outer = inside.getStore();
    if (isHeld(key, outer)) return Promise.reject(new Error(`Work on ${key} would wait for itself.`));
    const held: Held = { key, outer, isOpen: true };
    const before = tails.get(key) ?? Promise.resolve();
    const next = before
      .then(() => inside.run(held, work))
      .finally(() => {
        held.isOpen = false;
        if (tails.get(key) === tail) tails.delete(key);
      });
    // The error belongs to the caller; the next in the queue only waits for the end.
    const tail = next.then(
      () => undefined,
      () => undefined,
    );
    tails.set(key, tail);
    return next;
  };
  const runAll = <Result>(keys: readonly string[], work: () => Promise<Result>): Promise<Result> =>
    [...new Set(keys)].sort().reduceRight<() => Promise<Result>>((inner, key) => () => run(key, inner), work)();
  return {
    run,
    runAll,
    get size() {
      return tails.size;
    },
  };
}
