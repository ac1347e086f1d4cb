import { randomUUID } from 'node:crypto';
import fs, { linkSync, lstatSync } from 'node:fs';
import later, { type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Files } from './files.ts';
import { realFiles } from './files-real.ts';
import { patientRenameLater } from './held-files.ts';
import { type NameCalls, type NameCallsLater, takeNewName, takeNewNameLater } from './new-name.ts';
import { fillSynced, fillSyncedLater, syncFolder, syncFolderLater } from './sync-path.ts';

/**
 * The one place that writes a file whole (PORT-90 …): beside its place under a name that nobody can know before, made
 * new so that no link is followed and nothing of another is touched, synced, then renamed into its place, and the name
 * synced. Whatever fails, the file is as it was, and what lies beside it is removed; a process that is killed leaves at
 * most that, which `removeLeftovers` takes away.
 */
interface WholeOptions {
  /** Take the place of a file that is there; a link is replaced, never followed. Else `EEXIST`. */
  readonly overwrite: boolean;
  /** Rights from the first byte on (POSIX); else those of any new file. */
  readonly mode?: number;
}

/** The calls that it makes; a test lets each of them fail, or gives those in the manner of Windows. */
export type WholeCalls = Pick<Files, 'openSync' | 'writeSync' | 'fsyncSync' | 'closeSync' | 'renameSync' | 'rmSync'> &
  Partial<Pick<Files, 'manner'>> &
  Partial<Pick<NameCalls, 'linkSync' | 'lstatSync'>>;
/** Those of the form that does not hold the process. */
export type WholeCallsLater = NameCallsLater;

const partialName = /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.partial(?:-wal|-shm|-journal)?$/;
const mostOfNameBytes = 150;

/** A name in the folder of a file, for what is to take its place: nobody can foresee it, and `removeLeftovers` knows it. */
export function nameBeside(file: string): string {
  // A name has at most 255 bytes on some systems; a character that the cut splits is left out.
  const name = Buffer.from(basename(file))
    .subarray(0, mostOfNameBytes)
    .toString()
    .replace(/\uFFFD$/, '');
  return join(dirname(file), `${name}.${randomUUID()}.partial`);
}

/** True for the name of something that was to take the place of a file. */
export function isPartialName(name: string): boolean {
  return partialName.test(name);
}

/** A random name is never taken twice but by a broken source of chance: then it is said, and nobody's file is touched. */
const mostNames = 3;

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === 'EEXIST';
}

function removeQuietly(calls: Pick<Files, 'rmSync'>, file: string): void {
  try {
    calls.rmSync(file, { force: true });
  } catch {
    // The first failure is the one to tell; `removeLeftovers` comes by.
  }
}

/** Errors are the system's: `EEXIST` for a place that is taken (without `overwrite`), `ENOSPC`, `EACCES` … */
export function writeWhole(
  file: string,
  content: string | Uint8Array,
  options: WholeOptions & { readonly calls?: WholeCalls; readonly nameOf?: (file: string) => string },
): void {
  const { overwrite, mode, calls = realFiles, nameOf = nameBeside } = options;
  const { partial, handle } = openBeside(file, calls, nameOf, mode);
  try {
    fillSynced({ handle, file }, content, calls);
    putInPlace(partial, file, { overwrite, calls });
  } finally {
    removeQuietly(calls, partial);
  }
}

/** Opens a new file beside the place of another. */
function openBeside(
  file: string,
  calls: WholeCalls,
  nameOf: (file: string) => string,
  mode: number | undefined,
): { partial: string; handle: number } {
  for (let tried = 1; ; tried += 1) {
    const partial = nameOf(file);
    try {
      return { partial, handle: calls.openSync(partial, 'wx', mode) };
    } catch (error) {
      if (!isTaken(error) || tried === mostNames) throw error;
    }
  }
}

const realLater: WholeCallsLater = {
  open: later.open,
  link: later.link,
  lstat: later.lstat,
  // A virus scanner looks at a new file before anybody else gets it.
  rename: realFiles.manner === 'windows' ? patientRenameLater(later.rename) : later.rename,
  rm: later.rm,
};

/** `writeWhole` that does not hold the process. */
export async function writeWholeLater(
  file: string,
  bytes: Uint8Array,
  options: WholeOptions & { readonly calls?: WholeCallsLater; readonly nameOf?: (file: string) => string },
): Promise<void> {
  const { overwrite, mode, calls = realLater, nameOf = nameBeside } = options;
  const { partial, handle } = await openBesideLater(file, calls, nameOf, mode);
  try {
    await fillSyncedLater({ handle, file }, bytes);
    if (overwrite) await calls.rename(partial, file);
    else await takeNewNameLater(partial, file, calls);
    await syncFolderLater(dirname(file), calls);
  } finally {
    await calls.rm(partial, { force: true }).catch(() => undefined);
  }
}

async function openBesideLater(
  file: string,
  calls: WholeCallsLater,
  nameOf: (file: string) => string,
  mode: number | undefined,
): Promise<{ partial: string; handle: FileHandle }> {
  for (let tried = 1; ; tried += 1) {
    const partial = nameOf(file);
    try {
      return { partial, handle: await calls.open(partial, 'wx', mode) };
    } catch (error) {
      if (!isTaken(error) || tried === mostNames) throw error;
    }
  }
}

/** Puts a finished and synced file (a database that SQLite wrote) into its place. Errors are the system's. */
export function putInPlace(
  partial: string,
  file: string,
  { overwrite, calls = realFiles }: { readonly overwrite: boolean; readonly calls?: WholeCalls },
): void {
  if (overwrite) calls.renameSync(partial, file);
  else takeNewName(partial, file, { linkSync, lstatSync, ...calls });
  syncFolder(dirname(file), calls);
}

/**
 * What the system says of a new file beside this one: its error, or null when it makes one. Nothing stays there. For
 * libraries that say only that they could not make a file: a disk without room for more is no matter of rights.
 */
export function refusalBeside(file: string): unknown {
  const tried = nameBeside(file);
  try {
    fs.closeSync(fs.openSync(tried, 'wx', 0o600));
    fs.rmSync(tried, { force: true });
    return null;
  } catch (error) {
    return error;
  }
}

/** Longer than any writing takes: what is older was left by a process that was killed. */
const leftAfterMs = 60 * 60 * 1000;

/**
 * Removes from a folder of ours what killed processes left beside files that they wrote, after an hour. What cannot be
 * looked at or removed stays for the next time.
 */
export function removeLeftovers(folder: string, now: number = Date.now()): void {
  let names: string[];
  try {
    names = fs.readdirSync(folder);
  } catch {
    return;
  }
  for (const name of names.filter(isPartialName)) {
    const file = join(folder, name);
    try {
      const found = fs.lstatSync(file);
      if (!found.isDirectory() && now - found.mtimeMs > leftAfterMs) fs.rmSync(file, { force: true });
    } catch {
      // Somebody holds it, or took it away.
    }
  }
}
