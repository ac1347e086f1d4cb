import type { StepVariable } from './sequence.ts';

/** What names a variable of a step or of a sequence in its list. */
export type VariableNames = Pick<StepVariable, 'name' | 'property'>;

/**
 * The name by which a variable is found and edited: its property, or its own name where the document gives none (or an
 * empty one). The same in both dialects.
 */
export function variableKey({ name, property }: VariableNames): string {
  return property === null || property === '' ? name : property;
}

/** The first variable of a list with a key, as the field reads a list; undefined when there is none. */
export function findVariable<V extends VariableNames>(variables: readonly V[], key: string): V | undefined {
  return variables.find((one) => variableKey(one) === key);
}

/** True for what a document writes for true: `true`, `1` or `yes`, in any case, with blanks around it. */
export function isTrueText(text: string | null | undefined): boolean {
  return text != null && ['true', '1', 'yes'].includes(text.trim().toLowerCase());
}
