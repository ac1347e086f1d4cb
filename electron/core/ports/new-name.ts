import { linkSync } from 'node:fs';
import type fs from 'node:fs';
import type fsLater from 'node:fs/promises';
import { realFiles } from './files-real.ts';

/** What systems say where a disk gives a file one name only: FAT, exFAT and many shares. */
const oneNameOnly = ['EPERM', 'EISDIR', 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV', 'UNKNOWN'];

/** Whether a second name was refused because of the disk, and not because the name is taken. */
export function isOneNameOnly(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return oneNameOnly.includes(String(code));
}

/** The calls that it makes; a test gives those of another disk. */
export type NameCalls = Pick<typeof fs, 'linkSync' | 'lstatSync' | 'renameSync'>;

const realCalls: NameCalls = { ...realFiles, linkSync };

function taken(file: string): Error {
  return Object.assign(new Error(`EEXIST: ${file}`), { code: 'EEXIST', syscall: 'rename', path: file });
}

/**
 * Gives a finished file its name, never one that is taken: that throws `EEXIST`. In one step where a disk gives second
 * names, and `partial` stays for the caller to remove. Elsewhere the finished file is renamed after a look, so that a
 * process which is killed leaves nothing but a whole file under the name; who takes the name between the two is replaced
 * (SECURITY.md).
 */
export function takeNewName(partial: string, file: string, calls: NameCalls = realCalls): void {
  try {
    calls.linkSync(partial, file);
  } catch (error) {
    if (!isOneNameOnly(error)) throw error;
    if (calls.lstatSync(file, { throwIfNoEntry: false }) !== undefined) throw taken(file);
    calls.renameSync(partial, file);
  }
}

/** The calls of `claimNewName`. */
export type ClaimCalls = Pick<typeof fs, 'linkSync' | 'openSync' | 'closeSync' | 'renameSync' | 'rmSync'>;

const realClaimCalls: ClaimCalls = { ...realFiles, linkSync };

/**
 * `takeNewName` for a name that two may want in the same moment and only one may get (a lock): where a disk gives a file
 * one name only, an empty file keeps the name until the finished one takes its place. A kill between the two leaves the
 * empty file, which the owner of such a name has to know.
 */
export function claimNewName(partial: string, file: string, calls: ClaimCalls = realClaimCalls): void {
  try {
    calls.linkSync(partial, file);
  } catch (error) {
    if (!isOneNameOnly(error)) throw error;
    calls.closeSync(calls.openSync(file, 'wx'));
    try {
      calls.renameSync(partial, file);
    } catch (second) {
      calls.rmSync(file, { force: true });
      throw second;
    }
  }
}

/** The calls of `takeNewNameLater`. */
export type NameCallsLater = Pick<typeof fsLater, 'link' | 'lstat' | 'open' | 'rename' | 'rm'>;

async function isThere(file: string, calls: NameCallsLater): Promise<boolean> {
  try {
    await calls.lstat(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** `takeNewName` that does not hold the process. */
export async function takeNewNameLater(partial: string, file: string, calls: NameCallsLater): Promise<void> {
  try {
    await calls.link(partial, file);
  } catch (error) {
    if (!isOneNameOnly(error)) throw error;
    if (await isThere(file, calls)) throw taken(file);
    await calls.rename(partial, file);
  }
}
