import type { PropertyConstraint } from '#shared/steps/step-description';

interface DriveLimits {
  readonly first: string;
  readonly last: string;
  readonly without: readonly string[];
}

/** The letters that a drive may have; every letter from C where the description says nothing. */
export function readDriveLimits({ allowed, notAllowed }: PropertyConstraint): DriveLimits {
  const range = typeof allowed === 'string' ? /^([A-Z]):?-([A-Z]):?$/.exec(allowed) : null;
  return {
    first: range?.[1] ?? 'C',
    last: range?.[2] ?? 'Z',
    without: (notAllowed ?? []).map((one) => one.charAt(0)),
  };
}

/** The drives that may be chosen, as the documents write them (`D:`). */
export function listDrives(rule: PropertyConstraint): string[] {
  const { first, last, without } = readDriveLimits(rule);
  const count = last.charCodeAt(0) - first.charCodeAt(0) + 1;
  const letters = Array.from({ length: count }, (_, index) => String.fromCharCode(first.charCodeAt(0) + index));
  return letters.filter((one) => !without.includes(one)).map((one) => `${one}:`);
}

/** A comma belongs to the name that it stands in behind a backslash and within quotes; a backslash can stand behind one too. */
const partsOf = (path: string): string[] =>
  [...`,${path}`.matchAll(/,((?:\\.|"(?:\\.|[^"\\])*"|[^,])*)/g)].map(([, part = '']) => part);

const isPart = (part: string): boolean => /^\s*(?:OU|CN|DC)\s*=\s*\S/i.test(part);

/**
 * The first part of an LDAP path that is no `OU=`, `CN=` or `DC=` with a name, or the whole where the domain is missing
 * at its end; null when the path has the form.
 */
export function firstBadPart(path: string): { readonly part: string; readonly place: number } | null {
  const parts = partsOf(path);
  const lastUnit = parts.findLastIndex(isUnit);
  const at = parts.findIndex((part, index) => !isPart(part) || (isDomain(part) && index < lastUnit));
  if (at !== -1) return { part: parts[at]?.trim() ?? '', place: at + 1 };
  const last = parts.at(-1) ?? '';
  return isDomain(last) ? null : { part: last.trim(), place: parts.length };
}

const isDomain = (part: string): boolean => /^\s*DC\s*=/i.test(part);
const isUnit = (part: string): boolean => /^\s*(?:OU|CN)\s*=/i.test(part);

/** The values of a list that is one text with commas. */
export function splitList(value: string): string[] {
  return value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
