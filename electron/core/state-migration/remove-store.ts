import { existsSync } from 'node:fs';
import { lstat, rm, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '#shared/contract/errors';
import { message, reason as because } from '#shared/contract/message';
import { isHeldByAnother } from '../ports/held-files.ts';
import { isInside } from '../devices/drive-map.ts';
import { fileErrorCode } from '../ports/file-errors.ts';
import type { Files } from '../ports/files.ts';
import { realFiles } from '../ports/files-real.ts';
import { systemRefusal } from '../ports/system-reason.ts';
import { CATALOG_FILE } from '../userstate/stores/catalog-format.ts';
import { demandHoldsNone } from '../userstate/stores/nested-store.ts';
import { setAside, takeBack } from '../userstate/stores/store-folder.ts';
import { lockToDelete } from '../userstate/stores/store-lock.ts';
import { goingPath, partialPath, replacedPath } from '../userstate/stores/store-paths.ts';

/** The calls that take a store away; a test lets them be refused. */
export interface RemovalCalls {
  readonly manner: Files['manner'];
  readonly renameSync: Files['renameSync'];
  /** As of Node: one file. */
  readonly unlink: (file: string) => Promise<void>;
  /** Keeps readers and writers away until what it gives is called; throws `STATE_STORE_IN_USE`. */
  readonly lock: (storePath: string) => () => void;
  /** A folder and all that is in it; what is not there is no error. */
  readonly removeTree: (folder: string) => Promise<void>;
}

/**
 * Removes a tree and says the first cause of what stays: where a file may not be removed, Node goes on to list it as a
 * folder and says that it is none (UST-231).
 */
export function treeRemoval(calls: { readonly rm: typeof rm; readonly unlink: RemovalCalls['unlink'] }) {
  const removeTree: RemovalCalls['removeTree'] = async (folder) => {
    try {
      await calls.rm(folder, { recursive: true, force: true });
    } catch (error) {
      const { path } = error as NodeJS.ErrnoException;
      if (fileErrorCode(error) !== 'ENOTDIR' || path === undefined) throw error;
      await calls.unlink(path);
      await removeTree(folder);
    }
  };
  return removeTree;
}

export const realRemoval: RemovalCalls = {
  manner: realFiles.manner,
  renameSync: realFiles.renameSync,
  lock: (storePath) => lockToDelete(realFiles, storePath),
  unlink,
  removeTree: treeRemoval({ rm, unlink }),
};

/**
 * Takes a store away, and what unfinished captures left beside it. Whole or not at all wherever the system lets that be
 * known before: its folder gets another name first, which is refused while anything in it is held or its place may not
 * be changed, and its catalog goes first, without which it is no store. What is gone already is no error, but where the
 * folder of its point is not there nothing is known to be gone: its disk may come back with the store (UST-232). Throws
 * `STATE_STORE_IN_USE` (`{path}`) while anybody reads or writes it and `STATE_STORE_HOLDS` (`{path, store}`) for one with
 * another store in it (UST-242, UST-241); nothing was touched then. Throws
 * `STATE_STORE_NOT_DELETED` when nothing was removed and `STATE_STORE_PARTLY_DELETED` when something was or may be; both
 * `{path, place, reason, remedy}`, `place` the file or folder that stayed (MIG-175, MIG-176).
 */
export async function removeStore(path: string, calls: RemovalCalls = realRemoval): Promise<void> {
  if (await isAway(dirname(path))) {
    const why = { reason: because('point-away'), remedy: message('reasons:system-remedy.away') };
    throw new AppError(notDeleted, { path, place: dirname(path), ...why });
  }
  const unlock = calls.lock(path);
  try {
    await demandHoldsNone(path);
    await removeLocked(path, calls);
  } finally {
    unlock();
  }
}

async function removeLocked(path: string, calls: RemovalCalls): Promise<void> {
  // Of an earlier attempt, which got further than the name; a store that was made since then is still whole.
  await removeBeside(path, goingPath(path), calls, existsSync(path) ? notDeleted : partlyDeleted);
  if (takeName(path, calls)) await takeCatalog(path, calls);
  for (const beside of [goingPath(path), partialPath(path), replacedPath(path)]) {
    await removeBeside(path, beside, calls, partlyDeleted);
  }
}

const notDeleted = 'STATE_STORE_NOT_DELETED';
const partlyDeleted = 'STATE_STORE_PARTLY_DELETED';
type Refusal = typeof notDeleted | typeof partlyDeleted;

async function isAway(folder: string): Promise<boolean> {
  try {
    await stat(folder);
    return false;
  } catch (error) {
    // What else the system refuses is told by the call that it refuses.
    return fileErrorCode(error) === 'ENOENT';
  }
}

async function removeBeside(path: string, folder: string, calls: RemovalCalls, code: Refusal): Promise<void> {
  try {
    await calls.removeTree(folder);
  } catch (error) {
    throw refusal(code, path, error, calls);
  }
}

/** False for a store that has no folder any more. */
function takeName(path: string, calls: RemovalCalls): boolean {
  try {
    setAside(calls, path);
    return true;
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return false;
    throw refusal(notDeleted, path, error, calls);
  }
}

async function takeCatalog(path: string, calls: RemovalCalls): Promise<void> {
  const going = goingPath(path);
  // Somebody put a link in the place of the store: it goes, and what it leads to is not ours.
  if (!(await lstat(going)).isDirectory()) return;
  try {
    await calls.unlink(join(going, CATALOG_FILE));
  } catch (error) {
    // A store that was never finished has none.
    if (fileErrorCode(error) === 'ENOENT') return;
    throw refusal(giveBack(path, calls) ? notDeleted : partlyDeleted, path, error, calls);
  }
}

/** Whether a store of which nothing was removed has its name again. */
function giveBack(path: string, calls: RemovalCalls): boolean {
  try {
    takeBack(calls, path);
    return true;
  } catch (error) {
    if (systemRefusal(error) === null) throw error;
    return false;
  }
}

/** What is no refusal of the system stays what it is. */
function refusal(code: Refusal, path: string, error: unknown, { manner }: RemovalCalls): unknown {
  const refused = systemRefusal(error);
  if (refused === null) return error;
  const { path: given, reason = '', remedy: usual = '' } = refused.details;
  const found = typeof given === 'string' && given !== '' ? given : path;
  // Of a store that is whole the folder has its name again.
  const isBack = code === notDeleted && isInside(goingPath(path), found) && existsSync(path);
  const place = isBack ? path + found.slice(goingPath(path).length) : found;
  // Windows says the same of what is open as of what is forbidden.
  const isHeld = manner === 'windows' && isHeldByAnother(error);
  const remedy = isHeld ? message('reasons:system-remedy.held') : usual;
  return new AppError(code, { path, place, reason, remedy }, { cause: error });
}
