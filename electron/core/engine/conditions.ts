import {
  expressionTypes,
  expressionValue,
  type Condition,
  type ConditionExpression,
  type ConditionNode,
  type OsConditionGroup,
} from '#shared/model/condition';
import { AppError } from '#shared/contract/errors';
import { message, reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { assertNever } from '#shared/util/assert-never';
import { presentBehaviours, type Behaviour } from './behaviours.ts';
import type { RegistryAnswer, RegistryQuestion } from './registry-condition.ts';
import { isLike } from './like.ts';
import { conditionText, nodeText } from './condition-text.ts';
import type { DeviceSystem } from './device-system.ts';
import { askOperatingSystem, isOneOfPlatforms } from './os-condition.ts';

/** What a condition may ask. */
export interface ConditionWorld {
  /** Undefined for a missing variable. */
  variable(name: string): string | undefined;
  expand(text: string): string;
  /** What is at a Windows path of the device. Throws `PATH_INVALID` or `PATH_OUTSIDE_DEVICE`. */
  entry(windowsPath: string): DeviceEntry;
  /** A value of the running system's registry; absent where the device has none that runs. */
  registry?: ((question: RegistryQuestion) => RegistryAnswer) | undefined;
  /** The Windows of the device; absent where nothing is known of it. */
  system?: (() => DeviceSystem) | undefined;
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
  /** Parts that could not be evaluated, with the reason, where the condition hung on them (ENG-43). */
  readonly problems: readonly Message[];
}

/** True, false, or unknown because of these parts. */
interface Outcome {
  readonly truth: boolean | null;
  readonly problems: readonly Message[];
}

/**
 * Evaluates the condition of a row: its children joined by "and", none at all is true. By three values: a part that
 * cannot be evaluated leaves open only what hangs on it, so the outcome does not depend on the order of the parts. What
 * stays open counts as false, so a step never acts on the unknown. `behaviours`: those of the run (ENG-131).
 */
export function evaluateCondition(
  condition: Condition,
  device: ConditionWorld,
  behaviours: ReadonlySet<Behaviour> = new Set(presentBehaviours),
): ConditionResult {
  const text = conditionText(condition);
  const world = behaviours.has('operating-systems-are-known') ? device : { ...device, system: undefined };
  if (!behaviours.has('conditions-of-three-values')) return { ...evaluateAsBefore(condition, world), text };
  const { truth, problems } = join(condition.children, world, false);
  return { holds: truth === true, text, problems };
}

/** Parts joined so that one that is `decisive` decides the whole: false for All, true for Any. */
function join(nodes: readonly ConditionNode[], world: ConditionWorld, decisive: boolean): Outcome {
  const problems: Message[] = [];
  let isOpen = false;
  for (const node of nodes) {
    const outcome = evaluateNode(node, world);
    if (outcome.truth === decisive) return known(decisive);
    if (outcome.truth === null) isOpen = true;
    problems.push(...outcome.problems);
  }
  return isOpen ? { truth: null, problems } : known(!decisive);
}

function known(truth: boolean): Outcome {
  return { truth, problems: [] };
}

function evaluateNode(node: ConditionNode, world: ConditionWorld): Outcome {
  switch (node.kind) {
    case 'operator': {
      if (node.operator === 'and') return join(node.children, world, false);
      if (node.children.length === 0) return known(true);
      const some = join(node.children, world, true);
      return node.operator === 'or' || some.truth === null ? some : known(!some.truth);
    }
    case 'expression':
      return evaluateExpression(node, world, compareValues);
    case 'osConditionGroup':
      return answer(node, () => isOneOfPlatforms(node, world.system));
    case 'unknown':
      return { truth: null, problems: [nodeText(node)] };
    default:
      return assertNever(node);
  }
}

/** What runs of earlier versions go on with: parts in their order until one decides, and any problem makes it false. */
function evaluateAsBefore(condition: Condition, world: ConditionWorld): Omit<ConditionResult, 'text'> {
  const problems: Message[] = [];
  const evaluate = (node: ConditionNode): boolean => {
    if (node.kind !== 'operator') {
      const isExpression = node.kind === 'expression';
      const outcome = isExpression ? evaluateExpression(node, world, compareAsBefore) : evaluateNode(node, world);
      problems.push(...outcome.problems);
      return outcome.truth === true;
    }
    if (node.operator === 'and') return node.children.every(evaluate);
    const some = node.children.some(evaluate);
    return node.operator === 'or' ? some || node.children.length === 0 : !some;
  };
  const holds = condition.children.every(evaluate);
  return { holds: holds && problems.length === 0, problems };
}

type CompareValues = (left: string, right: string) => number;

function evaluateExpression(node: ConditionExpression, world: ConditionWorld, compare: CompareValues): Outcome {
  return answer(node, () => askExpression(node, world, compare));
}

/** Asks; what cannot be answered is unknown, with the reason. */
function answer(node: ConditionExpression | OsConditionGroup, ask: () => boolean): Outcome {
  try {
    return known(ask());
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // "Ignore query failure" of the document: the expression is false, the condition goes on.
    if (node.kind === 'expression' && node.ignoreQueryFailure) return known(false);
    const why = error.details['reason'];
    const condition = nodeText(node);
    return {
      truth: null,
      problems: [why === undefined ? condition : message('log:condition.problem', { condition, reason: why })],
    };
  }
}

function askExpression(node: ConditionExpression, world: ConditionWorld, compare: CompareValues): boolean {
  const type = node.type.toLowerCase();
  if (type === expressionTypes.variable.toLowerCase()) return evaluateVariable(node, world, compare);
  if (type === expressionTypes.file.toLowerCase()) return evaluateEntry(node, world, 'file');
  if (type === expressionTypes.folder.toLowerCase()) return evaluateEntry(node, world, 'folder');
  if (type === expressionTypes.registry.toLowerCase()) return evaluateRegistry(node, world, compare);
  if (type === expressionTypes.operatingSystem.toLowerCase()) return isOperatingSystem(node, world);
  throw new AppError('CONDITION_UNSUPPORTED', { condition: nodeText(node) });
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

function isOperatingSystem(node: ConditionExpression, world: ConditionWorld): boolean {
  const holds = orderOperators[(expressionValue(node, 'Operator') ?? 'equals').toLowerCase()];
  if (holds === undefined) {
    throw unsupported(node, reason('no-comparison', { text: expressionValue(node, 'Operator') ?? '' }));
  }
  return askOperatingSystem(node, holds, world.system);
}

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

function evaluateVariable(node: ConditionExpression, world: ConditionWorld, compare: CompareValues): boolean {
  const name = expressionValue(node, 'Variable') ?? '';
  const operator = (expressionValue(node, 'Operator') ?? 'equals').toLowerCase();
  // An empty variable is a missing one: the empty value removes it.
  const actual = world.variable(name) ?? '';
  const expected = world.expand(expressionValue(node, 'Value') ?? '');
  if (operator === 'exists' || operator === 'notexists') return (actual !== '') === (operator === 'exists');
  if (operator === 'like' || operator === 'notlike') return isLike(actual, expected) === (operator === 'like');
  const holds = orderOperators[operator];
  if (holds === undefined) throw new AppError('CONDITION_UNSUPPORTED', { condition: nodeText(node) });
  return holds(compare(actual, expected));
}

/** The type counts for existence only, as in the field; a comparison with what is not there is false (ENG-115). */
function evaluateRegistry(node: ConditionExpression, world: ConditionWorld, compare: CompareValues): boolean {
  if (world.registry === undefined) throw unsupported(node, reason('no-registry'));
  const value = (name: string): string => world.expand(expressionValue(node, name) ?? '').trim();
  const answer = world.registry({ keyPath: value('KeyPath'), valueName: value('Value'), type: value('Type') });
  const operator = (expressionValue(node, 'Operator') ?? 'exists').toLowerCase();
  if (operator === 'exists') return answer.exists;
  if (operator === 'notexists' || operator === 'nonexists') return !answer.exists;
  const holds = orderOperators[operator];
  if (holds === undefined) throw unsupported(node, reason('no-comparison', { text: operator }));
  return answer.text !== undefined && holds(compare(answer.text, value('Data')));
}

const wholeNumber = /^(-?)(0|[1-9]\d*)$/;

/**
 * Below, at or above zero. As numbers only when both are whole numbers, exactly and at any length; everything else
 * (versions, decimals, serial numbers with zeros in front) as text without case (ENG-41).
 */
export function compareValues(left: string, right: string): number {
  const [a, b] = [wholeNumber.exec(left.trim()), wholeNumber.exec(right.trim())];
  return a === null || b === null ? compareTexts(left, right) : compareWholeNumbers(a, b);
}

function compareWholeNumbers([, signA, digitsA = '']: string[], [, signB, digitsB = '']: string[]): number {
  const isNegative = signA === '-' && digitsA !== '0';
  if (isNegative !== (signB === '-' && digitsB !== '0')) return isNegative ? -1 : 1;
  const size = digitsA.length - digitsB.length || compareTexts(digitsA, digitsB);
  return Math.sign(isNegative ? -size : size) + 0;
}

function compareTexts(left: string, right: string): number {
  const [a, b] = [left.toLowerCase(), right.toLowerCase()];
  return a === b ? 0 : a < b ? -1 : 1;
}

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

function compareAsBefore(left: string, right: string): number {
  const [a, b] = [left.trim(), right.trim()];
  return decimal.test(a) && decimal.test(b) ? Math.sign(Number(a) - Number(b)) : compareTexts(left, right);
}
