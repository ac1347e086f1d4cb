import type { Files } from './files.ts';
import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

/**
 * The one place that makes files durable; the linter refuses the calls anywhere else. FlushFileBuffers of Windows wants a
 * handle that may write and answers EPERM to any other, while elsewhere a handle for reading does, and is the only one to be
 * had of a read-only file. On Windows such a file is therefore synced before it becomes read-only.
 */
type SyncCalls = Pick<Files, 'openSync' | 'fsyncSync' | 'closeSync'> & Partial<Pick<Files, 'manner'>>;
type WriteCalls = SyncCalls & Pick<Files, 'writeSync'>;
interface OpenLater {
  open(path: string, flags: string): Promise<FileHandle>;
}

/** A double in the manner of Windows is asked as Windows. */
const systemOf = ({ manner }: SyncCalls): NodeJS.Platform => (manner === 'windows' ? 'win32' : process.platform);
const flagOf = (system: NodeJS.Platform): string => (system === 'win32' ? 'r+' : 'r');

/** Calls by handle do not say which file they were about: whoever hears of their errors is told (PORT-131). */
export function withFile<T>(error: T, file: string): T {
  if (!(error instanceof Error)) return error;
  const known = error as NodeJS.ErrnoException;
  if (typeof known.syscall === 'string' && known.path === undefined) known.path = file;
  return error;
}

function syncOpened(calls: SyncCalls, path: string, flag: string): void {
  const handle = calls.openSync(path, flag);
  try {
    calls.fsyncSync(handle);
  } catch (error) {
    throw withFile(error, path);
  } finally {
    calls.closeSync(handle);
  }
}

/** Makes the content of a file durable. Errors are the system's. */
export function syncFile(file: string, calls: SyncCalls = fs, system: NodeJS.Platform = systemOf(calls)): void {
  syncOpened(calls, file, flagOf(system));
}

/** Makes the names in a folder durable. Windows opens no folder so, and keeps names by its own journal. */
export function syncFolder(folder: string, calls: SyncCalls = fs, system: NodeJS.Platform = systemOf(calls)): void {
  if (system !== 'win32') syncOpened(calls, folder, 'r');
}

/** Writes a file, or adds to it (`a`), and makes that durable before it returns; `wx` refuses a file that is there. */
export function writeSynced(
  file: string,
  content: string | Uint8Array,
  { flag, mode, calls = fs }: { flag: 'w' | 'wx' | 'a'; mode?: number; calls?: WriteCalls },
): void {
  fillSynced({ handle: calls.openSync(file, flag, mode), file }, content, calls);
}

/** An open file, and where it lies. */
interface Opened<T> {
  readonly handle: T;
  readonly file: string;
}

/** Writes into an open file, makes that durable and closes it, also when it fails. */
export function fillSynced({ handle, file }: Opened<number>, content: string | Uint8Array, calls: WriteCalls): void {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  try {
    // A call may take less than it was given: when a disk is nearly full.
    for (let written = 0; written < bytes.length;) {
      written += calls.writeSync(handle, bytes, written, bytes.length - written);
    }
    calls.fsyncSync(handle);
  } catch (error) {
    throw withFile(error, file);
  } finally {
    calls.closeSync(handle);
  }
}

/** `syncFile` that does not hold the process. */
export async function syncFileLater(
  file: string,
  calls: OpenLater,
  system: NodeJS.Platform = process.platform,
): Promise<void> {
  const handle = await calls.open(file, flagOf(system));
  try {
    await handle.sync();
  } catch (error) {
    throw withFile(error, file);
  } finally {
    await handle.close();
  }
}

/** `syncFolder` that does not hold the process. */
export async function syncFolderLater(
  folder: string,
  calls: OpenLater,
  system: NodeJS.Platform = process.platform,
): Promise<void> {
  if (system !== 'win32') await syncFileLater(folder, calls, system);
}

/** Writes a file that is not there yet, durable before it answers. */
export async function writeSyncedLater(file: string, bytes: Uint8Array, calls: OpenLater): Promise<void> {
  await fillSyncedLater({ handle: await calls.open(file, 'wx'), file }, bytes);
}

/** `fillSynced` that does not hold the process. */
export async function fillSyncedLater({ handle, file }: Opened<FileHandle>, bytes: Uint8Array): Promise<void> {
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (error) {
    throw withFile(error, file);
  } finally {
    await handle.close();
  }
}
