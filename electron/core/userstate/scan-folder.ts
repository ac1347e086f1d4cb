import type { Dirent } from 'node:fs';
import path from 'node:path';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { foldName } from '../devices/fold.ts';
import type { Files } from '../ports/files.ts';
import { kindOf } from './scan-entry.ts';
import { CATALOG_APPLICATION_ID, CATALOG_COPY_FILE, CATALOG_FILE, DATA_FOLDER } from './stores/catalog-format.ts';
import { partialPath } from './stores/store-folder.ts';
import type { Work } from './work.ts';

/** Where SQLite keeps the number of who wrote a file. */
const applicationIdAt = 68;
const partialEnd = partialPath('');

/**
 * Whether a folder is a state store, told by what it holds: by its catalog or the copy of it, or, for one that a killed
 * capture left, by its name and its data (UST-134).
 */
export function isStateStore(files: Files, hostPath: string, entries: readonly Dirent[]): boolean {
  const names = new Set(entries.map(({ name }) => name));
  if (!names.has(DATA_FOLDER)) return false;
  if (hostPath.endsWith(partialEnd)) return true;
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

/** The files below a folder that no rule takes, and their bytes. Links are not followed; what cannot be read counts as none. */
export function countTree(work: Work, start: string): { readonly files: number; readonly bytes: number } {
  let count = 0;
  let bytes = 0;
  const waiting = [start];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    work.checkCancelled();
    const found = tryRead(work.files, folder);
    for (const entry of found.entries) {
      const child = path.join(folder, entry.name);
      const kind = kindOf(entry, found.facts?.get(entry.name));
      if (kind === 'folder') waiting.push(child);
      if (kind !== 'file') continue;
      count += 1;
      bytes += work.files.lstatSync(child, { throwIfNoEntry: false })?.size ?? 0;
    }
  }
  return { files: count, bytes };
}

function tryRead(
  files: Files,
  folder: string,
): { readonly entries: readonly Dirent[]; readonly facts: ReturnType<Files['readFolderFacts']> } {
  try {
    return { entries: files.readdirSync(folder, { withFileTypes: true }), facts: files.readFolderFacts(folder) };
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return { entries: [], facts: null };
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
