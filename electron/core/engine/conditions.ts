import {
  expressionTypes,
  expressionValue,
  type Condition,
  type ConditionExpression,
  type ConditionNode,
} from '#shared/model/condition';
import { AppError } from '#shared/contract/errors';
import { message, reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { assertNever } from '#shared/util/assert-never';
import type { RegistryAnswer, RegistryQuestion } from './registry-condition.ts';
import { conditionText, nodeText } from './condition-text.ts';

/** What a condition may ask. */
export interface ConditionWorld {
  /** Undefined for a missing variable. */
  variable(name: string): string | undefined;
  expand(text: string): string;
  /** What is at a Windows path of the device. Throws `PATH_INVALID` or `PATH_OUTSIDE_DEVICE`. */
  entry(windowsPath: string): DeviceEntry;
  /** A value of the running system's registry; absent where the device has none that runs. */
  registry?: ((question: RegistryQuestion) => RegistryAnswer) | undefined;
}

export interface DeviceEntry {
  readonly kind: 'file' | 'folder' | 'nothing';
  /** Milliseconds since 1970-01-01 UTC. */
  readonly modifiedAt: number;
  /** Of a program file: four numbers; null when it carries none. */
  version(): string | null;
}

export interface ConditionResult {
  readonly holds: boolean;
  readonly text: Message;
  /** Parts that could not be evaluated, with the reason; each makes the whole condition false (ENG-43). */
  readonly problems: readonly Message[];
}

/**
 * Evaluates the condition of a row: its children joined by "and", none at all is true. A part that cannot be evaluated
 * makes the whole condition false, also below "none", where a plain false would let the step act on the unknown.
 */
export function evaluateCondition(condition: Condition, world: ConditionWorld): ConditionResult {
  const problems: Message[] = [];
  const holds = condition.children.every((child) => evaluateNode(child, world, problems));
  return { holds: holds && problems.length === 0, text: conditionText(condition), problems };
}

function evaluateNode(node: ConditionNode, world: ConditionWorld, problems: Message[]): boolean {
  switch (node.kind) {
    case 'operator': {
      const results = node.children.map((child) => () => evaluateNode(child, world, problems));
      if (node.operator === 'and') return results.every((result) => result());
      const some = results.some((result) => result());
      return node.operator === 'or' ? some || results.length === 0 : !some;
    }
    case 'expression':
      return evaluateExpression(node, world, problems);
    case 'osConditionGroup':
    case 'unknown':
      problems.push(nodeText(node));
      return false;
    default:
      return assertNever(node);
  }
}

function evaluateExpression(node: ConditionExpression, world: ConditionWorld, problems: Message[]): boolean {
  const type = node.type.toLowerCase();
  try {
    if (type === expressionTypes.variable.toLowerCase()) return evaluateVariable(node, world);
    if (type === expressionTypes.file.toLowerCase()) return evaluateEntry(node, world, 'file');
    if (type === expressionTypes.folder.toLowerCase()) return evaluateEntry(node, world, 'folder');
    if (type === expressionTypes.registry.toLowerCase()) return evaluateRegistry(node, world);
    throw new AppError('CONDITION_UNSUPPORTED', { condition: nodeText(node) });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // "Ignore query failure" of the document: the expression is false, the condition goes on.
    if (!node.ignoreQueryFailure) {
      const why = error.details['reason'];
      const condition = nodeText(node);
      problems.push(why === undefined ? condition : message('log:condition.problem', { condition, reason: why }));
    }
    return false;
  }
}

/** Existence, and when they are asked for, the version and the time, joined by "and" (ENG-44). */
function evaluateEntry(node: ConditionExpression, world: ConditionWorld, kind: 'file' | 'folder'): boolean {
  const entry = world.entry(world.expand(expressionValue(node, 'Path') ?? ''));
  if (entry.kind !== kind) return false;
  const asks = (name: string, read: () => number): boolean => {
    const text = (expressionValue(node, `${name}Operator`) ?? '').toLowerCase();
    const holds = orderOperators[text];
    if (holds === undefined) throw unsupported(node, reason('no-comparison', { text }));
    return holds(read());
  };
  const value = (name: string): string => world.expand(expressionValue(node, name) ?? '').trim();
  const [version, time] = [value('Version'), value('DateTime')];
  if (version !== '' && !asks('Version', () => compareVersions(node, entry.version(), version))) return false;
  return time === '' || asks('DateTime', () => Math.sign(wholeSeconds(entry.modifiedAt) - readTime(node, time)));
}

const orderOperators: Readonly<Record<string, (order: number) => boolean>> = {
  equals: (order) => order === 0,
  notequals: (order) => order !== 0,
  greater: (order) => order > 0,
  greaterequal: (order) => order >= 0,
  less: (order) => order < 0,
  lessequal: (order) => order <= 0,
};

function unsupported(node: ConditionNode, why: Message): AppError {
  return new AppError('CONDITION_UNSUPPORTED', { condition: nodeText(node), reason: why });
}

/** Part by part as numbers; parts that are not written are zero. */
function compareVersions(node: ConditionNode, actual: string | null, expected: string): number {
  if (actual === null) throw unsupported(node, reason('file-without-version'));
  if (!/^\d{1,10}(\.\d{1,10}){0,3}$/.test(expected)) throw unsupported(node, reason('no-version', { text: expected }));
  const [a, b] = [actual, expected].map((text) => text.split('.').map(Number));
  const orders = [0, 1, 2, 3].map((at) => Math.sign((a?.[at] ?? 0) - (b?.[at] ?? 0)));
  return orders.find((order) => order !== 0) ?? 0;
}

/** What a condition says is exact to the second; what a file system keeps is finer. */
function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

/** `yyyyMMddHHmmss`, then perhaps a fraction and the minutes that the place is ahead of UTC. In seconds since 1970. */
function readTime(node: ConditionNode, text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.[\d*]{1,6}(?:([+-]\d{3})|[+-]\*{3})?)?$/.exec(text);
  if (match === null) throw unsupported(node, reason('no-time', { text }));
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const written = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // A month of 13 or a 31st of April would be taken for another day.
  if (!written.toISOString().replace(/\D/g, '').startsWith(text.slice(0, 14))) {
    throw unsupported(node, reason('no-time', { text }));
  }
  return wholeSeconds(written.getTime()) - Number(match[7] ?? 0) * 60;
}

function evaluateVariable(node: ConditionExpression, world: ConditionWorld): boolean {
  const name = expressionValue(node, 'Variable') ?? '';
  const operator = (expressionValue(node, 'Operator') ?? 'equals').toLowerCase();
  const actual = world.variable(name) ?? '';
  const expected = world.expand(expressionValue(node, 'Value') ?? '');
  const compare = variableOperators[operator];
  if (compare === undefined) throw new AppError('CONDITION_UNSUPPORTED', { condition: nodeText(node) });
  return compare(actual, expected);
}

/** The type counts for existence only, as in the field; a comparison with what is not there is false (ENG-115). */
function evaluateRegistry(node: ConditionExpression, world: ConditionWorld): boolean {
  if (world.registry === undefined) throw unsupported(node, reason('no-registry'));
  const value = (name: string): string => world.expand(expressionValue(node, name) ?? '').trim();
  const answer = world.registry({ keyPath: value('KeyPath'), valueName: value('Value'), type: value('Type') });
  const operator = (expressionValue(node, 'Operator') ?? 'exists').toLowerCase();
  if (operator === 'exists') return answer.exists;
  if (operator === 'notexists' || operator === 'nonexists') return !answer.exists;
  const holds = orderOperators[operator];
  if (holds === undefined) throw unsupported(node, reason('no-comparison', { text: operator }));
  return answer.text !== undefined && holds(compareValues(answer.text, value('Data')));
}

type Compare = (actual: string, expected: string) => boolean;

/** An empty variable is a missing one: the empty value removes it. */
const variableOperators: Readonly<Record<string, Compare>> = {
  exists: (actual) => actual !== '',
  notexists: (actual) => actual === '',
  equals: (actual, expected) => compareValues(actual, expected) === 0,
  notequals: (actual, expected) => compareValues(actual, expected) !== 0,
  greater: (actual, expected) => compareValues(actual, expected) > 0,
  greaterequal: (actual, expected) => compareValues(actual, expected) >= 0,
  less: (actual, expected) => compareValues(actual, expected) < 0,
  lessequal: (actual, expected) => compareValues(actual, expected) <= 0,
  like: (actual, expected) => isLike(actual, expected),
  notlike: (actual, expected) => !isLike(actual, expected),
};

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

/** Numbers as numbers when both sides are numbers, else text without case (ENG-41). Below, at or above zero. */
export function compareValues(left: string, right: string): number {
  const [a, b] = [left.trim(), right.trim()];
  if (decimal.test(a) && decimal.test(b)) return Math.sign(Number(a) - Number(b));
  const [x, y] = [left.toLowerCase(), right.toLowerCase()];
  return x === y ? 0 : x < y ? -1 : 1;
}

/** `*` for any characters, `?` for one; without case. Linear in the two lengths times the number of stars (ENG-42). */
export function isLike(text: string, pattern: string): boolean {
  const value = Array.from(text.toLowerCase());
  const wanted = Array.from(pattern.toLowerCase());
  let at = 0;
  let seen = 0;
  let star = -1;
  let resume = 0;
  while (at < value.length) {
    if (wanted[seen] === '*') {
      star = seen;
      seen += 1;
      resume = at;
    } else if (seen < wanted.length && (wanted[seen] === '?' || wanted[seen] === value[at])) {
      seen += 1;
      at += 1;
    } else if (star >= 0) {
      seen = star + 1;
      resume += 1;
      at = resume;
    } else return false;
  }
  while (wanted[seen] === '*') seen += 1;
  return seen === wanted.length;
}
