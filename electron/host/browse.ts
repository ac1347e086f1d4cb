import { lstat, mkdir, opendir, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, parse, resolve } from 'node:path';
import type { BrowseEntry } from '#shared/contract/areas/site';
import { AppError } from '#shared/contract/errors';

const maximumEntries = 5000;

export interface Listing {
  path: string;
  parent: string | null;
  roots: string[];
  entries: BrowseEntry[];
  isTruncated: boolean;
}

async function describe(path: string, name: string, show: 'folders' | 'files'): Promise<BrowseEntry | null> {
  const full = join(path, name);
  // A link is shown as what it leads to; one that leads nowhere is not shown.
  const found = await stat(full).catch(() => null);
  if (found === null) return null;
  if (found.isDirectory()) {
    return { name, path: full, kind: 'folder', sizeBytes: null, modifiedAt: found.mtimeMs };
  }
  if (show === 'folders' || !found.isFile()) return null;
  return { name, path: full, kind: 'file', sizeBytes: found.size, modifiedAt: found.mtimeMs };
}

/** Lists a folder of this computer for the in-app browser. Errors: `FILE_NOT_FOUND`, `FILE_UNREADABLE`. */
export async function browse(given: string | null, show: 'folders' | 'files'): Promise<Listing> {
  const path = resolve(given === null || given === '' || !isAbsolute(given) ? homedir() : given);
  const entries: BrowseEntry[] = [];
  let isTruncated = false;
  try {
    for await (const entry of await opendir(await realpath(path))) {
      if (entry.name.startsWith('.')) continue;
      if (entries.length >= maximumEntries) {
        isTruncated = true;
        break;
      }
      const described = await describe(path, entry.name, show);
      if (described !== null) entries.push(described);
    }
  } catch (error) {
    throw fileError(path, error);
  }
  entries.sort((a, b) => Number(a.kind === 'file') - Number(b.kind === 'file') || a.name.localeCompare(b.name));
  const parent = dirname(path);
  return { path, parent: parent === path ? null : parent, roots: [parse(path).root, homedir()], entries, isTruncated };
}

/** Makes a folder. Errors: `NAME_INVALID`, `FILE_EXISTS`, `FILE_UNREADABLE`. */
export async function createFolder(parent: string, name: string): Promise<string> {
  if (!isAbsolute(parent) || /[\\/\0]/.test(name) || name === '.' || name === '..') {
    throw new AppError('NAME_INVALID', { name, reason: 'it must be one name without a slash' });
  }
  const path = join(parent, name);
  const existing = await lstat(path).catch(() => null);
  if (existing !== null) throw new AppError('FILE_EXISTS', { file: path });
  await mkdir(path).catch((error: unknown) => {
    throw fileError(path, error);
  });
  return path;
}

/** A system error about a file as one of ours. */
export function fileError(file: string, error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new AppError('FILE_NOT_FOUND', { file }, { cause: error });
  if (code === 'EEXIST') return new AppError('FILE_EXISTS', { file }, { cause: error });
  const reasons: Record<string, string> = {
    EACCES: 'you may not read or write it',
    EPERM: 'you may not read or write it',
    ENOTDIR: 'it is not a folder',
    EISDIR: 'it is a folder',
    ENOSPC: 'there is no space left',
    EROFS: 'its disk is read-only',
  };
  return new AppError('FILE_UNREADABLE', { file, reason: reasons[code] ?? (code || 'unknown') }, { cause: error });
}
