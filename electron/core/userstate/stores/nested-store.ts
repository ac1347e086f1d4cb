import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { fileErrorCode } from '../../ports/file-errors.ts';
import type { Files } from '../../ports/files.ts';
import { CATALOG_COPY_FILE, CATALOG_FILE, DATA_FOLDER } from './catalog-format.ts';
import { isBesideName, storeFolders } from './store-paths.ts';

type Looks = Pick<Files, 'existsSync' | 'realpathSync'>;

/** A folder with the data of a store: one that is whole, that is written, or of which the catalog is gone already. */
function holdsData(files: Looks, folder: string): boolean {
  const holds = (name: string): boolean => files.existsSync(path.join(folder, name));
  const [hasData, hasCatalog] = [holds(DATA_FOLDER), holds(CATALOG_FILE) || holds(CATALOG_COPY_FILE)];
  return isBesideName(folder) ? hasData || hasCatalog : hasData && hasCatalog;
}

/** The real place of a folder that may not be there yet: what is there of the way to it is followed. */
function realPlace(files: Looks, folder: string): string {
  try {
    return files.realpathSync(folder);
  } catch (error) {
    const above = path.dirname(folder);
    // What may not be looked at stays what it is called.
    if (above === folder || fileErrorCode(error) === undefined) return folder;
    return path.join(realPlace(files, above), path.basename(folder));
  }
}

/**
 * The store in which a folder lies, or is one itself, whether or not it is there yet: a whole one, or the place of one that
 * is being written, replaced or deleted. Null when there is none. Links on the way are followed, and names are compared by
 * the file system (UST-240).
 */
export function findStoreAround(files: Looks, folder: string): string | null {
  let at = realPlace(files, path.resolve(folder));
  for (;;) {
    const above = path.dirname(at);
    if (above === at) return null;
    if (storeFolders(at).some((one) => holdsData(files, one))) return at;
    at = above;
  }
}

/** Throws `STATE_STORE_INSIDE` (`{path, store}`) for a place of a store that lies in another one (UST-240). */
export function demandNotInside(files: Looks, storePath: string): void {
  const store = findStoreAround(files, path.dirname(storePath));
  if (store !== null) throw new AppError('STATE_STORE_INSIDE', { path: storePath, store });
}

/** Throws `INVALID_INPUT` for a name that another store would give to what lies beside it (UST-240). */
export function demandOwnName(storePath: string): void {
  if (!isBesideName(path.basename(storePath))) return;
  throw new AppError('INVALID_INPUT', { reason: reason('store-own-ending', { path: storePath }) });
}

/** Asks for the entries of one folder after another and ends with the store that it found below the first, or null. */
function* searchBelow(top: string): Generator<string, string | null, readonly Dirent[]> {
  const waiting = [top];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const entries = yield folder;
    const names = new Set(entries.map(({ name }) => name));
    const isStore =
      names.has(CATALOG_FILE) || names.has(CATALOG_COPY_FILE) || (names.has(DATA_FOLDER) && isBesideName(folder));
    if (folder !== top && isStore) return folder;
    // A link is not what it leads to, and goes alone.
    for (const entry of entries) if (entry.isDirectory()) waiting.push(path.join(folder, entry.name));
  }
  return null;
}

/** What is not there, no folder, or not to be looked into holds nothing that could be told. */
const nothing = (error: unknown): readonly Dirent[] => {
  if (fileErrorCode(error) === undefined) throw error;
  return [];
};

/**
 * Throws `STATE_STORE_HOLDS` (`{path, store}`) when one of these folders of a store has another store in it, which would
 * go with it (UST-241).
 */
export function demandNothingWithin(
  files: Pick<Files, 'readdirSync'>,
  storePath: string,
  folders: readonly string[],
): void {
  for (const folder of folders) {
    const search = searchBelow(folder);
    let step = search.next();
    while (step.done !== true) {
      let entries: readonly Dirent[];
      try {
        entries = files.readdirSync(step.value, { withFileTypes: true });
      } catch (error) {
        entries = nothing(error);
      }
      step = search.next(entries);
    }
    if (step.value !== null) throw new AppError('STATE_STORE_HOLDS', { path: storePath, store: step.value });
  }
}

/** As `demandNothingWithin` of every folder in which a store lies, where nothing may wait for the disk. */
export async function demandHoldsNone(storePath: string): Promise<void> {
  for (const folder of storeFolders(storePath)) {
    const search = searchBelow(folder);
    let step = search.next();
    while (step.done !== true) step = search.next(await readdir(step.value, { withFileTypes: true }).catch(nothing));
    if (step.value !== null) throw new AppError('STATE_STORE_HOLDS', { path: storePath, store: step.value });
  }
}
