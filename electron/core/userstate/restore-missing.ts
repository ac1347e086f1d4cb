import { message, reason } from '#shared/contract/message';
import { remedyOfCapture } from '#shared/model/capture-remedy';
import { isMissing } from '#shared/model/user-state';
import type { Profile } from './profiles.ts';
import { remedies } from './remedies.ts';
import type { Restore } from './restore-state.ts';
import type { CatalogObject } from './stores/catalog-rows.ts';
import { accountOfChoice, findUnmatched, isChosen, nameOfChoice } from './users.ts';

function filesOf(objects: readonly CatalogObject[], profiles: readonly Profile[]): number {
  return objects.filter(({ kind, profile }) => kind === 'file' && profiles.includes(profile)).length;
}

/** Names what was missing before the first file is written: from the capture, or by the accounts. */
export function nameMissing(
  restore: Restore,
  chosen: readonly Profile[],
  leftBehind: readonly Profile[],
  all: readonly CatalogObject[],
): void {
  for (const left of restore.catalog.leftOut) {
    const { user, path: source, reason: why, detail } = left;
    if (!isMissing(why) || !isWanted(restore, chosen, user)) continue;
    const cause = why === 'nameNotPossible' ? 'nameNotPossible' : 'notCaptured';
    restore.missing.push({
      path: source,
      user,
      targetPath: '',
      cause,
      detail,
      remedy: remedyOfCapture(left),
    });
  }
  nameAccounts(restore);
  for (const profile of leftBehind) {
    const count = filesOf(all, [profile]);
    if (count === 0) continue;
    const detail = reason('local-account-files', { count });
    const cause = 'localAccount';
    const { name: user, profilePath } = profile;
    restore.missing.push({
      path: profilePath,
      user,
      targetPath: '',
      cause,
      detail,
      remedy: remedies[cause],
      files: count,
    });
  }
}

/** Who has no profile in the store was not captured: a restore of everybody, or of them, is without their files. */
function isWanted(restore: Restore, chosen: readonly Profile[], user: string): boolean {
  if (chosen.some(({ name }) => name === user)) return true;
  if (restore.catalog.profiles.some(({ name }) => name === user)) return false;
  const { users } = restore.request;
  return users?.includes(user) === true || isChosen(accountOfChoice(user), users);
}

/** Accounts that were asked for and of which the store has nothing (UST-131). */
function nameAccounts(restore: Restore): void {
  const { catalog, request, missing } = restore;
  const named = missing.map(({ user }) => accountOfChoice(user));
  for (const user of findUnmatched(request.users, [...catalog.profiles, ...named])) {
    const cause = 'notCaptured';
    const detail = reason('account-not-in-store', { user });
    const remedy = message('notes:remedy-choose-account');
    const place = `${catalog.meta.profilesFolder}\\${nameOfChoice(user)}`;
    missing.push({ path: place, user, targetPath: '', cause, detail, remedy });
  }
}
