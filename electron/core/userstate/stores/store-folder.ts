import path from 'node:path';
import type DatabaseType from 'better-sqlite3';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { DriveMap } from '../../devices/drive-map.ts';
import type { Files } from '../../ports/files.ts';
import { syncFolder } from '../../ports/sync-path.ts';
import { CATALOG_COPY_FILE, CATALOG_FILE, DATA_FOLDER } from './catalog-format.ts';
import { privateFolderMode } from '../../ports/private-place.ts';
import { isHeldByAnother } from '../../ports/held-files.ts';

/** Where a store is written before it is one. */
export function partialPath(storePath: string): string {
  return `${storePath}.partial`;
}

/** Where the old store waits while the new one takes its name. */
export function replacedPath(storePath: string): string {
  return `${storePath}.replaced`;
}

/** Where a store lies while it is deleted. */
export function goingPath(storePath: string): string {
  return `${storePath}.deleting`;
}

/** Takes its name from a store that is to be deleted. Errors are the system's: nothing was changed then. */
export function setAside(files: Pick<Files, 'renameSync'>, storePath: string): void {
  files.renameSync(storePath, goingPath(storePath));
}

/** Undoes `setAside`. */
export function takeBack(files: Pick<Files, 'renameSync'>, storePath: string): void {
  files.renameSync(goingPath(storePath), storePath);
}

function lockPath(storePath: string): string {
  return `${storePath}.lock`;
}

/** Files and folders beside a store that belong to it and are never captured. */
export function storeOwnPaths(storePath: string): readonly string[] {
  return [storePath, partialPath(storePath), replacedPath(storePath), goingPath(storePath), lockPath(storePath)];
}

export interface StoreWriting {
  /** The folder to write into; `data/` exists in it. */
  readonly folder: string;
  /** Gives the folder its name, after everything in it is durable. */
  publish(): void;
  /** Removes what was written. */
  abandon(): void;
  /** Lets others write here again; always called. */
  release(): void;
}

/**
 * Begins a store: takes the lock, settles what a killed writer left, clears an old `.partial`. Throws
 * `STATE_STORE_PATH_MISSING`, `STATE_STORE_PATH_ROOT`, `STATE_STORE_IN_USE`, `STATE_STORE_EXISTS` (no overwrite),
 * `STATE_STORE_FOREIGN` (overwrite of what is not a store) (UST-20 to UST-24).
 */
export function beginStore(files: Files, storePath: string, overwrite: boolean, drives: DriveMap): StoreWriting {
  checkPath(storePath, drives);
  files.mkdirSync(path.dirname(storePath), { recursive: true, mode: privateFolderMode });
  const lock = takeLock(files, storePath);
  try {
    settle(files, storePath);
    checkOccupied(files, storePath, overwrite);
    const folder = partialPath(storePath);
    files.rmSync(folder, { recursive: true, force: true });
    // Not by one call for both: that would take a link which somebody puts there now for the folder.
    files.mkdirSync(folder, { mode: privateFolderMode });
    files.mkdirSync(path.join(folder, DATA_FOLDER), { mode: privateFolderMode });
    return {
      folder,
      publish: () => {
        publish(files, storePath);
      },
      abandon: () => {
        files.rmSync(folder, { recursive: true, force: true });
      },
      release: () => {
        releaseLock(files, storePath, lock);
      },
    };
  } catch (error) {
    releaseLock(files, storePath, lock);
    throw error;
  }
}

function checkPath(storePath: string, drives: DriveMap): void {
  if (storePath.trim() === '') throw new AppError('STATE_STORE_PATH_MISSING');
  if (!path.isAbsolute(storePath)) {
    throw new AppError('PATH_INVALID', { path: storePath, reason: reason('not-absolute') });
  }
  const normal = path.resolve(storePath);
  const isRoot = path.dirname(normal) === normal;
  if (isRoot || Object.values(drives).some((folder) => path.resolve(folder) === normal)) {
    throw new AppError('STATE_STORE_PATH_ROOT', { path: storePath });
  }
}

/**
 * One writer at a time. The lock is SQLite's own on an empty file: the system drops it when the process ends, however
 * it ends, which a file with a process id in it cannot promise.
 */
function takeLock(files: Files, storePath: string): DatabaseType.Database {
  const database = files.openDatabase(lockPath(storePath), { timeout: 0 });
  try {
    // Nothing is ever written to it, so it needs no journal file beside it (with OFF there would be one).
    database.pragma('journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if (String((error as NodeJS.ErrnoException).code).startsWith('SQLITE_BUSY')) {
      throw new AppError('STATE_STORE_IN_USE', { path: storePath }, { cause: error });
    }
    throw error;
  }
}

/**
 * Where a file can be removed while it is open, it is removed while the lock is held: removed after, it could already be
 * another writer's, who would go on with a lock that a third cannot see. Windows removes nothing that SQLite has open,
 * so there the order is the other one, and a removal that is refused is the lock of a writer who came between.
 */
function releaseLock(files: Files, storePath: string, lock: DatabaseType.Database): void {
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

/** A kill between the two renames of a replacement leaves the old store under its waiting name. */
export function settle(files: Files, storePath: string): void {
  const replaced = replacedPath(storePath);
  if (!files.existsSync(replaced)) return;
  if (files.existsSync(storePath)) files.rmSync(replaced, { recursive: true, force: true });
  else files.renameSync(replaced, storePath);
}

function checkOccupied(files: Files, storePath: string, overwrite: boolean): void {
  if (!files.existsSync(storePath)) return;
  const names = files.statSync(storePath).isDirectory() ? files.readdirSync(storePath) : null;
  if (names?.length === 0) {
    files.rmdirSync(storePath);
    return;
  }
  if (!overwrite) throw new AppError('STATE_STORE_EXISTS', { path: storePath });
  if (names === null || !(names.includes(CATALOG_FILE) || names.includes(CATALOG_COPY_FILE))) {
    throw new AppError('STATE_STORE_FOREIGN', { path: storePath, reason: reason('other-things-no-catalog') });
  }
}

function publish(files: Files, storePath: string): void {
  const parent = path.dirname(storePath);
  const hasOld = files.existsSync(storePath);
  if (hasOld) files.renameSync(storePath, replacedPath(storePath));
  files.renameSync(partialPath(storePath), storePath);
  syncFolder(parent, files);
  if (hasOld) files.rmSync(replacedPath(storePath), { recursive: true, force: true });
}
