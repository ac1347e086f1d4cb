import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Edit, EditPlace } from '#shared/model/edit';
import type { XmlElement } from '../../transfer/xml/tree.ts';
import { elementsOf, firstOf } from '../../transfer/xml/tree.ts';
import { attributeOf } from '../../transfer/xml/text.ts';
import type { EditContext } from './edit-context.ts';
import { buildElement, childSpace, insertChild, insertChildren, removeChild } from '../layout.ts';
import { nodeChildren } from '../read-node.ts';
import { parseNodes } from '../read-paste.ts';
import { checkName } from './checks.ts';
import { newStep } from './new-step.ts';

interface Spot {
  readonly parent: XmlElement;
  readonly before: XmlElement | null;
}

function groupElement(context: EditContext, id: string | null): XmlElement {
  if (id === null) return context.sequence;
  const element = context.element(id);
  if (element.name !== 'group') throw new AppError('EDIT_INVALID', { id, reason: reason('group-only') });
  return element;
}

/** The first part after the last node (a condition or variable list that stands at the end, as MDT allows), or null. */
function endOf(context: EditContext, parent: XmlElement): XmlElement | null {
  const nodes = nodeChildren(parent, context.sequence);
  const last = nodes.at(-1);
  if (last === undefined) return null;
  const elements = elementsOf(parent);
  return elements[elements.indexOf(last) + 1] ?? null;
}

function spotAt(context: EditContext, parent: XmlElement, index: number | undefined): Spot {
  const nodes = nodeChildren(parent, context.sequence);
  if (index !== undefined && index > nodes.length)
    throw new AppError('EDIT_INVALID', { reason: reason('behind-last') });
  return { parent, before: (index === undefined ? undefined : nodes[index]) ?? endOf(context, parent) };
}

function findSpot(context: EditContext, place: EditPlace): Spot {
  if (place.where === 'into') return spotAt(context, groupElement(context, place.parentId), place.index);
  const element = context.element(place.id);
  const parent = element.parent ?? context.sequence;
  return spotAt(context, parent, nodeChildren(parent, context.sequence).indexOf(element) + 1);
}

/**
 * Puts a new step or group (`type` null) at a place, with the values that its dialect begins with, and answers it.
 * Errors: `EDIT_TARGET_MISSING`; `EDIT_INVALID` for a place in what is no group or behind the last; `EDIT_VALUE_INVALID`
 * for a name.
 */
export function insertNew(context: EditContext, edit: Extract<Edit, { kind: 'insert' }>): XmlElement[] {
  const { parent, before } = findSpot(context, edit.place);
  const spec =
    edit.type === null
      ? context.layout.dialect.newGroup(edit.name ?? 'New Group')
      : newStep(context, edit.type, edit.name);
  checkName(spec.attributes.find(([name]) => name === 'name')?.[1] ?? '');
  const element = buildElement(spec, context.layout, childSpace(parent, context.layout));
  insertChild(context.changer, parent, element, before, context.layout);
  return [element];
}

/** Pasted text that was read already; the contract knows no such edit, so no page can send one. */
type ReadRaw = Extract<Edit, { kind: 'insertRaw' }> & { readonly nodes?: readonly XmlElement[] };

/**
 * Puts pasted nodes at a place, in their order and with their bytes, and answers them. A text that nobody has read is read
 * here. Errors: those of `parseNodes`; of the place as for `insertNew`.
 */
export function insertRaw(context: EditContext, edit: ReadRaw): XmlElement[] {
  const nodes = edit.nodes === undefined ? parseNodes(edit.xml) : [...edit.nodes];
  const { parent, before } = findSpot(context, edit.place);
  for (const node of nodes) node.parent = null;
  insertChildren(context.changer, parent, nodes, before, context.layout);
  return nodes;
}

/** The elements of ids in document order, without those inside another of them. */
function topElements(context: EditContext, ids: readonly string[]): XmlElement[] {
  const wanted = new Set(ids.map((id) => context.element(id)));
  const inDocument: XmlElement[] = [];
  const visit = (element: XmlElement): void => {
    for (const node of nodeChildren(element, context.sequence)) {
      if (wanted.has(node)) inDocument.push(node);
      else visit(node);
    }
  };
  visit(context.sequence);
  return inDocument;
}

/**
 * Takes nodes out with all that is in them, and answers the one to select then: the next that stays, else the one before,
 * else their group; none when nothing is left. Errors: `EDIT_TARGET_MISSING`.
 */
export function removeNodes(context: EditContext, ids: readonly string[]): XmlElement[] {
  const elements = topElements(context, ids);
  const first = elements[0];
  if (first === undefined) return [];
  const parent = first.parent ?? context.sequence;
  const siblings = nodeChildren(parent, context.sequence);
  const at = siblings.indexOf(first);
  const next =
    siblings.slice(at).find((one) => !elements.includes(one)) ??
    siblings[at - 1] ??
    (parent === context.sequence ? undefined : parent);
  for (const element of elements) removeChild(context.changer, element, context.layout);
  return next === undefined ? [] : [next];
}

function isInside(element: XmlElement, ancestor: XmlElement): boolean {
  for (let at: XmlElement | null = element; at !== null; at = at.parent) if (at === ancestor) return true;
  return false;
}

/** Takes elements out and puts them before `spot.before`, with their ids. */
function relocate(
  context: EditContext,
  elements: readonly XmlElement[],
  parent: XmlElement,
  before: XmlElement | null,
): void {
  for (const element of elements) {
    context.changer.moves(element, context.idsOf(element));
    removeChild(context.changer, element, context.layout);
  }
  for (const element of elements) element.parent = null;
  insertChildren(context.changer, parent, elements, before, context.layout);
}

/**
 * Moves nodes into a group (null: the top), before the node that has the index now, in the order of the document and with
 * their ids. Answers them; where they lie already nothing is written. Errors: `EDIT_TARGET_MISSING`; `EDIT_INVALID` for a
 * group within one of them, what is no group, or a place behind the last.
 */
export function moveNodes(context: EditContext, edit: Extract<Edit, { kind: 'move' }>): XmlElement[] {
  const elements = topElements(context, edit.ids);
  const parent = groupElement(context, edit.parentId);
  if (elements.some((element) => isInside(parent, element)))
    throw new AppError('EDIT_INVALID', { reason: reason('into-itself') });
  const nodes = nodeChildren(parent, context.sequence);
  if (edit.index > nodes.length) throw new AppError('EDIT_INVALID', { reason: reason('behind-last') });
  const before = nodes.slice(edit.index).find((node) => !elements.includes(node)) ?? endOf(context, parent);
  const stays = elements.every((element, at) => nodes[nodes.indexOf(elements[0] ?? element) + at] === element);
  const start = nodes.indexOf(elements[0] ?? parent);
  if (stays && start !== -1 && edit.index >= start && edit.index <= start + elements.length) return elements;
  relocate(context, elements, parent, before !== null && elements.includes(before) ? null : before);
  return elements;
}

/**
 * Puts nodes of one group into a new group at the place of the first, and answers that group.
 * Errors: `EDIT_TARGET_MISSING`; `EDIT_INVALID` for none, or for nodes of several groups; `EDIT_VALUE_INVALID` for a name.
 */
export function wrapInGroup(context: EditContext, edit: Extract<Edit, { kind: 'wrapInGroup' }>): XmlElement[] {
  checkName(edit.name);
  const elements = topElements(context, edit.ids);
  const first = elements[0];
  const parent = first?.parent;
  if (first === undefined || !parent) throw new AppError('EDIT_INVALID', { reason: reason('nothing-to-group') });
  if (elements.some((element) => element.parent !== parent))
    throw new AppError('EDIT_INVALID', { reason: reason('not-same-group') });
  const group = buildElement(
    context.layout.dialect.newGroup(edit.name),
    context.layout,
    childSpace(parent, context.layout),
  );
  insertChild(context.changer, parent, group, first, context.layout);
  relocate(context, elements, group, null);
  return [group];
}

/**
 * Puts the nodes of a group in its place, and answers them. Errors: `EDIT_TARGET_MISSING`; `EDIT_INVALID` for what is no
 * group, and for one that is disabled or has a condition, which its nodes would lose.
 */
export function ungroup(context: EditContext, id: string): XmlElement[] {
  const group = context.element(id);
  const { parent } = group;
  if (group.name !== 'group' || parent === null)
    throw new AppError('EDIT_INVALID', { id, reason: reason('dissolve-group-only') });
  const condition = firstOf(group, 'condition');
  const isSet = condition !== undefined && elementsOf(condition).length > 0;
  if (isSet || attributeOf(group, 'disable') === 'true') {
    throw new AppError('EDIT_INVALID', {
      id,
      reason: reason('group-has-condition'),
    });
  }
  const children = nodeChildren(group, context.sequence);
  relocate(context, children, parent, group);
  removeChild(context.changer, group, context.layout);
  return children;
}
