import { findDamage } from './find-damage.ts';
import { foreignReason } from '../ports/system-reason.ts';
import { existsSync } from 'node:fs';
import { dirname, toNamespacedPath } from 'node:path';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Clock } from '../ports/clock.ts';
import { makePrivateFile } from '../ports/private-place.ts';
import { backUpBeforeMigration } from './backup.ts';
import { ChangeLog } from './changes.ts';
import { type Database, type NativeDatabase, openNative } from './connection.ts';
import { createQueries } from './dialect.ts';
import { corrupt, withStoreErrors } from './errors.ts';
import { renewLists } from './lists/derive.ts';
import { demandKnownVersion, latestVersion, migrate, readVersion } from './migrate.ts';
import { requireNodeApi } from './node-api.ts';
import { applicationId, demandLocalPlace, demandSiteFile, demandWritable } from './place.ts';
import type { FileSystemType } from './place.ts';
import { Reader } from './reader.ts';
import { rememberFiles } from './same-file.ts';
import { createWriteQueue, lockWaits, retryWhileLocked } from './write.ts';

export interface OpenOptions {
  clock: Clock;
  /** Where the copy goes that is made before a migration. */
  backupDirectory: string;
  /** How long to wait for another process that holds the lock, in milliseconds. */
  lockTimeoutMs?: number;
  /** Sees each statement with its values: for tests of plans. */
  trace?: (text: string) => void;
  /** Whether lists are read by a thread of their own: for a program that stays. */
  readerThread?: boolean;
  /** Told of each read of a list with its text (no values) and its time: a console in development logs slow ones. */
  onRead?: (text: string, tookMs: number) => void;
  /** The file system's type, for tests of places that cannot be made. */
  typeOf?: FileSystemType;
}

/** What the write-ahead log keeps of the disk: four times what SQLite lets gather before it moves it into the file. */
export const walMostBytes = 16 * 1024 * 1024;

function setPragmas(native: NativeDatabase, file: string): void {
  const mode = native.pragma('journal_mode = WAL', { simple: true });
  if (mode !== 'wal')
    throw new AppError('STORE_ON_NETWORK', { file, kind: reason('journal-mode', { mode: String(mode) }) });
  // The driver's default for WAL is NORMAL, which may lose the last commits when the power fails.
  native.pragma('synchronous = FULL');
  // Without it the log keeps the size that a long read of another program made it grow to.
  native.pragma(`journal_size_limit = ${String(walMostBytes)}`);
  native.pragma('foreign_keys = ON');
  native.pragma('trusted_schema = OFF');
}

/** Throws `STORE_CORRUPT` (`{file}`, `{reason}`) with SQLite's first finding of its structure. */
export function quickCheck(native: NativeDatabase, file: string): void {
  const damage = withStoreErrors(file, () => findDamage(native));
  if (damage !== null) throw corrupt(file, foreignReason(damage));
}

function connect(file: string, options: OpenOptions, readonly: boolean): NativeDatabase {
  return openNative(file, {
    fileMustExist: true,
    readonly,
    timeout: lockWaits.attemptMs,
    ...(options.trace === undefined ? {} : { verbose: (text: unknown) => options.trace?.(String(text)) }),
  });
}

function demandOurs(native: NativeDatabase, file: string): void {
  if (native.pragma('application_id', { simple: true }) !== applicationId) {
    throw new AppError('STORE_NOT_A_SITE', { file, reason: reason('another-database') });
  }
  demandKnownVersion(native, file);
}

async function bringUpToDate(native: NativeDatabase, file: string, options: OpenOptions): Promise<void> {
  if (readVersion(native) === latestVersion) return;
  await backUpBeforeMigration(native, options.backupDirectory, options.clock.now());
  const wait = options.lockTimeoutMs ?? lockWaits.totalMs;
  await retryWhileLocked(options.clock, wait, () => {
    withStoreErrors(file, () => {
      migrate(native);
    });
  });
}

function assemble(native: NativeDatabase, file: string, options: OpenOptions): Database {
  const reader = withStoreErrors(file, () => connect(file, options, true));
  const changes = new ChangeLog(native);
  const aside = new Reader({
    file,
    here: reader,
    hasThread: options.readerThread === true,
    ...(options.onRead === undefined ? {} : { onRead: options.onRead }),
  });
  const queue = createWriteQueue(
    { native, db: createQueries(native, file), file, changes, demandSameFiles: rememberFiles(file) },
    options.clock,
    options.lockTimeoutMs ?? lockWaits.totalMs,
  );
  let closing: Promise<void> | undefined;
  const closeBoth = async (): Promise<void> => {
    await queue.finish();
    await aside.close();
    reader.close();
    native.close();
  };
  return {
    file,
    read: { db: createQueries(reader, file), native: reader },
    readAside: (statements) => aside.read(statements),
    readHere: (statements) => aside.readHere(statements),
    write: (work) => queue.write(work),
    readDataVersion: () => withStoreErrors(file, () => Number(native.pragma('data_version', { simple: true }))),
    onChanged: (listener) => changes.subscribe(listener),
    lookForChanges: () => changes.lookQuietly(),
    copyTo: async (target) => {
      await native.backup(toNamespacedPath(target));
    },
    close: () => (closing ??= closeBoth()),
  };
}

/**
 * Opens an existing site database, checks it and brings it to this program's version (after a verified copy). It is
 * never replaced and never emptied: what cannot be opened stays as it is. Throws `SITE_NOT_FOUND`, `FILE_UNREADABLE`,
 * `STORE_NOT_A_SITE`, `STORE_NEWER`, `STORE_CORRUPT`, `STORE_READ_ONLY`, `STORE_LOCKED`, `STORE_FULL`,
 * `STORE_ON_NETWORK` or `BACKUP_FAILED`, each with `{file}`.
 */
export async function openDatabase(file: string, options: OpenOptions): Promise<Database> {
  requireNodeApi();
  demandSiteFile(file);
  demandLocalPlace(file, options.typeOf);
  demandWritable(file);
  const wait = options.lockTimeoutMs ?? lockWaits.totalMs;
  const native = withStoreErrors(file, () => connect(file, options, false));
  try {
    await retryWhileLocked(options.clock, wait, () => {
      withStoreErrors(file, () => {
        demandOurs(native, file);
        setPragmas(native, file);
        quickCheck(native, file);
      });
    });
    await bringUpToDate(native, file, options);
    await retryWhileLocked(options.clock, wait, () => {
      withStoreErrors(file, () => {
        renewLists(native);
      });
    });
    return assemble(native, file, options);
  } catch (error) {
    native.close();
    throw error;
  }
}

/**
 * Makes a new database at a path where nothing is, with the latest tables and none of our rows. Throws `SITE_EXISTS`,
 * `STORE_ON_NETWORK`, `STORE_READ_ONLY` or `STORE_FULL`. The caller gives it its final name once it is filled.
 */
export function createDatabaseFile(file: string, typeOf?: FileSystemType): void {
  requireNodeApi();
  demandLocalPlace(file, typeOf);
  if (existsSync(file)) throw new AppError('SITE_EXISTS', { path: dirname(file) });
  withStoreErrors(file, () => {
    // SQLite would make it for everybody to read; its log and its index have the rights of the file.
    makePrivateFile(file);
    const native = openNative(file, { timeout: lockWaits.attemptMs });
    try {
      native.pragma(`application_id = ${String(applicationId)}`);
      setPragmas(native, file);
      migrate(native);
    } finally {
      native.close();
    }
  });
}
