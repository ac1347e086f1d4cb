import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '#shared/contract/errors';
import { fileError } from './browse.ts';

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function takePlace(partial: string, path: string, overwrite: boolean): Promise<void> {
  if (overwrite) {
    await rename(partial, path);
    return;
  }
  // A copy that refuses an existing file is the one step that cannot overwrite what came between look and write.
  await copyFile(partial, path, constants.COPYFILE_EXCL);
}

/**
 * Writes a file whole or not at all: beside its place first, synced, then in its place. Errors: `FILE_EXISTS` unless
 * `overwrite`, `FILE_NOT_FOUND` for a missing folder, `FILE_UNREADABLE`.
 */
export async function writeWhole(path: string, bytes: Uint8Array, options: { overwrite: boolean }): Promise<void> {
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    const file = await open(partial, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await takePlace(partial, path, options.overwrite);
    await syncFolder(dirname(path));
  } catch (error) {
    throw error instanceof AppError ? error : fileError(path, error);
  } finally {
    await rm(partial, { force: true });
  }
}
