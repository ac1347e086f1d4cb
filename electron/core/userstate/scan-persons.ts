import { AppError } from '#shared/contract/errors';
import { message, reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { LeftOut } from '#shared/model/user-state';
import type { PathResolver } from '../devices/drive-map.ts';
import { profilesFolderOf } from './profiles.ts';
import type { FoundProfiles, Profile } from './profiles.ts';
import type { RuleSet } from './rules/built-in.ts';
import type { ScanRequest } from './types.ts';
import { findUnmatched, isChosen, nameOfChoice } from './users.ts';

function unmatchedUsers(
  request: ScanRequest,
  profiles: readonly Profile[],
  outside: FoundProfiles['outOfReach'],
): readonly string[] {
  const others = outside.map(({ user, domain }) => ({ name: user, kind: 'profile' as const, domain }));
  return findUnmatched(request.users, [...profiles, ...others]);
}

/**
 * A device without a person's profile, or with none of those that were chosen, is no device of which a capture could be
 * complete: as a rule its drive is mapped at the wrong folder. Rules that speak of the computer only need none (UST-130).
 */
export function demandPersons(
  request: ScanRequest,
  resolver: PathResolver,
  ruleSet: RuleSet,
  { profiles, outOfReach: outside }: FoundProfiles,
): void {
  if (!ruleSet.rules.some(({ context }) => context === 'User')) return;
  const persons = profiles.filter(({ kind }) => kind === 'profile');
  if (persons.length === 0) {
    throw new AppError('STATE_NO_PROFILES', {
      ...{ name: request.device.name, path: profilesFolderOf(request.device, resolver) },
      other: outside[0]?.path ?? '',
    });
  }
  const unmatched = unmatchedUsers(request, profiles, outside);
  if (request.users === undefined || unmatched.length < request.users.length) return;
  throw new AppError('STATE_ACCOUNTS_NOT_FOUND', {
    name: request.device.name,
    users: request.users.join(', ').slice(0, 4000),
  });
}

/** Names who was wanted and is not looked at: profiles out of reach, and accounts that are nobody's (UST-131, UST-133). */
export function nameOutside(
  request: ScanRequest,
  resolver: PathResolver,
  { profiles, outOfReach }: FoundProfiles,
  { notes, leftOut }: { readonly notes: Message[]; readonly leftOut: LeftOut[] },
): void {
  for (const { user, domain, path: place, why, reason: detail } of outOfReach) {
    if (!isChosen({ name: user, kind: 'profile', domain }, request.users)) continue;
    notes.push(message('notes:not-scanned', { path: place, reason: detail }));
    leftOut.push({ user, path: place, reason: why, detail, ruleId: null });
  }
  for (const user of unmatchedUsers(request, profiles, outOfReach)) {
    const path = `${profilesFolderOf(request.device, resolver)}\\${nameOfChoice(user)}`;
    leftOut.push({ user, path, reason: 'accountNotFound', detail: reason('no-such-account', { user }), ruleId: null });
  }
}
