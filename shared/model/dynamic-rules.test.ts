import { describe, expect, it } from 'vitest';
import { reason } from '../contract/message.ts';
import { checkRuleName, DynamicRules, dynamicRuleLimits, emptyTest, variablesOfRules } from './dynamic-rules.ts';

describe('rules of Set Dynamic Variables as data', () => {
  it.each([
    ['Role', null],
    ['a', null],
    ['OSD-Name_1', null],
    ['', 'missing'],
    ['  ', 'missing'],
    ['_SMSTSMake', 'read-only'],
    ['1st', 'begins-with-digit'],
    ['my name', 'characters'],
    ['Größe', 'characters'],
    ['n'.repeat(dynamicRuleLimits.name), null],
    ['n'.repeat(dynamicRuleLimits.name + 1), 'too-long'],
  ])('[STEP-43] the name %j has the problem %j', (name, problem) => {
    expect(checkRuleName(name)).toBe(problem);
  });

  it('[STEP-43] at most so many rules with so many variables are taken', () => {
    const variable = { key: null, name: 'A', value: '', isSecret: false, isSet: false };
    const rule = (count: number) => ({
      key: null,
      test: emptyTest('none'),
      variables: Array.from({ length: count }, () => variable),
    });
    const takes = (count: number, variables: number) =>
      DynamicRules.safeParse({ state: 'read', rules: Array.from({ length: count }, () => rule(variables)) }).success;
    const { rules, variables } = dynamicRuleLimits;
    expect([takes(rules, 1), takes(rules + 1, 0), takes(1, variables), takes(1, variables + 1)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it('[STEP-37] the variables that rules set are those of all of them', () => {
    const variables = ['A', ' ', 'B'].map((name, key) => ({ key, name, value: '', isSecret: false, isSet: false }));
    expect(variablesOfRules({ state: 'read', rules: [{ key: 0, test: { kind: 'none' }, variables }] })).toEqual([
      'A',
      'B',
    ]);
    const unreadable = { state: 'unreadable', reason: reason('rules-many', { limit: 1 }), text: '<Rules>' } as const;
    expect([variablesOfRules(unreadable), variablesOfRules(undefined)]).toEqual([[], []]);
  });
});
