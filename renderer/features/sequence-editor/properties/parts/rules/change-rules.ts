import type { DynamicRule, RuleTest, RuleVariable } from '#shared/model/dynamic-rules';
import type { ChangeRules } from './use-rules.ts';

/** The list with one item moved to where the one at `to` is; the same list when there is no such place. */
function moved<T>(items: readonly T[], from: number, to: number): readonly T[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length || from === to) return items;
  const left = items.filter((_one, at) => at !== from);
  return [...left.slice(0, to), item, ...left.slice(to)];
}

export const addRule =
  (test: RuleTest, at: number): ChangeRules =>
  (rules) => [...rules.slice(0, at), { key: null, test, variables: [] }, ...rules.slice(at)];

export const moveRule =
  (from: number, to: number): ChangeRules =>
  (rules) =>
    moved(rules, from, to);

export const removeRule =
  (at: number): ChangeRules =>
  (rules) =>
    rules.filter((_rule, place) => place !== at);

const changeRule =
  (at: number, change: (rule: DynamicRule) => DynamicRule): ChangeRules =>
  (rules) =>
    rules.map((rule, place) => (place === at ? change(rule) : rule));

export const setTest = (at: number, test: RuleTest): ChangeRules => changeRule(at, (rule) => ({ ...rule, test }));

/** Sets one value of the test of a rule; a test without it stays. */
export const setTestField = (at: number, field: string, value: string): ChangeRules =>
  changeRule(at, (rule) => (field in rule.test ? { ...rule, test: { ...rule.test, [field]: value } } : rule));

export const addVariable = (at: number, name: string, value: string): ChangeRules =>
  changeRule(at, (rule) => ({
    ...rule,
    variables: [...rule.variables, { key: null, name, value, isSecret: false, isSet: false }],
  }));

export const changeVariable = (at: number, index: number, more: Partial<RuleVariable>): ChangeRules =>
  changeRule(at, (rule) => ({
    ...rule,
    variables: rule.variables.map((one, place) => (place === index ? { ...one, ...more } : one)),
  }));

export const moveVariable = (at: number, from: number, to: number): ChangeRules =>
  changeRule(at, (rule) => ({ ...rule, variables: [...moved(rule.variables, from, to)] }));

export const removeVariable = (at: number, index: number): ChangeRules =>
  changeRule(at, (rule) => ({ ...rule, variables: rule.variables.filter((_one, place) => place !== index) }));
