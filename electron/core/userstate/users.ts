import { foldName } from '../devices/fold.ts';
import type { Profile } from './profiles.ts';

/**
 * True when a choice of users means this profile. A choice is a profile name, `DOMAIN\user`, or `COMPUTER\user`; the
 * domain counts only where the profile's own is known. The shared profile is always meant (UST-13).
 */
export function isChosen(profile: Pick<Profile, 'name' | 'kind' | 'domain'>, users?: readonly string[]): boolean {
  if (users === undefined || profile.kind !== 'profile') return true;
  return users.some((choice) => {
    const [domain, name] = choice.includes('\\') ? choice.split('\\', 2) : ['', choice];
    if (foldName(name ?? '') !== foldName(profile.name)) return false;
    return domain === '' || profile.domain === '' || foldName(domain ?? '') === foldName(profile.domain);
  });
}
