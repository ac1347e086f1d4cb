import { AppError, isAppError } from '#shared/contract/errors';
import type { Files } from '../../ports/files.ts';
import { isHeldByAnother } from '../../ports/held-files.ts';
import { settle } from './settle-store.ts';
import { lockPath, replacedPath } from './store-paths.ts';

type Lock = ReturnType<Files['openDatabase']>;

function openLock(files: Files, storePath: string, begin: (lock: Lock) => void): Lock {
  const lock = files.openDatabase(lockPath(storePath), { timeout: 0 });
  try {
    // Nothing is ever written to it, so it needs no journal file beside it (with OFF there would be one).
    lock.pragma('journal_mode = MEMORY');
    begin(lock);
    return lock;
  } catch (error) {
    lock.close();
    if (isBusy(error)) throw new AppError('STATE_STORE_IN_USE', { path: storePath }, { cause: error });
    throw error;
  }
}

const isBusy = (error: unknown): boolean =>
  String((error as NodeJS.ErrnoException).code).startsWith('SQLITE_BUSY') ||
  String((error as NodeJS.ErrnoException).code).startsWith('SQLITE_LOCKED');

const isOfLibrary = (error: unknown): boolean => String((error as NodeJS.ErrnoException).code).startsWith('SQLITE_');

const own = (lock: Lock): unknown => lock.exec('BEGIN EXCLUSIVE');

/**
 * One writer at a time. The lock is SQLite's own on an empty file: the system drops it when the process ends, however
 * it ends, which a file with a process id in it cannot promise. Gives what ends it. Throws `STATE_STORE_IN_USE`
 * (`{path}`) while another writes, reads or deletes the store, and the library's errors (UST-21, UST-242).
 */
export function lockStore(files: Files, storePath: string): () => void {
  const lock = openLock(files, storePath, own);
  return () => releaseLock(files, storePath, lock);
}

/**
 * Keeps a store from writers and from being deleted while it is read; others may read it too. A place where no lock can be
 * made, such as a disk that is written by nobody, has none: nothing can be deleted there either. Gives what ends it.
 * Throws `STATE_STORE_IN_USE` (`{path}`) while another writes or deletes the store (UST-242).
 */
export function shareStore(files: Files, storePath: string): () => void {
  settleLeft(files, storePath);
  if (!files.existsSync(storePath)) return () => undefined;
  let lock: Lock;
  try {
    lock = openLock(files, storePath, (database) => {
      database.exec('BEGIN');
      // Only a first reading takes the lock.
      database.pragma('user_version');
    });
  } catch (error) {
    if (isOfLibrary(error)) return () => undefined;
    throw error;
  }
  return () => {
    try {
      lock.exec('ROLLBACK');
      // The last one takes the file away: whoever still reads keeps this from being had.
      own(lock);
    } catch (error) {
      lock.close();
      if (isBusy(error)) return;
      throw error;
    }
    releaseLock(files, storePath, lock);
  };
}

/**
 * As `lockStore`, before a store is deleted or settled: where no lock can be made that itself says why (UST-242). Throws
 * `STATE_STORE_IN_USE` (`{path}`).
 */
export function lockToDelete(files: Files, storePath: string): () => void {
  try {
    return lockStore(files, storePath);
  } catch (error) {
    if (isOfLibrary(error)) return () => undefined;
    throw error;
  }
}

/**
 * Settles what a killed writer left, for who reads a store. A writer that lives has the lock: what it has put aside stays
 * there, and a store that it has not put in its place yet is `STATE_STORE_IN_USE` (`{path}`) (UST-242).
 */
export function settleLeft(files: Files, storePath: string): void {
  if (!files.existsSync(replacedPath(storePath))) return;
  let unlock: () => void;
  try {
    unlock = lockToDelete(files, storePath);
  } catch (error) {
    if (isAppError(error, 'STATE_STORE_IN_USE') && files.existsSync(storePath)) return;
    throw error;
  }
  try {
    settle(files, storePath);
  } finally {
    unlock();
  }
}

/**
 * Where a file can be removed while it is open, it is removed while the lock is held: removed after, it could already be
 * another writer's, who would go on with a lock that a third cannot see. Windows removes nothing that SQLite has open,
 * so there the order is the other one, and a removal that is refused is the lock of a writer who came between.
 */
function releaseLock(files: Files, storePath: string, lock: Lock): void {
  if (files.manner === 'posix') {
    try {
      files.rmSync(lockPath(storePath), { force: true });
    } catch (error) {
      // An empty file stays beside a store that is what it is; the next writer takes it.
      if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    } finally {
      lock.close();
    }
    return;
  }
  lock.close();
  try {
    files.rmSync(lockPath(storePath), { force: true });
  } catch (error) {
    if (!isHeldByAnother(error)) throw error;
  }
}
