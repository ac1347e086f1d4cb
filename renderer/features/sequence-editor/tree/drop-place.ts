import type { OutlineRow } from '#shared/model/outline';
import { childIds, descendantIds, topmostIds } from '#shared/model/outline';
import type { NodeId } from '#shared/model/sequence';
import type { ViewRow } from '../model/view-rows.ts';

export const rowHeight = 28;
export const levelIndent = 18;

/** Where a drag would put the rows, and where the line is drawn. */
export interface DropPlace {
  readonly parentId: NodeId | null;
  /** Counts the children before the move, as the edit does. */
  readonly index: number;
  readonly level: number;
  /** Row (in view) whose lower edge carries the line; -1 is the upper edge of the first row. */
  readonly lineAfter: number;
  /** The group that is marked as a whole, when the rows go into it. */
  readonly into: NodeId | null;
}

export type DropRefusal = 'into-itself' | 'same-place';

function after(rows: readonly OutlineRow[], id: NodeId, lineAfter: number, level: number): DropPlace {
  const parentId = rows.find((row) => row.id === id)?.parentId ?? null;
  return { parentId, index: childIds(rows, parentId).indexOf(id) + 1, level, lineAfter, into: null };
}

/** The ancestor (or the row itself) at a level that is possible below this row: the next row in view sets the floor. */
function climb(rows: readonly OutlineRow[], view: readonly ViewRow[], at: number, wanted: number): ViewRow | undefined {
  const start = view[at];
  if (start === undefined) return undefined;
  const floor = view[at + 1]?.level ?? 1;
  const level = Math.max(Math.min(wanted, start.level), Math.min(floor, start.level));
  let row: OutlineRow | undefined = start.row;
  while (row !== undefined && row.depth + 1 > level) {
    const parent: NodeId | null = row.parentId;
    row = rows.find((one) => one.id === parent);
  }
  return view.find((one) => one.row.id === row?.id);
}

/**
 * The place under the pointer. `x` and `y` are counted from the first row's left upper corner, in CSS pixels.
 * In a group's row the middle half means "into"; the lower edge of the last row of a group can be taken out of it by
 * pointing further left.
 */
export function findPlace(rows: readonly OutlineRow[], view: readonly ViewRow[], x: number, y: number): DropPlace {
  const at = Math.min(Math.floor(y / rowHeight), view.length - 1);
  const over = view[at];
  if (over === undefined) return { parentId: null, index: 0, level: 1, lineAfter: -1, into: null };
  const part = y / rowHeight - at;
  const isGroup = over.row.kind === 'group';
  const { parentId, id } = over.row;
  if (part < (isGroup ? 0.25 : 0.5)) {
    return { parentId, index: childIds(rows, parentId).indexOf(id), level: over.level, lineAfter: at - 1, into: null };
  }
  if (isGroup && (part < 0.75 || (over.isOpen && over.hasChildren && part < 1))) {
    const first = part >= 0.75;
    const index = first ? 0 : childIds(rows, id).length;
    return { parentId: id, index, level: over.level + 1, lineAfter: at, into: first ? null : id };
  }
  const wanted = Math.max(1, Math.floor(x / levelIndent) + 1);
  const target = climb(rows, view, at, wanted) ?? over;
  return after(rows, target.row.id, at, target.level);
}

/** Why rows cannot go there; null when they can. Copies may go anywhere but never into themselves either. */
export function refuseDrop(
  rows: readonly OutlineRow[],
  moved: readonly NodeId[],
  place: DropPlace,
  isCopy: boolean,
): DropRefusal | null {
  if (isCopy) return null;
  const top = topmostIds(rows, moved);
  const inside = new Set(top.flatMap((id) => [id, ...descendantIds(rows, id)]));
  if (place.parentId !== null && inside.has(place.parentId)) return 'into-itself';
  const siblings = childIds(rows, place.parentId);
  const first = siblings.indexOf(top[0] ?? '');
  const together = first >= 0 && top.every((id, offset) => siblings[first + offset] === id);
  const stays = together && place.index >= first && place.index <= first + top.length;
  return stays ? 'same-place' : null;
}
