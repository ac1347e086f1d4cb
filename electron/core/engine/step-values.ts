import { findVariable } from '#shared/model/variable';
import { describeStepType } from '#shared/steps/catalog';
import type { StepProperty } from '#shared/steps/step-description';
import type { EngineState } from './fold.ts';
import type { PlanRow } from './plan.ts';
import { expandVariables, lookUp, type Vault } from './variables.ts';

/** The values of one step: variables of the run with the step's own list laid below them (ENG-21, ENG-22). */
export interface StepValues {
  variable(name: string): string | undefined;
  all(): Record<string, string>;
  /** The property; empty when it has none. `isFinal`: it comes from a variable of the run and is not expanded again. */
  property(key: string): { readonly text: string; readonly isFinal: boolean };
  /** Name in the document of the property with this key. Throws for a key that the description does not have. */
  documentName(key: string): string;
}

/**
 * A variable that was set explicitly wins over the step's list; the list wins over what holds for the whole sequence.
 * Hidden entries of a list are arguments: they are properties and never variables.
 */
export function createStepValues(state: EngineState, vault: Vault, row: PlanRow): StepValues {
  const { node } = row;
  const own = new Map(node.variables.filter((one) => !one.hidden).map((one) => [one.name.toLowerCase(), one]));

  function explicit(name: string): string | undefined {
    return state.variables.get(name.toLowerCase())?.setBy === 'site' ? undefined : lookUp(state, vault, name);
  }

  function variable(name: string): string | undefined {
    const set = explicit(name);
    if (set !== undefined) return set;
    const listed = own.get(name.toLowerCase());
    if (listed !== undefined && listed.value !== '') {
      return expandVariables(listed.value, (other) => lookUp(state, vault, other));
    }
    return lookUp(state, vault, name);
  }

  return {
    variable,
    all() {
      const names = new Map([...own.values()].map((one) => [one.name.toLowerCase(), one.name]));
      for (const [key, one] of state.variables) names.set(key, one.name);
      const entries = [...names.values()].map((name) => [name, variable(name) ?? ''] as const);
      return Object.fromEntries(entries.filter(([, value]) => value !== ''));
    },
    property(key) {
      const property = findProperty(row, key);
      const set = property.environment === undefined ? undefined : explicit(property.environment);
      if (set !== undefined) return { text: set, isFinal: true };
      const documentName = property.xml?.property;
      const written = documentName === undefined ? undefined : findVariable(node.variables, documentName)?.value;
      if (written !== undefined && written !== '') return { text: written, isFinal: false };
      if (property.environment !== undefined) {
        const forAll = lookUp(state, vault, property.environment);
        if (forAll !== undefined) return { text: forAll, isFinal: true };
      }
      return { text: written ?? defaultText(property), isFinal: false };
    },
    documentName: (key) => findProperty(row, key).xml?.property ?? key,
  };
}

function findProperty(row: PlanRow, key: string): StepProperty {
  const property = describeStepType(row.node.type)?.properties.find((one) => one.key === key);
  if (property === undefined) throw new Error(`The type ${row.node.type} has no property ${key}`);
  return property;
}

function defaultText(property: StepProperty): string {
  return property.default === null || typeof property.default === 'object' ? '' : String(property.default);
}
