import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely } from 'kysely';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Clock } from '../ports/clock.ts';
import type { ChangeLog } from './changes.ts';
import type { NativeDatabase, Transaction } from './connection.ts';
import { isLocked, mapStoreError, withStoreErrors } from './errors.ts';
import type { Tables } from './rows.ts';

/** How long one attempt may hold the process, and how long all attempts together wait for another process. */
export const lockWaits = { attemptMs: 25, pauseMs: 25, totalMs: 10_000 } as const;

/** Tries again while another process holds the lock, without holding this one. Throws `STORE_LOCKED` in the end. */
export async function retryWhileLocked<Result>(clock: Clock, totalMs: number, work: () => Result): Promise<Result> {
  const deadline = clock.now() + totalMs;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isLocked(error) || clock.now() >= deadline) throw error;
      await clock.wait(lockWaits.pauseMs);
    }
  }
}

interface Writer {
  readonly native: NativeDatabase;
  readonly db: Kysely<Tables>;
  readonly file: string;
  readonly changes: ChangeLog;
  /** Throws when the files of the database are no longer where they were. */
  readonly demandSameFiles: () => void;
}

/** What begins and ends a transaction, compiled once: short ones come by the thousand. */
interface Bounds {
  begin(): void;
  commit(): void;
}

function prepareBounds(native: NativeDatabase): Bounds {
  const [begin, commit] = [native.prepare('BEGIN IMMEDIATE'), native.prepare('COMMIT')];
  return { begin: () => void begin.run(), commit: () => void commit.run() };
}

interface Carried<Result> {
  readonly result: Result;
  /** Whether any row of the site is another than when it was last told. */
  readonly isNews: boolean;
}

/** Gives access to the writer for as long as its transaction is open. */
function openTransaction(writer: Writer): { transaction: Transaction; end: () => void } {
  let isOpen = true;
  const demandOpen = (): void => {
    if (!isOpen) throw new Error('The transaction has ended: await every database call inside of it.');
  };
  const transaction = {
    get db() {
      demandOpen();
      return writer.db;
    },
    get native() {
      demandOpen();
      return writer.native;
    },
  } as Transaction;
  return {
    transaction,
    end: () => {
      isOpen = false;
    },
  };
}

async function carryOut<Result>(
  writer: Writer,
  bounds: Bounds,
  wait: { readonly clock: Clock; readonly totalMs: number },
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Carried<Result>> {
  const { native, file, changes, demandSameFiles } = writer;
  demandSameFiles();
  await retryWhileLocked(wait.clock, wait.totalMs, () => withStoreErrors(file, bounds.begin));
  const { transaction, end } = openTransaction(writer);
  try {
    const since = changes.last();
    const result = await work(transaction);
    end();
    const isNews = await changes.settle(since);
    demandSameFiles();
    bounds.commit();
    return { result, isNews };
  } catch (error) {
    // SQLite ends the transaction itself after some errors (a full disk); a second ROLLBACK would hide the first error.
    if (native.inTransaction) native.exec('ROLLBACK');
    throw mapStoreError(error, file);
  } finally {
    end();
  }
}

export interface WriteQueue {
  write<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** Resolves when everything that was queued has ended; nothing is taken after that. */
  finish(): Promise<void>;
}

/** One write at a time, in the order in which they were asked for. */
export function createWriteQueue(writer: Writer, clock: Clock, totalMs: number = lockWaits.totalMs): WriteQueue {
  const inside = new AsyncLocalStorage<{ isOpen: boolean }>();
  const bounds = prepareBounds(writer.native);
  let tail: Promise<unknown> = Promise.resolve();
  let isFinished = false;

  const write = <Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> => {
    if (inside.getStore()?.isOpen === true) {
      return Promise.reject(new Error('A write inside a write would wait for itself: pass the transaction on.'));
    }
    if (isFinished)
      return Promise.reject(new AppError('STORE_LOCKED', { file: writer.file, reason: reason('store-closed') }));
    const scope = { isOpen: true };
    const next = tail
      .then(() => inside.run(scope, () => carryOut(writer, bounds, { clock, totalMs }, work)))
      .then(({ result, isNews }) => {
        if (isNews) writer.changes.lookQuietly();
        return result;
      })
      .finally(() => {
        writer.changes.makeUp();
        scope.isOpen = false;
      });
    // The error belongs to the caller of this write; the next one in the queue only waits for the end.
    tail = next.then(
      () => undefined,
      () => undefined,
    );
    return next;
  };

  const finish = async (): Promise<void> => {
    isFinished = true;
    await tail;
  };

  return { write, finish };
}
