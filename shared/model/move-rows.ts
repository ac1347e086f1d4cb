import type { MoveEdit } from './edit.ts';
import type { OutlineRow } from './outline.ts';

type Move = Pick<MoveEdit, 'ids' | 'parentId' | 'index'>;

/** The rows of a document taken apart: what moves, what stays, and where among those what moves comes to lie. */
interface Parted {
  readonly taken: OutlineRow[];
  readonly kept: OutlineRow[];
  readonly at: number;
}

/** A row as it reads in another place; the very object when it reads as before. */
function placed(row: OutlineRow, parentId: OutlineRow['parentId'], depth: number): OutlineRow {
  return row.parentId === parentId && row.depth === depth ? row : { ...row, parentId, depth };
}

/** One pass over the rows; null when a row is not there, would go into itself, or has no such place in the group. */
function part(rows: readonly OutlineRow[], { ids, parentId, index }: Move, depth: number): Parted | null {
  const wanted = new Set(ids);
  const taken: OutlineRow[] = [];
  const kept: OutlineRow[] = [];
  let [at, children, known] = [-1, 0, 0];
  let isInGroup = parentId === null;
  /** While what is below a moved row goes by: its depth there, and how much deeper it will be. */
  let [top, shift] = [Number.POSITIVE_INFINITY, 0];
  for (const row of rows) {
    const isWanted = wanted.has(row.id);
    if (isWanted) known += 1;
    const isBelowMoved = row.depth > top;
    if (row.id === parentId && (isWanted || isBelowMoved)) return null;
    if (isBelowMoved) {
      taken.push(placed(row, row.parentId, row.depth + shift));
      continue;
    }
    top = Number.POSITIVE_INFINITY;
    if (isInGroup && row.depth < depth) {
      isInGroup = false;
      if (at < 0) at = kept.length;
    }
    const isChild = isInGroup && row.depth === depth;
    if (isChild && !isWanted && at < 0 && children >= index) at = kept.length;
    if (isChild) children += 1;
    if (isWanted) {
      [top, shift] = [row.depth, depth - row.depth];
      taken.push(placed(row, parentId, depth));
    } else kept.push(row);
    if (row.id === parentId) isInGroup = true;
  }
  if (known < wanted.size || index > children) return null;
  return { taken, kept, at: at < 0 ? kept.length : at };
}

/**
 * The rows as a move makes them, without the document: what a window shows until the core has answered. Rows that read
 * as before stay the same objects. Null for a move that the core would refuse by its ids or its place.
 */
export function moveRows(rows: readonly OutlineRow[], move: Move): OutlineRow[] | null {
  const { parentId } = move;
  const group = parentId === null ? null : rows.find((row) => row.id === parentId);
  if (group !== null && group?.kind !== 'group') return null;
  const parted = part(rows, move, group === null ? 0 : group.depth + 1);
  if (parted === null) return null;
  const { taken, kept, at } = parted;
  return [...kept.slice(0, at), ...taken, ...kept.slice(at)];
}
