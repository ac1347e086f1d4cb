import { expressionTypes, expressionValue, type Condition, type ConditionNode } from '#shared/model/condition';
import { assertNever } from '#shared/util/assert-never';

const longest = 3900;

/** A condition in words for the row and the log, cut to what a row holds. */
export function conditionText(condition: Condition): string {
  const text = condition.children.map(nodeText).join(' and ');
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** One part of a condition in words. */
export function nodeText(node: ConditionNode): string {
  switch (node.kind) {
    case 'operator': {
      const parts = node.children.map(nodeText).join('; ');
      const words = { and: 'all of', or: 'any of', not: 'none of' }[node.operator];
      return `${words} (${parts})`;
    }
    case 'expression':
      return expressionText(node);
    case 'osConditionGroup':
      return `operating system is ${node.platforms.map((platform) => platform.name).join(' or ')}`;
    case 'unknown':
      return `unknown condition “${node.element}”`;
    default:
      return assertNever(node);
  }
}

const operatorWords: Readonly<Record<string, string>> = {
  exists: 'exists',
  notexists: 'does not exist',
  equals: 'equals',
  notequals: 'does not equal',
  greater: 'is greater than',
  greaterequal: 'is greater than or equals',
  less: 'is less than',
  lessequal: 'is less than or equals',
  like: 'is like',
  notlike: 'is not like',
};

function expressionText(node: Extract<ConditionNode, { kind: 'expression' }>): string {
  const value = (name: string): string => expressionValue(node, name) ?? '';
  if (node.type === expressionTypes.variable) {
    const operator = value('Operator').toLowerCase();
    const words = operatorWords[operator] ?? operator;
    const hasValue = operator !== 'exists' && operator !== 'notexists';
    return `variable ${value('Variable')} ${words}${hasValue ? ` “${value('Value')}”` : ''}`;
  }
  if (node.type === expressionTypes.file) return `file ${value('Path')} exists${extra(value)}`;
  if (node.type === expressionTypes.folder) return `folder ${value('Path')} exists${extra(value)}`;
  if (node.type === expressionTypes.wmi) return `query “${value('Query')}”`;
  if (node.type === expressionTypes.registry) return `registry ${value('KeyPath')} ${value('Value')}`;
  if (node.type === expressionTypes.software) return `software ${value('ProductName')}`;
  return `condition of type ${node.type}`;
}

function extra(value: (name: string) => string): string {
  const version = value('Version') === '' ? '' : ` with version ${value('VersionOperator')} ${value('Version')}`;
  const time = value('DateTime') === '' ? '' : ` with time ${value('DateTimeOperator')} ${value('DateTime')}`;
  return version + time;
}
