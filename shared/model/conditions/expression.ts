import { type ConditionExpression, expressionValue } from '../condition.ts';

/** Comparisons of the field by size, in its order. */
export const orderOperators = ['equals', 'notEquals', 'greater', 'greaterEqual', 'less', 'lessEqual'] as const;

/** Comparisons of a registry value in the field's order. */
export const registryOperators = ['exists', 'notExists', ...orderOperators] as const;

/** Comparisons of a task sequence variable in the field's order; `notLike` since its version 2103. */
export const variableOperators = [...registryOperators, 'like', 'notLike'] as const;
export type VariableOperator = (typeof variableOperators)[number];

/** The spelling of the class description for one operator of the registry; files have the other. */
const otherSpellings: Readonly<Record<string, VariableOperator>> = { nonexists: 'notExists' };

/** Whether a comparison has a right side; one of existence has none. */
export function needsValue(operator: string): boolean {
  return operator !== 'exists' && operator !== 'notExists';
}

/** The operator as the list has it, whatever its letter case; undefined for one we do not know. */
export function knownOperator(written: string): VariableOperator | undefined {
  const lower = written.toLowerCase();
  return variableOperators.find((one) => one.toLowerCase() === lower) ?? otherSpellings[lower];
}

/** An operator of a file as the dialogs have it: one that we do not know stays as it is written. */
export function readOperator(expression: ConditionExpression, name: string, missing: string): string {
  const written = expressionValue(expression, name) ?? '';
  return written === '' ? missing : (knownOperator(written) ?? written);
}

/**
 * A value to be written: its name, what was read of it, and what it is to be. Undefined is "not there", which a value
 * that is there and empty reads as too. One that is to be what was read is not touched.
 */
export type WrittenValue = readonly [name: string, read: string | undefined, wanted: string | undefined];

/** The name under which a value stands: exact, else in another letter case. */
function standingName(old: ConditionExpression, name: string): string | undefined {
  const names = old.variables.map((one) => one.name);
  return names.find((one) => one === name) ?? names.find((one) => one.toLowerCase() === name.toLowerCase());
}

function withValue(old: ConditionExpression, [name, read, wanted]: WrittenValue): ConditionExpression {
  if (read === wanted) return old;
  const standing = standingName(old, name);
  if (standing === undefined) {
    const isNothing = wanted === undefined || (wanted === '' && read === undefined);
    return isNothing ? old : { ...old, variables: [...old.variables, { name, value: wanted }] };
  }
  const at = old.variables.findIndex((one) => one.name === standing);
  const variables =
    wanted === undefined && old.variables[at]?.value !== ''
      ? old.variables.filter((_, index) => index !== at)
      : old.variables.map((one, index) => (index === at ? { ...one, value: wanted ?? '' } : one));
  return { ...old, variables };
}

/**
 * An expression with other values. An old one keeps its key, its class as it is written, the order of its values, and
 * every value that is not named here; a new one has the given values that are wanted, in their order.
 */
export function withValues(
  old: ConditionExpression | null,
  type: string,
  values: readonly WrittenValue[],
): ConditionExpression {
  if (old !== null) return values.reduce(withValue, old);
  const variables = values.flatMap(([name, , wanted]) => (wanted === undefined ? [] : [{ name, value: wanted }]));
  return { kind: 'expression', key: null, type, variables, ignoreQueryFailure: false };
}

/**
 * The right side that is written: a comparison of existence has none, but one that the file has beside such an operator
 * stays while the operator does.
 */
export function rightSide(
  test: { readonly operator: string; readonly value: string },
  before: { readonly operator: string; readonly value: string } | null,
): string {
  if (needsValue(test.operator)) return test.value;
  return before?.operator === test.operator ? before.value : '';
}

/** What is wrong with a field of a condition, as a code; its words are where people read them. */
export interface ConditionProblem {
  readonly field: string;
  readonly code: ConditionProblemCode;
  readonly values?: Readonly<Record<string, string | number>>;
}

export type ConditionProblemCode =
  | 'variable-missing'
  | 'variable-name'
  | 'too-long'
  | 'path-missing'
  | 'version-form'
  | 'time-missing'
  | 'key-missing'
  | 'namespace-missing'
  | 'query-missing'
  | 'language-unknown'
  | 'product-code-missing'
  | 'upgrade-code-missing'
  | 'code-form'
  | 'release-missing'
  | 'name-missing'
  | 'build-form'
  | 'build-range';

/** The most characters of a field. Of the field's editor, except where it gives none: there what a file may hold. */
export const conditionLimits = {
  variableName: 256,
  registryValueName: 250,
  query: 16_384,
  namespace: 1000,
  path: 32_767,
  value: 100_000,
} as const;

/** A problem of length; none when it is short enough. */
export function tooLong(field: string, value: string, limit: number): ConditionProblem[] {
  return value.length <= limit ? [] : [{ field, code: 'too-long', values: { limit, length: value.length } }];
}
