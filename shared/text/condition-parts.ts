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
import { plainOsVersion, readOsVersion } from '../model/os-version.ts';
import type { conditionWords } from './en/sequence-conditions.ts';

type Flat<T, Path extends string> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}.${K}` : Flat<T[K], `${Path}.${K}`>;
}[keyof T & string];
/** The words of conditions by their keys. */
type ConditionWord = Flat<(typeof conditionWords)['condition'], 'condition'>;
/** Gives the words of a key, filled. */
export type ConditionWords = (key: ConditionWord, values?: Readonly<Record<string, string>>) => string;

/** Operators of the variable condition in the field's order; the words are `condition.operator.*`. */
export const variableOperators = [
  'exists',
  'notExists',
  'equals',
  'notEquals',
  'greater',
  'greaterEqual',
  'less',
  'lessEqual',
  'like',
  'notLike',
] as const;
export type VariableOperator = (typeof variableOperators)[number];

/** Whether a comparison has a right side; one of existence has none. */
export function needsValue(operator: string): boolean {
  return operator !== 'exists' && operator !== 'notExists';
}

/** The operator as the list has it, whatever its letter case; undefined for one we do not know. */
export function knownOperator(written: string): VariableOperator | undefined {
  return variableOperators.find((one) => one.toLowerCase() === written.toLowerCase());
}

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

/** Text of the field for a time: yyyyMMddHHmmss, in UTC. */
function readTime(written: string): string {
  const found = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})/.exec(written);
  if (found === null) return written;
  const [, year, month, day, hour, minute] = found;
  return `${year ?? ''}-${month ?? ''}-${day ?? ''} ${hour ?? ''}:${minute ?? ''} UTC`;
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
    parts.push(...fillParts(text, 'condition.withTime', { operator, time: readTime(time) }));
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
  return [...parts, ...comparisonWords(text, operator, expressionValue(node, 'Data') ?? '')];
}

function queryWords(text: ConditionWords, node: ConditionExpression): WordPart[] {
  const query = expressionValue(node, 'Query') ?? '';
  const namespace = expressionValue(node, 'Namespace') ?? '';
  const language = /^\s*select\s+oslanguage\s+from\s+win32_operatingsystem\s+where\s+oslanguage\s*=\s*'?(\d+)'?/i.exec(
    query,
  );
  if (language !== null) return fillParts(text, 'condition.language', { language: language[1] ?? '' });
  const usual = namespace === '' || namespace.toLowerCase() === 'root\\cimv2';
  const parts = fillParts(text, 'condition.wmi', { query });
  return usual ? parts : [...parts, ...fillParts(text, 'condition.inNamespace', { namespace })];
}

function softwareWords(text: ConditionWords, node: ConditionExpression): WordPart[] {
  const name = expressionValue(node, 'ProductName') ?? expressionValue(node, 'ProductCode') ?? '';
  const version = expressionValue(node, 'Version') ?? '';
  const isAny = (expressionValue(node, 'Operator') ?? '').toLowerCase() === 'anyversion';
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
