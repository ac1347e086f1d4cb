import path from 'node:path';
import { isAppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { PathResolver, ResolvedPath } from '../devices/drive-map.ts';
import { foldName } from '../devices/fold.ts';
import type { Files } from '../ports/files.ts';
import { isGone } from '../ports/file-errors.ts';
import {
  isFolder,
  isNobodys,
  isOutOfReach,
  listProfileFolders,
  ownReason,
  profilesFolderOf,
  tryReach,
} from './profiles.ts';
import type { Profile, ProfileOutOfReach } from './profiles.ts';
import type { StateDevice } from './types.ts';

/** What only a profile has. */
const marks = new Set(['NTUSER.DAT', 'APPDATA', 'DESKTOP', 'DOCUMENTS', 'DOWNLOADS']);

/**
 * Profiles that lie outside of the one folder of profiles that is captured: in `Users` of another drive, in one whose name
 * differs in letters only, in one that is a link (UST-205), and one folder deeper, as in a drive that was mapped too high
 * or in `Windows.old`. They are persons' files of this device which nobody looks at (UST-133). This computer has a list of
 * its system.
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
  for (const users of foldersNamedUsers(resolver, files)) {
    for (const one of lookInto(users, known, resolver, files)) {
      const why = one.why ?? reason('second-profiles-folder', { folder });
      found.push({ user: one.name, domain: '', path: one.path, why: 'unreadable', reason: why });
    }
  }
  return found;
}

/** What stands in a folder of profiles that is not the one; `known` are places that are somebody's, or looked at. */
function lookInto(
  { path: usersPath, place, isDeeper }: UsersFolder,
  known: Set<string>,
  resolver: PathResolver,
  files: Files,
): (Listed & { readonly why?: Message })[] {
  // Whose profiles lie there nobody can say.
  const closed = (why: Message) => [{ name: '', path: usersPath, isLink: false, why }];
  if (isOutOfReach(place)) return closed(place);
  if (!place.exists) return closed(reason('link-leads-out'));
  if (known.has(place.hostPath)) return [];
  known.add(place.hostPath);
  const listed = tryList(files, place);
  if (isOutOfReach(listed)) return closed(listed);
  // A folder of profiles has nothing else in it; a whole drive that a link leads to has, as one has that is only so called.
  const isAny = isDeeper || resolver.drives.some((drive) => resolver.root(drive) === place.hostPath);
  return listed.flatMap((one) => {
    if (isNobodys(one.name)) return [];
    const home = homeOf(one, place, resolver, files);
    if (home === null) return [];
    if (isOutOfReach(home)) return [{ ...one, why: home }];
    if (known.has(home.hostPath) || (isAny && !looksLikeProfile(files, home.hostPath))) return [];
    known.add(home.hostPath);
    return [one];
  });
}

/** Where a profile lies, a link followed inside of the device; null for one that leads to a file. */
function homeOf(one: Listed, above: ResolvedPath, resolver: PathResolver, files: Files): ResolvedPath | Message | null {
  const home = placeOf(one, above, resolver, files);
  return !one.isLink || isOutOfReach(home) || isFolder(files, home.hostPath) ? home : null;
}

/** A folder by its own path: as a path of Windows its name may be none, or mean another one. */
function placeOf(one: Listed, above: ResolvedPath, resolver: PathResolver, files: Files): ResolvedPath | Message {
  if (one.isLink) return tryReach(resolver, files, one.path);
  return { hostPath: path.join(above.hostPath, one.name), windowsPath: one.path, exists: true };
}

interface UsersFolder {
  readonly path: string;
  /** Where it is, when it is a link too; else why it is nowhere. */
  readonly place: ResolvedPath | Message;
  /** Below another folder: it may be any folder of that name. */
  readonly isDeeper: boolean;
}

function foldersNamedUsers(resolver: PathResolver, files: Files): UsersFolder[] {
  const found: UsersFolder[] = [];
  for (const drive of resolver.drives) {
    const root: ResolvedPath = { hostPath: resolver.root(drive), windowsPath: drive, exists: true };
    for (const one of foldersOf(files, root)) {
      if (isUsers(one.name)) {
        found.push({ path: one.path, place: placeOf(one, root, resolver, files), isDeeper: false });
      } else if (!one.isLink) {
        const above = { hostPath: path.join(root.hostPath, one.name), windowsPath: one.path, exists: true };
        for (const inner of foldersOf(files, above)) {
          if (!isUsers(inner.name)) continue;
          found.push({ path: inner.path, place: placeOf(inner, above, resolver, files), isDeeper: true });
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
  /** Or a junction. */
  readonly isLink: boolean;
}

/** Folders and links; one entry that cannot be looked at costs none of the others. Why, where nobody may list them. */
function tryList(files: Files, folder: ResolvedPath): readonly Listed[] | Message {
  try {
    return listProfileFolders(files, folder).map((one) => ({ ...one, isLink: isLink(files, folder, one.name) }));
  } catch (error) {
    if (!isAppError(error, 'FILE_UNREADABLE')) throw error;
    return isGone(error.cause) ? [] : ownReason(error);
  }
}

function isLink(files: Files, folder: ResolvedPath, name: string): boolean {
  try {
    const found = files.lstatSync(path.join(folder.hostPath, name), { throwIfNoEntry: false });
    // A name that is no text leads to nothing by its letters.
    return found === undefined ? !name.includes('\ufffd') : !found.isDirectory();
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return true;
  }
}
