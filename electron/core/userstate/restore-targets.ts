import { message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { KnownFolderId } from '#shared/model/user-state';
import { foldName } from '../devices/fold.ts';
import type { PathResolver } from '../devices/drive-map.ts';
import { folderPaths } from './known-folders.ts';
import type { FolderPaths } from './known-folders.ts';
import {
  accountFactOf,
  createStrangerCheck,
  findProfiles,
  profilesFolderOf,
  publicProfile,
  systemDriveOf,
  isOutOfReach,
  tryResolve,
} from './profiles.ts';
import type { Profile } from './profiles.ts';
import type { Files } from '../ports/files.ts';
import type { CatalogObject } from './stores/catalog-rows.ts';
import type { StateDevice } from './types.ts';

/** Where things of the store go on the destination. */
export interface Targets {
  readonly systemDrive: string;
  /** What a person should know of the places, in words; grows as paths are asked for. */
  readonly notes: readonly Message[];
  profilePathOf(profile: Profile): string;
  /** The Windows path on the destination (UST-37, UST-38, UST-98). */
  pathOf(object: Pick<CatalogObject, 'profile' | 'knownFolder' | 'relativePath' | 'path'>): string;
}

/**
 * A known folder goes to the same known folder of the destination, wherever that lies. Anything else keeps its path; a
 * drive that the destination does not have becomes its system drive (implicit relocation of the field).
 */
export function planTargets(device: StateDevice, resolver: PathResolver, files: Files): Targets {
  const systemDrive = systemDriveOf(device, resolver);
  const profilesFolder = profilesFolderOf(device, resolver);
  const there = findProfiles(device, resolver, files).profiles;
  const existing = new Map(there.map((profile) => [foldName(profile.name), profile]));
  const liesWithStranger = createStrangerCheck(there, resolver, files);
  const folders = new Map<string, FolderPaths>();
  const notes: Message[] = [];
  const foldersOf = (profile: Profile): FolderPaths => {
    const key = foldName(profile.name);
    let paths = folders.get(key);
    if (paths === undefined) {
      paths = existing.get(key)?.folders ?? newFolders(profile);
      folders.set(key, paths);
    }
    return paths;
  };
  function newFolders(profile: Profile): FolderPaths {
    if (profile.kind === 'public') return publicProfile(`${profilesFolder}\\${profile.name}`).folders;
    const fact = accountFactOf(device, profile.name);
    return folderPaths(fact?.profilePath ?? `${profilesFolder}\\${profile.name}`, fact?.folders ?? {}, false);
  }
  const places = new Map<string, string | undefined>();
  function placeOf(profile: Profile, id: KnownFolderId): string | undefined {
    const key = `${foldName(profile.name)}\\${id}`;
    if (!places.has(key)) places.set(key, findPlace(profile, id));
    return places.get(key);
  }
  /** A share may be gone, and belongs to others too, as another person's profile does: nothing is written there. */
  function findPlace(profile: Profile, id: KnownFolderId): string | undefined {
    const folder = foldersOf(profile)[id];
    if (folder === undefined || id === 'profile') return folder;
    const found = tryResolve(resolver, folder);
    const isStrangers = !isOutOfReach(found) && liesWithStranger(profile.name, found.hostPath);
    if (!folder.startsWith('\\\\') && !isStrangers) return folder;
    const near = folderPaths(foldersOf(profile).profile ?? `${profilesFolder}\\${profile.name}`, {}, false)[id];
    const values = { folder, near: near ?? '' };
    notes.push(
      isStrangers ? message('notes:brought-from-stranger', values) : message('notes:brought-from-network', values),
    );
    return near;
  }
  return {
    systemDrive,
    notes,
    profilePathOf: (profile) => foldersOf(profile).profile ?? `${profilesFolder}\\${profile.name}`,
    pathOf({ profile, knownFolder, relativePath, path }) {
      const folder = knownFolder === null ? undefined : placeOf(profile, knownFolder);
      if (folder !== undefined) return onKnownDrive(resolver, systemDrive, join(folder, relativePath));
      return onKnownDrive(resolver, systemDrive, path);
    },
  };
}

function join(folder: string, relativePath: string): string {
  return relativePath === '' ? folder : `${folder.replace(/(?<!\\)\\+$/, '')}\\${relativePath}`;
}

function onKnownDrive(resolver: PathResolver, systemDrive: string, windowsPath: string): string {
  return resolver.drives.includes(windowsPath.slice(0, 2).toUpperCase())
    ? windowsPath
    : `${systemDrive}${windowsPath.slice(2)}`;
}

/** What a name may have: bytes on most systems, units of 16 bits on Windows. */
const longestName = 255;

/**
 * `report.txt` becomes `report(1).txt`; a name that only begins with a dot has no extension. It is shortened, as its
 * disk counts, by whole characters: what stands before the number first, so that the extension stays while it can.
 */
export function numberedName(name: string, number: number, manner: Files['manner']): string {
  const dot = name.lastIndexOf('.');
  const base = dot > 0 ? name.slice(0, dot) : name;
  const extension = dot > 0 ? name.slice(dot) : '';
  const lengthOf = manner === 'windows' ? (text: string) => text.length : (text: string) => Buffer.byteLength(text);
  const mark = `(${number})`;
  const room = longestName - mark.length;
  const [first = ''] = base;
  const keptExtension = shortened(extension, room - lengthOf(first), lengthOf);
  return `${shortened(base, room - lengthOf(keptExtension), lengthOf)}${mark}${keptExtension}`;
}

/** The beginning of a text that fits; no dot or space at its end, which Windows does not take. */
function shortened(text: string, room: number, lengthOf: (text: string) => number): string {
  if (lengthOf(text) <= room) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    used += lengthOf(character);
    if (used > room) break;
    kept += character;
  }
  return kept.replace(/(?<![. ])[. ]+$/, '');
}
