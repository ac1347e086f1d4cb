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

/** Facts of every row by its index, in one pass. */
interface Facts {
  /** Index of the parent; -1 for a top row. */
  readonly parents: Int32Array;
  /** Place among the children of the parent, from 1. */
  readonly positions: Int32Array;
  /** Number of children by the index of the parent plus one: the first is that of the top rows. */
  readonly children: Int32Array;
  readonly isDisabledByGroup: Uint8Array;
}

function gather(rows: readonly OutlineRow[]): Facts {
  const parents = new Int32Array(rows.length);
  const positions = new Int32Array(rows.length);
  const children = new Int32Array(rows.length + 1);
  const isDisabledByGroup = new Uint8Array(rows.length);
  /** The last row of each depth: in document order the parent is the last one of the depth above. */
  const last: number[] = [];
  rows.forEach((row, index) => {
    const parent = row.depth === 0 ? -1 : (last[row.depth - 1] ?? -1);
    last[row.depth] = index;
    parents[index] = parent;
    children[parent + 1] = positions[index] = (children[parent + 1] ?? 0) + 1;
    const isOff = parent >= 0 && (rows[parent]?.disabled === true || isDisabledByGroup[parent] === 1);
    isDisabledByGroup[index] = isOff ? 1 : 0;
  });
  return { parents, positions, children, isDisabledByGroup };
}

/** Indexes of the rows in view: those below a closed group are left out. */
function listVisible(rows: readonly OutlineRow[], { children }: Facts, closed: ReadonlySet<NodeId>): number[] {
  const found: number[] = [];
  let hiddenBelow = Number.POSITIVE_INFINITY;
  rows.forEach((row, index) => {
    if (row.depth > hiddenBelow) return;
    const isClosed = closed.has(row.id) && (children[index + 1] ?? 0) > 0;
    hiddenBelow = isClosed ? row.depth : Number.POSITIVE_INFINITY;
    found.push(index);
  });
  return found;
}

function isSameView(a: ViewRow, b: ViewRow): boolean {
  return (
    a.row === b.row &&
    a.number === b.number &&
    a.level === b.level &&
    a.position === b.position &&
    a.setSize === b.setSize &&
    a.hasChildren === b.hasChildren &&
    a.isOpen === b.isOpen &&
    a.isDisabledByGroup === b.isDisabledByGroup
  );
}

/** Finds what was listed of a row before; only rows between the ends that stayed are looked up by their ids. */
function findBefore(before: readonly ViewRow[], rows: readonly OutlineRow[], visible: readonly number[]) {
  const idAt = (at: number) => rows[visible[at] ?? -1]?.id;
  const most = Math.min(before.length, visible.length);
  let start = 0;
  while (start < most && before[start]?.row.id === idAt(start)) start += 1;
  const shift = before.length - visible.length;
  let end = visible.length;
  while (end > start && end + shift > start && before[end + shift - 1]?.row.id === idAt(end - 1)) end -= 1;
  const between = new Map(before.slice(start, end + shift).map((one) => [one.row.id, one]));
  return (at: number, id: NodeId) => (at < start ? before[at] : at >= end ? before[at + shift] : between.get(id));
}

/**
 * The rows that are in view, in document order. What reads as in the list of before is the same object, so that a
 * change costs no more on the screen than the rows that it changed.
 */
export function listViewRows(
  rows: readonly OutlineRow[],
  closed: ReadonlySet<NodeId>,
  before: readonly ViewRow[] = [],
): ViewRow[] {
  const facts = gather(rows);
  const { parents, positions, children, isDisabledByGroup } = facts;
  const visible = listVisible(rows, facts, closed);
  const old = findBefore(before, rows, visible);
  return visible.flatMap((index, at) => {
    const row = rows[index];
    if (row === undefined) return [];
    const made: ViewRow = {
      row,
      number: index + 1,
      level: row.depth + 1,
      position: positions[index] ?? 1,
      setSize: children[(parents[index] ?? -1) + 1] ?? 1,
      hasChildren: (children[index + 1] ?? 0) > 0,
      isOpen: !closed.has(row.id),
      isDisabledByGroup: isDisabledByGroup[index] === 1,
    };
    const held = old(at, row.id);
    return held !== undefined && isSameView(held, made) ? held : made;
  });
}

/** Lists rows for one tree, one time after the other. */
export function createViewLister(): typeof listViewRows {
  let before: readonly ViewRow[] = [];
  return (rows, closed) => {
    const listed = listViewRows(rows, closed, before);
    before = listed;
    return listed;
  };
}

/** Ids of the groups above a row, nearest first. */
export function ancestorIds(rows: readonly OutlineRow[], id: NodeId): NodeId[] {
  const found: NodeId[] = [];
  let at = rows.findIndex((row) => row.id === id);
  // A parent comes before its children.
  for (let parent = rows[at]?.parentId ?? null; parent !== null; parent = rows[at]?.parentId ?? null) {
    found.push(parent);
    do at -= 1;
    while (at >= 0 && rows[at]?.id !== parent);
  }
  return found;
}

/** What the status bar says: steps without groups, and how many of them never run because they are disabled. */
export function countSteps(rows: readonly OutlineRow[]): { steps: number; disabled: number } {
  const { isDisabledByGroup } = gather(rows);
  let [steps, disabled] = [0, 0];
  rows.forEach((row, index) => {
    if (row.kind === 'group') return;
    steps += 1;
    if (row.disabled || isDisabledByGroup[index] === 1) disabled += 1;
  });
  return { steps, disabled };
}
