import path from 'node:path';
import { isAppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { PathResolver, ResolvedPath } from '../devices/drive-map.ts';
import { foldName } from '../devices/fold.ts';
import type { Files } from '../ports/files.ts';
import { isGone } from '../ports/file-errors.ts';
import { isNobodys, isOutOfReach, listProfileFolders, ownReason, profilesFolderOf, tryReach } from './profiles.ts';
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
    const listed = tryList(files, place);
    if (isOutOfReach(listed)) {
      // Whose profiles lie there nobody can say.
      found.push({ user: '', domain: '', path: place.windowsPath, why: 'unreadable', reason: listed });
      continue;
    }
    for (const { name, path: windowsPath } of listed) {
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
    for (const one of foldersOf(files, root)) {
      const place = below(root, one.name);
      if (isUsers(one.name)) found.push({ place, isDeeper: false });
      else {
        for (const { name } of foldersOf(files, place)) {
          if (isUsers(name)) found.push({ place: below(place, name), isDeeper: true });
        }
      }
    }
  }
  return found;
}

/** None where nobody may look: of a folder that is not called `Users` it is not known that it holds profiles. */
function foldersOf(files: Files, folder: ResolvedPath): readonly Listed[] {
  const listed = tryList(files, folder);
  return isOutOfReach(listed) ? [] : listed;
}

const isUsers = (name: string): boolean => foldName(name) === 'USERS';

function below({ hostPath, windowsPath }: ResolvedPath, name: string): ResolvedPath {
  return { hostPath: path.join(hostPath, name), windowsPath: `${windowsPath}\\${name}`, exists: true };
}

/** One that may not be looked into may be a profile, and is taken for one. */
function looksLikeProfile(files: Files, home: string): boolean {
  try {
    return files.readdirSync(home).some((name) => marks.has(foldName(name)));
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return !isGone(error);
  }
}

interface Listed {
  readonly name: string;
  readonly path: string;
}

/** Real folders only; one entry that cannot be looked at costs none of the others. Why, where nobody may list them. */
function tryList(files: Files, folder: ResolvedPath): readonly Listed[] | Message {
  try {
    return listProfileFolders(files, folder).filter(({ name }) => mayBeFolder(files, folder, name));
  } catch (error) {
    if (!isAppError(error, 'FILE_UNREADABLE')) throw error;
    return isGone(error.cause) ? [] : ownReason(error);
  }
}

function mayBeFolder(files: Files, folder: ResolvedPath, name: string): boolean {
  try {
    const found = files.lstatSync(path.join(folder.hostPath, name), { throwIfNoEntry: false });
    // A name that is no text leads to nothing by its letters.
    return found?.isDirectory() ?? name.includes('\ufffd');
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return false;
  }
}
