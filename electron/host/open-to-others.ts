import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { fileErrorCode, isGone } from '#core/ports/file-errors';
import { systemReason } from '#core/ports/system-reason';
import type { SitePaths } from '#core/site/site';
import { message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { SiteFinding } from '#shared/model/site';

function warn(path: string, said: Message): SiteFinding {
  return { severity: 'warning', subject: path.slice(0, 4096), message: said };
}

/** Whether others than its owner may do anything with it; what is not there is not open. */
async function isOpen(path: string): Promise<boolean> {
  const found = await lstat(path).catch((error: unknown) => {
    if (fileErrorCode(error) === undefined) throw error;
    return null;
  });
  return found !== null && !found.isSymbolicLink() && (found.mode & 0o077) !== 0;
}

/** What lies in a folder, in the order of names; nothing, with a finding, where it cannot be looked into. */
async function entriesOf(path: string, findings: SiteFinding[]): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (fileErrorCode(error) === undefined) throw error;
    // A folder that was removed meanwhile has nothing that is open.
    if (isGone(error)) return [];
    findings.push(warn(path, message('notes:finding.not-looked-into', { path, reason: systemReason(error) })));
    return [];
  }
}

/** Looks at a folder and all that is in it, however much that is: one finding for what is open, one for what is not seen. */
async function lookInto(path: string): Promise<SiteFinding[]> {
  const findings: SiteFinding[] = [];
  let count = 0;
  let first = '';
  const look = async (one: string): Promise<void> => {
    if (!(await isOpen(one))) return;
    count += 1;
    if (first === '') first = one;
  };
  await look(path);
  const folders = [path];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await entriesOf(folder, findings)) {
      const inside = join(folder, entry.name);
      await look(inside);
      if (entry.isDirectory()) folders.push(inside);
    }
  }
  if (count === 0) return findings;
  return [warn(first, message('notes:finding.open-to-others', { path: first, count })), ...findings];
}

/**
 * What of a site other users of this computer may read or write: first its folder and every file in it, whatever it is
 * called, then its logs, backups, content and state stores with all that is in them (STO-223). The folders of sample
 * devices stand for the disks of other computers, so that only the one around them is looked at. Windows has no such
 * bits: nothing is found there.
 */
export async function findOpenToOthers(
  dir: string,
  paths: SitePaths,
  stores: readonly string[],
): Promise<SiteFinding[]> {
  if (process.platform === 'win32') return [];
  const findings: SiteFinding[] = [];
  const entries = await entriesOf(dir, findings);
  const isWalked = (entry: Dirent): boolean => entry.isDirectory() && entry.name !== basename(paths.devices);
  const single = entries.filter((entry) => !isWalked(entry)).map(({ name }) => join(dir, name));
  for (const path of [dir, ...single]) {
    if (await isOpen(path)) findings.push(warn(path, message('notes:finding.open-to-others', { path, count: 1 })));
  }
  const folders = entries.filter(isWalked).map(({ name }) => join(dir, name));
  const outside = stores.filter((path) => !folders.some((folder) => path.startsWith(folder + sep)));
  for (const path of new Set([...folders, ...outside])) findings.push(...(await lookInto(path)));
  return findings;
}
