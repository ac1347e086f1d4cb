import { z } from 'zod';
import { Message } from '../contract/message-shape.ts';
import { checkVariableName, type VariableNameProblem, variableNameMost } from './variable-name.ts';

/**
 * Limits of the rules of Set Dynamic Variables. Names and values in characters, as the field has them (console facts,
 * variables); how many there may be protects the page: the largest step that was seen has a hundred.
 */
export const dynamicRuleLimits = {
  rules: 500,
  variables: 500,
  name: variableNameMost,
  value: 4000,
  /** An asset tag, as the provider limits it. */
  assetTag: 255,
  /** A value that a file has, longer than one that a page may write. */
  kept: 100_000,
} as const;

const kept = z.string().max(dynamicRuleLimits.kept);

/** What a rule asks of the computer. Of `computer` one filled value is enough; of `makeModel` both must fit, with * and ?. */
export const RuleTest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('computer'),
    assetTag: kept,
    macAddress: kept,
    serialNumber: kept,
    uuid: kept,
  }),
  z.strictObject({ kind: z.literal('location'), defaultGateway: kept }),
  z.strictObject({ kind: z.literal('makeModel'), make: kept, model: kept }),
  z.strictObject({ kind: z.literal('variable'), variable: kept, operator: kept, value: kept }),
  /** A condition that no page of the field makes; `text` is its source, which is kept. */
  z.strictObject({ kind: z.literal('other'), text: kept }),
]);
export type RuleTest = z.infer<typeof RuleTest>;
export type RuleTestKind = RuleTest['kind'];

/** Where a rule or variable was read from, counted from 0; null for a new one. */
const key = z.int().min(0).max(100_000).nullable();

/** A variable that a rule sets. The value of a secret is empty here: `isSet` tells whether there is one. */
export const RuleVariable = z.strictObject({
  key,
  name: kept,
  value: kept,
  isSecret: z.boolean(),
  isSet: z.boolean(),
});
export type RuleVariable = z.infer<typeof RuleVariable>;

/** A rule: what it asks, and what it sets when that holds. */
export const DynamicRule = z.strictObject({
  key,
  test: RuleTest,
  variables: z.array(RuleVariable).max(dynamicRuleLimits.variables),
});
export type DynamicRule = z.infer<typeof DynamicRule>;

/** The rules of a step in their order, or why their text cannot be read; then it is kept as it is. */
export const DynamicRules = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('read'), rules: z.array(DynamicRule).max(dynamicRuleLimits.rules) }),
  z.strictObject({ state: z.literal('unreadable'), reason: Message, text: z.string() }),
]);
export type DynamicRules = z.infer<typeof DynamicRules>;

/** The property of Set Dynamic Variables that holds the rules. */
export const rulesProperty = 'Rules';

/** A test of a kind with nothing filled in. */
export function emptyTest(kind: Exclude<RuleTestKind, 'other'>): RuleTest {
  switch (kind) {
    case 'none':
      return { kind };
    case 'computer':
      return { kind, assetTag: '', macAddress: '', serialNumber: '', uuid: '' };
    case 'location':
      return { kind, defaultGateway: '' };
    case 'makeModel':
      return { kind, make: '', model: '' };
    case 'variable':
      return { kind, variable: '', operator: 'equals', value: '' };
  }
}

/** True for a test that can never hold, because nothing is filled in. */
export function isIncompleteTest(test: RuleTest): boolean {
  if (test.kind === 'none' || test.kind === 'other') return false;
  if (test.kind === 'variable') return test.variable.trim() === '';
  return Object.entries(test).every(([field, value]) => field === 'kind' || value.trim() === '');
}

/** What is wrong with the name of a variable that a rule sets; null when nothing is. */
export function checkRuleName(name: string): VariableNameProblem | 'missing' | null {
  return name.trim() === '' ? 'missing' : checkVariableName(name, 'set');
}

/** The names of the variables that rules set, as often as they do; none of rules that cannot be read. */
export function variablesOfRules(rules: DynamicRules | undefined): string[] {
  if (rules?.state !== 'read') return [];
  return rules.rules.flatMap(({ variables }) => variables.map(({ name }) => name).filter((name) => name.trim() !== ''));
}
