import { closeSync, mkdirSync, openSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/**
 * What lies in a site is somebody's: files of it are for their owner alone, and so are its folders. On Windows, which
 * has no such bits, the folder of the person's profile that a site lies in says so.
 */
export const privateFileMode = 0o600;
export const privateFolderMode = 0o700;

/** Makes a folder and what is missing above it, for its owner alone; one that is there stays as it is. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: privateFolderMode });
}

/** Makes an empty file for its owner alone, where a library would make it for everybody. Throws `EEXIST`. */
export function makePrivateFile(file: string): void {
  closeSync(openSync(file, 'wx', privateFileMode));
}

let given: number | null = null;

/**
 * From here on every file and folder that this process makes is for its user alone unless it says more (PORT-130). The
 * first thing of every entry point; a thread has the mask of its process.
 */
export function makeEverythingPrivate(): void {
  if (!isMainThread || given !== null) return;
  given = process.umask(0o077);
}

/** The mask with which this process was started: that of the commands that it carries out for a person. */
export function givenMask(): number | null {
  return given;
}
