import type { AccountFact } from './types.ts';

const factPrefix = 'account:';

/**
 * Account facts out of a device's free facts: `account:<profile folder>` is `local`, or `DOMAIN\user` for a domain
 * account. Facts of other names are somebody else's (UST-11).
 */
export function readAccountFacts(facts: Readonly<Record<string, string>>): AccountFact[] {
  return Object.entries(facts)
    .filter(([name]) => name.toLowerCase().startsWith(factPrefix))
    .map(([name, value]) => {
      const userName = name.slice(factPrefix.length);
      const at = value.indexOf('\\');
      if (at <= 0) return { userName, accountKind: 'local' };
      return { userName, accountKind: 'domain', domain: value.slice(0, at) };
    });
}

/** The facts that say the same; the inverse of `readAccountFacts`. */
export function writeAccountFacts(accounts: readonly AccountFact[]): Record<string, string> {
  return Object.fromEntries(
    accounts.map(({ userName, accountKind, domain }) => [
      `${factPrefix}${userName}`,
      accountKind === 'domain' ? `${domain ?? ''}\\${userName}` : 'local',
    ]),
  );
}
