import { systemReason } from '../ports/system-reason.ts';
import path from 'node:path';
import { AppError } from '#shared/contract/errors';
import type { Files } from '../ports/files.ts';
import { foldName } from './fold.ts';
import { formatWindowsPath, nameProblem, parseWindowsPath } from './windows-path.ts';

/** Drive letters of a device and the folders of this computer that hold them: `{ 'C:': '/srv/old-pc/c' }`. */
export type DriveMap = Readonly<Record<string, string>>;

export interface ResolvedPath {
  /** Absolute path on this computer. */
  readonly hostPath: string;
  /** False when the last names do not exist yet; they are kept as given. */
  readonly exists: boolean;
  /** The path with the case that the existing entries have. */
  readonly windowsPath: string;
}

export interface PathResolver {
  /** The drives, as `C:`, in the order of their letters. */
  readonly drives: readonly string[];
  /** The real folder of a drive. Throws `DRIVE_NOT_MAPPED`, `FILE_NOT_FOUND` when that folder is gone. */
  root(drive: string): string;
  /**
   * Finds a Windows path: existing entries without regard to case (an exact match first), the rest as given.
   * Throws `DRIVE_NOT_MAPPED`, `PATH_INVALID`, `PATH_OUTSIDE_DEVICE` (DEV-1 to DEV-6).
   */
  resolve(windowsPath: string): ResolvedPath;
  /** The Windows path of a host path below a drive, or null when it is below none. */
  toWindows(hostPath: string): string | null;
  /** Tells the cache of listings that `hostPath` came to be. */
  noteCreated(hostPath: string): void;
  /** Forgets all listings, after somebody else may have changed the tree. */
  forget(): void;
}

/** Names in one folder: folded name to the entries that carry it. */
interface Listing {
  readonly byFold: Map<string, string[]>;
  readonly links: Set<string>;
}

/** Resolves the paths of one device, with cached listings for bulk work. Links are never followed out of a drive. */
export function createPathResolver(driveMap: DriveMap, files: Files, deviceName = ''): PathResolver {
  const given = new Map(Object.entries(driveMap).map(([drive, folder]) => [drive.toUpperCase(), folder]));
  const roots = new Map<string, string>();
  const listings = new Map<string, Listing | null>();

  function root(drive: string): string {
    const letter = drive.toUpperCase();
    const known = roots.get(letter);
    if (known !== undefined) return known;
    const folder = given.get(letter);
    if (folder === undefined) throw new AppError('DRIVE_NOT_MAPPED', { drive: letter, name: deviceName });
    const real = realFolder(files, folder);
    roots.set(letter, real);
    return real;
  }

  function list(folder: string): Listing | null {
    let listing = listings.get(folder);
    if (listing === undefined) {
      listing = readListing(files, folder);
      listings.set(folder, listing);
    }
    return listing;
  }

  function resolve(windowsPath: string): ResolvedPath {
    const { drive, names } = parseWindowsPath(windowsPath);
    const rootPath = root(drive);
    let current = rootPath;
    const real: string[] = [];
    for (const [index, name] of names.entries()) {
      const listing = list(current);
      const found = listing === null ? undefined : pick(listing, name);
      if (found === undefined) {
        return missingRest(windowsPath, current, drive, real, names.slice(index));
      }
      current = path.join(current, found);
      if (listing?.links.has(found) === true) current = followInside(files, rootPath, current, windowsPath);
      real.push(found);
    }
    return { hostPath: current, exists: true, windowsPath: formatWindowsPath(drive, real) };
  }

  return {
    drives: [...given.keys()].sort(),
    root,
    resolve,
    toWindows: (hostPath) => toWindows([...given.keys()], root, hostPath),
    noteCreated(hostPath) {
      listings.delete(hostPath);
      // Folders above may have been made with it; a listing that has the name already ends the climb.
      for (let made = hostPath; path.dirname(made) !== made; made = path.dirname(made)) {
        const folder = path.dirname(made);
        const listing = listings.get(folder);
        if (listing === null) listings.delete(folder);
        else if (listing !== undefined && !addName(listing, path.basename(made))) break;
      }
    },
    forget() {
      listings.clear();
    },
  };
}

/** A shadow copy of Windows is named by its device: there is no link in that name, and nothing above it to look at. */
const shadowFolder = /^\\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy\d+\\$/i;

function realFolder(files: Files, folder: string): string {
  if (shadowFolder.test(folder)) return folder;
  try {
    return files.realpathSync(folder);
  } catch (error) {
    throw new AppError('FILE_NOT_FOUND', { file: folder }, { cause: error });
  }
}

/** The names in a folder; null when it is not a folder or does not exist. */
function readListing(files: Files, folder: string): Listing | null {
  let entries;
  try {
    entries = files.readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new AppError('FILE_UNREADABLE', { file: folder, reason: systemReason(error) }, { cause: error });
  }
  const listing: Listing = { byFold: new Map(), links: new Set() };
  for (const entry of entries) {
    addName(listing, entry.name);
    if (entry.isSymbolicLink()) listing.links.add(entry.name);
  }
  return listing;
}

/** False when the listing has the name already. */
function addName(listing: Listing, name: string): boolean {
  const folded = foldName(name);
  const same = listing.byFold.get(folded);
  if (same?.includes(name) === true) return false;
  if (same === undefined) listing.byFold.set(folded, [name]);
  else same.push(name);
  return true;
}

/** The exact name first; else the one that sorts first, so that two runs choose alike. */
function pick(listing: Listing, name: string): string | undefined {
  const same = listing.byFold.get(foldName(name));
  if (same === undefined || same.includes(name)) return same === undefined ? undefined : name;
  return [...same].sort()[0];
}

function followInside(files: Files, rootPath: string, link: string, windowsPath: string): string {
  let target;
  try {
    target = files.realpathSync(link);
  } catch (error) {
    throw new AppError('PATH_OUTSIDE_DEVICE', { path: windowsPath }, { cause: error });
  }
  if (!isInside(rootPath, target)) throw new AppError('PATH_OUTSIDE_DEVICE', { path: windowsPath });
  return target;
}

/** Names that do not exist have to be names that Windows could make. */
function missingRest(
  windowsPath: string,
  current: string,
  drive: string,
  real: readonly string[],
  rest: readonly string[],
): ResolvedPath {
  for (const name of rest) {
    const problem = nameProblem(name);
    if (problem !== null) throw new AppError('PATH_INVALID', { path: windowsPath, reason: problem });
  }
  return {
    hostPath: path.join(current, ...rest),
    exists: false,
    windowsPath: formatWindowsPath(drive, [...real, ...rest]),
  };
}

/** True when `target` is `rootPath` or below it. Both are absolute and normalised. */
export function isInside(rootPath: string, target: string): boolean {
  const relative = path.relative(rootPath, target);
  return relative === '' || (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
}

function toWindows(drives: readonly string[], root: (drive: string) => string, hostPath: string): string | null {
  let best: { drive: string; relative: string; depth: number } | null = null;
  for (const drive of drives) {
    const rootPath = root(drive);
    if (!isInside(rootPath, hostPath)) continue;
    // A drive may lie in a folder of another one; the deepest root is the one that says it best.
    if (best === null || rootPath.length > best.depth) {
      best = { drive, relative: path.relative(rootPath, hostPath), depth: rootPath.length };
    }
  }
  return best === null
    ? null
    : formatWindowsPath(best.drive, best.relative === '' ? [] : best.relative.split(path.sep));
}
