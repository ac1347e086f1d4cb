import type { OutlineRow } from '#shared/model/outline';
import type { NodeId } from '#shared/model/sequence';

/** One row as the tree shows it. `number` counts every row of the document from 1, groups included. */
export interface ViewRow {
  readonly row: OutlineRow;
  readonly number: number;
  readonly level: number;
  readonly position: number;
  readonly setSize: number;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
  readonly isDisabledByGroup: boolean;
}

interface Facts {
  number: number;
  position: number;
  isDisabledByGroup: boolean;
}

/** Facts of every row in one pass; `counts` holds the number of children by parent. */
function gather(rows: readonly OutlineRow[]) {
  const counts = new Map<NodeId | null, number>();
  const facts = new Map<NodeId, Facts>();
  const stopped = new Set<NodeId>();
  rows.forEach((row, index) => {
    const position = (counts.get(row.parentId) ?? 0) + 1;
    counts.set(row.parentId, position);
    const isDisabledByGroup = row.parentId !== null && stopped.has(row.parentId);
    if (row.disabled || isDisabledByGroup) stopped.add(row.id);
    facts.set(row.id, { number: index + 1, position, isDisabledByGroup });
  });
  return { counts, facts };
}

/** The rows that are in view: those below a closed group are left out. Document order, parents before children. */
export function listViewRows(rows: readonly OutlineRow[], closed: ReadonlySet<NodeId>): ViewRow[] {
  const { counts, facts } = gather(rows);
  const found: ViewRow[] = [];
  let hiddenBelow = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    if (row.depth > hiddenBelow) continue;
    hiddenBelow = Number.POSITIVE_INFINITY;
    const fact = facts.get(row.id);
    if (fact === undefined) continue;
    const hasChildren = (counts.get(row.id) ?? 0) > 0;
    const isOpen = !closed.has(row.id);
    if (hasChildren && !isOpen) hiddenBelow = row.depth;
    found.push({
      row,
      number: fact.number,
      level: row.depth + 1,
      position: fact.position,
      setSize: counts.get(row.parentId) ?? 1,
      hasChildren,
      isOpen,
      isDisabledByGroup: fact.isDisabledByGroup,
    });
  }
  return found;
}

/** Ids of the groups above a row, nearest first. */
export function ancestorIds(rows: readonly OutlineRow[], id: NodeId): NodeId[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const found: NodeId[] = [];
  let parent = byId.get(id)?.parentId ?? null;
  while (parent !== null) {
    found.push(parent);
    parent = byId.get(parent)?.parentId ?? null;
  }
  return found;
}

/** What the status bar says: steps without groups, and how many of them never run because they are disabled. */
export function countSteps(rows: readonly OutlineRow[]): { steps: number; disabled: number } {
  const { facts } = gather(rows);
  const steps = rows.filter((row) => row.kind !== 'group');
  const disabled = steps.filter((row) => row.disabled || facts.get(row.id)?.isDisabledByGroup === true);
  return { steps: steps.length, disabled: disabled.length };
}
