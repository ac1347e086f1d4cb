import type { Message } from '../contract/message-shape.ts';
import {
  type Condition,
  type ConditionExpression,
  type ConditionNode,
  type ConditionVariable,
  expressionTypes,
  expressionValue,
  type OsConditionGroup,
} from '../model/condition.ts';
import { readCimTime, toLocalTime } from '../model/conditions/cim-time.ts';
import { knownOperator, needsValue, type VariableOperator } from '../model/conditions/expression.ts';
import { languageName } from '../model/conditions/languages.ts';
import { isUsualNamespace, readLanguageTest } from '../model/conditions/query-condition.ts';
import { plainOsVersion, readOsVersion } from '../model/os-version.ts';
import type { conditionWords } from './en/sequence-conditions.ts';

type Flat<T, Path extends string> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}.${K}` : Flat<T[K], `${Path}.${K}`>;
}[keyof T & string];
/** The words of conditions by their keys. */
type ConditionWord = Flat<(typeof conditionWords)['condition'], 'condition'>;
/** Gives the words of a key, filled. */
export type ConditionWords = (key: ConditionWord, values?: Readonly<Record<string, string>>) => string;

/** A piece of a sentence; values are shown stronger than the words around them. */
export interface WordPart {
  readonly text: string;
  readonly isValue: boolean;
}

/** For private use, so that neither a text nor the door for control characters has it. */
const mark = '\uE000';

/** Fills a sentence and keeps apart what was filled in. */
function fillParts(text: ConditionWords, key: ConditionWord, values: Readonly<Record<string, string>>): WordPart[] {
  const names = Object.keys(values);
  const marked = Object.fromEntries(names.map((name) => [name, `${mark}${name}${mark}`]));
  return text(key, marked)
    .split(mark)
    .map((piece, index) => {
      const isFilled = index % 2 === 1;
      // Operators are words of the sentence, not values.
      return { text: isFilled ? (values[piece] ?? '') : piece, isValue: isFilled && piece !== 'operator' };
    })
    .filter((part) => part.text !== '' || part.isValue);
}

/** The words of an operator in the middle of a sentence; one that we do not know is shown as it is written. */
function operatorWords(text: ConditionWords, written: string): string {
  const known = knownOperator(written);
  return known === undefined ? written : text(`condition.says.${known}`);
}

/** What compares with nothing in words: whether it is empty; undefined for other values, and other operators. */
function emptyWords(text: ConditionWords, operator: VariableOperator | undefined, value: string): string | undefined {
  if (value !== '' || (operator !== 'equals' && operator !== 'notEquals')) return undefined;
  return text(operator === 'equals' ? 'condition.isEmpty' : 'condition.isNotEmpty');
}

/** An operator and its right side. */
function comparisonWords(text: ConditionWords, operator: string, value: string): WordPart[] {
  const known = knownOperator(operator);
  const says = operatorWords(text, operator);
  const alone = known !== undefined && !needsValue(known) ? says : emptyWords(text, known, value);
  if (alone !== undefined) return [{ text: ` ${alone}`, isValue: false }];
  return [
    { text: ` ${says} `, isValue: false },
    { text: value === '' ? text('condition.empty') : value, isValue: value !== '' },
  ];
}

function variableWords(text: ConditionWords, node: ConditionExpression): WordPart[] {
  const variable = expressionValue(node, 'Variable') ?? '';
  const operator = expressionValue(node, 'Operator') ?? '';
  const value = expressionValue(node, 'Value') ?? '';
  return [...fillParts(text, 'condition.variable', { variable }), ...comparisonWords(text, operator, value)];
}

/** A time of the field where this computer is, to the minute where it has no seconds; what is none as it is written. */
function timeWords(written: string): string {
  const time = readCimTime(written);
  return time === null ? written : toLocalTime(time).replace('T', ' ').replace(/:00$/, '');
}

function placeWords(
  text: ConditionWords,
  node: ConditionExpression,
  key: 'condition.file' | 'condition.folder',
): WordPart[] {
  const parts = fillParts(text, key, { path: expressionValue(node, 'Path') ?? '' });
  const version = expressionValue(node, 'Version');
  const time = expressionValue(node, 'DateTime');
  if (version !== undefined && version !== '') {
    const operator = operatorWords(text, expressionValue(node, 'VersionOperator') ?? '');
    parts.push(...fillParts(text, 'condition.withVersion', { operator, version }));
  }
  if (time !== undefined && time !== '') {
    const operator = operatorWords(text, expressionValue(node, 'DateTimeOperator') ?? '');
    parts.push(...fillParts(text, 'condition.withTime', { operator, time: timeWords(time) }));
  }
  return parts;
}

function registryWords(text: ConditionWords, node: ConditionExpression): WordPart[] {
  const operator = expressionValue(node, 'Operator') ?? '';
  const name = expressionValue(node, 'Value') ?? '';
  const key = expressionValue(node, 'KeyPath') ?? '';
  const parts = fillParts(text, 'condition.registry', {
    key,
    name: name === '' ? text('condition.defaultValue') : name,
  });
  parts.push(...comparisonWords(text, operator, expressionValue(node, 'Data') ?? ''));
  const type = expressionValue(node, 'Type') ?? '';
  const counts = type !== '' && !needsValue(knownOperator(operator) ?? operator);
  return counts ? [...parts, ...fillParts(text, 'condition.ofType', { type })] : parts;
}

function queryWords(text: ConditionWords, node: ConditionExpression): WordPart[] {
  const query = expressionValue(node, 'Query') ?? '';
  const namespace = expressionValue(node, 'Namespace') ?? '';
  const language = readLanguageTest(node)?.language;
  if (language !== undefined) {
    return fillParts(text, 'condition.language', { language: languageName(language) ?? language });
  }
  const usual = isUsualNamespace(namespace);
  const parts = fillParts(text, 'condition.wmi', { query });
  return usual ? parts : [...parts, ...fillParts(text, 'condition.inNamespace', { namespace })];
}

function softwareWords(text: ConditionWords, node: ConditionExpression): WordPart[] {
  const value = (name: string): string => expressionValue(node, name) ?? '';
  const isAny = value('Operator').toLowerCase() === 'anyversion';
  const name = value('ProductName') || value(isAny ? 'UpgradeCode' : 'ProductCode');
  const version = value('Version');
  return isAny
    ? fillParts(text, 'condition.softwareAny', { name })
    : fillParts(text, 'condition.software', { name: version === '' ? name : `${name} ${version}` });
}

function systemWords(text: ConditionWords, node: ConditionExpression): WordPart[] {
  const written = expressionValue(node, 'Version') ?? '';
  const version = readOsVersion(written);
  const values = {
    operator: operatorWords(text, expressionValue(node, 'Operator') ?? 'equals'),
    version: version === undefined ? written : plainOsVersion(version),
  };
  const architecture = (expressionValue(node, 'Architecture') ?? '').toLowerCase();
  return architecture === ''
    ? fillParts(text, 'condition.systemVersion', values)
    : fillParts(text, 'condition.systemVersionOf', { architecture, ...values });
}

function list(variables: readonly ConditionVariable[]): string {
  return variables.map((one) => `${one.name} ${one.value}`).join(', ');
}

function platformWords(text: ConditionWords, node: OsConditionGroup): WordPart[] {
  const names = node.platforms.map((platform) => (platform.name === '' ? list(platform.platform) : platform.name));
  return fillParts(text, 'condition.operatingSystem', { names: names.join(', ') });
}

function expressionWords(text: ConditionWords, node: ConditionExpression): WordPart[] {
  switch (node.type) {
    case expressionTypes.variable:
      return variableWords(text, node);
    case expressionTypes.file:
      return placeWords(text, node, 'condition.file');
    case expressionTypes.folder:
      return placeWords(text, node, 'condition.folder');
    case expressionTypes.registry:
      return registryWords(text, node);
    case expressionTypes.wmi:
      return queryWords(text, node);
    case expressionTypes.operatingSystem:
      return systemWords(text, node);
    case expressionTypes.software:
      return softwareWords(text, node);
    default:
      return fillParts(text, 'condition.other', { type: node.type, values: list(node.variables) });
  }
}

/** A line of the condition in words. If statements have their own control and no words here. */
export function conditionParts(text: ConditionWords, node: ConditionNode): WordPart[] {
  switch (node.kind) {
    case 'operator':
      return [{ text: text(`condition.group.${node.operator}`), isValue: false }];
    case 'expression': {
      const parts = expressionWords(text, node);
      return node.ignoreQueryFailure ? [...parts, { text: text('condition.ignoresFailure'), isValue: false }] : parts;
    }
    case 'osConditionGroup':
      return platformWords(text, node);
    case 'unknown':
      return fillParts(text, 'condition.unknown', { element: node.element });
  }
}

/** The same as one text, for readers of the screen and for titles. */
export function conditionText(text: ConditionWords, node: ConditionNode): string {
  return conditionParts(text, node)
    .map((part) => part.text)
    .join('');
}

/** A whole condition as one text, for search and comparison: `Any of these is true (…; …)`. Empty for none. */
export function plainConditionText(say: (message: Message) => string, condition: Condition | null): string {
  const text: ConditionWords = (key, values) => say({ say: `sequence-editor:${key}`, values });
  const whole = (node: ConditionNode): string => {
    const own = conditionText(text, node);
    return node.kind === 'operator' ? `${own} (${node.children.map(whole).join('; ')})` : own;
  };
  return (condition?.children ?? []).map(whole).join('; ');
}

/** `Variable A` in the middle of a sentence: `variable A`. What is a value or a short name in capitals stays. */
function insideSentence(parts: WordPart[]): WordPart[] {
  const [first, ...rest] = parts;
  if (first === undefined || first.isValue || !/^\p{Lu}(?!\p{Lu})/u.test(first.text)) return parts;
  return [{ ...first, text: first.text.charAt(0).toLowerCase() + first.text.slice(1) }, ...rest];
}

/** What the nodes say together; the first of them begins the sentence when `isStart`. */
function joinedParts(
  text: ConditionWords,
  nodes: readonly ConditionNode[],
  between: 'and' | 'or',
  isStart: boolean,
): WordPart[] {
  return nodes.flatMap((node, index) => {
    const parts = sentenceParts(text, node, isStart && index === 0);
    return index === 0 ? parts : [{ text: text(`condition.sentence.${between}`), isValue: false }, ...parts];
  });
}

function sentenceParts(text: ConditionWords, node: ConditionNode, isStart: boolean): WordPart[] {
  if (node.kind !== 'operator') {
    const parts = conditionParts(text, node);
    return isStart ? parts : insideSentence(parts);
  }
  const { operator, children } = node;
  // An If statement with nothing in it is true, whichever it is.
  if (children.length === 0) return [{ text: text('condition.sentence.nothing'), isValue: false }];
  if (operator !== 'not' && children.length === 1) return joinedParts(text, children, 'and', isStart);
  const words = operator === 'not' ? (children.length === 1 ? 'not' : 'none') : 'all';
  return [
    { text: text(`condition.sentence.${words}`), isValue: false },
    ...joinedParts(text, children, operator === 'and' ? 'and' : 'or', false),
    { text: text('condition.sentence.end'), isValue: false },
  ];
}

/** The whole condition as one sentence, with brackets where If statements are nested. Empty for none. */
export function conditionSentence(text: ConditionWords, condition: Condition | null): WordPart[] {
  return joinedParts(text, condition?.children ?? [], 'and', true);
}
