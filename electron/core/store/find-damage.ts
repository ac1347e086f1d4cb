import type { NativeDatabase } from './connection.ts';

/** What SQLite says of a value in a row that its table would not take. */
const ofOneRow = /^(?:CHECK constraint failed in |(?:NULL|TEXT|NUMERIC|non-[A-Z]+) value in )/;
/** So many rows may be bad before what comes after them is not looked at any more. */
const mostFindings = 10_000;

/**
 * The first finding of SQLite that says something of the file's structure; null when there is none. A row with a value
 * that its table would not take is one row: readers leave it out and name it, and nothing else is kept from opening
 * (STO-189). Throws what SQLite throws.
 */
export function findDamage(native: NativeDatabase): string | null {
  const rows = native.pragma(`quick_check(${String(mostFindings)})`) as readonly Readonly<Record<string, unknown>>[];
  const findings = rows.flatMap((row) => Object.values(row).map(String));
  return findings.find((finding) => finding !== 'ok' && !ofOneRow.test(finding)) ?? null;
}
