import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { type DynamicRule, dynamicRuleLimits, rulesProperty, type RuleVariable } from '#shared/model/dynamic-rules';
import type { Edit } from '#shared/model/edit';
import type { NodeDetail } from '#shared/model/sequence';
import { readSecretReference } from '#shared/model/secret-reference';
import { findVariable } from '#shared/model/variable';
import { hasRulesPage } from '#shared/steps/dynamic-rules';
import { readDynamicRules } from '../transfer/dynamic-rules.ts';

type SetRules = Extract<Edit, { kind: 'setRules' }>;

/** The rules of a step as they stand in its list. Errors: `EDIT_INVALID` when the step has none or they cannot be read. */
export function rulesOf(node: NodeDetail): readonly DynamicRule[] {
  const read = readDynamicRules(findVariable(node.variables, rulesProperty)?.value ?? '');
  if (!hasRulesPage(node.type) || read.state !== 'read')
    throw new AppError('EDIT_INVALID', { id: node.id, reason: reason('no-rules') });
  return read.rules;
}

/** A step as a page gets it: one of Set Dynamic Variables with its rules read (STEP-37), any other as it is. */
export function withRules(node: NodeDetail): NodeDetail {
  if (!hasRulesPage(node.type)) return node;
  return { ...node, dynamicRules: readDynamicRules(findVariable(node.variables, rulesProperty)?.value ?? '') };
}

function sealVariable(variable: RuleVariable, seal: (value: string) => string): RuleVariable {
  if (!variable.isSecret || variable.value === '' || readSecretReference(variable.value) !== null) return variable;
  if (variable.value.length > dynamicRuleLimits.value) {
    const why = reason('at-most-characters', { limit: dynamicRuleLimits.value });
    throw new AppError('EDIT_VALUE_INVALID', { property: rulesProperty, reason: why });
  }
  return { ...variable, value: seal(variable.value), isSet: true };
}

/** Rules as they go into the document: a value that is hidden from now on is sealed in the same step (STEP-40). */
export function sealRuleValues(edit: SetRules, seal: (value: string) => string): SetRules {
  const rules = edit.rules.map((rule) => ({
    ...rule,
    variables: rule.variables.map((variable) => sealVariable(variable, seal)),
  }));
  return { ...edit, rules };
}

/** The edit that gives a secret of a rule another text; null clears it. Undefined when there is no such secret. */
export function setRuleSecret(
  node: NodeDetail,
  place: { readonly rule: number; readonly variable: number },
  text: string | null,
): { readonly edit: SetRules; readonly wasSet: boolean } | undefined {
  const rules = rulesOf(node);
  const found = rules[place.rule]?.variables[place.variable];
  if (found?.isSecret !== true) return undefined;
  const changed: RuleVariable = { ...found, value: text ?? '', isSet: text !== null };
  const edit: SetRules = {
    kind: 'setRules',
    id: node.id,
    field: null,
    rules: rules.map((rule, at) =>
      at === place.rule ? { ...rule, variables: rule.variables.map((one) => (one === found ? changed : one)) } : rule,
    ),
  };
  return { edit, wasSet: found.isSet };
}
