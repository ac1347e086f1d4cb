import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DriveCheck } from '#shared/model/device';

/** Profiles that are in every Windows and are nobody's. */
const nobodys = /^(public|default|default user|all users|defaultuser0)$/i;
/** As many as a check tells. */
const mostProfiles = 1000;

const can = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  );

async function listProfiles(path: string): Promise<string[]> {
  const users = (await readdir(path)).find((name) => name.toLowerCase() === 'users');
  if (users === undefined) return [];
  const entries = await readdir(join(path, users), { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() && !nobodys.test(entry.name) ? [entry.name] : []));
}

/** Whether the folder of a drive can be used, and whose profiles are in it. Nothing is changed. */
export async function checkDrive(drive: string, path: string): Promise<DriveCheck> {
  const check = (state: DriveCheck['state'], profiles: string[] = []) => ({ drive, path, state, profiles });
  const found = await stat(path).catch(() => null);
  if (found === null) return check('missing');
  if (!found.isDirectory()) return check('not-a-folder');
  if (!(await can(path, constants.R_OK | constants.X_OK))) return check('unreadable');
  const profiles = (await listProfiles(path)).slice(0, mostProfiles);
  return check((await can(path, constants.W_OK)) ? 'usable' : 'read-only', profiles);
}
