import { isDeepStrictEqual } from 'node:util';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import {
  type Condition,
  type ConditionExpression,
  conditionLimits,
  type ConditionNode,
  type ConditionVariable,
  type OsConditionGroup,
  type OsPlatform,
} from '#shared/model/condition';
import type { Edit } from '#shared/model/edit';
import { parseElement } from '../../transfer/xml/parse.ts';
import type { XmlElement } from '../../transfer/xml/tree.ts';
import { copyElement, elementsOf, printPiece } from '../../transfer/xml/tree.ts';
import { attributeOf, escapeText, requireXmlText, textOf, withAttribute } from '../../transfer/xml/text.ts';
import type { EditContext } from './edit-context.ts';
import type { Layout } from '../layout.ts';
import type { NewElement } from '../new-element.ts';
import { buildElement, childSpace, insertChild, leadingSpace, removeChild } from '../layout.ts';
import { findByKey, hasTooMany, readConditionNode, readPlatform } from '../read-condition.ts';
import { conditionOf } from '../read-node.ts';
import { refuse } from './checks.ts';
import { editableNode } from './fields.ts';
import { type ChildSpaces, type MadeChild, mergeChildren } from './merge-children.ts';

/** Reads nodes without their keys, to see whether one was changed. */
function sameData(a: ConditionNode, b: ConditionNode): boolean {
  const strip = (node: ConditionNode): unknown =>
    node.kind === 'operator' ? { ...node, key: null, children: node.children.map(strip) } : { ...node, key: null };
  return isDeepStrictEqual(strip(a), strip(b));
}

const maxDepth = 50;

function checkExpression(node: ConditionExpression): void {
  for (const one of node.variables) requireXmlText(one.name + one.value, one.name);
  requireXmlText(node.type, 'type');
  if (node.type === '') refuse('type', reason('expression-needs-type'));
}

const byName = (a: ConditionVariable, b: ConditionVariable): number => (a.name < b.name ? -1 : 1);

function newVariable({ name, value }: ConditionVariable): NewElement {
  return { name: 'variable', attributes: [['name', name]], text: value };
}

function newExpression(node: ConditionExpression, layout: Layout): NewElement {
  checkExpression(node);
  const variables = layout.dialect.order === 'ordinal' ? [...node.variables].sort(byName) : node.variables;
  const failure: [string, string][] = node.ignoreQueryFailure ? [['ignoreQueryFailure', 'true']] : [];
  return {
    name: 'expression',
    attributes: [['type', node.type], ...failure],
    children: variables.map(newVariable),
  };
}

/** Names of attributes as XML has them, so that what is written is read again. */
const attributeName = /^[\p{L}_][\p{L}\p{N}._-]*$/u;

function checkPlatform({ name, operator, platform }: OsPlatform): void {
  requireXmlText(name + operator, 'osExpressionGroup');
  const names = new Set(platform.map((one) => one.name));
  const areNames = platform.every((one) => attributeName.test(one.name));
  if (!areNames || names.size < platform.length) refuse('platformKey', reason('attribute-names'));
  for (const one of platform) requireXmlText(one.value, 'platformKey');
}

function newPlatform(platform: OsPlatform, layout: Layout): NewElement {
  checkPlatform(platform);
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

function newPlatforms(node: OsConditionGroup, layout: Layout): NewElement {
  requireXmlText(node.operator, 'osConditionGroup');
  const children = node.platforms.map((one) => newPlatform(one, layout));
  return { name: 'osConditionGroup', attributes: [['type', node.operator || 'or']], children };
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

/** White space of the children of an element that stands behind `space`. */
function spacesOf(source: XmlElement | undefined, space: string, layout: Layout): ChildSpaces {
  const first = source === undefined ? undefined : elementsOf(source)[0];
  if (first !== undefined) return { inner: leadingSpace(first), outer: space };
  return layout.indent === null ? { inner: '', outer: '' } : { inner: space + layout.indent, outer: space };
}

/** A variable of an expression with another value; its tags stay as they are written. */
function withText(source: XmlElement, value: string, layout: Layout): XmlElement {
  const copy = copyElement(source);
  if (textOf(source) === value) return copy;
  copy.children = value === '' ? [] : [escapeText(value, layout.eol)];
  if (value !== '' && copy.close === '') {
    copy.open = copy.open.replace(/(?<!\s)\s*\/>$/, '>');
    copy.close = `</${copy.name}>`;
  }
  return copy;
}

/** The variables of an edited expression: old ones in their order, new ones where the dialect puts them. */
function makeVariables(source: XmlElement, node: ConditionExpression, layout: Layout): MadeChild[] {
  const left = [...node.variables];
  const made: (MadeChild & { readonly name: string })[] = [];
  for (const from of elementsOf(source, 'variable')) {
    const name = attributeOf(from, 'name') ?? '';
    const at = left.findIndex((one) => one.name === name);
    const [wanted] = at < 0 ? [] : left.splice(at, 1);
    if (wanted !== undefined) made.push({ name, from, element: withText(from, wanted.value, layout) });
  }
  for (const variable of left) {
    const element = buildElement(newVariable(variable), layout, '');
    const after = made.findIndex((one) => one.name > variable.name);
    const isLast = layout.dialect.order !== 'ordinal' || after < 0;
    made.splice(isLast ? made.length : after, 0, { name: variable.name, from: null, element });
  }
  return made;
}

function editExpression(source: XmlElement, node: ConditionExpression, { layout }: Sources, space: string): XmlElement {
  checkExpression(node);
  let open = withAttribute(source.open, 'type', node.type);
  const ignores = attributeOf(source, 'ignoreQueryFailure') === 'true';
  if (ignores !== node.ignoreQueryFailure) {
    open = withAttribute(open, 'ignoreQueryFailure', node.ignoreQueryFailure ? 'true' : null);
  }
  const isOwned = (child: XmlElement): boolean => child.name === 'variable';
  const options = { isOwned, layout, spaces: spacesOf(source, space, layout) };
  return mergeChildren(source, open, makeVariables(source, node, layout), options);
}

/** Platforms that are as they were keep their text; whoever changes one gives a new one. */
function editPlatforms(source: XmlElement, node: OsConditionGroup, { layout }: Sources, space: string): XmlElement {
  const left = elementsOf(source, 'osExpressionGroup').map((element) => ({ element, platform: readPlatform(element) }));
  const spaces = spacesOf(source, space, layout);
  const made = node.platforms.map((platform): MadeChild => {
    const at = left.findIndex((one) => isDeepStrictEqual(one.platform, platform));
    const [found] = at < 0 ? [] : left.splice(at, 1);
    if (found !== undefined) return { element: copyElement(found.element), from: found.element };
    return { element: buildElement(newPlatform(platform, layout), layout, spaces.inner), from: null };
  });
  requireXmlText(node.operator, 'osConditionGroup');
  const open = withAttribute(source.open, 'type', node.operator || null);
  const isOwned = (child: XmlElement): boolean => child.name === 'osExpressionGroup';
  return mergeChildren(source, open, made, { isOwned, layout, spaces });
}

/** The children of an If statement, or of the condition itself (`source`), which keeps the text around them. */
function makeChildren(
  source: XmlElement | undefined,
  nodes: readonly ConditionNode[],
  sources: Sources,
  inner: string,
  depth: number,
): MadeChild[] {
  const used = new Set<XmlElement>();
  return nodes.map((node) => {
    const found = node.key === null || sources.old === undefined ? undefined : findByKey(sources.old, node.key);
    const isHere = found !== undefined && found.parent === source && !used.has(found);
    if (isHere) used.add(found);
    return { element: build(node, sources, inner, depth), from: isHere ? found : null };
  });
}

function editGroup(
  source: XmlElement,
  open: string,
  nodes: readonly ConditionNode[],
  sources: Sources,
  place: { readonly space: string; readonly depth: number },
): XmlElement {
  const { layout } = sources;
  const spaces = spacesOf(source, place.space, layout);
  const made = makeChildren(source, nodes, sources, spaces.inner, place.depth);
  return mergeChildren(source, open, made, { isOwned: () => true, layout, spaces });
}

function edited(
  source: XmlElement,
  node: ConditionNode,
  sources: Sources,
  space: string,
  depth: number,
): XmlElement | null {
  if (source.name === 'expression' && node.kind === 'expression') return editExpression(source, node, sources, space);
  if (source.name === 'osConditionGroup' && node.kind === 'osConditionGroup') {
    return editPlatforms(source, node, sources, space);
  }
  if (source.name !== 'operator' || node.kind !== 'operator') return null;
  const isSame = attributeOf(source, 'type')?.toLowerCase() === node.operator;
  const open = isSame ? source.open : withAttribute(source.open, 'type', node.operator);
  return editGroup(source, open, node.children, sources, { space, depth: depth + 1 });
}

function build(node: ConditionNode, sources: Sources, space: string, depth: number): XmlElement {
  const { old, layout } = sources;
  if (depth > maxDepth) refuse('condition', reason('at-most-levels', { limit: maxDepth }));
  const source = node.key === null || old === undefined ? undefined : findByKey(old, node.key);
  if (source !== undefined && node.key !== null) {
    // A copy, so that the old tree stays whole until it is replaced.
    if (sameData(readConditionNode(source, node.key), node)) return copyElement(source);
    const made = edited(source, node, sources, space, depth);
    if (made !== null) return made;
  }
  switch (node.kind) {
    case 'expression':
      return buildElement(newExpression(node, layout), layout, space);
    case 'osConditionGroup':
      return buildElement(newPlatforms(node, layout), layout, space);
    case 'unknown': {
      const read = sources.parts?.get(node.raw);
      return read === undefined ? parseElement(node.raw, 'condition') : copyElement(read);
    }
    case 'operator': {
      const { inner } = spacesOf(undefined, space, layout);
      const children = node.children.map((child) => build(child, sources, inner, depth + 1));
      return buildElement({ name: 'operator', attributes: [['type', node.operator]], children }, layout, space);
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

/** The old condition with other children; a bare expression (MDT) stays bare while it stands alone. */
function remake(old: XmlElement, children: readonly ConditionNode[], sources: Sources): XmlElement {
  const space = leadingSpace(old);
  if (old.name === 'condition') return editGroup(old, old.open, children, sources, { space, depth: 0 });
  const [only] = children;
  if (only?.key === '0' && children.length === 1) return build(only, sources, space, 0);
  const { inner } = spacesOf(undefined, space, sources.layout);
  const built = children.map((child) => build(child, sources, inner, 0));
  return buildElement({ name: 'condition', attributes: [], children: built }, sources.layout, space);
}

/** Replaces the condition of a node. Children with a key and unchanged data keep their text byte for byte (DOC-8). */
export function setCondition(context: EditContext, edit: SetCondition): XmlElement[] {
  const owner = editableNode(context, edit.id);
  const old = conditionOf(owner);
  if (edit.condition === null) {
    if (old !== undefined) removeChild(context.changer, old, context.layout);
    return [owner];
  }
  if (old !== undefined && hasTooMany(old))
    refuse('condition', reason('condition-too-many', { limit: conditionLimits.children }));
  checkVariables(edit.condition);
  const { layout } = context;
  const sources: Sources = { old, layout, parts: edit.parts };
  const { children } = edit.condition;
  if (old === undefined) {
    const space = childSpace(owner, layout);
    const { inner } = spacesOf(undefined, space, layout);
    const built = children.map((child) => build(child, sources, inner, 0));
    place(context, owner, buildElement({ name: 'condition', attributes: [], children: built }, layout, space));
    return [owner];
  }
  const fresh = remake(old, children, sources);
  if (printPiece(old) === printPiece(fresh)) return [owner];
  context.changer.splice(owner, owner.children.indexOf(old), 1, [fresh]);
  return [owner];
}
