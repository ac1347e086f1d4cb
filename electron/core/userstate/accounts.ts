import path from 'node:path';
import { AppError } from '#shared/contract/errors';
import type { PlannedAccount } from '#shared/model/user-state';
import type { Files } from '../ports/files.ts';
import { writeRecord } from '../ports/held-folders.ts';
import { accountFactOf } from './profiles.ts';
import type { Profile } from './profiles.ts';
import type { StateDevice } from './types.ts';

/** At the root of the destination's system drive: the accounts that a person, or Windows, has to make. */
export const PLANNED_ACCOUNTS_FILE = '.waystation-planned-accounts.json';

export interface AccountDecision {
  readonly restored: readonly Profile[];
  /** Local profiles that stay behind. */
  readonly leftBehind: readonly Profile[];
}

/**
 * Which profiles come over. A domain profile always does. A local one does when the step restores local accounts, or
 * when the destination is known to have that local account already. Otherwise a capture by the standard options makes
 * the step fail (`STATE_LOCAL_ACCOUNTS`, the field's code 14), and one by chosen rules leaves the profile behind and
 * names it (UST-40).
 */
export function decideAccounts(
  profiles: readonly Profile[],
  destination: StateDevice,
  options: { readonly restoreLocalAccounts: boolean; readonly hasStandardOptions: boolean },
): AccountDecision {
  const leftBehind = profiles.filter(
    (profile) =>
      profile.accountKind === 'local' &&
      !options.restoreLocalAccounts &&
      accountFactOf(destination, profile.name)?.accountKind !== 'local',
  );
  if (leftBehind.length > 0 && options.hasStandardOptions) {
    throw new AppError('STATE_LOCAL_ACCOUNTS', {
      users: leftBehind
        .map(({ name }) => name)
        .join(', ')
        .slice(0, 4000),
    });
  }
  return { restored: profiles.filter((profile) => !leftBehind.includes(profile)), leftBehind };
}

/** The accounts that the destination needs for these profiles; accounts it is known to have are not among them. */
export function planAccounts(
  profiles: readonly { readonly profile: Profile; readonly profilePath: string }[],
  destination: StateDevice,
): PlannedAccount[] {
  return profiles
    .filter(({ profile }) => profile.kind === 'profile' && accountFactOf(destination, profile.name) === undefined)
    .map(({ profile: { name, accountKind, domain }, profilePath }) => ({
      ...{ name, accountKind, domain, profilePath },
      // The field's wrapper makes local accounts and enables them (/lac /lae); a domain account is not ours to enable.
      isEnabled: accountKind === 'local',
    }));
}

/** Writes the record of planned accounts beside the device's other side-car. A folder cannot hold an account. */
export function writePlannedAccounts(files: Files, driveRoot: string, accounts: readonly PlannedAccount[]): void {
  if (accounts.length === 0) return;
  const content = `${JSON.stringify({ version: 1, accounts }, null, 1)}\n`;
  writeRecord(files, path.join(driveRoot, PLANNED_ACCOUNTS_FILE), content);
}
