import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import { dirname } from 'node:path';
import { realFiles } from '#core/ports/files-real';
import { patientRenameLater } from '#core/ports/held-files';
import { type NameCallsLater, takeNewNameLater } from '#core/ports/new-name';
import { syncFolderLater, writeSyncedLater } from '#core/ports/sync-path';
import { AppError } from '#shared/contract/errors';
import { fileError } from './browse.ts';

/** The calls that it makes; a test lets each of them fail. */
export type WriteCalls = NameCallsLater;

const realCalls: WriteCalls = {
  open: fs.open,
  link: fs.link,
  // A virus scanner looks at a new file before anybody else gets it.
  rename: realFiles.manner === 'windows' ? patientRenameLater(fs.rename) : fs.rename,
  rm: fs.rm,
};

/**
 * Writes a file whole or not at all: beside its place first, synced, then in its place. Errors: `FILE_EXISTS` unless
 * `overwrite`, `FILE_NOT_FOUND` for a missing folder, `FILE_UNREADABLE`.
 */
export async function writeWhole(
  path: string,
  bytes: Uint8Array,
  options: { readonly overwrite: boolean; readonly calls?: WriteCalls },
): Promise<void> {
  const { overwrite, calls = realCalls } = options;
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    await writeSyncedLater(partial, bytes, calls);
    if (overwrite) await calls.rename(partial, path);
    else await takeNewNameLater(partial, path, calls);
    await syncFolderLater(dirname(path), calls);
  } catch (error) {
    throw error instanceof AppError ? error : fileError(path, error);
  } finally {
    await calls.rm(partial, { force: true });
  }
}
