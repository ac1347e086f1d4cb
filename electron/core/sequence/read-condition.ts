import type { Condition, ConditionExpression, ConditionNode, OsPlatform } from '#shared/model/condition';
import type { XmlElement } from '../transfer/xml/tree.ts';
import { elementsOf, firstOf, printPiece } from '../transfer/xml/tree.ts';
import { attributeOf, readAttributes, textOf } from '../transfer/xml/text.ts';

function readExpression(element: XmlElement, key: string | null): ConditionExpression {
  return {
    kind: 'expression',
    key,
    type: attributeOf(element, 'type') ?? '',
    variables: elementsOf(element, 'variable').map((variable) => ({
      name: attributeOf(variable, 'name') ?? '',
      value: textOf(variable),
    })),
    ignoreQueryFailure: attributeOf(element, 'ignoreQueryFailure') === 'true',
  };
}

/** One platform of an operating system condition; unknown children of it are not in the data. */
export function readPlatform(element: XmlElement): OsPlatform {
  const platform = firstOf(element, 'platformKey');
  return {
    name: attributeOf(element, 'name') ?? '',
    operator: attributeOf(element, 'type') ?? '',
    platform: platform === undefined ? [] : readAttributes(platform.open).map(({ name, value }) => ({ name, value })),
    expressions: elementsOf(element, 'expression').map((expression) => readExpression(expression, null)),
  };
}

/** One node of a condition. `key` is its place below the condition (SPEC DOC-8). */
export function readConditionNode(element: XmlElement, key: string): ConditionNode {
  if (element.name === 'expression') return readExpression(element, key);
  if (element.name === 'operator') {
    const operator = attributeOf(element, 'type')?.toLowerCase();
    if (operator === 'and' || operator === 'or' || operator === 'not') {
      return { kind: 'operator', key, operator, children: readChildren(element, `${key}.`) };
    }
  }
  if (element.name === 'osConditionGroup') {
    return {
      kind: 'osConditionGroup',
      key,
      operator: attributeOf(element, 'type') ?? '',
      platforms: elementsOf(element, 'osExpressionGroup').map(readPlatform),
    };
  }
  return { kind: 'unknown', key, element: element.name, raw: printPiece(element) };
}

function readChildren(element: XmlElement, prefix: string): ConditionNode[] {
  return elementsOf(element).map((child, index) => readConditionNode(child, `${prefix}${String(index)}`));
}

/** The condition of a `condition` element, or of a bare `expression` (MDT), which is its own only child. */
export function readCondition(element: XmlElement): Condition {
  return { children: element.name === 'condition' ? readChildren(element, '') : [readConditionNode(element, '0')] };
}

/** `countConditions` of the condition that the element holds, without reading its values. */
export function countTests(element: XmlElement): number {
  if (element.name === 'expression') return 1;
  const count = (parent: XmlElement): number =>
    elementsOf(parent).reduce((sum, child) => {
      const isGroup = child.name === 'operator' && elementsOf(child).length > 0 && isOperator(child);
      return sum + (isGroup ? count(child) : 1);
    }, 0);
  return count(element);
}

function isOperator(element: XmlElement): boolean {
  return ['and', 'or', 'not'].includes(attributeOf(element, 'type')?.toLowerCase() ?? '');
}

/** The element a key stands for, or undefined. */
export function findByKey(condition: XmlElement, key: string): XmlElement | undefined {
  if (condition.name !== 'condition') return key === '0' ? condition : undefined;
  let at: XmlElement | undefined = condition;
  for (const part of key.split('.')) at = at === undefined ? undefined : elementsOf(at)[Number(part)];
  return at;
}
