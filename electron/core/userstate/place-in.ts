import type { KnownFolderId } from '#shared/model/user-state';
import { foldName } from '../devices/fold.ts';
import type { FolderPaths } from './known-folders.ts';

export interface Place {
  readonly knownFolder: KnownFolderId | null;
  readonly relativePath: string;
}

/** The deepest known folder that holds the path. Without one, `relativePath` is the whole path. */
export function placeIn(folders: FolderPaths, windowsPath: string): Place {
  const folded = foldName(windowsPath);
  let best: Place = { knownFolder: null, relativePath: windowsPath };
  let bestLength = -1;
  for (const [id, folder] of Object.entries(folders)) {
    const root = foldName(folder).replace(/(?<!\\)\\+$/, '');
    if (root.length <= bestLength || (folded !== root && !folded.startsWith(`${root}\\`))) continue;
    bestLength = root.length;
    best = { knownFolder: id as KnownFolderId, relativePath: windowsPath.slice(root.length + 1) };
  }
  return best;
}
