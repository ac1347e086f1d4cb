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

/** Most rows that a document has; what a message may hold follows from it. */
export const rowsMost = 200_000;

/** Takes `remove` ids away at an index of the order and puts others there. */
export const OrderSplice = z.strictObject({
  index: z.int().min(0).max(rowsMost),
  remove: z.int().min(0).max(rowsMost),
  insert: z.array(NodeId).max(rowsMost),
});
export type OrderSplice = z.infer<typeof OrderSplice>;

/**
 * What an edit did to the rows. `changed` holds new rows and those that read otherwise than before; `order` says, one
 * splice after the other, how the ids in document order became those of now. Its size is that of the change.
 */
export const OutlinePatch = z.strictObject({
  changed: z.array(OutlineRow).max(rowsMost),
  removed: z.array(NodeId).max(rowsMost),
  order: z.array(OrderSplice).max(rowsMost),
});
export type OutlinePatch = z.infer<typeof OutlinePatch>;

/** A patch that does nothing. */
export const noOutlinePatch: OutlinePatch = { changed: [], removed: [], order: [] };

/** The rows after a patch. Rows that did not change stay the same objects. */
export function applyOutlinePatch(rows: readonly OutlineRow[], patch: OutlinePatch): OutlineRow[] {
  const fresh = new Map(patch.changed.map((row) => [row.id, row]));
  let next = fresh.size === 0 ? [...rows] : rows.map((row) => fresh.get(row.id) ?? row);
  /** Rows that were taken out and may come back elsewhere. */
  const held = new Map<NodeId, OutlineRow>();
  for (const { index, remove, insert } of patch.order) {
    for (const row of next.splice(index, remove)) held.set(row.id, row);
    const put = insert.flatMap((id) => fresh.get(id) ?? held.get(id) ?? []);
    // A call takes only so many arguments.
    if (put.length <= 1000) next.splice(index, 0, ...put);
    else next = [...next.slice(0, index), ...put, ...next.slice(index)];
  }
  return next;
}

/**
 * How one order of ids becomes another one. `moved` names every id that came or took another place; those that stay
 * keep their order among each other.
 */
export function findOrderSplices(
  before: readonly NodeId[],
  after: readonly NodeId[],
  moved: ReadonlySet<NodeId>,
): OrderSplice[] {
  const present = new Set(after);
  const splices: OrderSplice[] = [];
  const push = (index: number, remove: number, insert: NodeId[]): void => {
    const last = splices.at(-1);
    if (last !== undefined && remove === 1 && last.remove > 0 && last.index === index) {
      splices[splices.length - 1] = { ...last, remove: last.remove + 1 };
    } else if (last !== undefined && last.insert.length > 0 && last.index + last.insert.length === index) {
      last.insert.push(...insert);
    } else splices.push({ index, remove, insert });
  };
  let at = 0;
  for (const id of before) {
    if (moved.has(id) || !present.has(id)) push(at, 1, []);
    else at += 1;
  }
  after.forEach((id, index) => {
    if (moved.has(id)) push(index, 0, [id]);
  });
  return splices;
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
