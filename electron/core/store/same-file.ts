import { statSync } from 'node:fs';
import { toNamespacedPath } from 'node:path';
import { AppError } from '#shared/contract/errors';

/** The database and its log: what is committed lies in either. */
const parts = ['', '-wal'];

function identify(path: string): string {
  const found = statSync(toNamespacedPath(path), { bigint: true, throwIfNoEntry: false });
  return found === undefined ? 'none' : `${String(found.dev)}:${String(found.ino)}`;
}

function identifyParts(file: string): string {
  return parts
    .map((part) => {
      try {
        return identify(file + part);
      } catch {
        // Not to be looked at any more, for whatever reason: it is not where it was.
        return 'unseen';
      }
    })
    .join(' ');
}

/**
 * Remembers which files an open database consists of. What is returned throws `STORE_MOVED` (`{file}`) once others, or
 * none, lie under their names: SQLite goes on in files that nobody finds any more, and what is acknowledged then is lost
 * (STO-230). Windows lets nobody move or remove an open database, and gives numbers on FAT that do not stay.
 */
export function rememberFiles(file: string, platform: NodeJS.Platform = process.platform): () => void {
  if (platform === 'win32') return () => undefined;
  const opened = identifyParts(file);
  return () => {
    if (identifyParts(file) !== opened) throw new AppError('STORE_MOVED', { file });
  };
}
