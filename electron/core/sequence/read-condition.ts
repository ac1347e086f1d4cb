import {
  type Condition,
  ConditionExpression,
  conditionLimits,
  type ConditionNode,
  OsConditionGroup,
  type OsPlatform,
} from '#shared/model/condition';
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

function readPlatforms(element: XmlElement, key: string): OsConditionGroup {
  return {
    kind: 'osConditionGroup',
    key,
    operator: attributeOf(element, 'type') ?? '',
    platforms: elementsOf(element, 'osExpressionGroup').map(readPlatform),
  };
}

function readOperator(element: XmlElement, key: string): ConditionNode | null {
  const operator = attributeOf(element, 'type')?.toLowerCase();
  if (operator !== 'and' && operator !== 'or' && operator !== 'not') return null;
  const lastKey = `${key}.${String(Math.max(0, elementsOf(element).length - 1))}`;
  if (hasTooMany(element) || lastKey.length > conditionLimits.key) return null;
  return { kind: 'operator', key, operator, children: readChildren(element, `${key}.`) };
}

function readKnown(element: XmlElement, key: string): ConditionNode | null {
  switch (element.name) {
    case 'expression':
      return ConditionExpression.safeParse(readExpression(element, key)).data ?? null;
    case 'osConditionGroup':
      return OsConditionGroup.safeParse(readPlatforms(element, key)).data ?? null;
    default:
      return element.name === 'operator' ? readOperator(element, key) : null;
  }
}

/** The beginning of a text, never with half of a character. */
const beginning = (text: string, length: number): string =>
  text.length > length ? text.slice(0, length).toWellFormed() : text;

/** An element as its text; of one that is longer than any page takes, the beginning (DOC-95). */
function readUnknown(element: XmlElement, key: string): ConditionNode {
  const { raw, element: name } = conditionLimits;
  return {
    kind: 'unknown',
    key,
    element: beginning(element.name, name),
    raw: beginning(printPiece(element), raw),
  };
}

/**
 * One node of a condition. `key` is its place below the condition (SPEC DOC-8). One that has more than the limits of a
 * condition is given as its text (DOC-95).
 */
export function readConditionNode(element: XmlElement, key: string): ConditionNode {
  return readKnown(element, key) ?? readUnknown(element, key);
}

/** True when an element has more parts than a condition may have: it is read as one text, and only removed as a whole. */
export function hasTooMany(element: XmlElement): boolean {
  return elementsOf(element).length > conditionLimits.children;
}

function readChildren(element: XmlElement, prefix: string): ConditionNode[] {
  return elementsOf(element).map((child, index) => readConditionNode(child, `${prefix}${String(index)}`));
}

/** The condition of a `condition` element, or of a bare `expression` (MDT), which is its own only child. */
export function readCondition(element: XmlElement): Condition {
  if (element.name !== 'condition') return { children: [readConditionNode(element, '0')] };
  return { children: hasTooMany(element) ? [readUnknown(element, '0')] : readChildren(element, '') };
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
