import type { OutlineRow } from '#shared/model/outline';
import { childIds } from '#shared/model/outline';
import type { NodeId } from '#shared/model/sequence';

/** `active` has the focus; a span with Shift runs from `anchor` to it. `ids` is in the order of selecting. */
export interface Selection {
  readonly ids: readonly NodeId[];
  readonly active: NodeId | null;
  readonly anchor: NodeId | null;
}

export const noSelection: Selection = { ids: [], active: null, anchor: null };

export function selectOne(id: NodeId): Selection {
  return { ids: [id], active: id, anchor: id };
}

export function selectMany(ids: readonly NodeId[]): Selection {
  return { ids, active: ids[0] ?? null, anchor: ids[0] ?? null };
}

export function isSameSelection(a: Selection, b: Selection): boolean {
  const isSame = a.active === b.active && a.anchor === b.anchor && a.ids.length === b.ids.length;
  return isSame && a.ids.every((id, at) => id === b.ids[at]);
}

/** Ctrl: adds the row, or takes it away again. */
export function toggleRow(selection: Selection, id: NodeId): Selection {
  const ids = selection.ids.includes(id) ? selection.ids.filter((one) => one !== id) : [...selection.ids, id];
  return { ids, active: id, anchor: id };
}

/** Shift: everything in view from the anchor to the row. */
export function spanTo(selection: Selection, id: NodeId, visible: readonly NodeId[]): Selection {
  const anchor = selection.anchor ?? selection.active ?? id;
  const from = visible.indexOf(anchor);
  const to = visible.indexOf(id);
  if (from < 0 || to < 0) return selectOne(id);
  const ids = visible.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids, active: id, anchor };
}

/** Ctrl+arrow: the focus moves, the selection stays. */
export function focusRow(selection: Selection, id: NodeId): Selection {
  return { ...selection, active: id };
}

/** Ctrl+A: the siblings of the active row first; when they are all selected, every row. */
export function selectAll(selection: Selection, rows: readonly OutlineRow[]): Selection {
  const active = rows.find((row) => row.id === selection.active) ?? rows[0];
  if (active === undefined) return noSelection;
  const siblings = childIds(rows, active.parentId);
  const chosen = new Set(selection.ids);
  const wholeLevel = siblings.every((id) => chosen.has(id));
  const ids = wholeLevel ? rows.map((row) => row.id) : siblings;
  return { ids, active: active.id, anchor: selection.anchor ?? active.id };
}

/** After a change: rows that are gone leave the selection; when all are gone, the row that took their place is selected. */
export function keepSelection(
  selection: Selection,
  before: readonly OutlineRow[],
  after: readonly OutlineRow[],
): Selection {
  if (selection.ids.length === 0 && selection.active === null) return selection;
  const wanted = new Set([...selection.ids, selection.active, selection.anchor]);
  const there = new Set<NodeId>();
  for (const { id } of after) if (wanted.has(id)) there.add(id);
  const ids = selection.ids.filter((id) => there.has(id));
  if (ids.length > 0) {
    const active = selection.active !== null && there.has(selection.active) ? selection.active : (ids[0] ?? null);
    const anchor = selection.anchor !== null && there.has(selection.anchor) ? selection.anchor : active;
    return ids.length === selection.ids.length && active === selection.active ? selection : { ids, active, anchor };
  }
  const lost = before.findIndex((row) => row.id === (selection.active ?? selection.ids[0]));
  const left = new Set(after.map((row) => row.id));
  const next = before.slice(Math.max(lost, 0)).find((row) => left.has(row.id));
  const last = before.slice(0, Math.max(lost, 0)).findLast((row) => left.has(row.id));
  const target = next ?? last ?? after[0];
  return target === undefined ? noSelection : selectOne(target.id);
}
