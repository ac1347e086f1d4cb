import { foreignReason, systemReason } from '../ports/system-reason.ts';
import { dirname, join } from 'node:path';
import { refusalBeside } from '../ports/whole-file.ts';
import SqliteDatabase from 'better-sqlite3';
import { AppError, isAppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';

/** Result codes of SQLite by their beginning; the first that fits decides. See https://sqlite.org/rescode.html */
const codes = [
  ['SQLITE_CORRUPT', 'STORE_CORRUPT'],
  ['SQLITE_NOTADB', 'STORE_CORRUPT'],
  ['SQLITE_READONLY', 'STORE_READ_ONLY'],
  ['SQLITE_PERM', 'STORE_READ_ONLY'],
  ['SQLITE_FULL', 'STORE_FULL'],
  // A write that the disk, a quota or a file size limit refused; SQLite says FULL only for a full disk.
  ['SQLITE_IOERR_WRITE', 'STORE_FULL'],
  ['SQLITE_BUSY', 'STORE_LOCKED'],
  ['SQLITE_LOCKED', 'STORE_LOCKED'],
  // The memory that programs share is a file too, which wants its space on the disk as soon as the database is opened.
  ['SQLITE_IOERR_SHMSIZE', 'STORE_FULL'],
  // Locks and shared memory are what network file systems cannot do.
  ['SQLITE_IOERR_LOCK', 'STORE_ON_NETWORK'],
  ['SQLITE_IOERR_SHM', 'STORE_ON_NETWORK'],
  ['SQLITE_CANTOPEN', 'FILE_UNREADABLE'],
  ['SQLITE_IOERR', 'FILE_UNREADABLE'],
] as const;

/**
 * What SQLite threw, as the program's own error: `STORE_…` or `FILE_UNREADABLE` with `{file}` and `{reason}` (SQLite's
 * own code). A broken constraint or wrong SQL is a mistake of ours and comes back unchanged. `lookBeside` gives what the
 * system says of a new file beside the database, or null.
 */
export function mapStoreError(error: unknown, file: string, lookBeside = refusalBeside): unknown {
  if (!(error instanceof SqliteDatabase.SqliteError)) return mapFileError(error, file);
  const found = codes.find(([beginning]) => error.code.startsWith(beginning));
  if (found === undefined) return error;
  // SQLite keeps files beside a database, and says of one that it could not make only that (STO-231).
  if (error.code === 'SQLITE_CANTOPEN') {
    const refused = lookBeside(file);
    if (refused !== null) return mapFileError(refused, file);
  }
  if (found[1] === 'STORE_CORRUPT') return corrupt(file, foreignReason(error.message), error);
  return new AppError(found[1], { file, reason: reason('error-code', { code: error.code }) }, { cause: error });
}

/** What the system itself said of the place of a database. Another file in the way is the caller's matter. */
function mapFileError(error: unknown, file: string): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || typeof code !== 'string' || typeof syscall !== 'string' || code === 'EEXIST')
    return error;
  const why = { file, reason: systemReason(error) };
  if (['EROFS', 'EACCES', 'EPERM'].includes(code)) return new AppError('STORE_READ_ONLY', why, { cause: error });
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return new AppError('STORE_FULL', why, { cause: error });
  return new AppError('FILE_UNREADABLE', why, { cause: error });
}

/** `STORE_CORRUPT` with where the copies lie (`{file}`, `{reason}`, `{backups}`). */
export function corrupt(file: string, why: Message, cause?: unknown): AppError {
  const details = { file, reason: why, backups: join(dirname(file), 'backups') };
  return new AppError('STORE_CORRUPT', details, { cause });
}

/** Runs `work` and maps what SQLite throws. */
export function withStoreErrors<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw mapStoreError(error, file);
  }
}

/** True when another connection holds the lock that was asked for: worth another try. */
export function isLocked(error: unknown): boolean {
  return (
    isAppError(error, 'STORE_LOCKED') ||
    (error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY'))
  );
}
