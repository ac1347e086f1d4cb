import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SitePaths } from '#core/site/site';
import { message } from '#shared/contract/message';
import type { SiteFinding } from '#shared/model/site';

/** Enough to say that a place is open; nobody reads more. */
const mostLooked = 20_000;

/** Whether others than its owner may do anything with it; on Windows, which has no such bits, never. */
async function isOpen(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  const found = await lstat(path).catch(() => null);
  return found !== null && !found.isSymbolicLink() && (found.mode & 0o077) !== 0;
}

/** How many things in a folder, with itself, are open, and the first of them. */
async function countOpen(path: string): Promise<{ count: number; first: string }> {
  const found = (await isOpen(path)) ? { count: 1, first: path } : { count: 0, first: '' };
  try {
    let looked = 0;
    for await (const entry of await opendir(path, { recursive: true })) {
      if ((looked += 1) > mostLooked) break;
      const inside = join(entry.parentPath, entry.name);
      if (!(await isOpen(inside))) continue;
      found.count += 1;
      if (found.first === '') found.first = inside;
    }
  } catch {
    // Not there, a file, or not to be looked into: what it is itself was seen.
  }
  return found;
}

/** What of a site other users of this computer may read or write: the site itself, its logs, backups and state stores. */
export async function findOpenToOthers(
  dir: string,
  paths: SitePaths,
  stores: readonly string[],
): Promise<SiteFinding[]> {
  const single = [dir, paths.database, `${paths.database}-wal`, `${paths.database}-shm`, paths.secretKey];
  const findings: SiteFinding[] = [];
  const add = (path: string, count: number): void => {
    const said = message('notes:finding.open-to-others', { path, count });
    findings.push({ severity: 'warning', subject: path.slice(0, 4096), message: said });
  };
  for (const path of single) if (await isOpen(path)) add(path, 1);
  for (const path of new Set([paths.logs, paths.backups, paths.smp, paths.content, ...stores])) {
    if (path !== paths.smp && path.startsWith(join(paths.smp, '/'))) continue;
    const { count, first } = await countOpen(path);
    if (count > 0) add(first, count);
  }
  return findings;
}
