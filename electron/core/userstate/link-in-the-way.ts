import { foldName } from '../devices/fold.ts';
import { formatWindowsPath, parseWindowsPath } from '../devices/windows-path.ts';
import { isOutOfReach, tryResolve } from './profiles.ts';
import type { FileRestorer } from './restore-file.ts';

/** The place on the way to the file that is a link, which nothing is written through; null when there is none. */
export function linkInTheWay(
  { resolver, work }: Pick<FileRestorer, 'resolver' | 'work'>,
  targetPath: string,
): string | null {
  // A path that leads above its drive by itself has no link that could be named.
  if (isOutOfReach(tryResolve(resolver, targetPath)) && targetPath.split(/[\\/]/).includes('..')) return null;
  const { drive, names } = parseWindowsPath(targetPath);
  for (let count = 0; count < names.length; count += 1) {
    const folder = tryResolve(resolver, formatWindowsPath(drive, names.slice(0, count)));
    if (isOutOfReach(folder)) return null;
    const name = names[count] ?? '';
    const entries = folder.exists ? work.files.readdirSync(folder.hostPath, { withFileTypes: true }) : [];
    const place = formatWindowsPath(drive, names.slice(0, count + 1));
    const isLink = entries.some((entry) => entry.isSymbolicLink() && foldName(entry.name) === foldName(name));
    if (isLink && isOutOfReach(tryResolve(resolver, place))) return place;
  }
  return null;
}
