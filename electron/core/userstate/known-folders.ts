import type { KnownFolderId } from '#shared/model/user-state';
import { foldName } from '../devices/fold.ts';

export interface KnownFolder {
  readonly id: KnownFolderId;
  /** The folder's name in a profile that nobody redirected. Empty for the profile itself. */
  readonly defaultName: string;
  /** Names of the variables that hold its path; the first is the one of our own rules. */
  readonly variables: readonly string[];
  /** The same folder of the shared profile; empty when it has none. */
  readonly publicVariables: readonly string[];
}

/**
 * The known folders of a profile. Without registry hives a folder device cannot say where a folder was redirected to:
 * then it lies in the profile under its default name, unless the site knows better (user-state rules 6.7).
 * Folders that never had a `CSIDL_` variable have one of ours, `%FOLDERID_…%`.
 */
export const knownFolders: readonly KnownFolder[] = [
  { id: 'profile', defaultName: '', variables: ['USERPROFILE', 'CSIDL_PROFILE'], publicVariables: ['PUBLIC'] },
  {
    id: 'desktop',
    defaultName: 'Desktop',
    variables: ['CSIDL_DESKTOP', 'CSIDL_DESKTOPDIRECTORY'],
    publicVariables: ['CSIDL_COMMON_DESKTOPDIRECTORY'],
  },
  {
    id: 'documents',
    defaultName: 'Documents',
    variables: ['CSIDL_MYDOCUMENTS', 'CSIDL_PERSONAL'],
    publicVariables: ['CSIDL_COMMON_DOCUMENTS'],
  },
  folder('downloads', 'Downloads', ['FOLDERID_DOWNLOADS'], ['FOLDERID_PUBLICDOWNLOADS']),
  folder('music', 'Music', ['CSIDL_MYMUSIC'], ['CSIDL_COMMON_MUSIC']),
  folder('pictures', 'Pictures', ['CSIDL_MYPICTURES'], ['CSIDL_COMMON_PICTURES']),
  folder('videos', 'Videos', ['CSIDL_MYVIDEO'], ['CSIDL_COMMON_VIDEO']),
  folder('favorites', 'Favorites', ['CSIDL_FAVORITES'], ['CSIDL_COMMON_FAVORITES']),
  folder('contacts', 'Contacts', ['CSIDL_CONTACTS'], []),
  folder('links', 'Links', ['FOLDERID_LINKS'], []),
  folder('savedGames', 'Saved Games', ['FOLDERID_SAVEDGAMES'], []),
  folder('searches', 'Searches', ['FOLDERID_SAVEDSEARCHES'], []),
  folder('objects3d', '3D Objects', ['FOLDERID_OBJECTS3D'], []),
];

function folder(
  id: KnownFolderId,
  defaultName: string,
  variables: readonly string[],
  publicVariables: readonly string[],
): KnownFolder {
  return { id, defaultName, variables, publicVariables };
}

export type FolderPaths = Readonly<Partial<Record<KnownFolderId, string>>>;

/** Where the known folders of a profile lie: redirected ones as told, the rest under their default names. */
export function folderPaths(profilePath: string, redirected: FolderPaths, isPublic: boolean): FolderPaths {
  const paths: Partial<Record<KnownFolderId, string>> = {};
  for (const { id, defaultName, publicVariables } of knownFolders) {
    if (isPublic && publicVariables.length === 0) continue;
    paths[id] = redirected[id] ?? (defaultName === '' ? profilePath : `${profilePath}\\${defaultName}`);
  }
  return paths;
}

/** The known folders that lie elsewhere than in a profile that nobody redirected. */
export function redirectedFolders(profilePath: string, folders: FolderPaths): readonly string[] {
  const usual = folderPaths(profilePath, {}, false);
  return Object.entries(folders)
    .filter(([id, path]) => id !== 'profile' && foldName(path) !== foldName(usual[id as KnownFolderId] ?? ''))
    .map(([, path]) => path);
}

/** Variables of a user pass, names in upper case. */
export function userVariables(paths: FolderPaths): ReadonlyMap<string, string> {
  return variablesOf(paths, (known) => known.variables);
}

/** Variables of the shared profile, for the system pass. */
export function publicVariables(paths: FolderPaths): ReadonlyMap<string, string> {
  return variablesOf(paths, (known) => known.publicVariables);
}

function variablesOf(paths: FolderPaths, names: (known: KnownFolder) => readonly string[]): Map<string, string> {
  const variables = new Map<string, string>();
  for (const known of knownFolders) {
    const path = paths[known.id];
    if (path === undefined) continue;
    for (const name of names(known)) variables.set(name, path);
  }
  return variables;
}
