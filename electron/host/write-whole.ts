import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFileLater, syncFolderLater, writeSyncedLater } from '#core/ports/sync-path';
import { AppError } from '#shared/contract/errors';
import { fileError } from './browse.ts';

/** The calls that it makes; a test lets each of them fail. */
export type WriteCalls = Pick<typeof fs, 'open' | 'link' | 'copyFile' | 'rename' | 'rm'>;

/** Where a file cannot have two names (FAT, some shares), a copy that refuses an existing file has to do. */
async function copyNew(calls: WriteCalls, partial: string, path: string): Promise<void> {
  // An empty file of ours first: from here on what lies there is ours to take away.
  await (await calls.open(path, 'wx')).close();
  try {
    await calls.copyFile(partial, path);
    await syncFileLater(path, calls);
  } catch (error) {
    await calls.rm(path, { force: true });
    throw error;
  }
}

/** A second name is given in one step, and never to a name that came between look and write. */
async function takePlace(calls: WriteCalls, partial: string, path: string, overwrite: boolean): Promise<void> {
  if (overwrite) {
    await calls.rename(partial, path);
    return;
  }
  try {
    await calls.link(partial, path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(String(code))) throw error;
    await copyNew(calls, partial, path);
  }
}

/**
 * Writes a file whole or not at all: beside its place first, synced, then in its place. Errors: `FILE_EXISTS` unless
 * `overwrite`, `FILE_NOT_FOUND` for a missing folder, `FILE_UNREADABLE`.
 */
export async function writeWhole(
  path: string,
  bytes: Uint8Array,
  options: { readonly overwrite: boolean; readonly calls?: WriteCalls },
): Promise<void> {
  const { overwrite, calls = fs } = options;
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    await writeSyncedLater(partial, bytes, calls);
    await takePlace(calls, partial, path, overwrite);
    await syncFolderLater(dirname(path), calls);
  } catch (error) {
    throw error instanceof AppError ? error : fileError(path, error);
  } finally {
    await calls.rm(partial, { force: true });
  }
}
