import { message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { expressionTypes, expressionValue, type Condition, type ConditionNode } from '#shared/model/condition';
import { plainOsVersion, readOsVersion } from '#shared/model/os-version';
import { assertNever } from '#shared/util/assert-never';

/** A row and a line of the log hold so much; what is left out is counted, or marked by an ellipsis. */
const mostParts = 100;
const longestValue = 1000;
const deepest = 8;

/** A condition for the row and the log. */
export function conditionText(condition: Condition): Message {
  const [only] = condition.children;
  return only !== undefined && condition.children.length === 1
    ? nodeText(only)
    : message('log:condition.all', { parts: partsOf(condition.children, 0) });
}

/** One part of a condition. */
export function nodeText(node: ConditionNode, depth = 0): Message {
  switch (node.kind) {
    case 'operator':
      return message(`log:condition.${groups[node.operator]}`, { parts: partsOf(node.children, depth) });
    case 'expression':
      return expressionText(node);
    case 'osConditionGroup':
      return message('log:condition.platforms', {
        names: short(node.platforms.map((platform) => platform.name).join(' / ')),
      });
    case 'unknown':
      return message('log:condition.unknown', { element: short(node.element) });
    default:
      return assertNever(node);
  }
}

const groups = { and: 'all', or: 'any', not: 'none' } as const;

function partsOf(nodes: readonly ConditionNode[], depth: number): Message[] {
  const shown = depth >= deepest ? [] : nodes.slice(0, mostParts);
  const parts = shown.map((node) => nodeText(node, depth + 1));
  const left = nodes.length - shown.length;
  return left === 0 ? parts : [...parts, message('log:condition.more', { count: left })];
}

function short(text: string): string {
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

const operators = [
  'exists',
  'notexists',
  'equals',
  'notequals',
  'greater',
  'greaterequal',
  'less',
  'lessequal',
  'like',
  'notlike',
] as const;

/** The operator as it is said; one that we do not know as it is written. */
function operatorOf(written: string): Message | string {
  const known = operators.find((one) => one === written.toLowerCase());
  return known === undefined ? short(written) : message(`log:condition.operator.${known}`);
}

function expressionText(node: Extract<ConditionNode, { kind: 'expression' }>): Message {
  const value = (name: string): string => short(expressionValue(node, name) ?? '');
  if (node.type === expressionTypes.variable) {
    const written = value('Operator').toLowerCase();
    const said = { name: value('Variable'), operator: operatorOf(written) };
    const hasValue = written !== 'exists' && written !== 'notexists';
    return hasValue
      ? message('log:condition.variable-value', { ...said, value: value('Value') })
      : message('log:condition.variable', said);
  }
  if (node.type === expressionTypes.file) {
    return withFacts(message('log:condition.file', { path: value('Path') }), value);
  }
  if (node.type === expressionTypes.folder) {
    return withFacts(message('log:condition.folder', { path: value('Path') }), value);
  }
  if (node.type === expressionTypes.wmi) return message('log:condition.query', { query: value('Query') });
  if (node.type === expressionTypes.registry) {
    return message('log:condition.registry', { key: value('KeyPath'), value: value('Value') });
  }
  if (node.type === expressionTypes.software) {
    return message('log:condition.software', { name: value('ProductName') });
  }
  if (node.type === expressionTypes.operatingSystem) return operatingSystemText(value);
  return message('log:condition.other', { type: short(node.type) });
}

function operatingSystemText(value: (name: string) => string): Message {
  const written = value('Version');
  const version = readOsVersion(written);
  const said = {
    operator: operatorOf(value('Operator') || 'equals'),
    version: version === undefined ? written : plainOsVersion(version),
  };
  const architecture = value('Architecture');
  return architecture === ''
    ? message('log:condition.system', said)
    : message('log:condition.system-of', { ...said, architecture: architecture.toLowerCase() });
}

function withFacts(place: Message, value: (name: string) => string): Message {
  let said = place;
  const [version, time] = [value('Version'), value('DateTime')];
  if (version !== '') {
    said = message('log:condition.with-version', {
      place: said,
      operator: operatorOf(value('VersionOperator')),
      version,
    });
  }
  if (time !== '') {
    said = message('log:condition.with-time', { place: said, operator: operatorOf(value('DateTimeOperator')), time });
  }
  return said;
}
