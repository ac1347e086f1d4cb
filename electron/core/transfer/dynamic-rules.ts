import { isAppError } from '#shared/contract/errors';
import { errorMessages, reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { expressionTypes } from '#shared/model/condition';
import {
  type DynamicRule,
  dynamicRuleLimits,
  type DynamicRules,
  type RuleTest,
  type RuleVariable,
} from '#shared/model/dynamic-rules';
import { isTrueText } from '#shared/model/variable';
import { rulesLimits } from './limits.ts';
import { parseXmlText } from './xml/parse.ts';
import { attributeOf, readAttributes, textOf } from './xml/text.ts';
import { elementsOf, printPiece, type XmlDocument, type XmlElement } from './xml/tree.ts';

/**
 * The class of the field for a rule that asks for the default gateway. No export that was looked at has one; it is
 * named as the classes of the other rules are. What a file has under another name is kept under that.
 */
export const locationType = 'SMS_TaskSequence_LocationConditionExpression';

/** The values of each kind of test: the name in the document, in its order, and the field of the test. */
export const testFields = {
  computer: [
    ['AssetTag', 'assetTag'],
    ['MACAddress', 'macAddress'],
    ['SerialNumber', 'serialNumber'],
    ['UUID', 'uuid'],
  ],
  location: [['DefaultGateway', 'defaultGateway']],
  makeModel: [
    ['Make', 'make'],
    ['Model', 'model'],
  ],
  variable: [
    ['Operator', 'operator'],
    ['Value', 'value'],
    ['Variable', 'variable'],
  ],
} as const satisfies Partial<Record<RuleTest['kind'], readonly (readonly [string, string])[]>>;
export type FieldTestKind = keyof typeof testFields;

const kindsByType: Readonly<Record<string, FieldTestKind>> = {
  [expressionTypes.computer]: 'computer',
  [locationType]: 'location',
  [expressionTypes.makeModel]: 'makeModel',
  [expressionTypes.variable]: 'variable',
};

/** The elements of a rule: its condition and its list of variables. */
export interface RuleParts {
  readonly condition: XmlElement | undefined;
  readonly list: XmlElement | undefined;
}

/** The parts of a `Rule` element, or null when one is there twice: which of them counts is not known. */
export function rulePartsOf(rule: XmlElement): RuleParts | null {
  const conditions = elementsOf(rule, 'condition');
  const lists = elementsOf(rule, 'Variables');
  return conditions.length > 1 || lists.length > 1 ? null : { condition: conditions[0], list: lists[0] };
}

/** True for text that says nothing: white space. */
function isBlank(element: XmlElement): boolean {
  return element.children.every((piece) => typeof piece === 'string' && piece.trim() === '');
}

/** The expression of a condition that has this one and nothing else; undefined for any other condition. */
export function onlyExpression(condition: XmlElement): XmlElement | undefined {
  const [expression, ...others] = elementsOf(condition);
  return expression?.name === 'expression' && others.length === 0 ? expression : undefined;
}

/** The kind of an expression and its values, or null when it has others than those of the kind, or one twice. */
function readExpression(expression: XmlElement): { kind: FieldTestKind; values: Map<string, string> } | null {
  const values = new Map<string, string>();
  for (const element of elementsOf(expression)) {
    const name = attributeOf(element, 'name') ?? '';
    if (element.name !== 'variable' || elementsOf(element).length > 0 || values.has(name)) return null;
    values.set(name, textOf(element));
  }
  const type = attributeOf(expression, 'type') ?? '';
  const isGateway = values.size === 1 && values.has('DefaultGateway');
  const kind = Object.hasOwn(kindsByType, type) ? kindsByType[type] : isGateway ? 'location' : undefined;
  if (kind === undefined) return null;
  const known: readonly string[] = testFields[kind].map(([name]) => name);
  return [...values.keys()].every((name) => known.includes(name)) ? { kind, values } : null;
}

/** What the condition of a rule asks. */
export function readTest(condition: XmlElement | undefined): RuleTest {
  if (condition === undefined || isBlank(condition)) return { kind: 'none' };
  const other = (): RuleTest => ({ kind: 'other', text: printPiece(condition).slice(0, dynamicRuleLimits.kept) });
  const expression = onlyExpression(condition);
  const read = expression === undefined ? null : readExpression(expression);
  if (read === null) return other();
  const field = (name: string): string => read.values.get(name) ?? '';
  if ([...read.values.values()].some((value) => value.length > dynamicRuleLimits.kept)) return other();
  switch (read.kind) {
    case 'computer':
      return {
        kind: 'computer',
        assetTag: field('AssetTag'),
        macAddress: field('MACAddress'),
        serialNumber: field('SerialNumber'),
        uuid: field('UUID'),
      };
    case 'location':
      return { kind: 'location', defaultGateway: field('DefaultGateway') };
    case 'makeModel':
      return { kind: 'makeModel', make: field('Make'), model: field('Model') };
    case 'variable':
      return { kind: 'variable', variable: field('Variable'), operator: field('Operator'), value: field('Value') };
  }
}

/** The attribute that says whether a value is displayed, in whichever letter case: as its seal looks for it (XFER-30). */
export function secretFlagOf({ open }: XmlElement): { readonly name: string; readonly value: string } | undefined {
  return readAttributes(open).findLast(({ name }) => name.toLowerCase() === 'issecret');
}

/** A `Variable` element as data. What is secret stays where it is: only that there is something is told (STEP-40). */
export function readRuleVariable(element: XmlElement, key: number): RuleVariable {
  const isSecret = isTrueText(secretFlagOf(element)?.value);
  const text = textOf(element);
  return {
    key,
    name: attributeOf(element, 'Name') ?? '',
    value: isSecret ? '' : text,
    isSecret,
    isSet: isSecret && text.trim() !== '',
  };
}

function readRule(rule: XmlElement, key: number): DynamicRule | Message {
  const parts = rulePartsOf(rule);
  if (parts === null) return reason('rule-part-twice', { number: key + 1 });
  const variables = parts.list === undefined ? [] : elementsOf(parts.list, 'Variable');
  if (variables.length > dynamicRuleLimits.variables)
    return reason('rule-variables', { number: key + 1, limit: dynamicRuleLimits.variables });
  const read = variables.map(readRuleVariable);
  if (read.some((one) => Math.max(one.name.length, one.value.length) > dynamicRuleLimits.kept))
    return reason('rule-value-long', { number: key + 1, limit: dynamicRuleLimits.kept });
  return { key, test: readTest(parts.condition), variables: read };
}

/** The document within the text of a value, with its rules; or why it is none. */
export function parseRules(text: string): { document: XmlDocument; rules: DynamicRule[] } | { reason: Message } {
  let document;
  try {
    document = parseXmlText(text, 'Rules', rulesLimits);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { reason: errorMessages(error.code, error.details).sentence };
  }
  const { root } = document;
  if (root.name !== 'Rules') return { reason: reason('rules-root', { name: root.name.slice(0, 60) }) };
  const elements = elementsOf(root, 'Rule');
  if (elements.length > dynamicRuleLimits.rules)
    return { reason: reason('rules-many', { limit: dynamicRuleLimits.rules }) };
  const rules: DynamicRule[] = [];
  for (const [index, element] of elements.entries()) {
    const rule = readRule(element, index);
    if ('say' in rule) return { reason: rule };
    rules.push(rule);
  }
  return { document, rules };
}

/**
 * Reads the rules of Set Dynamic Variables: a document of its own within the text of a value (formats 2.3). What cannot
 * be read is given as its text with the reason (STEP-39); values of secrets are not given (STEP-40).
 */
export function readDynamicRules(text: string): DynamicRules {
  if (text.trim() === '') return { state: 'read', rules: [] };
  const parsed = parseRules(text);
  if ('reason' in parsed) return { state: 'unreadable', reason: parsed.reason, text };
  return { state: 'read', rules: parsed.rules };
}
