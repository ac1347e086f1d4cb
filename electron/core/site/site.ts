import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { SiteCode } from '#shared/model/site';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import { systemReason } from '../ports/system-reason.ts';
import { makePrivateFolder, privateFolderMode } from '../ports/private-place.ts';
import { nameBeside, putInPlace } from '../ports/whole-file.ts';
import type { Database } from '../store/connection.ts';
import { createDatabaseFile, openDatabase, type OpenOptions } from '../store/open.ts';
import { fileErrorCode } from '../ports/file-errors.ts';
import { insertSite } from '../store/tables/site.ts';

/** Where things lie in a site folder. */
export interface SitePaths {
  readonly database: string;
  /** Content library. */
  readonly content: string;
  /** Default folder of the migration point. */
  readonly smp: string;
  readonly logs: string;
  /** Folders of the sample devices. */
  readonly devices: string;
  readonly backups: string;
  readonly secretKey: string;
  readonly consoleLock: string;
  /** The page that opens the console of the web host. */
  readonly consoleAddress: string;
  /** With what open pages of the web host find it when it is started anew. */
  readonly consoleWindows: string;
}

export interface Site {
  /** Absolute path of the site folder. */
  readonly dir: string;
  readonly paths: SitePaths;
  readonly database: Database;
  close(): Promise<void>;
}

/** The layout of every site folder. */
export function getSitePaths(dir: string): SitePaths {
  const root = resolve(dir);
  return {
    database: join(root, 'site.db'),
    content: join(root, 'content'),
    smp: join(root, 'smp'),
    logs: join(root, 'logs'),
    devices: join(root, 'devices'),
    backups: join(root, 'backups'),
    secretKey: join(root, 'secret.key'),
    consoleLock: join(root, 'console.lock'),
    consoleAddress: join(root, 'console-address.html'),
    consoleWindows: join(root, 'console-windows.json'),
  };
}

function makeFolders(dir: string, paths: SitePaths): void {
  try {
    for (const path of [dir, paths.content, paths.smp, paths.logs, paths.devices, paths.backups]) {
      makePrivateFolder(path);
    }
  } catch (error) {
    const code = fileErrorCode(error);
    const reason = systemReason(error);
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
      throw new AppError('STORE_READ_ONLY', { file: paths.database, reason }, { cause: error });
    }
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      throw new AppError('STORE_FULL', { file: paths.database, reason }, { cause: error });
    }
    throw new AppError('FILE_UNREADABLE', { file: dir, reason }, { cause: error });
  }
}

function closeToOthers(folder: string): void {
  try {
    chmodSync(folder, privateFolderMode);
  } catch (error) {
    // Another user's folder, or a disk without rights: `site check` says what is open.
    if (fileErrorCode(error) === undefined) throw error;
  }
}

export interface SitePorts {
  clock: Clock;
  ids: Ids;
}

interface NewSite {
  id: string;
  code: string;
  name: string;
  createdAt: number;
}

async function fillDatabase(file: string, backupDirectory: string, site: NewSite, clock: Clock): Promise<void> {
  createDatabaseFile(file);
  const database = await openDatabase(file, { clock, backupDirectory });
  try {
    await database.write((transaction) => insertSite(transaction, site));
  } finally {
    await database.close();
  }
}

/**
 * Makes a site in a folder (made if need be) and opens it. The database gets its name last: a site is complete or
 * absent. Throws `SITE_EXISTS` (`{path}`) when there is one, `INVALID_INPUT` (`{reason}`) for a code that is not three
 * characters A–Z and 0–9, and what `openDatabase` throws.
 */
export async function createSite(dir: string, values: { code: string; name: string }, ports: SitePorts): Promise<Site> {
  if (!SiteCode.safeParse(values.code).success) {
    throw new AppError('INVALID_INPUT', {
      reason: reason('site-code', { code: values.code.slice(0, 255) }),
    });
  }
  const root = resolve(dir);
  const paths = getSitePaths(root);
  if (existsSync(paths.database)) throw new AppError('SITE_EXISTS', { path: root });
  const wasEmpty = existsSync(root) && readdirSync(root).length === 0;
  makeFolders(root, paths);
  // A folder that somebody made for the site is the site's; one with other things in it is not ours to close.
  if (wasEmpty) closeToOthers(root);
  const site = { id: ports.ids.uuid(), ...values, createdAt: ports.clock.now() };
  const partial = nameBeside(paths.database);
  try {
    await fillDatabase(partial, paths.backups, site, ports.clock);
    putInPlace(partial, paths.database, { overwrite: false });
  } catch (error) {
    if (fileErrorCode(error) === 'EEXIST') throw new AppError('SITE_EXISTS', { path: root }, { cause: error });
    throw error;
  } finally {
    for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${partial}${ending}`, { force: true });
  }
  return openSite(root, ports);
}

/** Opens an existing site. Throws what `openDatabase` throws, `SITE_NOT_FOUND` (`{path}`) first of all. */
export async function openSite(
  dir: string,
  ports: { clock: Clock },
  options: Pick<OpenOptions, 'lockTimeoutMs' | 'readerThread' | 'onRead'> = {},
): Promise<Site> {
  const root = resolve(dir);
  const paths = getSitePaths(root);
  const database = await openDatabase(paths.database, {
    clock: ports.clock,
    backupDirectory: paths.backups,
    ...options,
  });
  try {
    makeFolders(root, paths);
  } catch (error) {
    await database.close();
    throw error;
  }
  return { dir: root, paths, database, close: () => database.close() };
}
