import { z } from 'zod';
import { NodeId, NodeKind, NodeProblem } from './sequence.ts';

/** One row of the tree. Rows come in document order; `depth` of a top row is 0. */
export const OutlineRow = z.strictObject({
  id: NodeId,
  parentId: NodeId.nullable(),
  depth: z.number().int().min(0),
  kind: NodeKind,
  type: z.string(),
  name: z.string(),
  disabled: z.boolean(),
  continueOnError: z.boolean(),
  /** Tests that decide whether the row runs; 0 when it always does. See `countConditions`. */
  conditionCount: z.int().min(0),
  problem: NodeProblem.optional(),
});
export type OutlineRow = z.infer<typeof OutlineRow>;

/**
 * What an edit did to the rows. `changed` holds new and changed rows; `order` is present when rows came, went or
 * moved, and is then the whole list of ids in document order.
 */
export const OutlinePatch = z.strictObject({
  changed: z.array(OutlineRow),
  removed: z.array(NodeId),
  order: z.array(NodeId).optional(),
});
export type OutlinePatch = z.infer<typeof OutlinePatch>;

/** The rows after a patch. Rows that did not change stay the same objects. */
export function applyOutlinePatch(rows: readonly OutlineRow[], patch: OutlinePatch): OutlineRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const id of patch.removed) byId.delete(id);
  for (const row of patch.changed) byId.set(row.id, row);
  const order = patch.order ?? rows.map((row) => row.id);
  return order.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [row];
  });
}

/** Ids of the direct children of a row (null: the top rows), in order. */
export function childIds(rows: readonly OutlineRow[], parentId: NodeId | null): NodeId[] {
  return rows.filter((row) => row.parentId === parentId).map((row) => row.id);
}

/** Ids of everything below a row, in order, without the row itself. */
export function descendantIds(rows: readonly OutlineRow[], id: NodeId): NodeId[] {
  const start = rows.findIndex((row) => row.id === id);
  const top = rows[start];
  if (top === undefined) return [];
  const found: NodeId[] = [];
  for (const row of rows.slice(start + 1)) {
    if (row.depth <= top.depth) break;
    found.push(row.id);
  }
  return found;
}

/** The given ids without those that lie below another given one, in document order. Unknown ids are left out. */
export function topmostIds(rows: readonly OutlineRow[], ids: readonly NodeId[]): NodeId[] {
  const wanted = new Set(ids);
  const kept: NodeId[] = [];
  let below = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    if (row.depth > below) continue;
    below = Number.POSITIVE_INFINITY;
    if (!wanted.has(row.id)) continue;
    kept.push(row.id);
    below = row.depth;
  }
  return kept;
}
