import path from 'node:path';
import { AppError, isAppError } from '#shared/contract/errors';
import { distinctMessages, message, reason } from '#shared/contract/message';
import type { RestoreMissing, RestoreMissingCause, RestoreRenamed, RestoreResult } from '#shared/model/user-state';
import { isMissing, MAX_LISTED, missingFiles } from '#shared/model/user-state';
import { ATTRIBUTES_FILE, openAttributes } from '../devices/attributes.ts';
import type { DriveAttributes } from '../devices/attributes.ts';
import { createPathResolver, isInside } from '../devices/drive-map.ts';
import { createHeldFolders, FolderSwapped } from '../ports/held-folders.ts';
import { isSameTime, modifiedUsOf } from '../ports/file-times.ts';
import { decideAccounts, PLANNED_ACCOUNTS_FILE, planAccounts, writePlannedAccounts } from './accounts.ts';
import type { Profile } from './profiles.ts';
import { ownReason } from './profiles.ts';
import { nothingLost, sumNotCarried } from './not-carried.ts';
import {
  countLost,
  DataDamaged,
  lostStreamsOf,
  restoreFile,
  setMode,
  setTime,
  writeAttributes,
} from './restore-file.ts';
import type { FileRestorer, RestoredFile } from './restore-file.ts';
import { planTargets } from './restore-targets.ts';
import type { Targets } from './restore-targets.ts';
import { notTaken, remedies } from './remedies.ts';
import { openCatalog } from './stores/catalog.ts';
import type { Catalog } from './stores/catalog.ts';
import type { CatalogObject } from './stores/catalog-rows.ts';
import { copyBufferBytes } from './stores/copy-file.ts';
import { countObjects, summarizeUsers } from './summaries.ts';
import { isGone } from '../ports/file-errors.ts';
import { lookAgain, syncWritten } from './last-look.ts';
import { linkInTheWay } from './link-in-the-way.ts';
import { checkSpace } from './restore-space.ts';
import { clearSpool } from './restore-spool.ts';
import type { RestoreRequest } from './types.ts';
import { accountOfChoice, findUnmatched, isChosen, nameOfChoice } from './users.ts';
import { freeBytes, isDiskFull, isOutOfEntries, reasonOf } from './work.ts';
import type { Work } from './work.ts';

interface Restore extends FileRestorer {
  readonly request: RestoreRequest;
  readonly catalog: Catalog;
  readonly targets: Targets;
  readonly attributes: Map<string, DriveAttributes>;
  readonly restored: CatalogObject[];
  readonly renamed: RestoreRenamed[];
  readonly missing: RestoreMissing[];
  /** Where everything that counts as restored lies. */
  readonly places: { readonly hostPath: string; readonly targetPath: string; readonly object: CatalogObject }[];
  /** Folders of the destination whose names somebody gave to something else meanwhile. */
  readonly swapped: string[];
  /** Folders whose time is set when nothing is written into them any more. */
  readonly folderTimes: { readonly hostPath: string; readonly object: CatalogObject }[];
  alreadyThere: number;
  /** Files and folders whose hidden and system attributes this computer does not keep. */
  attributesLost: number;
}

/**
 * Brings a store back to a device. Repeating it is safe: what is there already, byte for byte, is left. Throws
 * `STATE_LOCAL_ACCOUNTS`, `DISK_FULL`, `RESTORE_FILE_FAILED` (when it may not go on), `CANCELLED` and the codes of
 * `openCatalog` (UST-36 to UST-44).
 */
export function restoreState(request: RestoreRequest, work: Work): RestoreResult {
  const startedAt = work.now();
  const catalog = openCatalog(work.files, request.storePath, () => work.checkCancelled());
  try {
    return restoreFrom(catalog, request, work, startedAt);
  } finally {
    catalog.close();
  }
}

function restoreFrom(catalog: Catalog, request: RestoreRequest, work: Work, startedAt: number): RestoreResult {
  const chosen = catalog.profiles.filter((profile) => isChosen(profile, request.users));
  const { restoreLocalAccounts } = request;
  const { hasStandardOptions } = catalog.meta;
  const { restored, leftBehind } = decideAccounts(chosen, request.device, { restoreLocalAccounts, hasStandardOptions });
  const resolver = createPathResolver(request.device.drives, work.files, request.device.name);
  for (const drive of resolver.drives) clearSpool(work.files, resolver.root(drive));
  const all = catalog.objects();
  const objects = all.filter(({ profile }) => restored.includes(profile));
  const restore: Restore = {
    ...{ work, resolver, request, catalog },
    storePath: request.storePath,
    buffer: Buffer.allocUnsafe(copyBufferBytes),
    hasSpool: request.device.isThisComputer !== true,
    targets: planTargets(request.device, resolver, work.files),
    ...{ written: [], attributes: new Map<string, DriveAttributes>(), restored: [], renamed: [], missing: [] },
    ...{ clampedTimes: [], folderTimes: [], alreadyThere: 0, attributesLost: 0, lost: nothingLost(), places: [] },
    ...{ folders: createHeldFolders(work.files), spools: createHeldFolders(work.files), lookedThrough: new Set() },
    swapped: [],
  };
  try {
    nameMissing(restore, chosen, leftBehind, all);
    checkSpace(restore, objects);
    restoreAll(restore, objects);
    finish(restore, restored);
  } finally {
    restore.folders.close();
    restore.spools.close();
  }
  return resultOf(restore, { restored, leftBehind }, objects, startedAt);
}

function filesOf(objects: readonly CatalogObject[], profiles: readonly Profile[]): number {
  return objects.filter(({ kind, profile }) => kind === 'file' && profiles.includes(profile)).length;
}

/** What was missing before the first file is written: from the capture, or by the accounts. */
function nameMissing(
  restore: Restore,
  chosen: readonly Profile[],
  leftBehind: readonly Profile[],
  all: readonly CatalogObject[],
): void {
  for (const { user, path: source, reason: why, detail } of restore.catalog.leftOut) {
    if (!isMissing(why) || !isWanted(restore, chosen, user)) continue;
    const cause = why === 'nameNotPossible' ? 'nameNotPossible' : 'notCaptured';
    restore.missing.push({
      path: source,
      user,
      targetPath: '',
      cause,
      detail,
      remedy: notTaken[why] ?? remedies[cause],
    });
  }
  nameAccounts(restore);
  for (const profile of leftBehind) {
    const count = filesOf(all, [profile]);
    if (count === 0) continue;
    const detail = reason('local-account-files', { count });
    const cause = 'localAccount';
    const { name: user, profilePath } = profile;
    restore.missing.push({
      path: profilePath,
      user,
      targetPath: '',
      cause,
      detail,
      remedy: remedies[cause],
      files: count,
    });
  }
}

/** Who has no profile in the store was not captured: a restore of everybody, or of them, is without their files. */
function isWanted(restore: Restore, chosen: readonly Profile[], user: string): boolean {
  if (chosen.some(({ name }) => name === user)) return true;
  if (restore.catalog.profiles.some(({ name }) => name === user)) return false;
  const { users } = restore.request;
  return users?.includes(user) === true || isChosen(accountOfChoice(user), users);
}

/** Accounts that were asked for and of which the store has nothing (UST-131). */
function nameAccounts(restore: Restore): void {
  const { catalog, request, missing } = restore;
  const named = missing.map(({ user }) => accountOfChoice(user));
  for (const user of findUnmatched(request.users, [...catalog.profiles, ...named])) {
    const cause = 'notCaptured';
    const detail = reason('account-not-in-store', { user });
    const remedy = message('notes:remedy-choose-account');
    const place = `${catalog.meta.profilesFolder}\\${nameOfChoice(user)}`;
    missing.push({ path: place, user, targetPath: '', cause, detail, remedy });
  }
}

function restoreAll(restore: Restore, objects: readonly CatalogObject[]): void {
  const files = objects.filter(({ kind }) => kind === 'file');
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  restore.work.begin('restoring', files.length, bytes);
  for (const object of objects) {
    restore.work.checkCancelled();
    if (object.kind === 'link') continue;
    const targetPath = restore.targets.pathOf(object);
    try {
      if (object.kind === 'folder') restoreFolder(restore, object, targetPath);
      else takeRestored(restore, object, restoreFile(restore, object, targetPath), targetPath);
    } catch (error) {
      takeFailure(restore, object, targetPath, error);
    }
  }
  restore.work.end();
}

function restoreFolder(restore: Restore, object: CatalogObject, targetPath: string): void {
  const target = restore.resolver.resolve(targetPath);
  if (!target.exists) {
    restore.folders.reachNew(`${target.hostPath}${path.sep}`);
    restore.resolver.noteCreated(target.hostPath);
    // A folder that was there keeps its time: it is the destination's.
    restore.folderTimes.push({ hostPath: target.hostPath, object });
    countLost(restore, object);
    setAttributes(restore, object, target.windowsPath);
  } else if (!restore.work.files.statSync(target.hostPath).isDirectory()) {
    throw new AppError('RESTORE_FILE_FAILED', { path: targetPath, reason: reason('file-for-folder') });
  }
  restore.restored.push(object);
  restore.places.push({ hostPath: target.hostPath, targetPath, object });
}

function takeRestored(restore: Restore, object: CatalogObject, file: RestoredFile, targetPath: string): void {
  restore.restored.push(object);
  restore.missing.push(...lostStreamsOf(object, file));
  // The damaged ones are counted already, by the reader of the catalog.
  restore.lost.streams += file.lostStreams.length;
  restore.places.push({ hostPath: file.hostPath, targetPath, object });
  restore.work.add(1, 0, object.path);
  if (file.outcome === 'alreadyThere') {
    restore.alreadyThere += 1;
    // The same time too: it is ours, of a restore that was stopped before it could keep the attributes.
    const readUs = modifiedUsOf(restore.work.files.lstatSync(restore.folders.reach(file.hostPath)));
    if (isSameTime(readUs, object.modifiedUs)) {
      setAttributes(restore, object, file.windowsPath);
      if (restore.work.files.manner === 'windows') writeAttributes(restore.work.files, file.hostPath, object);
    }
    return;
  }
  if (file.outcome === 'renamed') restore.renamed.push({ path: targetPath, targetPath: file.windowsPath });
  setAttributes(restore, object, file.windowsPath);
}

function setAttributes(restore: Restore, object: CatalogObject, windowsPath: string): void {
  // Other systems keep no hidden and system, and nothing of ours is written at the root of this computer (UST-82).
  if (restore.request.device.isThisComputer === true) {
    const { hidden, system } = object.attributes;
    if (restore.work.files.manner !== 'windows' && (hidden || system)) restore.attributesLost += 1;
    return;
  }
  const drive = windowsPath.slice(0, 2).toUpperCase();
  let attributes = restore.attributes.get(drive);
  if (attributes === undefined) {
    attributes = openAttributes(restore.work.files, restore.resolver.root(drive));
    restore.attributes.set(drive, attributes);
  }
  // Where the entry itself carries them, what the side-car said of an entry that is gone must not come back.
  const isKept = restore.work.files.manner === 'posix';
  attributes.set(windowsPath.slice(3), isKept ? object.attributes : { hidden: false, system: false });
}

type FailedEntry = Pick<CatalogObject, 'path' | 'size'> & { readonly profile: Pick<Profile, 'name'> };

function takeFailure(restore: Restore, object: FailedEntry, targetPath: string, error: unknown): void {
  if (error instanceof AppError && error.code === 'CANCELLED') throw error;
  if (isDiskFull(error)) {
    const root = restore.resolver.root(targetPath.slice(0, 2));
    if (isOutOfEntries(restore.work.files, root, object.size))
      throw new AppError(
        'RESTORE_FILE_FAILED',
        { path: object.path, reason: reason('out-of-entries') },
        { cause: error },
      );
    const details = { path: root, needed: object.size, free: freeBytes(restore.work.files, root) };
    throw new AppError('DISK_FULL', details, { cause: error });
  }
  const isPath = error instanceof AppError && error.code.startsWith('PATH_');
  const link = isAppError(error, 'PATH_OUTSIDE_DEVICE') ? linkInTheWay(restore, targetPath) : null;
  const isSystem = typeof (error as NodeJS.ErrnoException).code === 'string';
  if (!(error instanceof DataDamaged) && !isPath && !isSystem) throw error;
  const own = error instanceof AppError ? ownReason(error) : reasonOf(error);
  const why = link === null ? own : reason('link-in-the-way', { place: link });
  if (!restore.request.continueOnRestore) {
    throw new AppError('RESTORE_FILE_FAILED', { path: object.path, reason: why }, { cause: error });
  }
  const cause = link === null ? causeOf(error, isPath) : 'linkInTheWay';
  restore.missing.push({
    path: object.path,
    user: object.profile.name,
    targetPath,
    cause,
    detail: why,
    remedy: remedies[cause],
  });
}

function causeOf(error: unknown, isPath: boolean): RestoreMissingCause {
  if (error instanceof DataDamaged) return error.isMissing ? 'missingInStore' : 'damagedInStore';
  return isPath || (error as NodeJS.ErrnoException).code === 'ENAMETOOLONG' ? 'nameNotPossible' : 'writeFailed';
}

function finish(restore: Restore, restored: readonly Profile[]): void {
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
  nameSwapped(restore);
  restore.work.end();
}

function setFolderTime(restore: Restore, hostPath: string, object: CatalogObject): void {
  const { files } = restore.work;
  try {
    const folder = restore.folders.reach(`${hostPath}${path.sep}`);
    restore.folders.demandSame();
    setTime(restore, object, folder);
    setMode(restore, object, folder);
  } catch (error) {
    // What lies there now is another folder, or none: whatever was to be in it is named below.
    if (!isGone(error)) throw error;
    restore.swapped.push(hostPath);
    return;
  }
  if (files.manner === 'windows') writeFolderFacts(restore, hostPath, object);
}

/** What was written into a folder that somebody moved away is not where it belongs, whatever lies there now (UST-171). */
function nameSwapped(restore: Restore): void {
  restore.folders.close();
  const swapped = [...restore.swapped, ...restore.folders.swapped, ...lookAgain(restore.work.files, restore.places)];
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

function plannedAccounts(restore: Restore, restored: readonly Profile[]): ReturnType<typeof planAccounts> {
  const withPaths = restored.map((profile) => ({ profile, profilePath: restore.targets.profilePathOf(profile) }));
  return planAccounts(withPaths, restore.request.device);
}

function resultOf(
  restore: Restore,
  { restored, leftBehind }: { readonly restored: readonly Profile[]; readonly leftBehind: readonly Profile[] },
  objects: readonly CatalogObject[],
  startedAt: number,
): RestoreResult {
  const { catalog, missing, renamed } = restore;
  const rows = restore.restored.map(({ profile, kind, size }) => ({ userName: profile.name, kind, size }));
  const { files, folders, bytes } = countObjects(rows);
  const missingCount = missingFiles(missing);
  const notes = catalog.damagedFiles.map((file) => message('notes:copy-used', { file }));
  if (restore.attributesLost > 0) notes.push(message('notes:attributes-lost', { count: restore.attributesLost }));
  const [first] = restore.clampedTimes;
  if (first !== undefined)
    notes.push(message('notes:times-clamped', { count: restore.clampedTimes.length, path: first }));
  const isComplete = missingCount === 0 && catalog.damagedFiles.length === 0;
  return {
    storePath: restore.storePath,
    storeId: catalog.meta.storeId,
    isComplete,
    ...{ files, folders, bytes },
    alreadyThere: restore.alreadyThere,
    renamed: renamed.slice(0, MAX_LISTED),
    renamedCount: renamed.length,
    perUser: summarizeUsers([...restored, ...leftBehind], rows, missing).slice(0, MAX_LISTED),
    missing: missing.slice(0, MAX_LISTED),
    missingCount,
    linksNotRestored: objects.filter(({ kind }) => kind === 'link').length,
    plannedAccounts: plannedAccounts(restore, restored).slice(0, MAX_LISTED),
    notes: distinctMessages([...notes, ...restore.targets.notes]).slice(0, 100),
    notCarried: sumNotCarried(catalog.notCarried, restore.lost),
    exitCode: isComplete ? 0 : 3,
    timing: { startedAt, endedAt: restore.work.now() },
  };
}
