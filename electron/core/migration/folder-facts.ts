import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';

/** What is true now of a folder on this computer. Sizes in bytes; null where the system does not say. */
export interface FolderFacts {
  readonly state: 'usable' | 'missing' | 'read-only';
  readonly freeBytes: number | null;
  readonly totalBytes: number | null;
}

/** Looks at a folder without changing anything. Never throws: a folder that cannot be seen is missing. */
export async function lookAtFolder(path: string): Promise<FolderFacts> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() !== true) return { state: 'missing', freeBytes: null, totalBytes: null };
  const space = await statfs(path).catch(() => null);
  const freeBytes = space === null ? null : space.bavail * space.bsize;
  const totalBytes = space === null ? null : space.blocks * space.bsize;
  const canWrite = await access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
  return { state: canWrite ? 'usable' : 'read-only', freeBytes, totalBytes };
}
