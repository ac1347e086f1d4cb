import path from 'node:path';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { RestoreMissing, RestoreMissingCause } from '#shared/model/user-state';
import type { PathResolver } from '../devices/drive-map.ts';
import { isSameTime, modifiedUsOf, timeToSet } from '../ports/file-times.ts';
import { syncFile } from '../ports/sync-path.ts';
import { splitLast } from '../devices/windows-path.ts';
import { numberedName } from './restore-targets.ts';
import type { Files } from '../ports/files.ts';
import type { HeldFolders } from '../ports/held-folders.ts';
import { isOneNameOnly } from '../ports/new-name.ts';
import { isPartialName, nameBeside } from '../ports/whole-file.ts';
import { remedies } from './remedies.ts';
import { RESTORE_FOLDER } from './restore-spool.ts';
import type { NotCarriedCount } from './not-carried.ts';
import type { CatalogObject } from './stores/catalog-rows.ts';
import { DATA_FOLDER } from './stores/catalog-format.ts';
import { copyHashed, hashFile, SourceUnreadable } from './stores/copy-file.ts';
import { addStreams, writeStreams } from './stores/streams.ts';
import type { LostStream } from './stores/streams.ts';
import type { Work } from './work.ts';

/** The store's data of one file is not what was captured. */
export class DataDamaged extends Error {
  readonly isMissing: boolean;
  readonly reason: Message;
  constructor(why: Message, isMissing: boolean, options?: { cause?: unknown }) {
    super(why.say, options);
    this.reason = why;
    this.name = 'DataDamaged';
    this.isMissing = isMissing;
  }
}

export interface FileRestorer {
  readonly work: Work;
  readonly resolver: PathResolver;
  readonly storePath: string;
  readonly buffer: Buffer;
  /** The way to the files of the destination, and the one to what is to become such a file. */
  readonly folders: HeldFolders;
  readonly spools: HeldFolders;
  /** Folders that were looked through for what a killed restore left beside files. */
  readonly lookedThrough: Set<string>;
  /** False on this computer, where the root of a drive is not for everybody to write in. */
  readonly hasSpool: boolean;
  /** Files that were written, to be made durable at the end. */
  readonly written: string[];
  /** What could not be brought back. */
  readonly lost: NotCarriedCount;
  /** Files and folders whose time the destination could not keep. */
  readonly clampedTimes: string[];
}

export interface RestoredFile {
  readonly hostPath: string;
  readonly windowsPath: string;
  readonly outcome: 'written' | 'renamed' | 'alreadyThere';
  /** Streams of the store that are not on the file (UST-181). */
  readonly lostStreams: readonly LostStream[];
}

/** Each stream that did not come with its file, as a missing file of its own: the restore is not complete (UST-181). */
export function lostStreamsOf(
  { path: source, profile, damagedStreams }: CatalogObject,
  { lostStreams, windowsPath }: RestoredFile,
): RestoreMissing[] {
  const missing = (stream: string, cause: RestoreMissingCause, detail: Message): RestoreMissing => ({
    ...{ path: `${source}:${stream}`, user: profile.name, targetPath: `${windowsPath}:${stream}` },
    ...{ cause, detail, remedy: remedies[cause] },
  });
  return [
    ...damagedStreams.map((stream) => missing(stream, 'damagedInStore', reason('stream-damaged'))),
    ...lostStreams.map(({ name, why }) => missing(name, 'streamNotWritten', why)),
  ];
}

/** 2038-01-19: until then times fit into 32 bits. */
const everywhereUntilUs = 2 ** 31 * 1_000_000;

/** So many names are tried before a folder counts as unusable. */
const mostNumbers = 10_000;

/**
 * Brings one file back. A name that is taken by the same content is left as it is; by another content, the next free
 * `name(1).ext` is taken. Throws `DataDamaged`, an `AppError` of the path, or the system's error (UST-36, UST-39).
 */
export function restoreFile(restorer: FileRestorer, object: CatalogObject, targetPath: string): RestoredFile {
  if (object.damage !== null) throw new DataDamaged(object.damage, false);
  const { folder, name } = splitLast(targetPath);
  for (let number = 0; number <= mostNumbers; number += 1) {
    const windowsPath =
      number === 0 ? targetPath : `${folder}\\${numberedName(name, number, restorer.work.files.manner)}`;
    const target = restorer.resolver.resolve(windowsPath);
    const outcome = number === 0 ? 'written' : 'renamed';
    const { hostPath, windowsPath: placedPath } = target;
    const written = target.exists ? null : writeFile(restorer, object, hostPath, placedPath);
    if (written !== null) return { hostPath, windowsPath: placedPath, outcome, lostStreams: written };
    if (isSameContent(restorer, object, hostPath)) {
      const lostStreams = completeStreams(restorer, object, hostPath);
      return { hostPath, windowsPath: placedPath, outcome: 'alreadyThere', lostStreams };
    }
  }
  throw new AppError('RESTORE_FILE_FAILED', {
    path: targetPath,
    reason: reason('numbers-used-up', { count: mostNumbers }),
  });
}

function isSameContent(restorer: FileRestorer, object: CatalogObject, hostPath: string): boolean {
  const place = restorer.folders.reach(hostPath);
  const stat = restorer.work.files.lstatSync(place);
  if (!stat.isFile() || stat.size !== object.size) return false;
  const found = hashFile(restorer.work.files, place, restorer.buffer, () => {
    restorer.work.checkCancelled();
  });
  return found.sha256 === object.sha256;
}

/** Streams that a file which was there already lacks come to it; its time stays. Those that cannot are named. */
function completeStreams(restorer: FileRestorer, object: CatalogObject, hostPath: string): LostStream[] {
  const { files } = restorer.work;
  if (object.streams.length === 0) return [];
  const place = restorer.folders.reach(hostPath);
  restorer.folders.demandSame();
  const { atimeMs, ...stat } = files.lstatSync(place);
  const lost = addStreams(files, place, object.streams);
  // Writing a stream is a change of its file on Windows.
  if (files.manner === 'windows' && lost.length < object.streams.length) {
    files.lutimesSync(place, atimeMs / 1000, timeToSet(modifiedUsOf(stat)));
  }
  return lost;
}

/** The streams that were lost; null when somebody took the name since it was looked for: what lies there is his. */
function writeFile(
  restorer: FileRestorer,
  object: CatalogObject,
  hostPath: string,
  windowsPath: string,
): readonly LostStream[] | null {
  const { resolver, folders } = restorer;
  const place = folders.reachNew(hostPath);
  const lostStreams = restorer.hasSpool
    ? writeBySpool(restorer, object, place, resolver.root(windowsPath.slice(0, 2)))
    : writeBeside(restorer, object, place);
  resolver.noteCreated(hostPath);
  if (lostStreams === null) return null;
  countLost(restorer, object);
  if (!isSyncedWhileWritten(restorer, object)) restorer.written.push(hostPath);
  return lostStreams;
}

function writeBySpool(
  restorer: FileRestorer,
  object: CatalogObject,
  place: string,
  root: string,
): readonly LostStream[] | null {
  const { folders, spools } = restorer;
  const temporary = spools.reachNew(nameBeside(path.join(root, RESTORE_FOLDER, `${object.id}`)));
  const lostStreams = fillFile(restorer, object, temporary, spools);
  try {
    return placeNew(restorer.work.files, temporary, place, folders) ? lostStreams : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    // A folder of the drive may be another file system: then the last step happens inside it.
    return writeBeside(restorer, object, place);
  }
}

function writeBeside(restorer: FileRestorer, object: CatalogObject, place: string): readonly LostStream[] | null {
  const { work, folders } = restorer;
  removeLeft(restorer, path.dirname(place));
  const beside = nameBeside(path.join(path.dirname(place), RESTORE_FOLDER));
  const lostStreams = fillFile(restorer, object, beside, folders);
  return placeNew(work.files, beside, place, folders) ? lostStreams : null;
}

/** What a restore that was killed left beside the files of a folder, under names of ours. */
function removeLeft({ work: { files }, lookedThrough }: FileRestorer, folder: string): void {
  // By what the folder is: the number of a descriptor is given again.
  const { dev, ino } = files.statSync(folder, { bigint: true });
  const key = `${dev} ${ino}`;
  if (lookedThrough.has(key)) return;
  lookedThrough.add(key);
  for (const name of files.readdirSync(folder)) {
    const isOurs =
      name.startsWith(RESTORE_FOLDER) && (isPartialName(name) || /^-\d+$/.test(name.slice(RESTORE_FOLDER.length)));
    if (isOurs) files.rmSync(path.join(folder, name), { force: true });
  }
}

/**
 * Gives a finished file its name, never one that is taken meanwhile: in one step where the disk gives second names.
 * Whatever fails, the temporary name is gone; when this process is killed there is no file of the name, or the whole one.
 */
function placeNew(files: Files, temporary: string, place: string, folders: HeldFolders): boolean {
  try {
    if (linkNew(files, temporary, place)) return true;
    folders.demandSame();
    if (files.lstatSync(place, { throwIfNoEntry: false }) !== undefined) return false;
    files.renameSync(temporary, place);
    demandPlaced(files, temporary, place, folders);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    removeQuietly(files, temporary);
  }
}

/** A folder that was swapped between the look and the rename: what was moved into the wrong one is taken back. */
function demandPlaced(files: Files, temporary: string, place: string, folders: HeldFolders): void {
  try {
    folders.demandSame();
  } catch (error) {
    files.renameSync(place, temporary);
    throw error;
  }
}

/** False where a file has one name only, and on Windows, where taking a name away takes the read-only bit of both. */
function linkNew(files: Files, temporary: string, place: string): boolean {
  if (files.manner === 'windows') return false;
  try {
    files.linkSync(temporary, place);
    return true;
  } catch (error) {
    if (!isOneNameOnly(error)) throw error;
    return false;
  }
}

function removeQuietly(files: Files, temporary: string): void {
  try {
    files.unlinkSync(temporary);
  } catch {
    // Renamed; or the next restore takes it away.
  }
}

/** Windows opens no read-only file for writing and syncs no other, so such a file is made durable before it is one. */
function isSyncedWhileWritten({ work }: FileRestorer, { attributes, mode }: CatalogObject): boolean {
  // One that its own owner may not read cannot be opened any more to be synced.
  return work.files.manner === 'windows' ? attributes.readOnly : mode !== null && (mode & 0o400) === 0;
}

/** What the destination cannot keep, of a file or folder that is there now. */
export function countLost({ work, lost }: Pick<FileRestorer, 'work' | 'lost'>, { createdUs }: CatalogObject): void {
  if (createdUs !== null && work.files.manner !== 'windows') lost.creationTimes += 1;
}

/** The attributes that the system itself keeps; a side-car has the rest. Nothing is asked of it that nothing needs. */
export function writeAttributes(files: Files, target: string, { attributes, createdUs }: CatalogObject): void {
  const isPlain = !attributes.hidden && !attributes.system && !attributes.readOnly;
  if (isPlain && (createdUs === null || files.manner !== 'windows')) return;
  files.writeFacts(target, { ...attributes, createdUs });
}

/** Sets the time of a file or folder, and names it where the disk keeps another: times have an end on every disk. */
export function setTime(
  { work, clampedTimes }: Pick<FileRestorer, 'work' | 'clampedTimes'>,
  { kind, modifiedUs, path: windowsPath }: CatalogObject,
  hostPath: string,
): void {
  const { files } = work;
  const time = timeToSet(modifiedUs);
  // Of the file itself, should a link lie there by now; a folder is held.
  if (kind === 'folder') files.utimesSync(hostPath, time, time);
  else files.lutimesSync(hostPath, time, time);
  // Between these every disk keeps a time; to look at each file again would cost a call each.
  if (modifiedUs >= 0 && modifiedUs < everywhereUntilUs) return;
  if (!isSameTime(modifiedUsOf(files.statSync(hostPath)), modifiedUs)) clampedTimes.push(windowsPath);
}

/** Gives what was private to its owner alone, and to others what they had: never more than at the source. */
export function setMode(
  { work, lost }: Pick<FileRestorer, 'work' | 'lost'>,
  { mode }: CatalogObject,
  hostPath: string,
): void {
  if (mode === null || work.files.manner !== 'posix') return;
  try {
    work.files.chmodSync(hostPath, mode);
  } catch (error) {
    // FAT and some shares have no such bits: theirs are those of the mount.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL'].includes(String((error as NodeJS.ErrnoException).code)))
      throw error;
    lost.permissions += 1;
  }
}

/**
 * Content, streams, then time, then the read-only bit, which would forbid the rest; the streams that the disk does not
 * keep. A failed attempt leaves nothing.
 */
function fillFile(
  restorer: FileRestorer,
  object: CatalogObject,
  temporary: string,
  folders: HeldFolders,
): readonly LostStream[] {
  const { files } = restorer.work;
  try {
    const copied = copyData(restorer, object, temporary, folders);
    if (copied.sha256 !== object.sha256 || copied.size !== object.size) {
      throw new DataDamaged(
        copied.size === object.size
          ? reason('content-changed')
          : reason('size-differs', { actual: copied.size, expected: object.size }),
        false,
      );
    }
    const lostStreams = writeStreams(files, temporary, object.streams);
    setTime(restorer, object, temporary);
    if (isSyncedWhileWritten(restorer, object)) syncFile(temporary, files);
    setMode(restorer, object, temporary);
    writeAttributes(files, temporary, object);
    return lostStreams;
  } catch (error) {
    files.rmSync(temporary, { force: true });
    throw error;
  }
}

function copyData(
  restorer: FileRestorer,
  object: CatalogObject,
  temporary: string,
  folders: HeldFolders,
): { size: number; sha256: string } {
  const source = path.join(restorer.storePath, DATA_FOLDER, object.data);
  if (object.data === '' || !restorer.work.files.existsSync(source)) {
    throw new DataDamaged(reason('no-data-file'), true);
  }
  try {
    const onPart = (bytes: number): void => {
      restorer.work.add(0, bytes, object.path);
      restorer.work.checkCancelled();
    };
    const checks = { target: () => folders.demandSame() };
    return copyHashed(restorer.work.files, source, temporary, restorer.buffer, onPart, checks);
  } catch (error) {
    if (!(error instanceof SourceUnreadable)) throw error;
    throw new DataDamaged(error.reason, false, { cause: error });
  }
}
