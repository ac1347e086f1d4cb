import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { replaceReferences } from '#shared/model/variable-references';
import type { EngineState, VariableState } from './fold.ts';
import type { VariableChange } from './journal.ts';
import type { Masker } from './mask.ts';
import type { Secrets } from './ports.ts';

/** Longest value of a variable, in characters (editor facts, section 2). */
export const LONGEST_VALUE = 4000;
/** The field's limit for all names and values together; more is warned of, not refused (ENG-26). */
export const ENVIRONMENT_LIMIT_BYTES = 8192;

const nameForm = /^[A-Za-z][A-Za-z0-9_-]{0,255}$/;

/** What `%name%` becomes when there is no such variable. */
export type UnknownReference = 'empty' | 'kept';

/** Looks a variable up without regard to the case of its name; undefined when there is none. */
export type VariableLookup = (name: string) => string | undefined;

/**
 * Replaces `%name%` once; what comes out of a variable is not expanded again. An unknown name becomes empty, or stays
 * for the shell in a command line (ENG-23).
 */
export function expandVariables(text: string, get: VariableLookup, unknown: UnknownReference = 'empty'): string {
  return replaceReferences(text, (whole, name) => get(name) ?? (unknown === 'kept' ? whole : ''));
}

/** Refuses names that a step cannot assign. Throws `VARIABLE_READ_ONLY` and `VARIABLE_NAME_INVALID` (ENG-24). */
export function checkAssignable(name: string): void {
  if (name.startsWith('_')) throw new AppError('VARIABLE_READ_ONLY', { name });
  if (!nameForm.test(name)) throw new AppError('VARIABLE_NAME_INVALID', { name: name.slice(0, 300) });
}

/** Throws `STEP_PROPERTY_INVALID` for a value longer than the field allows (ENG-25). */
export function checkValue(name: string, value: string): void {
  if (value.length > LONGEST_VALUE) {
    throw new AppError('STEP_PROPERTY_INVALID', {
      property: name,
      value: reason('so-many-characters', { count: value.length }),
      reason: reason('variable-long', { limit: LONGEST_VALUE }),
    });
  }
  if (value.includes('\0')) {
    throw new AppError('STEP_PROPERTY_INVALID', { property: name, value: 'NUL', reason: reason('holds-nul') });
  }
}

/** Hidden values in memory. The journal has only where they are sealed. */
export interface Vault {
  readonly masker: Masker;
  /** Value sealed under this key. */
  valueOf(sealedAs: string): string | undefined;
  /** Seals durably, then keeps the value for this process. */
  seal(key: string, value: string): Promise<void>;
}

/** `known` are values that are sealed already, by key. */
export function createVault(secrets: Secrets, masker: Masker, known: ReadonlyMap<string, string>): Vault {
  const values = new Map(known);
  for (const value of known.values()) masker.add(value);
  return {
    masker,
    valueOf: (sealedAs) => values.get(sealedAs),
    async seal(key, value) {
      masker.add(value);
      await secrets.seal(key, value);
      values.set(key, value);
    },
  };
}

/** The value of a variable of the run, hidden or not. */
export function lookUp(state: EngineState, vault: Vault, name: string): string | undefined {
  const variable = state.variables.get(name.toLowerCase());
  return variable === undefined ? undefined : valueOf(vault, variable);
}

function valueOf(vault: Vault, { value, sealedAs }: VariableState): string | undefined {
  return sealedAs === null ? (value ?? undefined) : vault.valueOf(sealedAs);
}

/** Size of all variables as the field counts it: names and values with a separator each, in UTF-8 bytes. */
export function environmentSize(state: EngineState, vault: Vault): number {
  let size = 0;
  for (const variable of state.variables.values()) {
    size += Buffer.byteLength(variable.name) + Buffer.byteLength(valueOf(vault, variable) ?? '') + 2;
  }
  return size;
}

/** A change before it is journaled: the value is still here, hidden or not. */
export interface PendingChange {
  readonly name: string;
  /** Empty removes the variable. */
  readonly value: string;
  readonly isHidden: boolean;
  readonly setBy: VariableChange['setBy'];
}

/** Changes as the journal keeps them, and what has to be sealed before they are written. */
export interface HiddenChanges {
  readonly changes: VariableChange[];
  readonly hidden: { readonly key: string; readonly value: string }[];
}

/**
 * Takes hidden values out of changes (ENG-31). A value that contains a hidden one is hidden itself. `scope` makes the
 * keys of one step and attempt differ from all others.
 */
export function hideChanges(masker: Masker, scope: string, pending: readonly PendingChange[]): HiddenChanges {
  for (const { isHidden, value } of pending) if (isHidden) masker.add(value);
  const made: HiddenChanges = { changes: [], hidden: [] };
  for (const { name, value, isHidden, setBy } of pending) {
    if (value === '') made.changes.push({ name, value: null, sealedAs: null, setBy });
    else if (isHidden || masker.holds(value)) {
      const key = `${scope}/${name.toLowerCase()}`;
      made.hidden.push({ key, value });
      made.changes.push({ name, value: null, sealedAs: key, setBy });
    } else made.changes.push({ name, value, sealedAs: null, setBy });
  }
  return made;
}

/** Seals what is hidden and gives the changes as the journal keeps them. */
export async function sealChanges(
  vault: Vault,
  scope: string,
  pending: readonly PendingChange[],
): Promise<VariableChange[]> {
  const { changes, hidden } = hideChanges(vault.masker, scope, pending);
  for (const { key, value } of hidden) await vault.seal(key, value);
  return changes;
}
