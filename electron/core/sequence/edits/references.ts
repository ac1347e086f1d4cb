import type { Edit } from '#shared/model/edit';
import { findVariable, variableKey } from '#shared/model/variable';
import { describeStepType } from '#shared/steps/catalog';
import { isReferenceId, splitReferences } from '#shared/steps/references';
import { readVariables } from '../../transfer/variables.ts';
import { attributeOf, escapeText, withAttribute } from '../../transfer/xml/text.ts';
import type { XmlElement } from '../../transfer/xml/tree.ts';
import { elementsOf, firstOf, printPiece } from '../../transfer/xml/tree.ts';
import { buildElement, childSpace, insertChild, removeChild } from '../layout.ts';
import { nodeChildren } from '../read-node.ts';
import type { EditContext } from './edit-context.ts';
import { insertPart } from './follow-ups.ts';

/** Content that a step refers to, as a row of `referenceList` names it. */
interface Reference {
  readonly attribute: 'package' | 'application';
  readonly id: string;
  readonly program: string | null;
}

interface Row extends Reference {
  readonly element: XmlElement;
}

/** What steps say of content: in all their texts, and as references that we know the kind of. */
interface Mentions {
  readonly text: string;
  readonly uses: readonly Reference[];
}

const packageKinds = new Set([
  'packageRef',
  'imageRef',
  'osUpgradeRef',
  'driverPackageRef',
  'packageRefList',
  'taskSequenceRef',
]);

/** Of types that we have no description of, the property with this name is a package, as in the steps of MDT. */
const packageProperty = 'PackageID';

const mayRefer = ({ kind }: { readonly kind: string }): boolean => packageKinds.has(kind) || kind === 'appRefList';

function usesOfStep(step: XmlElement): Reference[] {
  const description = describeStepType(attributeOf(step, 'type') ?? '');
  if (description?.properties.some(mayRefer) === false) return [];
  const variables = elementsOf(step, 'defaultVarList').flatMap(readVariables);
  const programs = description?.properties.find(({ kind }) => kind === 'programRef')?.xml?.property;
  const program = programs === undefined ? '' : (findVariable(variables, programs)?.value ?? '');
  return variables.flatMap((variable): Reference[] => {
    const key = variableKey(variable);
    const known = description?.properties.find(({ xml }) => xml?.property === key)?.kind;
    const kind = known ?? (description === undefined && key === packageProperty ? 'packageRef' : '');
    if (!packageKinds.has(kind) && kind !== 'appRefList') return [];
    const attribute = kind === 'appRefList' ? 'application' : 'package';
    const named = kind === 'taskSequenceRef' ? '*' : kind === 'packageRef' && program !== '' ? program : null;
    return splitReferences(variable.value)
      .filter(isReferenceId)
      .map((id) => ({ attribute, id, program: named }));
  });
}

/** The nodes and all below them, in document order. */
function withDescendants(context: EditContext, nodes: readonly XmlElement[]): XmlElement[] {
  return nodes.flatMap((node) => [node, ...withDescendants(context, nodeChildren(node, context.sequence))]);
}

function mentionsOf(context: EditContext, nodes: readonly XmlElement[]): Mentions {
  const all = withDescendants(context, nodes);
  const parts = all.flatMap((node) =>
    elementsOf(node).filter(({ name }) => name === 'defaultVarList' || name === 'action' || name === 'condition'),
  );
  // Only rows are looked for in it.
  const text = firstOf(context.sequence, 'referenceList') === undefined ? '' : parts.map(printPiece).join('\n');
  return { text, uses: all.flatMap(usesOfStep) };
}

function listRows(context: EditContext): Row[] {
  const list = firstOf(context.sequence, 'referenceList');
  return (list === undefined ? [] : elementsOf(list, 'reference')).flatMap((element): Row[] => {
    const application = attributeOf(element, 'application');
    const id = attributeOf(element, 'package') ?? application ?? '';
    const attribute = attributeOf(element, 'package') === undefined ? 'application' : 'package';
    return id === '' ? [] : [{ element, attribute, id, program: attributeOf(element, 'program') ?? null }];
  });
}

const isSame = (a: Reference, b: Reference): boolean =>
  a.attribute === b.attribute && a.id === b.id && a.program === b.program;

/** A program of a package; `*` is any. */
const isNamed = ({ program }: Reference): boolean => program !== null && program !== '*';

/** Rows that an edit left without a use: what it spoke of before, and nothing speaks of now. */
function findFreed(context: EditContext, before: Mentions, after: Mentions): Row[] {
  const speaks = ({ text }: Mentions, { id }: Row): boolean => text.includes(escapeText(id, '\n'));
  const isDropped = (row: Row): boolean => isNamed(row) && has(before, row) && !has(after, row);
  const has = ({ uses }: Mentions, row: Row): boolean => uses.some((use) => isSame(use, row));
  const candidates = listRows(context).filter((row) => isDropped(row) || (speaks(before, row) && !speaks(after, row)));
  if (candidates.length === 0) return [];
  const all = mentionsOf(context, nodeChildren(context.sequence, context.sequence));
  return candidates.filter((row) => !speaks(all, row) || (isDropped(row) && !has(all, row)));
}

/** What the steps refer to since the edit and no row names. */
function findMissing(context: EditContext, before: Mentions, after: Mentions): Reference[] {
  const rows = listRows(context);
  const isListed = (use: Reference): boolean =>
    rows.some((row) => row.attribute === use.attribute && row.id === use.id && (!isNamed(use) || isSame(row, use)));
  const missing = after.uses.filter((use) => !before.uses.some((old) => isSame(old, use)) && !isListed(use));
  return missing.filter((use, at) => missing.findIndex((other) => isSame(other, use)) === at);
}

/** Rows stand in the order of first use; what the file has in another order stays so. */
function placeOf(context: EditContext, use: Reference): XmlElement | null {
  const { uses } = mentionsOf(context, nodeChildren(context.sequence, context.sequence));
  const first = (one: Reference): number => uses.findIndex(({ id }) => id === one.id);
  const own = first(use);
  return listRows(context).find((row) => first(row) > own)?.element ?? null;
}

function addRow(context: EditContext, use: Reference): void {
  const { layout, changer } = context;
  const before = placeOf(context, use);
  const list = firstOf(context.sequence, 'referenceList') ?? insertPart(context, 'referenceList', []);
  const program = use.program === null ? [] : [['program', use.program] as const];
  const spec = { name: 'reference', attributes: [[use.attribute, use.id] as const, ...program] };
  insertChild(changer, list, buildElement(spec, layout, childSpace(list, layout)), before, layout);
}

function removeRows(context: EditContext, rows: readonly Row[]): void {
  const list = firstOf(context.sequence, 'referenceList');
  if (list === undefined || rows.length === 0) return;
  // A sequence of the field that refers to nothing has no list.
  if (elementsOf(list).length === rows.length) removeChild(context.changer, list, context.layout);
  else for (const { element } of rows) removeChild(context.changer, element, context.layout);
}

/** One row for another stays in its place, so that a value that is set back gives back the very text. */
function replaceRow(context: EditContext, { element }: Row, use: Reference): void {
  const named = withAttribute(element.open, use.attribute, use.id);
  const open = withAttribute(named, 'program', use.program, ['package']);
  context.changer.setTag(element, open, element.close);
}

function follow(context: EditContext, before: Mentions, after: Mentions): void {
  const freed = findFreed(context, before, after);
  const missing = findMissing(context, before, after);
  const [row, use] = [freed[0], missing[0]];
  const isOneForOne = freed.length === 1 && missing.length === 1;
  if (isOneForOne && row !== undefined && use !== undefined && row.attribute === use.attribute) {
    replaceRow(context, row, use);
    return;
  }
  removeRows(context, freed);
  for (const one of missing) addRow(context, one);
}

/**
 * Carries out an edit and lets `referenceList` follow the use of content: what the edit newly refers to gets a row, and
 * what nothing refers to any more loses it (formats 2.2, XFER-112). Rows that the edit has nothing to do with stay,
 * used or not; values for which the field has no list, in MDT, are left alone.
 */
export function withReferences(
  context: EditContext,
  edit: Edit,
  carryOut: () => readonly XmlElement[],
): readonly XmlElement[] {
  const isFollowed = edit.kind === 'setVariable' || edit.kind === 'remove' || edit.kind === 'insertRaw';
  if (!isFollowed || !context.layout.dialect.hasMirrors) return carryOut();
  const ids = edit.kind === 'setVariable' ? [edit.id] : edit.kind === 'remove' ? edit.ids : [];
  const before = mentionsOf(
    context,
    ids.map((id) => context.element(id)),
  );
  const made = carryOut();
  follow(context, before, edit.kind === 'remove' ? { text: '', uses: [] } : mentionsOf(context, made));
  return made;
}
