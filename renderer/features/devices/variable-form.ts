import { VariableName, type Device } from '#shared/model/device';

export interface NewVariableForm {
  readonly name: string;
  readonly value: string;
  readonly isSecret: boolean;
}
type Variables = Device['variables'];

/** What is to become of the variables of a device when its dialog is saved. */
export interface VariableChanges {
  /** By name in small letters; a value of null removes it. */
  readonly changes: ReadonlyMap<
    string,
    { readonly name: string; readonly value: string | null; readonly isSecret: boolean }
  >;
  /** What stands in the fields of a new variable. */
  readonly typed: NewVariableForm;
}

export const emptyVariable: NewVariableForm = { name: '', value: '', isSecret: false };
export const noChanges: VariableChanges = { changes: new Map(), typed: emptyVariable };

export function withVariable(
  before: VariableChanges,
  change: { name: string; value: string | null; isSecret: boolean },
): VariableChanges {
  return { ...before, changes: new Map([...before.changes, [change.name.toLowerCase(), change]]) };
}

/** What the fields have becomes a change and leaves them empty; null when the name is none. */
export function withTyped(before: VariableChanges): VariableChanges | null {
  const { name, value, isSecret } = before.typed;
  if (name.trim() === '' && value === '') return before;
  if (!VariableName.safeParse(name.trim()).success) return null;
  return { ...withVariable(before, { name: name.trim(), value, isSecret }), typed: emptyVariable };
}

/** The variables as they will be. A new secret is as unreadable as one that is kept. */
export function shownVariables(kept: Variables, { changes }: VariableChanges): Variables {
  const known = new Set(kept.map(({ name }) => name.toLowerCase()));
  const made = [...changes].filter(([key]) => !known.has(key)).map(([, change]) => change);
  const changed = kept.map((one) => {
    const change = changes.get(one.name.toLowerCase());
    return change === undefined ? { ...one } : { ...change, name: one.name };
  });
  return [...changed, ...made].flatMap(({ name, value, isSecret }) => {
    const isKept = isSecret && !changes.has(name.toLowerCase());
    if (value === null && !isKept) return [];
    return [{ name, value: isSecret ? null : value, isSecret }];
  });
}
