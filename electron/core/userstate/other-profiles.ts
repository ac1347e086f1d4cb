import path from 'node:path';
import { reason } from '#shared/contract/message';
import type { PathResolver, ResolvedPath } from '../devices/drive-map.ts';
import { foldName } from '../devices/fold.ts';
import type { Files } from '../ports/files.ts';
import { isNobodys, isOutOfReach, listProfileFolders, profilesFolderOf, tryReach } from './profiles.ts';
import type { Profile, ProfileOutOfReach } from './profiles.ts';
import type { StateDevice } from './types.ts';

/** What only a profile has. */
const marks = new Set(['NTUSER.DAT', 'APPDATA', 'DESKTOP', 'DOCUMENTS', 'DOWNLOADS']);

/**
 * Profiles that lie outside of the one folder of profiles that is captured: in `Users` of another drive, in one whose name
 * differs in letters only, and one folder deeper, as in a drive that was mapped too high or in `Windows.old`. They are
 * persons' files of this device which nobody looks at (UST-133). This computer has a list of its system.
 */
export function findOtherProfiles(
  device: StateDevice,
  resolver: PathResolver,
  files: Files,
  profiles: readonly Profile[],
): ProfileOutOfReach[] {
  if (device.isThisComputer === true) return [];
  const folder = profilesFolderOf(device, resolver);
  const own = tryReach(resolver, files, folder);
  const known = new Set(isOutOfReach(own) ? [] : [own.hostPath]);
  for (const { profilePath } of profiles) {
    const home = tryReach(resolver, files, profilePath);
    if (!isOutOfReach(home)) known.add(home.hostPath);
  }
  const found: ProfileOutOfReach[] = [];
  for (const { place, isDeeper } of foldersNamedUsers(resolver, files)) {
    if (known.has(place.hostPath)) continue;
    known.add(place.hostPath);
    for (const { name, path: windowsPath } of tryList(files, place)) {
      const home = path.join(place.hostPath, name);
      if (isNobodys(name) || known.has(home) || (isDeeper && !looksLikeProfile(files, home))) continue;
      const why = reason('second-profiles-folder', { folder });
      found.push({ user: name, domain: '', path: windowsPath, why: 'unreadable', reason: why });
    }
  }
  return found;
}

interface UsersFolder {
  readonly place: ResolvedPath;
  /** Below another folder: it may be any folder of that name. */
  readonly isDeeper: boolean;
}

function foldersNamedUsers(resolver: PathResolver, files: Files): UsersFolder[] {
  const found: UsersFolder[] = [];
  for (const drive of resolver.drives) {
    const root = { hostPath: resolver.root(drive), windowsPath: drive, exists: true };
    const folders = tryList(files, root);
    for (const one of folders) {
      const place = below(root, one.name);
      if (isUsers(one.name)) found.push({ place, isDeeper: false });
      else {
        for (const { name } of tryList(files, place)) {
          if (isUsers(name)) found.push({ place: below(place, name), isDeeper: true });
        }
      }
    }
  }
  return found;
}

const isUsers = (name: string): boolean => foldName(name) === 'USERS';

function below({ hostPath, windowsPath }: ResolvedPath, name: string): ResolvedPath {
  return { hostPath: path.join(hostPath, name), windowsPath: `${windowsPath}\\${name}`, exists: true };
}

function looksLikeProfile(files: Files, home: string): boolean {
  try {
    return files.readdirSync(home).some((name) => marks.has(foldName(name)));
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return false;
  }
}

/** Real folders only. One that nobody may look into, or that is gone, is no folder of profiles that we know of. */
function tryList(files: Files, folder: ResolvedPath): { readonly name: string; readonly path: string }[] {
  try {
    return listProfileFolders(files, folder).filter(({ name }) =>
      files.lstatSync(path.join(folder.hostPath, name)).isDirectory(),
    );
  } catch {
    return [];
  }
}
