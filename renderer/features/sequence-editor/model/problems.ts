import type { OutlineRow } from '#shared/model/outline';
import type { NodeDetail, NodeId, NodeProblem } from '#shared/model/sequence';
import { describeStepId, describeStepType } from '#shared/steps/catalog';
import type { StepDescription, StepProperty } from '#shared/steps/step-description';
import { isEnabled, isRequired, readValue, reader } from '../properties/field-rules.ts';

/** Types with a full property page: only for these do we know what has to be filled in. */
const fullTypes = [
  'group',
  'set-task-sequence-variable',
  'run-command-line',
  'restart-computer',
  'request-state-store',
  'capture-user-state',
  'restore-user-state',
  'release-state-store',
];

export type EditorProblem =
  | { kind: 'node'; nodeId: NodeId; number: number; name: string; problem: NodeProblem }
  | { kind: 'missing'; nodeId: NodeId; number: number; name: string; label: string }
  | { kind: 'refused'; nodeId: NodeId; number: number; name: string; reason: string };

/** The description of a row's type, for groups too; undefined for a type that we do not know. */
export function describeRow(row: Pick<OutlineRow, 'kind' | 'type'>): StepDescription | undefined {
  if (row.kind === 'group') return describeStepId('group');
  if (row.kind === 'subtasksequence') return describeStepId('run-task-sequence');
  return row.kind === 'step' ? describeStepType(row.type) : undefined;
}

/** The description of a row whose type has a full property page, else undefined. */
export function fullPageOf(row: Pick<OutlineRow, 'kind' | 'type'>): StepDescription | undefined {
  const description = describeRow(row);
  return description !== undefined && fullTypes.includes(description.id) ? description : undefined;
}

/** Rows whose detail has to be read to know what is missing. Groups need only a name, which the outline has. */
export function rowsToRead(rows: readonly OutlineRow[]): NodeId[] {
  return rows
    .filter((row) => {
      const description = fullPageOf(row);
      return row.kind === 'step' && description !== undefined && description.properties.length > 0;
    })
    .map((row) => row.id);
}

/** A secret has no value here: only whether it is set. */
function isEmpty(node: NodeDetail, property: StepProperty): boolean {
  if (property.secret !== true) return readValue(node, property).trim() === '';
  return node.secretsSet?.includes(property.xml?.property ?? '') !== true;
}

/** Labels of the fields that are required as things stand, count, and are empty. */
export function missingFields(node: NodeDetail): string[] {
  const description = fullPageOf(node);
  if (description === undefined) return [];
  const read = reader(node, description);
  return description.properties
    .filter((property) => property.shown !== false && property.tab === undefined)
    .filter((property) => isRequired(property, read) && isEnabled(property, read))
    .filter((property) => isEmpty(node, property))
    .map((property) => property.label);
}

/** Everything that we can say is wrong, in document order. */
export function listProblems(
  rows: readonly OutlineRow[],
  missing: ReadonlyMap<NodeId, readonly string[]>,
  refused: ReadonlyMap<NodeId, readonly string[]>,
): EditorProblem[] {
  return rows.flatMap((row, index) => {
    const at = { nodeId: row.id, number: index + 1, name: row.name };
    const found: EditorProblem[] = [];
    if (row.problem !== undefined) found.push({ kind: 'node', ...at, problem: row.problem });
    for (const label of missing.get(row.id) ?? []) found.push({ kind: 'missing', ...at, label });
    for (const reason of refused.get(row.id) ?? []) found.push({ kind: 'refused', ...at, reason });
    return found;
  });
}
