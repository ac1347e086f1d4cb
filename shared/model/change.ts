import { AppError, type ErrorDetails, isAppError } from '../contract/errors.ts';

/** Fields of a thing by their names; what is absent or undefined is not meant. */
export type Fields = Readonly<Record<string, unknown>>;

/** One field that two changed to different values: what the asking side wants, and what is there now. */
export interface FieldConflict {
  readonly field: string;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/** Values as JSON with the names of objects in order, so that two spellings of one value are one text. */
function textOf(value: unknown): string {
  const sorted = (_name: string, one: unknown): unknown =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one;
  // Undefined has no JSON, and is no value of a field.
  return value === undefined ? '' : JSON.stringify(value, sorted);
}

/** True for two values that would be stored as the same, in whatever order their names stand. */
export function isSameValue(one: unknown, other: unknown): boolean {
  return textOf(one) === textOf(other);
}

/** What is given of a change, without names that stand for nothing. */
export function givenFields<Values extends object>(
  change: Values,
): { [Key in keyof Values]?: Exclude<Values[Key], undefined> } {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [Key in keyof Values]?: Exclude<Values[Key], undefined> };
}

/**
 * The fields that a person changed in a form, each with what the form showed before: what `device.set` and the like
 * take. Fields that were left alone are in neither, so that a change of another person to them stays.
 */
export function changedFields<Values extends object>(
  shown: Values,
  edited: Values,
): { readonly change: Partial<Values>; readonly shown: Partial<Values> } {
  const names = (Object.keys(edited) as (keyof Values)[]).filter((name) => !isSameValue(shown[name], edited[name]));
  const pick = (values: Values): Partial<Values> =>
    Object.fromEntries(names.map((name) => [name, values[name]])) as Partial<Values>;
  return { change: pick(edited), shown: pick(shown) };
}

/**
 * The fields of a change that somebody else has changed meanwhile, to another value than it wants. A field that is not
 * among the shown ones is meant whatever is there.
 */
export function findConflicts(current: Fields, change: Fields, shown: Fields): FieldConflict[] {
  return Object.keys(change)
    .filter((field) => shown[field] !== undefined && change[field] !== undefined)
    .map((field) => ({ field, mine: change[field], theirs: current[field], before: shown[field] }))
    .filter(({ mine, theirs, before }) => !isSameValue(theirs, before) && !isSameValue(theirs, mine))
    .map(({ field, mine, theirs }) => ({ field, mine, theirs }));
}

/** As long as a detail of an error may be. */
const longestDetail = 4000;

/**
 * Both sides of a conflict as details of `REVISION_CONFLICT`: `fields` has every name, `mine.<field>` and
 * `theirs.<field>` their values as JSON. A value that is too long for a detail is left out: who needs it reads it.
 */
export function conflictDetails(conflicts: readonly FieldConflict[]): ErrorDetails {
  const sides = conflicts.flatMap(({ field, mine, theirs }) => [
    [`mine.${field}`, textOf(mine)] as const,
    [`theirs.${field}`, textOf(theirs)] as const,
  ]);
  const short = sides.filter(([, text]) => text.length <= longestDetail);
  return { fields: conflicts.map(({ field }) => field).join(' '), ...Object.fromEntries(short) };
}

/**
 * Refuses a change of fields that somebody else has changed meanwhile, with `REVISION_CONFLICT` (`{name}`, `{actual}`:
 * the revision of now, and both sides as `conflictDetails` tells them).
 */
export function demandNoConflict(
  thing: { readonly name: string; readonly revision: number },
  current: object,
  change: object,
  shown: object,
): void {
  const conflicts = findConflicts({ ...current }, { ...change }, { ...shown });
  if (conflicts.length === 0) return;
  throw new AppError('REVISION_CONFLICT', {
    name: thing.name,
    actual: thing.revision,
    ...conflictDetails(conflicts),
  });
}

/** The names of the fields of a conflict that `conflictDetails` told; null for an error of another kind. */
export function conflictingFields(error: unknown): readonly string[] | null {
  if (!isAppError(error, 'REVISION_CONFLICT')) return null;
  const { fields } = error.details;
  return typeof fields === 'string' ? fields.split(' ') : null;
}
