import type { Dirent } from 'node:fs';
import path from 'node:path';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { foldName } from '../devices/fold.ts';
import type { Files } from '../ports/files.ts';
import { kindOf } from './scan-entry.ts';
import { CATALOG_APPLICATION_ID, CATALOG_COPY_FILE, CATALOG_FILE, DATA_FOLDER } from './stores/catalog-format.ts';
import { goingPath, partialPath } from './stores/store-paths.ts';
import type { Work } from './work.ts';

/** Where SQLite keeps the number of who wrote a file. */
const applicationIdAt = 68;
const unfinishedEnds = [partialPath(''), goingPath('')];

/**
 * Whether a folder is a state store, told by what it holds: by its catalog or the copy of it, or, for one that a killed
 * capture or an unfinished deletion left, by its name and its data (UST-134, MIG-176).
 */
export function isStateStore(files: Files, hostPath: string, entries: readonly Dirent[]): boolean {
  const names = new Set(entries.map(({ name }) => name));
  if (!names.has(DATA_FOLDER)) return false;
  if (unfinishedEnds.some((end) => hostPath.endsWith(end))) return true;
  return [CATALOG_FILE, CATALOG_COPY_FILE].some(
    (name) => names.has(name) && isCatalog(files, path.join(hostPath, name)),
  );
}

function isCatalog(files: Files, file: string): boolean {
  const header = Buffer.alloc(4);
  try {
    if (!files.lstatSync(file).isFile()) return false;
    const descriptor = files.openSync(file, 'r');
    try {
      return (
        files.readSync(descriptor, header, 0, 4, applicationIdAt) === 4 &&
        header.readUInt32BE() === CATALOG_APPLICATION_ID
      );
    } finally {
      files.closeSync(descriptor);
    }
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return false;
  }
}

/**
 * The files below a folder that no rule takes, and their bytes. Links are not followed; what cannot be read counts as none.
 * Names are taken as the bytes that they are where a system has such: a folder whose name is no text counts too (UST-183).
 */
export function countTree(work: Work, start: string): { readonly files: number; readonly bytes: number } {
  const { files } = work;
  const listing = files.manner === 'windows' ? listByFacts : listByBytes;
  let count = 0;
  let bytes = 0;
  const waiting: (string | Buffer)[] = [start];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    work.checkCancelled();
    for (const { child, kind } of tryList(files, folder, listing)) {
      if (kind === 'folder') waiting.push(child);
      if (kind !== 'file') continue;
      count += 1;
      bytes += files.lstatSync(child, { throwIfNoEntry: false })?.size ?? 0;
    }
  }
  return { files: count, bytes };
}

interface Listed {
  readonly child: string | Buffer;
  readonly kind: ReturnType<typeof kindOf>;
}
type Listing = (files: Files, folder: string | Buffer) => Listed[];

function listByFacts(files: Files, folder: string | Buffer): Listed[] {
  const place = folder.toString();
  const facts = files.readFolderFacts(place);
  const entries = files.readdirSync(place, { withFileTypes: true });
  return entries.map((entry) => ({ child: path.join(place, entry.name), kind: kindOf(entry, facts?.get(entry.name)) }));
}

function listByBytes(files: Files, folder: string | Buffer): Listed[] {
  const above = Buffer.concat([Buffer.from(folder), Buffer.from(path.sep)]);
  const entries = files.readdirSync(folder, { withFileTypes: true, encoding: 'buffer' });
  return entries.map((entry) => ({ child: Buffer.concat([above, entry.name]), kind: kindOf(entry, undefined) }));
}

function tryList(files: Files, folder: string | Buffer, listing: Listing): Listed[] {
  try {
    return listing(files, folder);
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return [];
  }
}

/** A name that is no text in UTF-8, and one that is told a second time: such names cannot be told apart here. */
export function bytesProblem(
  files: Files,
  hostPath: string,
  name: string,
  before: ReadonlySet<string>,
): Message | null {
  if (!name.includes('\ufffd')) return null;
  return before.has(name) || !isThere(files, hostPath) ? reason('name-no-text') : null;
}

function isThere(files: Files, hostPath: string): boolean {
  return files.lstatSync(hostPath, { throwIfNoEntry: false }) !== undefined;
}

/** The bytes of a file that is left out; none when it went meanwhile. */
export function sizeOf(files: Files, hostPath: string): number {
  return files.lstatSync(hostPath, { throwIfNoEntry: false })?.size ?? 0;
}

/** The real path of what is there, the path itself of what is not. */
export function realOrSame(work: Work, hostPath: string): string {
  return work.files.existsSync(hostPath) ? work.files.realpathSync(hostPath) : path.resolve(hostPath);
}

/** Windows takes a path in any case. */
export function keyOf(work: Work, hostPath: string): string {
  return work.files.manner === 'windows' ? foldName(hostPath) : hostPath;
}
