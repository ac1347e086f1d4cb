import { systemReason } from '#core/ports/system-reason';
import { lstat, mkdir, opendir, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, parse, resolve } from 'node:path';
import { nameProblem } from '#core/devices/windows-path';
import { type Drive, type Drives, realDrives } from '#core/ports/drives';
import { type BrowseEntry, type BrowseRoot, computerPath } from '#shared/contract/areas/site';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';

const maximumEntries = 5000;

export interface Listing {
  path: string;
  parent: string | null;
  roots: BrowseRoot[];
  entries: BrowseEntry[];
  isTruncated: boolean;
}

async function describe(path: string, name: string, show: 'folders' | 'files'): Promise<BrowseEntry | null> {
  const full = join(path, name);
  // A link is shown as what it leads to; one that leads nowhere is not shown.
  const found = await stat(full).catch(() => null);
  if (found === null) return null;
  if (found.isDirectory()) {
    return { name, path: full, kind: 'folder', sizeBytes: null, modifiedAt: found.mtimeMs };
  }
  if (show === 'folders' || !found.isFile()) return null;
  return { name, path: full, kind: 'file', sizeBytes: found.size, modifiedAt: found.mtimeMs };
}

async function nameDrive(drives: Drives, drive: Drive, patienceMs: number): Promise<BrowseRoot> {
  // A disk that sleeps or a server that is gone is asked by Windows for half a minute.
  const patience = AbortSignal.timeout(patienceMs);
  const { promise, resolve: give } = Promise.withResolvers<null>();
  patience.addEventListener('abort', () => {
    give(null);
  });
  const name = await Promise.race([drives.label(drive), promise]);
  return { path: drive.path, kind: drive.kind, name: name?.slice(0, 255) ?? '' };
}

/** The drives of Windows, or the root of other systems; the home folder comes first. */
async function findRoots({ drives, patienceMs }: Machine, path: string): Promise<BrowseRoot[]> {
  const home: BrowseRoot = { path: homedir(), kind: 'home', name: '' };
  const found = await Promise.all(drives.list().map((drive) => nameDrive(drives, drive, patienceMs)));
  return [home, ...(found.length > 0 ? found : [{ path: parse(path).root, kind: 'root' as const, name: '' }])];
}

/** The place above the drives. */
function listComputer(roots: BrowseRoot[]): Listing {
  const entries = roots
    .filter(({ kind }) => kind !== 'home')
    .map(({ path, name }): BrowseEntry => {
      const letter = path.replace(/\\$/, '');
      return {
        name: name === '' ? letter : `${name} (${letter})`,
        path,
        kind: 'folder',
        sizeBytes: null,
        modifiedAt: null,
      };
    });
  return { path: computerPath, parent: null, roots, entries, isTruncated: false };
}

/** What is asked of the computer; a test gives another one. */
interface Machine {
  readonly drives: Drives;
  /** How long a drive may take to tell its name. */
  readonly patienceMs: number;
}
const thisMachine = (): Machine => ({ drives: realDrives(), patienceMs: 700 });

/** Lists a folder of this computer for the in-app browser. Errors: `FILE_NOT_FOUND`, `FILE_UNREADABLE`. */
export async function browse(
  given: string | null,
  show: 'folders' | 'files',
  machine: Machine = thisMachine(),
): Promise<Listing> {
  if (given === computerPath) return listComputer(await findRoots(machine, homedir()));
  const path = resolve(given === null || given === '' || !isAbsolute(given) ? homedir() : given);
  const entries: BrowseEntry[] = [];
  let isTruncated = false;
  try {
    for await (const entry of await opendir(await realpath(path))) {
      if (entry.name.startsWith('.')) continue;
      if (entries.length >= maximumEntries) {
        isTruncated = true;
        break;
      }
      const described = await describe(path, entry.name, show);
      if (described !== null) entries.push(described);
    }
  } catch (error) {
    throw fileError(path, error);
  }
  entries.sort((a, b) => Number(a.kind === 'file') - Number(b.kind === 'file') || a.name.localeCompare(b.name));
  const above = dirname(path);
  const top = machine.drives.list().length > 0 ? computerPath : null;
  const parent = above === path ? top : above;
  return { path, parent, roots: await findRoots(machine, path), entries, isTruncated };
}

/**
 * Makes a folder. On Windows its name is one that Explorer can use, which Node does not demand; elsewhere a name is judged
 * where it lies. Errors: `NAME_INVALID`, `FILE_EXISTS`, `FILE_UNREADABLE`.
 */
export async function createFolder(
  parent: string,
  name: string,
  system: NodeJS.Platform = process.platform,
): Promise<string> {
  const problem = system === 'win32' ? nameProblem(name) : null;
  if (problem !== null) throw new AppError('NAME_INVALID', { name, reason: problem });
  if (!isAbsolute(parent) || /[\\/\0]/.test(name) || name === '.' || name === '..') {
    throw new AppError('NAME_INVALID', { name, reason: reason('name-slash') });
  }
  const path = join(parent, name);
  const existing = await lstat(path).catch(() => null);
  if (existing !== null) throw new AppError('FILE_EXISTS', { file: path });
  await mkdir(path).catch((error: unknown) => {
    throw fileError(path, error);
  });
  return path;
}

/** A system error about a file as one of ours. */
export function fileError(file: string, error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new AppError('FILE_NOT_FOUND', { file }, { cause: error });
  if (code === 'EEXIST') return new AppError('FILE_EXISTS', { file }, { cause: error });
  return new AppError('FILE_UNREADABLE', { file, reason: systemReason(error) }, { cause: error });
}
