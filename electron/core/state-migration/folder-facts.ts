import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';
import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { realIds } from '../ports/real.ts';

/** What is true now of a folder on this computer. Sizes in bytes; null where the system does not say. */
export interface FolderFacts {
  readonly state: 'usable' | 'missing' | 'read-only';
  readonly freeBytes: number | null;
  readonly totalBytes: number | null;
}

type FolderCalls = Pick<typeof fs, 'access' | 'open' | 'rm'>;

/**
 * Looks at a folder. Never throws: a folder that cannot be seen is missing. Nothing is changed, except that on Windows,
 * where only trying tells, an empty file is made and removed again (MIG-6).
 */
export async function lookAtFolder(
  path: string,
  calls: FolderCalls = fs,
  system: NodeJS.Platform = process.platform,
): Promise<FolderFacts> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() !== true) return { state: 'missing', freeBytes: null, totalBytes: null };
  const space = await statfs(path).catch(() => null);
  const freeBytes = space === null ? null : space.bavail * space.bsize;
  const totalBytes = space === null ? null : space.blocks * space.bsize;
  const trial = system === 'win32' ? tryFile(path, calls) : calls.access(path, constants.W_OK);
  const canWrite = await trial.then(
    () => true,
    () => false,
  );
  return { state: canWrite ? 'usable' : 'read-only', freeBytes, totalBytes };
}

/** `access` on Windows asks for the read-only bit alone, which says nothing about a folder. */
async function tryFile(folder: string, calls: FolderCalls): Promise<void> {
  const file = join(folder, `.waystation-trial-${realIds.uuid()}`);
  const handle = await calls.open(file, 'wx');
  await handle.close();
  await calls.rm(file, { force: true });
}
