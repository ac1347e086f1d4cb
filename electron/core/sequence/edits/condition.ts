import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Condition, ConditionExpression, ConditionNode, OsPlatform } from '#shared/model/condition';
import type { Edit } from '#shared/model/edit';
import { parseElement } from '../../transfer/xml/parse.ts';
import type { XmlElement } from '../../transfer/xml/tree.ts';
import { copyElement, elementsOf, printPiece } from '../../transfer/xml/tree.ts';
import { requireXmlText, withAttribute } from '../../transfer/xml/text.ts';
import type { EditContext } from './edit-context.ts';
import type { Layout } from '../layout.ts';
import type { NewElement } from '../new-element.ts';
import { buildElement, childSpace, insertChild, removeChild } from '../layout.ts';
import { findByKey, readConditionNode } from '../read-condition.ts';
import { conditionOf } from '../read-node.ts';
import { refuse } from './checks.ts';
import { editableNode } from './fields.ts';

/** Reads nodes without their keys, to see whether one was changed. */
function sameData(a: ConditionNode, b: ConditionNode): boolean {
  const strip = (node: ConditionNode): unknown =>
    node.kind === 'operator' ? { ...node, key: null, children: node.children.map(strip) } : { ...node, key: null };
  return JSON.stringify(strip(a)) === JSON.stringify(strip(b));
}

const maxDepth = 50;

function newExpression(node: ConditionExpression, layout: Layout): NewElement {
  for (const one of node.variables) requireXmlText(one.name + one.value, one.name);
  requireXmlText(node.type, 'type');
  if (node.type === '') refuse('type', reason('expression-needs-type'));
  const variables =
    layout.dialect.order === 'ordinal'
      ? [...node.variables].sort((a, b) => (a.name < b.name ? -1 : 1))
      : node.variables;
  const failure: [string, string][] = node.ignoreQueryFailure ? [['ignoreQueryFailure', 'true']] : [];
  return {
    name: 'expression',
    attributes: [['type', node.type], ...failure],
    children: variables.map((one) => ({ name: 'variable', attributes: [['name', one.name]], text: one.value })),
  };
}

function newPlatform(platform: OsPlatform, layout: Layout): NewElement {
  const key: NewElement[] =
    platform.platform.length === 0
      ? []
      : [{ name: 'platformKey', attributes: platform.platform.map((one): [string, string] => [one.name, one.value]) }];
  return {
    name: 'osExpressionGroup',
    attributes: [
      ['type', platform.operator || 'and'],
      ['name', platform.name],
    ],
    children: [...key, ...platform.expressions.map((expression) => newExpression(expression, layout))],
  };
}

/** Parts that nobody here understands and that were read already, by their texts. */
type ReadParts = ReadonlyMap<string, XmlElement>;

/** A condition whose parts were read already; the contract knows no such edit, so no page can send one. */
type SetCondition = Extract<Edit, { kind: 'setCondition' }> & { readonly parts?: ReadParts };

/** What the new condition is made from: the old one, the parts that were read, and how the document is written. */
interface Sources {
  readonly old: XmlElement | undefined;
  readonly parts: ReadParts | undefined;
  readonly layout: Layout;
}

function build(node: ConditionNode, sources: Sources, space: string, depth: number): XmlElement {
  const { old, layout } = sources;
  if (depth > maxDepth) refuse('condition', reason('at-most-levels', { limit: maxDepth }));
  const source = node.key === null || old === undefined ? undefined : findByKey(old, node.key);
  if (source !== undefined && node.key !== null && sameData(readConditionNode(source, node.key), node))
    // A copy, so that the old tree stays whole until it is replaced.
    return copyElement(source);
  const inner = layout.indent === null ? '' : space + layout.indent;
  switch (node.kind) {
    case 'expression':
      return buildElement(newExpression(node, layout), layout, space);
    case 'osConditionGroup':
      return buildElement(
        {
          name: 'osConditionGroup',
          attributes: [['type', node.operator || 'or']],
          children: node.platforms.map((one) => newPlatform(one, layout)),
        },
        layout,
        space,
      );
    case 'unknown': {
      const read = sources.parts?.get(node.raw);
      return read === undefined ? parseElement(node.raw, 'condition') : copyElement(read);
    }
    case 'operator': {
      const children = node.children.map((child) => build(child, sources, inner, depth + 1));
      const element = buildElement(
        { name: 'operator', attributes: [['type', node.operator]], children },
        layout,
        space,
      );
      if (source?.name === 'operator' && element.close !== '')
        element.open = withAttribute(source.open.replace(/(?<!\s)\s*\/>$/, '>'), 'type', node.operator);
      return element;
    }
  }
}

function place(context: EditContext, owner: XmlElement, condition: XmlElement): void {
  const isFirst = context.layout.dialect.conditionFirst === 'all' || owner.name === 'group';
  insertChild(context.changer, owner, condition, isFirst ? (elementsOf(owner)[0] ?? null) : null, context.layout);
}

function checkVariables(condition: Condition): void {
  const visit = (node: ConditionNode): void => {
    if (node.kind === 'operator') node.children.forEach(visit);
    if (node.kind === 'unknown' && node.raw.trim() === '')
      throw new AppError('EDIT_INVALID', { reason: reason('condition-needs-text') });
  };
  condition.children.forEach(visit);
}

/** Replaces the condition of a node. Children with a key and unchanged data keep their text byte for byte (DOC-8). */
export function setCondition(context: EditContext, edit: SetCondition): XmlElement[] {
  const owner = editableNode(context, edit.id);
  const old = conditionOf(owner);
  if (edit.condition === null) {
    if (old !== undefined) removeChild(context.changer, old, context.layout);
    return [owner];
  }
  checkVariables(edit.condition);
  const { layout } = context;
  const space = childSpace(owner, layout);
  const inner = layout.indent === null ? '' : space + layout.indent;
  const children = edit.condition.children.map((child) => build(child, { old, layout, parts: edit.parts }, inner, 0));
  const fresh = buildElement({ name: 'condition', attributes: [], children }, layout, space);
  if (old === undefined) {
    place(context, owner, fresh);
    return [owner];
  }
  if (old.name === 'condition' && fresh.close !== '' && old.close !== '') fresh.open = old.open;
  if (printPiece(old) === printPiece(fresh)) return [owner];
  context.changer.splice(owner, owner.children.indexOf(old), 1, [fresh]);
  return [owner];
}
