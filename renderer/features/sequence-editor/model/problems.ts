import type { ErrorCode, ErrorDetails } from '#shared/contract/errors';
import type { Message, MessageOrText } from '#shared/contract/message-shape';
import type { ReferenceProblem } from '#shared/model/editor-look';
import type { OutlineRow } from '#shared/model/outline';
import { hasReferenceForm, referenceFormOf } from '#shared/model/reference';
import type { NodeDetail, NodeId, NodeProblem } from '#shared/model/sequence';
import { describeNode } from '#shared/steps/catalog';
import { referenceKindsOf } from '#shared/steps/references';
import type { StepProperty } from '#shared/steps/step-description';
import { describeWritten } from '#shared/steps/written-description';
import { countedFields } from '../properties/counted-fields.ts';
import { noChoices, type PageChoices, readValue } from '../properties/field-rules.ts';
import type { PlacedWarning, StepWarning } from './warnings.ts';

/** Why the core did not take a value. */
export interface RefusedValue {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
}

interface ProblemPlace {
  readonly nodeId: NodeId;
  readonly number: number;
  readonly name: string;
  /** Counts the problems of one row from 0. */
  readonly index: number;
}

/** Something that is wrong with a row. `field` has the names by which its field is found on the page. */
export type EditorProblem = ProblemPlace &
  (
    | { readonly kind: 'node'; readonly problem: NodeProblem }
    | { readonly kind: 'missing'; readonly label: Message; readonly field: readonly MessageOrText[] }
    | { readonly kind: 'refused'; readonly error: RefusedValue; readonly field: null }
    | { readonly kind: 'reference'; readonly reference: ReferenceProblem; readonly field: readonly MessageOrText[] }
    | { readonly kind: 'warning'; readonly warning: StepWarning; readonly field: readonly MessageOrText[] }
  );

/** A field that must be filled in, by its label and by the names under which the page may show it. */
export interface MissingField {
  readonly key: string;
  readonly label: Message;
  readonly names: readonly MessageOrText[];
}

/** Rows whose detail has to be read to know what is wrong. Groups without conditions need only a name, which the outline has. */
export function rowsToRead(rows: readonly OutlineRow[]): NodeId[] {
  return rows
    .filter((row) => {
      if (row.conditionCount > 0) return true;
      const description = row.kind === 'group' ? undefined : describeNode(row);
      return description !== undefined && description.properties.length > 0;
    })
    .map((row) => row.id);
}

/**
 * The fields that are required as things stand, count, and are empty. A secret is empty when none is kept for the step.
 * What belongs to a choice that is not made does not count; `chosen` are the choices that only the page has.
 */
export function missingFields(node: NodeDetail, chosen: PageChoices = noChoices): MissingField[] {
  const description = describeWritten(node);
  if (description === undefined || node.kind === 'group') return [];
  const isEmpty = (property: StepProperty) =>
    property.secret === true
      ? node.secretsSet?.includes(property.xml?.property ?? '') !== true
      : readValue(node, property).trim() === '';
  return countedFields(node, description, chosen)
    .filter(({ property, isRequired }) => isRequired && property.shown !== false && property.tab === undefined)
    .filter(({ property }) => isEmpty(property))
    .map(({ property: { key, label, xml } }) => ({ key, label, names: [label, ...(xml === null ? [] : [xml.name])] }));
}

export interface KnownProblems {
  readonly missing: ReadonlyMap<NodeId, readonly MissingField[]>;
  readonly references: readonly ReferenceProblem[];
  readonly refused: ReadonlyMap<NodeId, readonly RefusedValue[]>;
  readonly warnings?: ReadonlyMap<NodeId, readonly PlacedWarning[]>;
}

/** The names by which the field of a reference is found. */
function fieldOf(row: OutlineRow, property: string): readonly MessageOrText[] {
  const found = describeNode(row)?.properties.find(({ xml }) => xml?.property === property);
  return found?.xml == null ? [] : [found.label, found.xml.name];
}

/** An ID of another form is a warning of its step, and is not also said to be unknown. */
function isSaid(row: OutlineRow, { problem, property, packageId }: ReferenceProblem): boolean {
  const found = describeNode(row)?.properties.find(({ xml }) => xml?.property === property);
  const kinds = found === undefined ? [] : referenceKindsOf(found);
  return problem !== 'unknown' || kinds.length === 0 || hasReferenceForm(packageId, referenceFormOf(kinds));
}

/** Everything that we can say is wrong, in document order. What cannot run, being disabled, need not be complete. */
export function listProblems(rows: readonly OutlineRow[], known: KnownProblems): EditorProblem[] {
  const references = Map.groupBy(known.references, (one) => one.id);
  const off = new Set<NodeId>();
  return rows.flatMap((row, position) => {
    if (row.disabled || (row.parentId !== null && off.has(row.parentId))) off.add(row.id);
    const runs = !off.has(row.id);
    const at = { nodeId: row.id, number: position + 1, name: row.name };
    const found: (EditorProblem extends infer P ? (P extends unknown ? Omit<P, 'index'> : never) : never)[] = [];
    if (row.problem !== undefined) found.push({ kind: 'node', ...at, problem: row.problem });
    for (const { label, names } of runs ? (known.missing.get(row.id) ?? []) : [])
      found.push({ kind: 'missing', ...at, label, field: names });
    for (const reference of runs ? (references.get(row.id) ?? []).filter((one) => isSaid(row, one)) : [])
      found.push({ kind: 'reference', ...at, reference, field: fieldOf(row, reference.property) });
    for (const placed of runs ? (known.warnings?.get(row.id) ?? []) : [])
      found.push({ kind: 'warning', ...at, ...placed });
    for (const error of known.refused.get(row.id) ?? []) found.push({ kind: 'refused', ...at, error, field: null });
    return found.map((one, index) => ({ ...one, index }));
  });
}

/** Problems are made anew with each look; two that say the same differ in nothing that is shown. */
export function isSameProblem(a: EditorProblem, b: EditorProblem | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** The problems of before when these say the same: what shows them has nothing to do. */
export function keepProblems(before: readonly EditorProblem[], now: readonly EditorProblem[]): typeof before {
  const isSame = before.length === now.length && now.every((one, at) => isSameProblem(one, before[at]));
  return isSame ? before : now;
}
