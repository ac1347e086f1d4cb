import { join } from 'node:path';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { foldName } from '../devices/fold.ts';
import { nameProblem } from '../devices/windows-path.ts';
import { isInside } from '../devices/drive-map.ts';
import type { PathResolver, ResolvedPath } from '../devices/drive-map.ts';
import type { Files } from '../ports/files.ts';
import { systemReason } from '../ports/system-reason.ts';
import type { AccountKind, StateUserKind } from '#shared/model/user-state';
import { folderPaths } from './known-folders.ts';
import { reach } from './reach.ts';
import { kindOf } from './scan-entry.ts';
import type { FolderPaths } from './known-folders.ts';
import type { AccountFact, StateDevice } from './types.ts';

/** A profile of a device as it is captured or restored. Paths are Windows paths. */
export interface Profile {
  readonly name: string;
  readonly kind: StateUserKind;
  readonly accountKind: AccountKind;
  readonly domain: string;
  readonly sid: string;
  readonly profilePath: string;
  readonly folders: FolderPaths;
}

/** The name of the shared profile. */
export const PUBLIC_PROFILE = 'Public';

/** Profile folders that belong to no person. */
const notPersons = new Set(
  [
    'Default',
    'Default User',
    'All Users',
    'defaultuser0',
    'defaultuser1',
    'defaultuser100000',
    'WDAGUtilityAccount',
  ].map(foldName),
);

/** The drive that holds Windows and, as a rule, the profiles, as `C:` (UST-12). */
export function systemDriveOf(device: StateDevice, resolver: PathResolver): string {
  if (device.systemDrive !== undefined) return device.systemDrive.slice(0, 2).toUpperCase();
  const having = (folder: string): string | undefined =>
    resolver.drives.find((drive) => isThere(resolver, `${drive}\\${folder}`));
  return having('Users') ?? having('Windows') ?? (resolver.drives.includes('C:') ? 'C:' : resolver.drives[0]) ?? 'C:';
}

/** A link that leads out of its drive is there: whoever goes on with it hears what is wrong with it. */
function isThere(resolver: PathResolver, windowsPath: string): boolean {
  const found = tryResolve(resolver, windowsPath);
  return isOutOfReach(found) || found.exists;
}

/** The Windows path of the folder that holds the profiles. */
export function profilesFolderOf(device: StateDevice, resolver: PathResolver): string {
  return (device.profilesFolder ?? `${systemDriveOf(device, resolver)}\\Users`).replace(/(?<![\\/])[\\/]+$/, '');
}

/** The fact about a profile's account, found without regard to case. */
export function accountFactOf(device: StateDevice, userName: string): AccountFact | undefined {
  return device.accounts?.find((fact) => foldName(fact.userName) === foldName(userName));
}

/** A profile that cannot be looked at, or that is not the one of its name. */
export interface ProfileOutOfReach {
  readonly user: string;
  readonly domain: string;
  readonly path: string;
  readonly why: 'unreadable' | 'nameNotPossible';
  readonly reason: Message;
}

export interface FoundProfiles {
  /** In the order of their names, the shared one last. Profiles of no person are not among them. */
  readonly profiles: readonly Profile[];
  /** Everything else that is a profile, each with its reason: nothing that is there is passed over (UST-130 to UST-133). */
  readonly outOfReach: readonly ProfileOutOfReach[];
  /** The folders that belong to no person. */
  readonly nobodys: readonly string[];
}

/**
 * The profiles of a device and what stands beside them. A link in the place of a profile is followed inside of the
 * device's drives. Throws `FILE_UNREADABLE` for a folder of profiles that cannot be listed, and the codes of its path.
 */
export function findProfiles(device: StateDevice, resolver: PathResolver, files: Files): FoundProfiles {
  const outOfReach: ProfileOutOfReach[] = [];
  const nobodys: string[] = [];
  const names = foldersOfProfiles(device, resolver, files, { outOfReach, nobodys });
  const places: StatedPlaces = { names, stated: new Set(), outOfReach, isOfSystem: device.isThisComputer === true };
  for (const account of device.accounts ?? []) takeStatedPlace(account, places, resolver, files);
  const publicPath = names.get(foldName(PUBLIC_PROFILE));
  names.delete(foldName(PUBLIC_PROFILE));
  leaveOutHolders(names, device, resolver, files, outOfReach);
  for (const [folded, path] of names) if (notPersons.has(folded)) nobodys.push(path);
  const persons = [...names]
    .filter(([folded]) => !notPersons.has(folded))
    .map(([folded, path]) => personProfile(device, folded, path))
    .sort((a, b) => (foldName(a.name) < foldName(b.name) ? -1 : 1));
  const profiles = publicPath === undefined ? persons : [...persons, publicProfile(publicPath)];
  return { profiles, outOfReach, nobodys };
}

/** A profile that is the folder of profiles, or holds it, would be everybody's files under one name (UST-206). */
function leaveOutHolders(
  names: Map<string, string>,
  device: StateDevice,
  resolver: PathResolver,
  files: Files,
  outOfReach: ProfileOutOfReach[],
): void {
  const folder = tryReach(resolver, files, profilesFolderOf(device, resolver));
  if (isOutOfReach(folder)) return;
  for (const [folded, path] of names) {
    const found = tryReach(resolver, files, path);
    if (isOutOfReach(found) || !isInside(found.hostPath, folder.hostPath)) continue;
    names.delete(folded);
    const fact = device.accounts?.find(({ userName }) => foldName(userName) === folded);
    const { userName: user = path.replace(/^.*\\/, ''), domain = '' } = fact ?? {};
    outOfReach.push({ user, domain, path, why: 'unreadable', reason: reason('holds-profiles-folder') });
  }
}

interface StatedPlaces {
  /** Where the profiles lie so far, by folded name. */
  readonly names: Map<string, string>;
  /** Folded names whose place a fact has said. */
  readonly stated: Set<string>;
  readonly outOfReach: ProfileOutOfReach[];
  /** The facts are the list of the system, and not what a person said. */
  readonly isOfSystem: boolean;
}

/** A fact says where a profile lies; a second place of that name, or one where nothing is, is named (UST-138). */
function takeStatedPlace(
  { userName, domain = '', profilePath }: AccountFact,
  { names, stated, outOfReach, isOfSystem }: StatedPlaces,
  resolver: PathResolver,
  files: Files,
): void {
  if (profilePath === undefined) return;
  const key = foldName(userName);
  const tell = (place: string, why: ProfileOutOfReach['why'], reason: Message): void => {
    if (outOfReach.some((one) => one.path === place)) return;
    outOfReach.push({ user: userName, domain, path: place, why, reason });
  };
  const found = tryReach(resolver, files, profilePath);
  if (isOutOfReach(found)) tell(profilePath, 'unreadable', found);
  else if (!found.exists) {
    // The system's list of this computer keeps profiles whose folders somebody deleted.
    if (!isOfSystem) tell(profilePath, 'unreadable', reason('folder-not-there', { folder: profilePath }));
  } else {
    const before = names.get(key);
    const place = before === undefined ? found : tryReach(resolver, files, before);
    const isOne = !isOutOfReach(place) && place.hostPath === found.hostPath;
    const [taken, other] = stated.has(key) ? [before, found.windowsPath] : [found.windowsPath, before];
    if (taken !== undefined) names.set(key, taken);
    if (!isOne && other !== undefined)
      tell(other, 'nameNotPossible', reason('same-profile-as', { other: taken ?? '' }));
    stated.add(key);
  }
}

/**
 * Tells whether a place lies in the profile of somebody else than its owner. Each person says where the own known folders
 * lie; who captures everybody with an administrator's rights must not take that word for another person's files (UST-99).
 */
export function createStrangerCheck(
  profiles: readonly Profile[],
  resolver: PathResolver,
  files: Files,
): (owner: string, hostPath: string) => boolean {
  const homes = profiles.flatMap(({ kind, name, profilePath }) => {
    const found = kind === 'profile' ? tryReach(resolver, files, profilePath) : null;
    return found === null || isOutOfReach(found) ? [] : [{ name: foldName(name), home: found.hostPath }];
  });
  return (owner, hostPath) => {
    const holders = homes.filter(({ home }) => isInside(home, hostPath));
    return holders.length > 0 && !holders.some(({ name }) => name === foldName(owner));
  };
}

/** True for what `tryResolve` gives where there is no place. */
export function isOutOfReach(found: object): found is Message {
  return 'say' in found;
}

/** The place, or why it is none. */
export function tryResolve(resolver: PathResolver, windowsPath: string): ResolvedPath | Message {
  try {
    return resolver.resolve(windowsPath);
  } catch (error) {
    return outOfReach(error);
  }
}

/** As `tryResolve`, links followed to every drive of the device. */
export function tryReach(resolver: PathResolver, files: Files, windowsPath: string): ResolvedPath | Message {
  try {
    return reach(resolver, files, windowsPath);
  } catch (error) {
    return outOfReach(error);
  }
}

/** Why a path is no place of the device; throws what is no answer about a path. */
export function outOfReach(error: unknown): Message {
  if (!(error instanceof AppError)) throw error;
  switch (error.code) {
    case 'DRIVE_NOT_MAPPED':
      return reason('drive-not-mapped');
    case 'PATH_OUTSIDE_DEVICE':
      return reason('outside-drive');
    case 'PATH_INVALID':
    case 'FILE_UNREADABLE':
      return ownReason(error);
    default:
      throw error;
  }
}

/** Folders in the place of profiles, by folded name. The system of this computer has a list of its own (UST-81). */
function foldersOfProfiles(
  device: StateDevice,
  resolver: PathResolver,
  files: Files,
  { outOfReach, nobodys }: { readonly outOfReach: ProfileOutOfReach[]; readonly nobodys: string[] },
): Map<string, string> {
  const names = new Map<string, string>();
  const folder = reach(resolver, files, profilesFolderOf(device, resolver));
  if (!folder.exists) return names;
  if (device.isThisComputer === true) {
    const shared = resolver.resolve(`${folder.windowsPath}\\${PUBLIC_PROFILE}`);
    if (shared.exists) names.set(foldName(PUBLIC_PROFILE), shared.windowsPath);
    return names;
  }
  for (const { name, path, isLink } of listProfileFolders(files, folder)) {
    const folded = foldName(name);
    if (notPersons.has(folded)) {
      // Windows makes some of them as links itself: `All Users` leads to what is no profile at all.
      if (!isLink) nobodys.push(path);
      continue;
    }
    const told = { user: name, domain: '', path };
    const problem = nameProblem(name);
    if (problem !== null) {
      // Asked by its own path: as a path of Windows the name may mean another folder, or none.
      if (isFolder(files, join(folder.hostPath, name))) {
        outOfReach.push({ ...told, why: 'nameNotPossible', reason: problem });
      }
      continue;
    }
    const found = tryReach(resolver, files, path);
    const first = names.get(folded);
    if (isOutOfReach(found)) outOfReach.push({ ...told, why: 'unreadable', reason: found });
    else if (first !== undefined) {
      outOfReach.push({ ...told, why: 'nameNotPossible', reason: reason('same-name-as', { other: first }) });
    } else if (found.exists && isFolder(files, found.hostPath)) names.set(folded, path);
    else if (name.includes('\ufffd')) {
      outOfReach.push({ ...told, why: 'nameNotPossible', reason: reason('name-no-text') });
    }
  }
  return names;
}

/** Folders, and links that may lead to one, in the order of their names so that two runs choose alike. */
export function listProfileFolders(
  files: Files,
  folder: ResolvedPath,
): { readonly name: string; readonly path: string; readonly isLink: boolean }[] {
  let entries;
  let facts;
  try {
    entries = files.readdirSync(folder.hostPath, { withFileTypes: true });
    facts = files.readFolderFacts(folder.hostPath);
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', { file: folder.windowsPath, reason: systemReason(error) }, { cause: error });
  }
  return entries
    .map((entry) => ({ name: entry.name, kind: kindOf(entry, facts?.get(entry.name)) }))
    .filter(({ kind }) => kind === 'folder' || kind === 'link')
    .map(({ name, kind }) => ({ name, path: `${folder.windowsPath}\\${name}`, isLink: kind === 'link' }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether a path leads to a folder; a link in a circle, or where nobody may look, leads to none. */
export function isFolder(files: Files, hostPath: string): boolean {
  try {
    return files.statSync(hostPath).isDirectory();
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return false;
  }
}

/** True for the folder of nobody: a template, or an account of the system. */
export function isNobodys(name: string): boolean {
  return notPersons.has(foldName(name));
}

function personProfile(device: StateDevice, folded: string, profilePath: string): Profile {
  const fact = device.accounts?.find((candidate) => foldName(candidate.userName) === folded);
  return {
    name: fact?.userName ?? profilePath.replace(/^.*\\/, ''),
    kind: 'profile',
    accountKind: fact?.accountKind ?? 'local',
    domain: fact?.domain ?? '',
    sid: fact?.sid ?? '',
    profilePath,
    folders: folderPaths(profilePath, fact?.folders ?? {}, false),
  };
}

/** The shared profile below the given path. */
export function publicProfile(profilePath: string): Profile {
  return {
    name: PUBLIC_PROFILE,
    kind: 'public',
    accountKind: 'none',
    domain: '',
    sid: '',
    profilePath,
    folders: folderPaths(profilePath, {}, true),
  };
}

/** The reason that an error names; the error by its code where it names none. */
export function ownReason(error: AppError): Message {
  const why = error.details['reason'];
  if (typeof why === 'object' && 'say' in why) return why;
  return typeof why === 'string' ? reason('text', { text: why }) : reason('error-code', { code: error.code });
}
