import type { Edit } from '../../model/edit.ts';
import type { NodeId } from '../../model/sequence.ts';
import { variableKey } from '../../model/variable.ts';
import type { VariableMapping } from '../step-description.ts';
import { keyOfCell, nameOfCell, type StepTable, type TableCell, type TableRow, type TableShape } from './step-table.ts';
import type { TableWriting } from './table-writing.ts';

type SetVariable = Extract<Edit, { kind: 'setVariable' }>;

export interface TableTarget {
  readonly id: NodeId;
  readonly writing: TableWriting;
}

interface Written {
  readonly cell: TableCell;
  readonly name: string;
}

function writtenCells(shape: TableShape, rows: readonly TableRow[], placeOf: (at: number) => number) {
  const cells = new Map<string, Written>();
  rows.forEach((row, at) => {
    const place = placeOf(at);
    for (const cell of row.cells) cells.set(keyOfCell(shape, cell, place), { cell, name: nameOfCell(cell, place) });
  });
  return cells;
}

/** True while the same rows stand in the same order: then each keeps the number it has. */
function keepsOrder(table: StepTable, rows: readonly TableRow[]): boolean {
  return rows.length === table.rows.length && rows.every(({ place }, at) => place === table.rows[at]?.place);
}

/** What one variable needs: nothing, another value, or another variable in its place. */
function cellEdits(id: NodeId, key: string, old: Written | undefined, next: Written | undefined): SetVariable[] {
  const gone = Array.from({ length: old?.cell.times ?? 0 }, (): SetVariable => ({
    kind: 'setVariable',
    id,
    property: key,
    value: null,
  }));
  if (next === undefined) return gone;
  const { value, hidden } = next.cell;
  const set: SetVariable = { kind: 'setVariable', id, property: key, name: next.name, hidden, value };
  if (old === undefined) return [set];
  const isAlike = old.name === next.name && old.cell.hidden === hidden;
  if (!isAlike) return [...gone, set];
  return old.cell.value === value ? [] : [set];
}

/**
 * Configuration Manager leaves out the count of an array that has no rows; a count that is a property of its own stays
 * as 0, and the Deployment Toolkit writes every count.
 */
function countEdits(table: StepTable, target: TableTarget, has: number): SetVariable[] {
  const { id, writing } = target;
  return table.shape.counts.flatMap((mapping: VariableMapping, at): SetVariable[] => {
    const { property, name } = mapping;
    const held = table.counts.find((one) => [property, name].includes(variableKey(one)));
    const key = held === undefined ? property : variableKey(held);
    if (has === 0 && at === 0 && writing.hidesCounts) {
      return held === undefined ? [] : [{ kind: 'setVariable', id, property: key, value: null }];
    }
    const value = has.toString();
    if (held?.value.trim() === value) return [];
    const hidden = held?.hidden ?? (writing.hidesCounts && mapping.hidden);
    return [{ kind: 'setVariable', id, property: key, name: held?.name ?? name, hidden, value }];
  });
}

/**
 * The edits that give a step the rows: only what changed, the variables of a row with the row. Rows that stand as they
 * stood keep their numbers; added, removed or moved ones are numbered from 0 and counted. `isRepair` does that to rows
 * that did not change. The edits belong into one undo step. Rule: STEP-32, STEP-33.
 */
export function writeTable(
  table: StepTable,
  rows: readonly TableRow[],
  target: TableTarget,
  isRepair = false,
): SetVariable[] {
  const { shape } = table;
  const isKept = !isRepair && keepsOrder(table, rows);
  const old = writtenCells(shape, table.rows, (at) => table.rows[at]?.place ?? at);
  const next = writtenCells(shape, rows, (at) => (isKept ? (rows[at]?.place ?? at) : at));
  const keys = [...new Set([...old.keys(), ...next.keys()])];
  const edits = keys.flatMap((key) => cellEdits(target.id, key, old.get(key), next.get(key)));
  return isKept ? edits : [...edits, ...countEdits(table, target, rows.length)];
}
