import type { DeviceRow } from '#shared/model/device';
import type { AccountBehavior, Association } from '#shared/model/state-migration';

export const behaviors: readonly AccountBehavior[] = [
  'capture-all-restore-all',
  'capture-all-restore-specified',
  'capture-specified-restore-specified',
];

/** Why two computers cannot be associated. */
export type PairProblem =
  | { readonly kind: 'source-missing' }
  | { readonly kind: 'destination-missing' }
  | { readonly kind: 'same-device'; readonly name: string }
  | { readonly kind: 'exists'; readonly source: string; readonly destination: string };

export function pairProblem(
  source: DeviceRow | null,
  destination: DeviceRow | null,
  associations: readonly Association[],
): PairProblem | null {
  if (source === null) return { kind: 'source-missing' };
  if (destination === null) return { kind: 'destination-missing' };
  if (source.id === destination.id) return { kind: 'same-device', name: source.name };
  const twin = associations.find(
    (one) => one.sourceDeviceId === source.id && one.destinationDeviceId === destination.id,
  );
  return twin === undefined ? null : { kind: 'exists', source: source.name, destination: destination.name };
}

/** Why an account choice is closed: with specified accounts on both sides a source has one association only. */
export interface ClosedBehavior {
  readonly destination: string;
}

/** `except` is the association being changed. */
export function closedBehavior(
  behavior: AccountBehavior,
  sourceId: DeviceRow['id'] | null,
  associations: readonly Association[],
  except: Association['id'] | null = null,
): ClosedBehavior | null {
  if (sourceId === null) return null;
  const others = associations.filter(
    (one) => one.sourceDeviceId === sourceId && one.id !== except && one.deletedAt === null,
  );
  const blocking =
    behavior === 'capture-specified-restore-specified'
      ? others[0]
      : others.find((one) => one.behavior === 'capture-specified-restore-specified');
  return blocking === undefined ? null : { destination: blocking.destinationName };
}

export function namesAccounts(behavior: AccountBehavior): boolean {
  return behavior !== 'capture-all-restore-all';
}

/** A name as it is kept: without blanks around it and around the backslash. Empty when it is no account name. */
export function tidyAccount(text: string): string {
  const parts = text.split('\\').map((part) => part.trim());
  if (parts.length > 2 || parts.some((part) => part === '')) return '';
  const name = parts.join('\\');
  return name.length > 256 || /["/[\]:;|=,+*?<>]/.test(name) ? '' : name;
}

export function addAccount(accounts: readonly string[], name: string): readonly string[] {
  const isThere = accounts.some((one) => one.toLowerCase() === name.toLowerCase());
  return isThere ? accounts : [...accounts, name];
}

/** Profiles of the source that are not in the list yet; a bare name matches with any domain. */
export function suggestedAccounts(profiles: readonly string[], accounts: readonly string[]): readonly string[] {
  const taken = new Set(accounts.map(bareName));
  return [...new Set(profiles)].filter((profile) => !taken.has(bareName(profile)) && tidyAccount(profile) !== '');
}

function bareName(account: string): string {
  return account.slice(account.lastIndexOf('\\') + 1).toLowerCase();
}
