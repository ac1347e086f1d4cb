import path from 'node:path';
import type { KnownFolderId } from '#shared/model/user-state';

/** Names in `user-dirs.dirs` of the XDG base, and the known folders that they are. */
const xdgFolders: Readonly<Record<string, KnownFolderId>> = {
  XDG_DESKTOP_DIR: 'desktop',
  XDG_DOCUMENTS_DIR: 'documents',
  XDG_DOWNLOAD_DIR: 'downloads',
  XDG_MUSIC_DIR: 'music',
  XDG_PICTURES_DIR: 'pictures',
  XDG_VIDEOS_DIR: 'videos',
};

/**
 * Reads `user-dirs.dirs`: lines `NAME="$HOME/path"` or `NAME="/path"`, with backslashes before `"`, `$` and `\`.
 * A folder that is the home itself means that there is none. Lines of another form are passed over, as its own
 * reader does.
 */
export function readXdgFolders(text: string, home: string): Partial<Record<KnownFolderId, string>> {
  const folders: Partial<Record<KnownFolderId, string>> = {};
  for (const line of text.split('\n')) {
    const match = /^\s*(XDG_[A-Z]{1,20}_DIR)\s*=\s*"((?:[^"\\]|\\.){0,4096})"\s*$/.exec(line);
    const folder = xdgFolders[match?.[1] ?? ''];
    const value = (match?.[2] ?? '').replaceAll(/\\(.)/g, '$1');
    if (folder === undefined) continue;
    const isInHome = value === '$HOME' || value.startsWith('$HOME/');
    const full = isInHome ? path.posix.join(home, value.slice('$HOME'.length)) : path.posix.normalize(value);
    if (!full.startsWith('/') || full.replace(/\/$/, '') === home.replace(/\/$/, '')) continue;
    folders[folder] = full;
  }
  return folders;
}

/** Folders of a new home that have another name than on Windows, where nothing says otherwise. */
export const macLayout: Partial<Record<KnownFolderId, string>> = { videos: 'Movies' };
