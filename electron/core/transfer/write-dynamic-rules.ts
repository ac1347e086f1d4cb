import { isDeepStrictEqual } from 'node:util';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { expressionTypes } from '#shared/model/condition';
import {
  type DynamicRule,
  dynamicRuleLimits,
  type RuleTest,
  type RuleVariable,
  rulesProperty,
} from '#shared/model/dynamic-rules';
import {
  type FieldTestKind,
  locationType,
  onlyExpression,
  parseRules,
  readRuleVariable,
  readTest,
  rulePartsOf,
  secretFlagOf,
  testFields,
} from './dynamic-rules.ts';
import { escapeAttribute, escapeText, requireXmlText, textOf, withAttribute, attributeOf } from './xml/text.ts';
import { elementsOf, printPiece as printed, type XmlElement, type XmlPiece } from './xml/tree.ts';

const types: Readonly<Record<FieldTestKind, string>> = {
  computer: expressionTypes.computer,
  location: locationType,
  makeModel: expressionTypes.makeModel,
  variable: expressionTypes.variable,
};

function refuse(why: Message): never {
  throw new AppError('EDIT_VALUE_INVALID', { property: rulesProperty, reason: why });
}

function checkText(value: string, limit: number): string {
  requireXmlText(value, rulesProperty);
  if (value.length > limit) refuse(reason('at-most-characters', { limit }));
  return value;
}

/** The text of a value as it stands in the rules; line breaks as LF, as the outer document reads them. */
const inner = (value: string): string => escapeText(value, '\n');

/** An element that is new, as the field writes it: without white space, empty ones as a pair. */
function newTag(name: string, attributes: readonly (readonly [string, string])[], content: string): string {
  const written = attributes.map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`).join('');
  return `<${name}${written}>${content}</${name}>`;
}

function isFieldTest(test: RuleTest): test is Extract<RuleTest, { kind: FieldTestKind }> {
  return test.kind in testFields;
}

function fieldsOf(test: Extract<RuleTest, { kind: FieldTestKind }>): (readonly [name: string, value: string])[] {
  const values = test as unknown as Readonly<Record<string, string>>;
  return testFields[test.kind].map(([name, field]) => [name, values[field] ?? ''] as const);
}

function newCondition(test: Extract<RuleTest, { kind: FieldTestKind }>): string {
  const variables = fieldsOf(test).map(([name, value]) =>
    newTag('variable', [['name', name]], inner(checkText(value, dynamicRuleLimits.value))),
  );
  return newTag('condition', [], newTag('expression', [['type', types[test.kind]]], variables.join('')));
}

/** An element with another text; one that closes itself opens for it. */
function withText(element: XmlElement, value: string): string {
  if (textOf(element) === value) return printed(element);
  const open = element.close === '' ? element.open.replace(/(?<!\s)\s*\/>$/, '>') : element.open;
  return `${open}${inner(value)}</${element.name}>`;
}

function withChildren(element: XmlElement, children: string): string {
  if (element.close !== '') return element.open + children + element.close;
  return children === '' ? element.open : `${element.open.replace(/(?<!\s)\s*\/>$/, '>')}${children}</${element.name}>`;
}

/** An expression with other values of the same kind: what it has besides stays, a value that it lacks is added in order. */
function changeExpression(expression: XmlElement, test: Extract<RuleTest, { kind: FieldTestKind }>): string {
  const left = new Map(fieldsOf(test));
  const write = (name: string, value: string): string =>
    newTag('variable', [['name', name]], inner(checkText(value, dynamicRuleLimits.value)));
  let text = '';
  for (const piece of expression.children) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    const name = attributeOf(piece, 'name') ?? '';
    for (const [before, value] of left) {
      if (before >= name) break;
      left.delete(before);
      if (value !== '' && !elementsOf(expression).some((one) => attributeOf(one, 'name') === before))
        text += write(before, value);
    }
    const value = left.get(name);
    left.delete(name);
    if (value !== undefined && value !== textOf(piece)) checkText(value, dynamicRuleLimits.value);
    text += value === undefined ? printed(piece) : withText(piece, value);
  }
  for (const [name, value] of left) if (value !== '') text += write(name, value);
  return withChildren(expression, text);
}

/** The condition of a rule that asks something else than before; empty for a rule that asks nothing. */
function changeCondition(condition: XmlElement | undefined, test: RuleTest): string {
  if (condition !== undefined && isDeepStrictEqual(readTest(condition), test)) return printed(condition);
  if (!isFieldTest(test)) {
    if (test.kind === 'none') return '';
    return refuse(reason('rule-other-kept'));
  }
  const expression = condition === undefined ? undefined : onlyExpression(condition);
  if (condition === undefined || expression === undefined || readTest(condition).kind !== test.kind)
    return newCondition(test);
  const changed = changeExpression(expression, test);
  return withChildren(
    condition,
    condition.children.map((one) => (one === expression ? changed : printed(one))).join(''),
  );
}

function newVariable(variable: RuleVariable): string {
  const attributes = [
    ['Name', checkText(variable.name, dynamicRuleLimits.name)],
    ['IsSecret', String(variable.isSecret)],
  ] as const;
  return newTag('Variable', attributes, inner(checkText(variable.value, dynamicRuleLimits.value)));
}

/** A variable with what was changed of it. A secret that is set keeps its text unless another one is given. */
function changeVariable(element: XmlElement, wanted: RuleVariable): string {
  const old = readRuleVariable(element, wanted.key ?? 0);
  if (isDeepStrictEqual(old, wanted)) return printed(element);
  if (old.isSecret && old.isSet && !wanted.isSecret) refuse(reason('rule-secret-stays'));
  let { open } = element;
  if (wanted.name !== old.name) open = withAttribute(open, 'Name', checkText(wanted.name, dynamicRuleLimits.name));
  if (wanted.isSecret !== old.isSecret)
    open = withAttribute(open, secretFlagOf(element)?.name ?? 'IsSecret', String(wanted.isSecret), [
      'Name',
      'IsSecret',
    ]);
  const keeps = wanted.isSecret && old.isSecret && wanted.isSet && wanted.value === '';
  const value = keeps ? textOf(element) : wanted.value;
  if (value !== textOf(element)) checkText(value, dynamicRuleLimits.value);
  return withText({ ...element, open }, value);
}

interface Wanted {
  readonly key: number | null;
  readonly text: string;
}

/**
 * The children of a list with its items as they are wanted: in another order, some gone, some new. What stands between
 * them stays in its place; the white space before an item goes with one that goes, and comes with one that comes.
 */
function arrange(list: XmlElement, isItem: (piece: XmlPiece) => boolean, wanted: readonly Wanted[]): string {
  const gaps: string[] = [''];
  const left = new Set(wanted.map(({ key }) => key));
  let index = 0;
  for (const piece of list.children) {
    const last = gaps.length - 1;
    if (!isItem(piece)) gaps[last] = (gaps[last] ?? '') + printed(piece);
    else {
      if (left.has(index)) gaps.push('');
      else if ((gaps[last] ?? '').trim() === '') gaps[last] = '';
      index += 1;
    }
  }
  const space = (gaps[0] ?? '').trim() === '' && index > 0 ? (gaps[0] ?? '') : '';
  let text = '';
  let at = 0;
  for (const { key, text: item } of wanted) {
    text += key === null ? space : (gaps[at] ?? '');
    if (key !== null) at += 1;
    text += item;
  }
  return text + gaps.slice(at).join('');
}

/** Each place of the document is wanted at most once, and it is there. */
function checkKeys(items: readonly { readonly key: number | null }[], count: number): void {
  const keys = items.flatMap(({ key }) => (key === null ? [] : [key]));
  if (new Set(keys).size === keys.length && keys.every((key) => key < count)) return;
  throw new AppError('EDIT_INVALID', { reason: reason('rule-not-there') });
}

function newRule({ test, variables }: DynamicRule): string {
  const condition = changeCondition(undefined, test);
  return newTag('Rule', [], condition + newTag('Variables', [], variables.map(newVariable).join('')));
}

function changeList(list: XmlElement, variables: readonly RuleVariable[]): string {
  const elements = elementsOf(list, 'Variable');
  const wanted = variables.map((one): Wanted => {
    const element = one.key === null ? undefined : elements[one.key];
    return { key: one.key, text: element === undefined ? newVariable(one) : changeVariable(element, one) };
  });
  return withChildren(
    list,
    arrange(list, (piece) => typeof piece !== 'string' && piece.name === 'Variable', wanted),
  );
}

function changeRule(element: XmlElement, wanted: DynamicRule): string {
  const { condition, list } = rulePartsOf(element) ?? { condition: undefined, list: undefined };
  checkKeys(wanted.variables, list === undefined ? 0 : elementsOf(list, 'Variable').length);
  const newList = () =>
    wanted.variables.length === 0 ? '' : newTag('Variables', [], wanted.variables.map(newVariable).join(''));
  const text = element.children.map((piece) => {
    if (piece === condition) return changeCondition(condition, wanted.test);
    return piece === list ? changeList(list, wanted.variables) : printed(piece);
  });
  const before = condition === undefined ? changeCondition(undefined, wanted.test) : '';
  return withChildren(element, before + text.join('') + (list === undefined ? newList() : ''));
}

/**
 * The text of rules as they are wanted, over the text that they were read from: rules and variables with a key keep
 * their text byte for byte where they read as wanted, and whatever else stands there stays (STEP-37, STEP-38).
 * Errors: `EDIT_VALUE_INVALID` for a value beyond its limit, a text that cannot be read, a condition that is not ours
 * and not of the text, or a secret that would be shown; `EDIT_INVALID` for a place that is not there.
 */
export function writeDynamicRules(text: string, wanted: readonly DynamicRule[]): string {
  if (wanted.length > dynamicRuleLimits.rules) refuse(reason('rules-many', { limit: dynamicRuleLimits.rules }));
  // The line break after the rules is how the field writes each of them (formats 2.3).
  const source = text.trim() === '' ? '<Rules></Rules>\n' : text;
  const parsed = parseRules(source);
  if ('reason' in parsed) refuse(parsed.reason);
  const { document, rules } = parsed;
  if (isDeepStrictEqual(rules, wanted)) return text;
  checkKeys(wanted, rules.length);
  const elements = elementsOf(document.root, 'Rule');
  const items = wanted.map((one): Wanted => {
    const element = one.key === null ? undefined : elements[one.key];
    if (element === undefined) checkKeys(one.variables, 0);
    if (element === undefined) return { key: one.key, text: newRule(one) };
    return {
      key: one.key,
      text: isDeepStrictEqual(rules[one.key ?? 0], one) ? printed(element) : changeRule(element, one),
    };
  });
  const { root, prolog, epilog } = document;
  const inside = arrange(root, (piece) => typeof piece !== 'string' && piece.name === 'Rule', items);
  return prolog + withChildren(root, inside) + epilog;
}
