import path from 'node:path';
import { ATTRIBUTES_FILE } from '../devices/attributes.ts';
import { isInside } from '../devices/drive-map.ts';
import { FolderSwapped } from '../ports/held-folders.ts';
import { PLANNED_ACCOUNTS_FILE, planAccounts, writePlannedAccounts } from './accounts.ts';
import { isGone } from '../ports/file-errors.ts';
import { lookAgain, syncWritten } from './last-look.ts';
import type { Profile } from './profiles.ts';
import { setMode, setTime, writeAttributes } from './restore-file.ts';
import { takeFailure } from './restore-failure.ts';
import { clearSpool } from './restore-spool.ts';
import type { Restore } from './restore-state.ts';
import type { CatalogObject } from './stores/catalog-rows.ts';

/**
 * Ends a restore whose entries are written: times and rights of folders, our records at the roots, everything durable, and
 * a last look at what lies where it belongs (UST-171). Throws as `takeFailure`, and what the sync of a disk says.
 */
export function finish(restore: Restore, restored: readonly Profile[]): void {
  const { files } = restore.work;
  restore.work.begin('finishing', 0, 0);
  // The deepest first: setting a time inside a folder does not change the folder, but making a file in it did.
  for (const { hostPath, object } of [...restore.folderTimes].reverse()) setFolderTime(restore, hostPath, object);
  for (const [drive, attributes] of restore.attributes) {
    writeAtRoot(restore, `${drive}\\${ATTRIBUTES_FILE}`, () => attributes.save());
  }
  if (restore.request.device.isThisComputer !== true) {
    const { systemDrive } = restore.targets;
    writeAtRoot(restore, `${systemDrive}\\${PLANNED_ACCOUNTS_FILE}`, () =>
      writePlannedAccounts(files, restore.resolver.root(systemDrive), plannedAccounts(restore, restored)),
    );
  }
  for (const drive of restore.resolver.drives) {
    const root = restore.resolver.root(drive);
    clearSpool(files, root);
    const written = restore.written.filter((file) => isInside(root, file));
    if (written.length > 0) syncWritten(files, root, written);
  }
  const moved = lookAgain(files, restore.places);
  for (const { hostPath, object } of [...restore.folderTimes].reverse()) setFolderMode(restore, hostPath, object);
  nameSwapped(restore, moved);
  restore.work.end();
}

function setFolderTime(restore: Restore, hostPath: string, object: CatalogObject): void {
  const isDone = inFolder(restore, hostPath, (folder) => {
    setTime(restore, object, folder);
  });
  if (isDone && restore.work.files.manner === 'windows') writeFolderFacts(restore, hostPath, object);
}

/** Last of all: one that its rights close cannot be synced or looked into any more (UST-209). */
function setFolderMode(restore: Restore, hostPath: string, object: CatalogObject): void {
  inFolder(restore, hostPath, (folder) => {
    setMode(restore, object, folder);
  });
}

/** Acts on a folder by the way that it was made; false when what lies there now is another one, or none. */
function inFolder(restore: Restore, hostPath: string, act: (folder: string) => void): boolean {
  try {
    const folder = restore.folders.reach(`${hostPath}${path.sep}`);
    restore.folders.demandSame();
    act(folder);
    return true;
  } catch (error) {
    // Whatever was to be in it is named below.
    if (!isGone(error)) throw error;
    restore.swapped.push(hostPath);
    return false;
  }
}

/** What was written into a folder that somebody moved away is not where it belongs, whatever lies there now (UST-171). */
function nameSwapped(restore: Restore, moved: readonly string[]): void {
  restore.folders.close();
  const since = lookAgain(restore.work.files, restore.places, true);
  const swapped = [...restore.swapped, ...restore.folders.swapped, ...moved, ...since];
  if (swapped.length === 0) return;
  const lost = new Set<CatalogObject>();
  for (const { hostPath, targetPath, object } of restore.places) {
    const folder = swapped.find((one) => isInside(one, hostPath));
    if (folder === undefined) continue;
    lost.add(object);
    takeFailure(restore, object, targetPath, new FolderSwapped(folder));
  }
  restore.restored.splice(0, Infinity, ...restore.restored.filter((object) => !lost.has(object)));
}

/** A record of ours that the destination does not take is named like a file, and means a full disk alike (UST-41). */
function writeAtRoot(restore: Restore, targetPath: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    takeFailure(restore, { path: targetPath, size: 0, profile: { name: '' } }, targetPath, error);
  }
}

/** Everything of the folder is there already: a disk that refuses its time of creation fails no restore. */
function writeFolderFacts(restore: Restore, hostPath: string, object: CatalogObject): void {
  try {
    writeAttributes(restore.work.files, hostPath, object);
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    restore.lost.creationTimes += 1;
  }
}

/** The accounts that the destination needs for whom was restored. */
export function plannedAccounts(restore: Restore, restored: readonly Profile[]): ReturnType<typeof planAccounts> {
  const withPaths = restored.map((profile) => ({ profile, profilePath: restore.targets.profilePathOf(profile) }));
  return planAccounts(withPaths, restore.request.device);
}
