import fs, { type BigIntStats } from 'node:fs';
import path from 'node:path';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { foldName } from '../devices/fold.ts';
import type { SitePaths } from './site.ts';

/**
 * The one judge of places that a person names for something to be written (HOST-250 …): by the real path and by what the
 * file system calls one file, never by the text of a path, so that another case, a short name, a dot at the end, a prefix
 * or a second name of a file lead to the same answer.
 */
interface PlaceOptions {
  readonly site: SitePaths;
  /** The person said that a file which is there may be replaced. */
  readonly overwrite: boolean;
  readonly system?: NodeJS.Platform;
}

/** Beside a database of SQLite, and of it. */
const databaseEndings = ['', '-wal', '-shm', '-journal'];

interface OwnPlaces {
  /** Taken whether they are there or not: a log beside a database that somebody puts there would become part of it. */
  readonly files: readonly string[];
  /** Whatever is below belongs to the site. */
  readonly folders: readonly string[];
}

function ownPlaces(site: SitePaths): OwnPlaces {
  const { database, secretKey, consoleLock, consoleAddress, consoleWindows, content, smp, logs } = site;
  const single = [secretKey, consoleLock, consoleAddress, consoleWindows];
  return {
    files: [...databaseEndings.map((ending) => `${database}${ending}`), ...single],
    folders: [content, smp, logs],
  };
}

/**
 * The real path of a place that may be written. Throws `PLACE_REFUSED` (`{file}`, `{reason}`) for a file of the site and
 * for anything but a regular file, `FILE_EXISTS` for a file that nobody agreed to replace, and the system's error for a
 * folder that is not there.
 */
export function demandPlace(file: string, options: PlaceOptions): string {
  const { site, overwrite, system = process.platform } = options;
  const given = path.resolve(file);
  const folder = realFolder(path.dirname(given));
  const place = path.join(folder, path.basename(given));
  const found = identify(place, fs.lstatSync);
  if (isOfSite(ownPlaces(site), folder, path.basename(given), found, system)) refuse(file, 'of-site');
  // On Windows a colon names a stream of another file, `::$DATA` that very file.
  if (system === 'win32' && path.basename(given).includes(':')) refuse(file, 'no-regular-file');
  if (found === null) return place;
  if (!found.isFile()) refuse(file, 'no-regular-file');
  if (!overwrite) throw new AppError('FILE_EXISTS', { file });
  return place;
}

/** The system's own answer knows short names; some disks in memory of Windows have none. */
function realFolder(folder: string): string {
  try {
    return fs.realpathSync.native(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error;
    return fs.realpathSync(folder);
  }
}

function refuse(file: string, why: 'of-site' | 'no-regular-file'): never {
  throw new AppError('PLACE_REFUSED', { file, reason: reason(why) });
}

/** Null where nothing is, or nothing that this user may look at. */
function identify(
  file: string,
  stat: (file: string, options: { bigint: true; throwIfNoEntry: false }) => BigIntStats | undefined,
): BigIntStats | null {
  try {
    return stat(file, { bigint: true, throwIfNoEntry: false }) ?? null;
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return null;
  }
}

function isSame(one: BigIntStats | null, other: BigIntStats | null): boolean {
  return one !== null && other !== null && one.ino === other.ino && one.dev === other.dev;
}

/** What Windows, and a disk that does not tell cases or forms of Unicode apart, takes for the same name. */
function keyOf(name: string, system: NodeJS.Platform): string {
  const bare = system === 'win32' ? name.replace(/:.*$/s, '') : name;
  return foldName(bare.normalize('NFC')).replace(/(?<![. ])[. ]+$/, '');
}

function isOfSite(
  own: OwnPlaces,
  folder: string,
  name: string,
  found: BigIntStats | null,
  system: NodeJS.Platform,
): boolean {
  const there = identify(folder, fs.statSync);
  const isOwnFile = own.files.some((file) => {
    // What a link of the site leads to is the site's as well.
    if (isSame(identify(file, fs.statSync), found) || isSame(identify(file, fs.lstatSync), found)) return true;
    const isThere = isSame(identify(path.dirname(file), fs.statSync), there);
    return isThere && keyOf(path.basename(file), system) === keyOf(name, system);
  });
  if (isOwnFile) return true;
  const folders = own.folders.map((one) => identify(one, fs.statSync));
  for (let above = folder; ; above = path.dirname(above)) {
    const one = above === folder ? there : identify(above, fs.statSync);
    if (folders.some((ownFolder) => isSame(ownFolder, one))) return true;
    if (path.dirname(above) === above) return false;
  }
}
