import { join } from 'node:path';
import { message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { PathResolver } from '../devices/drive-map.ts';
import { foldName } from '../devices/fold.ts';
import type { Files } from '../ports/files.ts';
import { isOutOfReach, tryResolve } from './profiles.ts';
import { kindOf } from './scan-entry.ts';

/** What every template and account of the system has, and nobody put there. */
const ofSystem = /^(?:NTUSER\..*|DESKTOP\.INI|APPDATA)$/;

/** So many entries are looked at; Windows makes a few dozen, and whoever has more has put some there. */
const mostEntries = 1000;

/**
 * A note for each folder that belongs to no person and yet has a file that somebody put there: it is not captured, and
 * nothing that is there is passed over without a word (UST-272). Links are not followed; what cannot be looked at is taken
 * for one that has.
 */
export function noteNobodysFiles(paths: readonly string[], resolver: PathResolver, files: Files): Message[] {
  return paths.flatMap((path) => {
    const home = tryResolve(resolver, path);
    if (isOutOfReach(home) || !home.exists) return [];
    return hasFile(files, home.hostPath) ? [message('notes:nobodys-files', { path })] : [];
  });
}

function hasFile(files: Files, home: string): boolean {
  const folders = [home];
  let seen = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let entries;
    let facts;
    try {
      entries = files.readdirSync(folder, { withFileTypes: true });
      facts = files.readFolderFacts(folder);
    } catch (error) {
      if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
      return true;
    }
    seen += entries.length;
    if (seen > mostEntries) return true;
    for (const entry of entries) {
      if (ofSystem.test(foldName(entry.name))) continue;
      const kind = kindOf(entry, facts?.get(entry.name));
      if (kind === 'file') return true;
      if (kind === 'folder') folders.push(join(folder, entry.name));
    }
  }
  return false;
}
