import type { DynamicRule, RuleTest, RuleVariable } from '#shared/model/dynamic-rules';
import { moveItem } from '#shared/util/move-item';
import type { ChangeRules } from './use-rules.ts';

export const addRule =
  (test: RuleTest, at: number): ChangeRules =>
  (rules) => [...rules.slice(0, at), { key: null, test, variables: [] }, ...rules.slice(at)];

export const moveRule =
  (from: number, to: number): ChangeRules =>
  (rules) =>
    moveItem(rules, from, to);

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
  changeRule(at, (rule) => ({ ...rule, variables: [...moveItem(rule.variables, from, to)] }));

export const removeVariable = (at: number, index: number): ChangeRules =>
  changeRule(at, (rule) => ({ ...rule, variables: rule.variables.filter((_one, place) => place !== index) }));
