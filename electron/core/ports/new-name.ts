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
export type NameCalls = Pick<typeof fs, 'linkSync' | 'openSync' | 'closeSync' | 'renameSync' | 'rmSync'>;

const realCalls: NameCalls = { ...realFiles, linkSync };

/**
 * Gives a finished file its name, never one that is taken: that throws `EEXIST`. In one step where a disk gives second
 * names, and `partial` stays for the caller to remove; elsewhere an empty file keeps the name for the moment until the
 * finished one takes its place.
 */
export function takeNewName(partial: string, file: string, calls: NameCalls = realCalls): void {
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
export type NameCallsLater = Pick<typeof fsLater, 'link' | 'open' | 'rename' | 'rm'>;

/** `takeNewName` that does not hold the process. */
export async function takeNewNameLater(partial: string, file: string, calls: NameCallsLater): Promise<void> {
  try {
    await calls.link(partial, file);
  } catch (error) {
    if (!isOneNameOnly(error)) throw error;
    await (await calls.open(file, 'wx')).close();
    try {
      await calls.rename(partial, file);
    } catch (second) {
      await calls.rm(file, { force: true });
      throw second;
    }
  }
}
