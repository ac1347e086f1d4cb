import os from 'node:os';
import { systemRefusal } from './system-reason.ts';

/** Whoever runs this program: name and number as the system knows them; -1 on Windows, which has no such number. */
export interface OwnUser {
  readonly username: string;
  readonly uid: number;
}

/**
 * The user of this process. In a container it may have a number that no account has: then the environment names it, or
 * the number does (PORT-173).
 */
export function ownUser(
  read: () => OwnUser = () => os.userInfo(),
  environment: Readonly<Record<string, string | undefined>> = process.env,
): OwnUser {
  try {
    const { username, uid } = read();
    return { username, uid };
  } catch (error) {
    if (systemRefusal(error) === null) throw error;
    const uid = process.getuid?.() ?? -1;
    return { username: environment['USER'] ?? environment['LOGNAME'] ?? `uid-${String(uid)}`, uid };
  }
}
