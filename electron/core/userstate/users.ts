import { foldName } from '../devices/fold.ts';
import type { Profile } from './profiles.ts';
import { compileWildcard } from '#shared/util/wildcard';

type Account = Pick<Profile, 'name' | 'kind' | 'domain'>;

/**
 * True when a choice of users means this profile. A choice is a profile name, `DOMAIN\user`, or `COMPUTER\user`, each
 * part with `*` for any text; the domain counts only where the profile's own is known. `DOMAIN\user` means the folder
 * `user.DOMAIN` too, which Windows makes where `user` is taken. The shared profile is always meant (UST-13, UST-131).
 */
export function isChosen(profile: Account, users?: readonly string[]): boolean {
  if (users === undefined || profile.kind !== 'profile') return true;
  return users.some((choice) => means(choice, profile));
}

/** The choices that mean none of these accounts: somebody was wanted and is not there (UST-131). */
export function findUnmatched(users: readonly string[] | undefined, accounts: readonly Account[]): readonly string[] {
  const persons = accounts.filter(({ kind }) => kind === 'profile');
  return (users ?? []).filter((choice) => !persons.some((person) => means(choice, person)));
}

/** The name in a choice, without its domain. */
export function nameOfChoice(choice: string): string {
  return choice.slice(choice.lastIndexOf('\\') + 1);
}

/** A choice as the account that it would be. */
export function accountOfChoice(choice: string): Account {
  const name = nameOfChoice(choice);
  return { name, kind: 'profile', domain: choice.slice(0, Math.max(0, choice.length - name.length - 1)) };
}

function means(choice: string, profile: Account): boolean {
  const { name, domain } = accountOfChoice(choice);
  if (matches(name, profile.name)) {
    return domain === '' || profile.domain === '' || matches(domain, profile.domain);
  }
  if (domain === '') return false;
  // `user.DOMAIN`, and `user.DOMAIN.000` where that was taken as well.
  const parts = /^(.+?)\.([^.]+)(?:\.\d{3})?$/.exec(profile.name);
  return parts?.[1] !== undefined && matches(name, parts[1]) && matches(domain, parts[2] ?? '');
}

/** `*` is any text, as in the rules. */
function matches(pattern: string, text: string): boolean {
  return compileWildcard(fold(pattern))(fold(text));
}

/** A name that somebody types and the name of a folder may say the same letter in two ways. */
function fold(text: string): string {
  return foldName(text.normalize('NFC'));
}
