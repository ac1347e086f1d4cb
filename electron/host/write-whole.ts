import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import { dirname } from 'node:path';
import { isOneNameOnly } from '#core/ports/new-name';
import { syncFolderLater, writeSyncedLater } from '#core/ports/sync-path';
import { AppError } from '#shared/contract/errors';
import { fileError } from './browse.ts';

/** The calls that it makes; a test lets each of them fail. */
export type WriteCalls = Pick<typeof fs, 'open' | 'link' | 'rename' | 'rm'>;

/** Where a disk gives no second names, an empty file of ours keeps the name until the finished one takes its place. */
async function takeEmptyPlace(calls: WriteCalls, partial: string, path: string): Promise<void> {
  await (await calls.open(path, 'wx')).close();
  try {
    await calls.rename(partial, path);
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
    if (!isOneNameOnly(error)) throw error;
    await takeEmptyPlace(calls, partial, path);
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
