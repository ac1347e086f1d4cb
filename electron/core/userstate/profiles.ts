import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { foldName } from '../devices/fold.ts';
import { isInside } from '../devices/drive-map.ts';
import type { PathResolver, ResolvedPath } from '../devices/drive-map.ts';
import type { Files } from '../ports/files.ts';
import type { AccountKind, StateUserKind } from '#shared/model/user-state';
import { folderPaths } from './known-folders.ts';
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
    resolver.drives.find((drive) => resolver.resolve(`${drive}\\${folder}`).exists);
  return having('Users') ?? having('Windows') ?? (resolver.drives.includes('C:') ? 'C:' : resolver.drives[0]) ?? 'C:';
}

/** The Windows path of the folder that holds the profiles. */
export function profilesFolderOf(device: StateDevice, resolver: PathResolver): string {
  return (device.profilesFolder ?? `${systemDriveOf(device, resolver)}\\Users`).replace(/[\\/]+$/, '');
}

/** The fact about a profile's account, found without regard to case. */
export function accountFactOf(device: StateDevice, userName: string): AccountFact | undefined {
  return device.accounts?.find((fact) => foldName(fact.userName) === foldName(userName));
}

/**
 * The profiles of a device in the order of their names, the shared one last. Profiles of no person are not among them;
 * a link in the place of a profile folder is not followed.
 */
export function listProfiles(device: StateDevice, resolver: PathResolver, files: Files): readonly Profile[] {
  const names = foldersOfProfiles(device, resolver, files);
  for (const fact of device.accounts ?? []) {
    if (fact.profilePath === undefined) continue;
    const found = tryResolve(resolver, fact.profilePath);
    if (!isOutOfReach(found) && found.exists) names.set(foldName(fact.userName), found.windowsPath);
  }
  const publicPath = names.get(foldName(PUBLIC_PROFILE));
  names.delete(foldName(PUBLIC_PROFILE));
  const persons = [...names]
    .filter(([folded]) => !notPersons.has(folded))
    .map(([folded, path]) => personProfile(device, folded, path))
    .sort((a, b) => (foldName(a.name) < foldName(b.name) ? -1 : 1));
  return publicPath === undefined ? persons : [...persons, publicProfile(publicPath)];
}

/** A profile of an account whose folder is no place of this device. */
export interface ProfileOutOfReach {
  readonly user: string;
  readonly domain: string;
  readonly path: string;
  readonly reason: Message;
}

/** Profiles on a drive that is not there, on the network or behind a link out of their drive (UST-96). */
export function listProfilesOutOfReach(device: StateDevice, resolver: PathResolver): readonly ProfileOutOfReach[] {
  return (device.accounts ?? []).flatMap(({ userName, domain = '', profilePath }): ProfileOutOfReach[] => {
    if (profilePath === undefined) return [];
    const found = tryResolve(resolver, profilePath);
    return isOutOfReach(found) ? [{ user: userName, domain, path: profilePath, reason: found }] : [];
  });
}

/**
 * Tells whether a place lies in the profile of somebody else than its owner. Each person says where the own known folders
 * lie; who captures everybody with an administrator's rights must not take that word for another person's files (UST-99).
 */
export function createStrangerCheck(
  profiles: readonly Profile[],
  resolver: PathResolver,
): (owner: string, hostPath: string) => boolean {
  const homes = profiles.flatMap(({ kind, name, profilePath }) => {
    const found = kind === 'profile' ? tryResolve(resolver, profilePath) : null;
    return found === null || isOutOfReach(found) ? [] : [{ name: foldName(name), home: found.hostPath }];
  });
  return (owner, hostPath) => {
    const holders = homes.filter(({ home }) => isInside(home, hostPath));
    return holders.length > 0 && !holders.some(({ name }) => name === foldName(owner));
  };
}

/** True for what `tryResolve` gives where there is no place. */
export function isOutOfReach(found: ResolvedPath | Message): found is Message {
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
function foldersOfProfiles(device: StateDevice, resolver: PathResolver, files: Files): Map<string, string> {
  const names = new Map<string, string>();
  const folder = resolver.resolve(profilesFolderOf(device, resolver));
  if (!folder.exists) return names;
  if (device.isThisComputer === true) {
    const shared = resolver.resolve(`${folder.windowsPath}\\${PUBLIC_PROFILE}`);
    if (shared.exists) names.set(foldName(PUBLIC_PROFILE), shared.windowsPath);
    return names;
  }
  for (const entry of files.readdirSync(folder.hostPath, { withFileTypes: true })) {
    if (entry.isDirectory()) names.set(foldName(entry.name), `${folder.windowsPath}\\${entry.name}`);
  }
  return names;
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
