import { AppError, isAppError } from '#shared/contract/errors';
import { fileErrorCode } from '../../ports/file-errors.ts';
import type { Files } from '../../ports/files.ts';
import { isHeldByAnother } from '../../ports/held-files.ts';
import { settle } from './settle-store.ts';
import { lockPath, replacedPath } from './store-paths.ts';

type Connection = ReturnType<Files['openDatabase']>;

interface Lock {
  readonly connection: Connection;
  /** Whether what lies under the path is what was opened; where a file that is open stays there, it always is. */
  isStill(): boolean;
}

/** A lock that was removed while it was opened is tried for again, so many times. */
const mostAttempts = 8;

/** What the system knows the file under a path by; undefined where there is none, or none may be looked at. */
function identityOf(files: Files, path: string): string | undefined {
  try {
    const found = files.statSync(path, { bigint: true });
    return `${String(found.dev)}/${String(found.ino)}`;
  } catch (error) {
    if (fileErrorCode(error) === undefined) throw error;
    return undefined;
  }
}

function open(files: Files, storePath: string): Lock {
  const path = lockPath(storePath);
  if (files.manner === 'windows') return { connection: files.openDatabase(path, { timeout: 0 }), isStill: () => true };
  // What was there before and is after was there when it was opened; what the opening made is known to the next attempt.
  const before = identityOf(files, path);
  const connection = files.openDatabase(path, { timeout: 0 });
  return { connection, isStill: () => before !== undefined && identityOf(files, path) === before };
}

/** As `openLock`, once; undefined when what was opened may be another file than the one that lies there now. */
function tryLock(files: Files, storePath: string, begin: (connection: Connection) => void): Lock | undefined {
  const lock = open(files, storePath);
  const { connection } = lock;
  try {
    // Nothing is ever written to it, so it needs no journal file beside it (with OFF there would be one).
    connection.pragma('journal_mode = MEMORY');
    begin(connection);
    if (lock.isStill()) return lock;
  } catch (error) {
    connection.close();
    if (isBusy(error)) throw inUse(storePath, error);
    throw error;
  }
  connection.close();
  return undefined;
}

const inUse = (path: string, cause?: unknown): AppError => new AppError('STATE_STORE_IN_USE', { path }, { cause });

/**
 * The lock of the file that lies under the path when it is had: one on a file that was removed meanwhile is seen by nobody,
 * and a third would have another one (MIG-203).
 */
function openLock(files: Files, storePath: string, begin: (connection: Connection) => void): Lock {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const lock = tryLock(files, storePath, begin);
    if (lock !== undefined) return lock;
  }
  throw inUse(storePath);
}

const isBusy = (error: unknown): boolean =>
  String((error as NodeJS.ErrnoException).code).startsWith('SQLITE_BUSY') ||
  String((error as NodeJS.ErrnoException).code).startsWith('SQLITE_LOCKED');

const isOfLibrary = (error: unknown): boolean => String((error as NodeJS.ErrnoException).code).startsWith('SQLITE_');

const own = (connection: Connection): unknown => connection.exec('BEGIN EXCLUSIVE');

/**
 * One writer at a time. The lock is SQLite's own on an empty file: the system drops it when the process ends, however
 * it ends, which a file with a process id in it cannot promise. Gives what ends it. Throws `STATE_STORE_IN_USE`
 * (`{path}`) while another writes, reads or deletes the store, and the library's errors (UST-21, UST-242).
 */
export function lockStore(files: Files, storePath: string): () => void {
  const lock = openLock(files, storePath, own);
  return () => releaseLock(files, storePath, lock.connection);
}

/**
 * Keeps a store from writers and from being deleted while it is read; others may read it too. A place where no lock can be
 * made, such as a disk that is written by nobody, has none: nothing can be deleted there either. Gives what ends it.
 * Throws `STATE_STORE_IN_USE` (`{path}`) while another writes or deletes the store (UST-242).
 */
export function shareStore(files: Files, storePath: string): () => void {
  settleLeft(files, storePath);
  // A first capture writes beside the place and holds the lock: beside nothing at all none is made.
  if (!files.existsSync(storePath) && !files.existsSync(lockPath(storePath))) return () => undefined;
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
  return () => endShare(files, storePath, lock);
}

function endShare(files: Files, storePath: string, lock: Lock): void {
  const { connection } = lock;
  let isOwn: boolean;
  try {
    connection.exec('ROLLBACK');
    // The last one takes the file away: whoever still reads keeps this from being had.
    own(connection);
    // A writer who came between has done so already.
    isOwn = lock.isStill();
  } catch (error) {
    connection.close();
    if (isBusy(error)) return;
    throw error;
  }
  if (isOwn) releaseLock(files, storePath, connection);
  else connection.close();
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
function releaseLock(files: Files, storePath: string, connection: Connection): void {
  if (files.manner === 'posix') {
    try {
      files.rmSync(lockPath(storePath), { force: true });
    } catch (error) {
      // An empty file stays beside a store that is what it is; the next writer takes it.
      if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    } finally {
      connection.close();
    }
    return;
  }
  connection.close();
  try {
    files.rmSync(lockPath(storePath), { force: true });
  } catch (error) {
    if (!isHeldByAnother(error)) throw error;
  }
}
