import { ownUser } from '../../ports/own-user.ts';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { DeviceName, tidyMac } from '#shared/model/device';
import type { ComputerPlatform, LocalDrive, LocalProfile, ProfileNote } from '#shared/model/local-computer';
import type { KnownFolderId } from '#shared/model/user-state';
import { readWhole } from '../../devices/attributes.ts';
import type { Files } from '../../ports/files.ts';
import { knownFolders } from '../../userstate/known-folders.ts';
import type { AccountFact } from '../../userstate/types.ts';
import type { Elevation, LocalComputer, LocalDescription, LocalFacts, PowerShell } from '../ports.ts';
import { type PasswdEntry, readPersons } from './accounts-file.ts';
import { macLayout, readXdgFolders } from './known-folders.ts';

export interface PosixPorts {
  readonly platform: Exclude<ComputerPlatform, 'windows'>;
  readonly files: Files;
  readonly powerShell: PowerShell;
  /** The folder that counts as the root of the computer; `/` but in tests. */
  readonly root?: string;
  readonly hostName?: string;
  /** Who runs this process; in tests, which have a root of their own, nobody unless they say who. */
  readonly self?: PasswdEntry;
}

/** No text file of an account is larger; what is, was not written by a system. */
const largestTextBytes = 4 * 1024 * 1024;

/**
 * Linux and macOS as the local computer: drive `C:` is the root of its file system, so that `C:\home\anna` is
 * `/home/anna`, and the homes are its profiles. There is no registry, no shadow copy, and no restart.
 */
export function createPosixComputer(ports: PosixPorts): LocalComputer {
  const { files, platform } = ports;
  const root = ports.root ?? '/';
  const self = ports.self ?? (ports.root === undefined ? whoRuns() : undefined);
  const known = self === undefined ? ports : { ...ports, self };
  const name = (): string => tidyName(ports.hostName ?? os.hostname());
  const elevation: Elevation = {
    isElevated: () => process.getuid?.() === 0,
    canStart: false,
    start: () => Promise.reject(new AppError('ELEVATION_NOT_POSSIBLE', { reason: reason('windows-asks-only') })),
  };
  const drives = (): LocalDrive[] => [describeRoot(files, root)];
  return {
    platform,
    id: () => readComputerId(files, root, name()),
    name,
    drives,
    describe: () => Promise.resolve(describe(known, root, name(), drives(), elevation)),
    readFacts: () => Promise.resolve(readFacts(files, root, platform)),
    elevation,
    powerShell: ports.powerShell,
    registry: null,
    restart: null,
    shadowCopies: null,
    cleanUp: () => Promise.resolve(),
  };
}

/** A computer's name as that of a device: the first label, without what a device name cannot have. */
export function tidyName(hostName: string): string {
  const first = hostName.split('.')[0] ?? '';
  const parsed = DeviceName.safeParse(first.slice(0, 63));
  return parsed.success ? parsed.data : 'THIS-COMPUTER';
}

function describeRoot(files: Files, root: string): LocalDrive {
  const { blocks, bavail, bsize } = files.statfsSync(root);
  return {
    ...{ drive: 'C:', path: root, kind: 'fixed', isUsed: true },
    ...{ totalBytes: blocks * bsize, freeBytes: bavail * bsize },
  };
}

/** The machine id of the system; without one, the name. */
function readComputerId(files: Files, root: string, name: string): string {
  const id = readText(files, path.join(root, 'etc/machine-id'))?.trim() ?? '';
  return /^[0-9a-f]{32}$/.test(id) ? id : `name:${name.toLowerCase()}`;
}

function readText(files: Files, file: string): string | null {
  return files.existsSync(file) ? readWhole(files, file, largestTextBytes) : null;
}

function describe(
  { platform, files, self }: PosixPorts,
  root: string,
  name: string,
  drives: readonly LocalDrive[],
  elevation: Elevation,
): LocalDescription {
  const homes = platform === 'macos' ? '/Users' : '/home';
  const others = platform === 'macos' ? listHomes(files, root, homes) : readPersonsOf(files, root, homes);
  const persons = self === undefined ? others : [self, ...others.filter((person) => !isSame(person, self))];
  const found = persons.map((person) => describeProfile(files, root, platform, person, person === self));
  const profiles = found.map(({ profile }) => profile);
  const release = readRelease(files, root);
  const isHidden = profiles.some(({ notes }) => notes.includes('folder-unreadable'));
  return {
    ...{ name, profiles, drives },
    systemName: release['PRETTY_NAME'] ?? os.type(),
    systemVersion: release['VERSION_ID'] ?? os.release(),
    isElevated: elevation.isElevated(),
    elevationHelps: isHidden ? ['other-profiles', 'restore-others'] : [],
    stateDevice: {
      drives: { 'C:': root },
      systemDrive: 'C:',
      profilesFolder: toWindows(homes),
      accounts: found.map(({ account }) => account),
      isThisComputer: true,
    },
  };
}

function readPersonsOf(files: Files, root: string, homes: string): PasswdEntry[] {
  return readPersons(readText(files, path.join(root, 'etc/passwd')) ?? '', homes);
}

/** macOS keeps its accounts in a directory service; the folders say enough. */
function listHomes(files: Files, root: string, homes: string): PasswdEntry[] {
  const folder = path.join(root, homes);
  if (!files.existsSync(folder)) return [];
  return files
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'Shared' && !entry.name.startsWith('.'))
    .map(({ name }) => ({ name, uid: files.statSync(path.join(folder, name)).uid, home: `${homes}/${name}` }));
}

const toWindows = (posixPath: string): string => `C:${posixPath.replaceAll('/', '\\')}`;

/** The account of this process, with its home as the environment says: a container or a service may have another. */
function whoRuns(): PasswdEntry {
  const { username, uid } = ownUser();
  return { name: username, uid, home: os.homedir().replace(/(?<!\/)\/+$/, '') };
}

function isSame(one: PasswdEntry, other: PasswdEntry): boolean {
  return one.name === other.name || one.home === other.home;
}

function describeProfile(
  files: Files,
  root: string,
  platform: PosixPorts['platform'],
  { name, uid, home }: PasswdEntry,
  isLoaded: boolean,
): { readonly profile: LocalProfile; readonly account: AccountFact } {
  const folder = path.join(root, home);
  const notes: ProfileNote[] = [];
  let xdg: Partial<Record<KnownFolderId, string>> | null = null;
  let lastUsedAt: number | null = null;
  if (!files.existsSync(folder)) notes.push('folder-missing');
  else {
    lastUsedAt = Math.max(0, Math.trunc(files.statSync(folder).mtimeMs));
    if (!canList(files, folder)) notes.push('folder-unreadable');
    else if (platform === 'linux') {
      const text = readText(files, path.join(folder, '.config/user-dirs.dirs'));
      xdg = text === null ? null : readXdgFolders(text, home);
    }
  }
  const layout = platform === 'macos' ? macLayout : {};
  const laidOut = Object.entries(layout).map(([id, own]) => [id, toWindows(`${home}/${own}`)]);
  const told = Object.entries(xdg ?? {}).map(([id, own]) => [id, toWindows(own)]);
  const folders = Object.fromEntries([...laidOut, ...told]) as Partial<Record<KnownFolderId, string>>;
  const profilePath = toWindows(home);
  const sid = `uid:${String(uid)}`;
  return {
    account: { userName: name, accountKind: 'local', sid, profilePath, folders },
    profile: {
      ...{ name, path: profilePath, account: name, accountKind: 'local', sid, lastUsedAt, isLoaded, notes },
      foldersFrom: xdg === null ? 'layout' : 'xdg',
      redirected: redirectedOf(folders, profilePath),
    },
  };
}

function canList(files: Files, folder: string): boolean {
  try {
    files.readdirSync(folder);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EACCES' || code === 'EPERM') return false;
    throw error;
  }
}

/** Folders that lie elsewhere than a new profile has them. */
function redirectedOf(
  folders: Readonly<Partial<Record<KnownFolderId, string>>>,
  profilePath: string,
): LocalProfile['redirected'] {
  return knownFolders.flatMap(({ id, defaultName }) => {
    const path = folders[id];
    return path === undefined || path === `${profilePath}\\${defaultName}`
      ? []
      : [{ folder: id, path, place: 'local' }];
  });
}

function readRelease(files: Files, root: string): Readonly<Record<string, string>> {
  const text = readText(files, path.join(root, 'etc/os-release')) ?? '';
  const pairs = text.split('\n').map((line) => /^([A-Z_]{1,64})="?([^"]{0,255})"?$/.exec(line));
  return Object.fromEntries(pairs.flatMap((pair) => (pair === null ? [] : [[pair[1] ?? '', pair[2] ?? '']])));
}

function readFacts(files: Files, root: string, platform: PosixPorts['platform']): LocalFacts {
  const release = readRelease(files, root);
  const board = (name: string): string => {
    try {
      return readText(files, path.join(root, 'sys/class/dmi/id', name))?.trim() ?? '';
    } catch (error) {
      // The serial number and the like are for root alone.
      if (error instanceof AppError) return '';
      throw error;
    }
  };
  const addresses = Object.values(os.networkInterfaces()).flatMap((list) => list ?? []);
  const mac = addresses.find((one) => !one.internal && one.mac !== '00:00:00:00:00:00')?.mac ?? '';
  const facts: Record<string, string> = {
    'operating-system': release['PRETTY_NAME'] ?? os.type(),
    'operating-system-version': release['VERSION_ID'] ?? os.release(),
    'memory-mb': String(Math.round(os.totalmem() / 1024 / 1024)),
    manufacturer: board('sys_vendor'),
    model: board('product_name'),
    platform,
  };
  return {
    facts: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== '')),
    macAddress: tidyMac(mac) ?? '',
    smbiosGuid: '',
    sources: [{ source: 'system', state: 'read', detail: '' }],
  };
}
