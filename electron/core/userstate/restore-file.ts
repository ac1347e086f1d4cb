import path from 'node:path';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { PathResolver } from '../devices/drive-map.ts';
import { timeToSet } from '../ports/file-times.ts';
import { syncFile } from '../ports/sync-path.ts';
import { splitLast } from '../devices/windows-path.ts';
import { numberedName } from './restore-targets.ts';
import type { Files } from '../ports/files.ts';
import type { NotCarriedCount } from './not-carried.ts';
import type { CatalogObject } from './stores/catalog.ts';
import { DATA_FOLDER } from './stores/catalog-format.ts';
import { copyHashed, hashFile, SourceUnreadable } from './stores/copy-file.ts';
import { writeStreams } from './stores/streams.ts';
import type { Work } from './work.ts';

/** Files are written here and then renamed, so that a killed restore leaves no half file under a person's name. */
export const RESTORE_FOLDER = '.waystation-restore';

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
  /** False on this computer, where the root of a drive is not for everybody to write in. */
  readonly hasSpool: boolean;
  /** Files that were written, to be made durable at the end. */
  readonly written: string[];
  /** What could not be brought back. */
  readonly lost: NotCarriedCount;
}

export interface RestoredFile {
  readonly hostPath: string;
  readonly windowsPath: string;
  readonly outcome: 'written' | 'renamed' | 'alreadyThere';
}

/** So many names are tried before a folder counts as unusable. */
const mostNumbers = 10_000;

/**
 * Brings one file back. A name that is taken by the same content is left as it is; by another content, the next free
 * `name(1).ext` is taken. Throws `DataDamaged`, an `AppError` of the path, or the system's error (UST-36, UST-39).
 */
export function restoreFile(restorer: FileRestorer, object: CatalogObject, targetPath: string): RestoredFile {
  const { folder, name } = splitLast(targetPath);
  for (let number = 0; number <= mostNumbers; number += 1) {
    const windowsPath = number === 0 ? targetPath : `${folder}\\${numberedName(name, number)}`;
    const target = restorer.resolver.resolve(windowsPath);
    if (!target.exists) {
      writeFile(restorer, object, target.hostPath, target.windowsPath);
      const outcome = number === 0 ? 'written' : 'renamed';
      return { hostPath: target.hostPath, windowsPath: target.windowsPath, outcome };
    }
    if (isSameContent(restorer, object, target.hostPath)) {
      return { hostPath: target.hostPath, windowsPath: target.windowsPath, outcome: 'alreadyThere' };
    }
  }
  throw new AppError('RESTORE_FILE_FAILED', {
    path: targetPath,
    reason: reason('numbers-used-up', { count: mostNumbers }),
  });
}

function isSameContent(restorer: FileRestorer, object: CatalogObject, hostPath: string): boolean {
  const stat = restorer.work.files.lstatSync(hostPath);
  if (!stat.isFile() || stat.size !== object.size) return false;
  const found = hashFile(restorer.work.files, hostPath, restorer.buffer, () => {
    restorer.work.checkCancelled();
  });
  return found.sha256 === object.sha256;
}

function writeFile(restorer: FileRestorer, object: CatalogObject, hostPath: string, windowsPath: string): void {
  const { work, resolver } = restorer;
  const { files } = work;
  files.mkdirSync(path.dirname(hostPath), { recursive: true });
  const beside = path.join(path.dirname(hostPath), `${RESTORE_FOLDER}-${object.id}`);
  const viaBeside = (): void => {
    fillFile(restorer, object, beside);
    try {
      files.renameSync(beside, hostPath);
    } catch (error) {
      files.rmSync(beside, { force: true });
      throw error;
    }
  };
  if (!restorer.hasSpool) viaBeside();
  else {
    const spool = path.join(resolver.root(windowsPath.slice(0, 2)), RESTORE_FOLDER);
    files.mkdirSync(spool, { recursive: true });
    const temporary = path.join(spool, `${object.id}`);
    fillFile(restorer, object, temporary);
    try {
      files.renameSync(temporary, hostPath);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
      // A folder of the drive may be another file system: then the last step happens inside it.
      files.rmSync(temporary, { force: true });
      viaBeside();
    }
  }
  countLost(restorer, object, files.hasStreams(hostPath));
  resolver.noteCreated(hostPath);
  if (!isSyncedWhileWritten(restorer, object)) restorer.written.push(hostPath);
}

/** Windows opens no read-only file for writing and syncs no other, so such a file is made durable before it is one. */
function isSyncedWhileWritten({ work }: FileRestorer, object: CatalogObject): boolean {
  return work.files.manner === 'windows' && object.attributes.readOnly;
}

/** What the destination cannot keep, of a file or folder that is there now. */
export function countLost(
  { work, lost }: Pick<FileRestorer, 'work' | 'lost'>,
  object: CatalogObject,
  hasStreams = true,
): void {
  if (object.createdUs !== null && work.files.manner !== 'windows') lost.creationTimes += 1;
  if (!hasStreams) lost.streams += object.streams.length;
}

/** The attributes that the system itself keeps; a side-car has the rest. Nothing is asked of it that nothing needs. */
export function writeAttributes(files: Files, target: string, { attributes, createdUs }: CatalogObject): void {
  const isPlain = !attributes.hidden && !attributes.system && !attributes.readOnly;
  if (isPlain && (createdUs === null || files.manner !== 'windows')) return;
  files.writeFacts(target, { ...attributes, createdUs });
}

/** Content, streams, then time, then the read-only bit, which would forbid the rest. A failed attempt leaves nothing. */
function fillFile(restorer: FileRestorer, object: CatalogObject, temporary: string): void {
  const { files } = restorer.work;
  files.rmSync(temporary, { force: true });
  try {
    const copied = copyData(restorer, object, temporary);
    if (copied.sha256 !== object.sha256 || copied.size !== object.size) {
      throw new DataDamaged(
        copied.size === object.size
          ? reason('content-changed')
          : reason('size-differs', { actual: copied.size, expected: object.size }),
        false,
      );
    }
    if (files.hasStreams(temporary)) writeStreams(files, temporary, object.streams);
    const time = timeToSet(object.modifiedUs);
    files.utimesSync(temporary, time, time);
    if (isSyncedWhileWritten(restorer, object)) syncFile(temporary, files);
    writeAttributes(files, temporary, object);
  } catch (error) {
    files.rmSync(temporary, { force: true });
    throw error;
  }
}

function copyData(restorer: FileRestorer, object: CatalogObject, temporary: string): { size: number; sha256: string } {
  const source = path.join(restorer.storePath, DATA_FOLDER, object.data);
  if (object.data === '' || !restorer.work.files.existsSync(source)) {
    throw new DataDamaged(reason('no-data-file'), true);
  }
  try {
    return copyHashed(restorer.work.files, source, temporary, restorer.buffer, (bytes) => {
      restorer.work.add(0, bytes, object.path);
      restorer.work.checkCancelled();
    });
  } catch (error) {
    if (!(error instanceof SourceUnreadable)) throw error;
    throw new DataDamaged(error.reason, false, { cause: error });
  }
}
