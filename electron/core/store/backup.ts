import { findDamage } from './find-damage.ts';
import { foreignReason, systemReason } from '../ports/system-reason.ts';
import { existsSync, linkSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, toNamespacedPath } from 'node:path';
import { AppError, isAppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { MessageValue } from '#shared/contract/message-shape';
import { realFiles } from '../ports/files-real.ts';
import { makePrivateFile, makePrivateFolder } from '../ports/private-place.ts';
import { isOneNameOnly } from '../ports/new-name.ts';
import { syncFile } from '../ports/sync-path.ts';
import { noteBeside } from '../ports/left-beside.ts';
import { nameBeside, putInPlace, removeLeftovers } from '../ports/whole-file.ts';
import { type Database, type NativeDatabase, openNative } from './connection.ts';
import { corrupt, mapStoreError } from './errors.ts';
import { demandKnownVersion, readVersion } from './migrate.ts';
import { applicationId, demandSiteFile } from './place.ts';

function removeDatabase(file: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${ending}`, { force: true });
}

/**
 * Opens a copy for reading only and checks that it is a whole site of a version that we know. Throws the codes of
 * `openDatabase` that fit.
 */
export function verifyCopy(file: string): void {
  demandSiteFile(file);
  try {
    const native = openNative(file, { readonly: true, fileMustExist: true });
    try {
      if (native.pragma('application_id', { simple: true }) !== applicationId) {
        throw new AppError('STORE_NOT_A_SITE', { file, reason: reason('another-database') });
      }
      demandKnownVersion(native, file);
      const damage = findDamage(native);
      if (damage !== null) throw corrupt(file, foreignReason(damage));
    } finally {
      native.close();
    }
  } catch (error) {
    throw mapStoreError(error, file);
  }
}

/** A copy must stand on its own: one file, without a write-ahead log beside it. */
function finishCopy(file: string): void {
  const native = openNative(file, { fileMustExist: true });
  try {
    native.pragma('journal_mode = DELETE');
  } finally {
    native.close();
  }
  verifyCopy(file);
  syncFile(file);
}

/** Of an error of ours its own reason, else what the system says. */
function whyFailed(error: unknown): MessageValue {
  const own = error instanceof AppError ? error.details['reason'] : undefined;
  return own ?? systemReason(error instanceof AppError ? error.code : error);
}

/** What went wrong with `file`, after its remains were removed; a failure of that does not hide the first one. */
function failBackup(file: string, partial: string, error: unknown): AppError {
  const errors = [mapStoreError(error, file)];
  try {
    removeDatabase(partial);
  } catch (second) {
    errors.push(second);
  }
  const [first] = errors;
  const cause = errors.length === 1 ? first : new AggregateError(errors);
  return new AppError('BACKUP_FAILED', { file, reason: whyFailed(first) }, { cause });
}

async function writeCopy(
  copyTo: (target: string) => Promise<unknown>,
  target: string,
  overwrite: boolean,
): Promise<void> {
  const partial = nameBeside(target);
  let endNote: () => void = () => undefined;
  try {
    makePrivateFolder(dirname(target));
    removeLeftovers(dirname(target));
    endNote = noteBeside(partial);
    makePrivateFile(partial);
    await copyTo(partial);
    finishCopy(partial);
    putInPlace(partial, target, { overwrite });
    // A name that was given beside its own leaves the latter.
    if (!overwrite) removeDatabase(partial);
  } catch (error) {
    throw failBackup(target, partial, error);
  } finally {
    endNote();
  }
}

/**
 * Copies the open database to a file while work goes on: beside the target first, checked, synced, then renamed. Without
 * `overwrite` a file that is there stays. Throws `BACKUP_FAILED` (`{file}`: the copy, `{reason}`); an older file of the
 * name stays then.
 */
export async function backUp(
  database: Database,
  target: string,
  { overwrite = false }: { readonly overwrite?: boolean } = {},
): Promise<void> {
  await writeCopy((partial) => database.copyTo(partial), target, overwrite);
}

/** `20261121-024102` in UTC, for file names. */
function toStamp(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '').replace('T', '-');
}

/** The copy before a migration: `before-<version>-<time>.db`. Without it there is no migration. */
export async function backUpBeforeMigration(native: NativeDatabase, directory: string, at: number): Promise<string> {
  const target = join(directory, `before-migration-from-${String(readVersion(native))}-${toStamp(at)}.db`);
  await writeCopy((partial) => native.backup(toNamespacedPath(partial)), target, true);
  return target;
}

const dailyName = /^daily-\d{8}\.db$/;

/** Today's copy if it is not there yet, then all but the newest `keep` daily copies are removed. Gives today's path. */
export async function backUpDaily(database: Database, directory: string, at: number, keep: number): Promise<string> {
  const target = join(directory, `daily-${toStamp(at).slice(0, 8)}.db`);
  if (!existsSync(target)) await backUp(database, target, { overwrite: true });
  const old = readdirSync(directory)
    .filter((name) => dailyName.test(name))
    .sort()
    .reverse()
    .slice(Math.max(1, keep));
  for (const name of old) rmSync(join(directory, name));
  return target;
}

export interface BackupFile {
  path: string;
  name: string;
  sizeBytes: number;
  modifiedAt: number;
}

/** Every copy in the folder, the newest first; an absent folder has none. */
export function listBackups(directory: string): BackupFile[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => name.endsWith('.db'))
    .map((name) => {
      const path = join(directory, name);
      const { size, mtimeMs } = statSync(path);
      return { path, name, sizeBytes: size, modifiedAt: Math.trunc(mtimeMs) };
    })
    .sort((left, right) => right.modifiedAt - left.modifiedAt || right.name.localeCompare(left.name));
}

/**
 * Throws `STORE_LOCKED` (`{file}`) while anybody has the database open: leaving WAL needs to be alone. What else is
 * wrong with it does not matter here, restoring is the remedy.
 */
function demandUnused(file: string): void {
  if (!existsSync(file)) return;
  try {
    demandSiteFile(file);
    const native = openNative(file, { fileMustExist: true, timeout: 0 });
    try {
      native.pragma('journal_mode = DELETE');
    } finally {
      native.close();
    }
  } catch (error) {
    const mapped = mapStoreError(error, file);
    if (isAppError(mapped, 'STORE_LOCKED') || !isAppError(mapped)) throw mapped;
  }
}

/**
 * Puts a copy in the place of a site database that nobody has open. What was there is kept beside it as
 * `<name>.replaced-<time>` with its log, and that path is given back (null when there was nothing). Throws what
 * `verifyCopy` throws, or `STORE_LOCKED` while somebody has it open, before anything is touched; or `BACKUP_FAILED`.
 */
export async function restoreDatabase(copy: string, file: string, at: number): Promise<string | null> {
  verifyCopy(copy);
  demandUnused(file);
  const partial = nameBeside(file);
  try {
    removeLeftovers(dirname(file));
    makePrivateFile(partial);
    const source = openNative(copy, { readonly: true, fileMustExist: true });
    try {
      await source.backup(toNamespacedPath(partial));
    } finally {
      source.close();
    }
    finishCopy(partial);
    const replaced = setAside(file, at);
    putInPlace(partial, file, { overwrite: true });
    return replaced;
  } catch (error) {
    throw failBackup(copy, partial, error);
  }
}

function setAside(file: string, at: number): string | null {
  if (!existsSync(file)) return null;
  const replaced = join(dirname(file), `${basename(file)}.replaced-${toStamp(at)}`);
  if (existsSync(replaced)) throw new AppError('FILE_EXISTS', { file: replaced });
  try {
    // A second name first: at every moment there is a database under the site's name.
    linkSync(file, replaced);
  } catch (error) {
    if (!isOneNameOnly(error)) throw error;
    realFiles.renameSync(file, replaced);
  }
  for (const ending of ['-wal', '-shm']) {
    if (existsSync(`${file}${ending}`)) realFiles.renameSync(`${file}${ending}`, `${replaced}${ending}`);
  }
  return replaced;
}
