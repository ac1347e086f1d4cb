import path from 'node:path';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { DriveMap } from '../../devices/drive-map.ts';
import type { Files } from '../../ports/files.ts';
import { syncFolder } from '../../ports/sync-path.ts';
import { CATALOG_COPY_FILE, CATALOG_FILE, DATA_FOLDER } from './catalog-format.ts';
import { privateFolderMode } from '../../ports/private-place.ts';
import { demandNotInside, demandNothingWithin, demandOwnName } from './nested-store.ts';
import { settle } from './settle-store.ts';
import { lockStore } from './store-lock.ts';
import { goingPath, partialPath, replacedPath } from './store-paths.ts';

/** Takes its name from a store that is to be deleted. Errors are the system's: nothing was changed then. */
export function setAside(files: Pick<Files, 'renameSync'>, storePath: string): void {
  files.renameSync(storePath, goingPath(storePath));
}

/** Undoes `setAside`. */
export function takeBack(files: Pick<Files, 'renameSync'>, storePath: string): void {
  files.renameSync(goingPath(storePath), storePath);
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
 * `STATE_STORE_FOREIGN` (overwrite of what is not a store), `STATE_STORE_INSIDE`, `STATE_STORE_HOLDS` (UST-20 to UST-24,
 * UST-240, UST-241).
 */
export function beginStore(files: Files, storePath: string, overwrite: boolean, drives: DriveMap): StoreWriting {
  checkPath(storePath, drives);
  demandOwnName(storePath);
  demandNotInside(files, storePath);
  files.mkdirSync(path.dirname(storePath), { recursive: true, mode: privateFolderMode });
  const unlock = lockStore(files, storePath);
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
        // What came to lie there meanwhile is nobody's to replace.
        checkOccupied(files, storePath, overwrite);
        publish(files, storePath);
      },
      abandon: () => {
        files.rmSync(folder, { recursive: true, force: true });
      },
      release: unlock,
    };
  } catch (error) {
    unlock();
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
  demandNothingWithin(files, storePath, [storePath]);
}

function publish(files: Files, storePath: string): void {
  const parent = path.dirname(storePath);
  const hasOld = files.existsSync(storePath);
  if (hasOld) files.renameSync(storePath, replacedPath(storePath));
  files.renameSync(partialPath(storePath), storePath);
  syncFolder(parent, files);
  if (hasOld) files.rmSync(replacedPath(storePath), { recursive: true, force: true });
}
