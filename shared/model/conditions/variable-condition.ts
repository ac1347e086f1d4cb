import { type ConditionExpression, expressionTypes, expressionValue } from '../condition.ts';
import { checkVariableName } from '../variable-name.ts';
import { namesInText } from '../variable-references.ts';
import {
  conditionLimits,
  type ConditionProblem,
  needsValue,
  readOperator,
  rightSide,
  tooLong,
  withValues,
} from './expression.ts';

/** A test of a task sequence variable. */
export interface VariableTest {
  readonly kind: 'variable';
  readonly variable: string;
  readonly operator: string;
  /** Counts only for operators with a right side. */
  readonly value: string;
}

export const newVariableTest: VariableTest = { kind: 'variable', variable: '', operator: 'equals', value: '' };

/** Reads a variable condition; an operator that we do not know stays as it is written. */
export function readVariableTest(node: ConditionExpression): VariableTest {
  return {
    kind: 'variable',
    variable: expressionValue(node, 'Variable') ?? '',
    operator: readOperator(node, 'Operator', 'equals'),
    value: expressionValue(node, 'Value') ?? '',
  };
}

/** A variable condition; an edited one keeps its place in the source, and everything that was not changed. */
export function writeVariableTest(test: VariableTest, old: ConditionExpression | null): ConditionExpression {
  const before = old === null ? null : readVariableTest(old);
  return withValues(old, expressionTypes.variable, [
    ['Operator', before?.operator, test.operator],
    ['Value', before?.value, rightSide(test, before)],
    ['Variable', before?.variable, test.variable],
  ]);
}

/** A name that no variable can have; what a variable gives is known only at the run. An empty name is none yet. */
export function isOddName(name: string): boolean {
  return (
    name.trim() !== '' && namesInText(name).length === 0 && checkVariableName(name.trim(), 'read') === 'characters'
  );
}

/** What is wrong with a test: a name of 1 to 256 characters is asked for. What the file already has is not complained about. */
export function checkVariableTest(test: VariableTest, old: VariableTest | null): ConditionProblem[] {
  const problems: ConditionProblem[] = [];
  if (test.variable !== old?.variable) {
    if (test.variable === '') problems.push({ field: 'variable', code: 'variable-missing' });
    problems.push(...tooLong('variable', test.variable, conditionLimits.variableName));
    if (isOddName(test.variable)) problems.push({ field: 'variable', code: 'variable-name' });
  }
  if (needsValue(test.operator)) problems.push(...tooLong('value', test.value, conditionLimits.value));
  return problems;
}
