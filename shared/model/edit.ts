import { z } from 'zod';
import { Condition } from './condition.ts';
import { DynamicRule, dynamicRuleLimits } from './dynamic-rules.ts';
import type { OutlineRow } from './outline.ts';
import { childIds, topmostIds } from './outline.ts';
import { NodeId } from './sequence.ts';

/** Lengths that the field gives: 1–100 for a name (its own editor stops at 50), 255 for a description. */
export const editLimits = {
  nameMax: 100,
  descriptionMax: 255,
  valueMax: 1_000_000,
  /** As large as a sequence may be; a paste cannot be larger than the document it goes into. */
  rawMax: 16_000_000,
  idsMax: 10_000,
  /** Of one change: a table of several hundred rows is numbered anew in one undo step. */
  editsMax: 5000,
} as const;

const ids = z.array(NodeId).min(1).max(editLimits.idsMax);
const parentId = NodeId.nullable();
/** Counts the children of the target before the edit: what is placed comes before the child with this index. */
const index = z.number().int().min(0).max(1_000_000);

/** Where something new goes: after a node, or among the children of a group (null: the top level). */
export const EditPlace = z.discriminatedUnion('where', [
  z.strictObject({ where: z.literal('after'), id: NodeId }),
  z.strictObject({ where: z.literal('into'), parentId, index: index.optional() }),
]);
export type EditPlace = z.infer<typeof EditPlace>;

export const StepOption = z.enum(['timeoutSeconds', 'runIn', 'successCodes', 'retryCount']);
export type StepOption = z.infer<typeof StepOption>;

/**
 * Everything a person can do to a sequence, as data. Lengths that depend on the field's rules are checked when the
 * edit is applied, with a sentence that names the rule; here only what protects us.
 */
export const Edit = z.discriminatedUnion('kind', [
  /** A new group (`type` null) or step with the defaults of its description. */
  z.strictObject({
    kind: z.literal('insert'),
    place: EditPlace,
    type: z.string().min(1).max(256).nullable(),
    name: z.string().max(1000).optional(),
  }),
  /** Paste: one or more groups, steps or child sequences as XML text. */
  z.strictObject({ kind: z.literal('insertRaw'), place: EditPlace, xml: z.string().min(1).max(editLimits.rawMax) }),
  z.strictObject({ kind: z.literal('remove'), ids }),
  z.strictObject({ kind: z.literal('move'), ids, parentId, index }),
  z.strictObject({ kind: z.literal('setName'), id: NodeId, name: z.string().max(10_000) }),
  z.strictObject({ kind: z.literal('setDescription'), id: NodeId, description: z.string().max(10_000) }),
  z.strictObject({ kind: z.literal('setDisabled'), ids, disabled: z.boolean() }),
  z.strictObject({ kind: z.literal('setContinueOnError'), ids, continueOnError: z.boolean() }),
  /** Null removes the variable. `name` and `hidden` are needed for a variable that neither the step nor its description has. */
  z.strictObject({
    kind: z.literal('setVariable'),
    id: NodeId,
    property: z.string().min(1).max(256),
    name: z.string().min(1).max(256).optional(),
    hidden: z.boolean().optional(),
    value: z.string().max(editLimits.valueMax).nullable(),
  }),
  /** Null removes the option where the format allows it. */
  z.strictObject({
    kind: z.literal('setStepOption'),
    id: NodeId,
    option: StepOption,
    value: z.union([z.string().max(10_000), z.number().int()]).nullable(),
  }),
  /** The whole condition of one node; null removes it. Nodes with a key and unchanged values keep their text. */
  z.strictObject({ kind: z.literal('setCondition'), id: NodeId, condition: Condition.nullable() }),
  /**
   * The whole list of rules of Set Dynamic Variables. What has a key and reads as before keeps its text. `field` names
   * what is typed into; null for anything else, which is an undo step of its own.
   */
  z.strictObject({
    kind: z.literal('setRules'),
    id: NodeId,
    rules: z.array(DynamicRule).max(dynamicRuleLimits.rules),
    field: z.string().max(100).nullable(),
  }),
  z.strictObject({ kind: z.literal('wrapInGroup'), ids, name: z.string().max(10_000) }),
  z.strictObject({ kind: z.literal('ungroup'), id: NodeId }),
  /** Calls of other task sequences lead to other package IDs, all at once. */
  z.strictObject({
    kind: z.literal('relink'),
    links: z
      .array(z.strictObject({ from: z.string().min(1).max(64), to: z.string().min(1).max(64) }))
      .min(1)
      .max(1000),
  }),
]);
export type Edit = z.infer<typeof Edit>;

/** Whether an edit is an undo step of its own or joins the last one (a burst of typing in one field). */
export function mergeKey(edit: Edit): string | null {
  switch (edit.kind) {
    case 'setName':
    case 'setDescription':
      return `${edit.kind}:${edit.id}`;
    case 'setVariable':
      return edit.value === null ? null : `${edit.kind}:${edit.id}:${edit.property}`;
    case 'setRules':
      return edit.field === null ? null : `${edit.kind}:${edit.id}:${edit.field}`;
    case 'setStepOption':
      return edit.value === null ? null : `${edit.kind}:${edit.id}:${edit.option}`;
    default:
      return null;
  }
}

export type MoveEdit = Extract<Edit, { kind: 'move' }>;

interface Block {
  readonly moved: NodeId[];
  readonly parent: NodeId | null;
  readonly siblings: readonly NodeId[];
  readonly at: number;
}

/** The moved rows if they are neighbours under one parent, else undefined: only such a block moves. */
function findBlock(rows: readonly OutlineRow[], given: readonly NodeId[]): Block | undefined {
  const moved = topmostIds(rows, given);
  const first = rows.find((row) => row.id === moved[0]);
  if (first === undefined) return undefined;
  const siblings = childIds(rows, first.parentId);
  const at = siblings.indexOf(first.id);
  const together = moved.every((id, offset) => siblings[at + offset] === id);
  return together ? { moved, parent: first.parentId, siblings, at } : undefined;
}

export type MoveDirection = 'up' | 'down' | 'into' | 'out';

/** To the end of the group right above a block; null when there is none. */
function findInto(rows: readonly OutlineRow[], block: Block): MoveEdit | null {
  const above = block.siblings[block.at - 1];
  const target = above === undefined ? undefined : rows.find((row) => row.id === above);
  if (target?.kind !== 'group') return null;
  return { kind: 'move', ids: block.moved, parentId: target.id, index: childIds(rows, target.id).length };
}

/** Out of the group of a block, to the place after it; null at the top level. */
function findOut(rows: readonly OutlineRow[], block: Block): MoveEdit | null {
  const parent = block.parent === null ? undefined : rows.find((row) => row.id === block.parent);
  if (parent === undefined) return null;
  const index = childIds(rows, parent.parentId).indexOf(parent.id) + 1;
  return { kind: 'move', ids: block.moved, parentId: parent.parentId, index };
}

/**
 * Where rows can go: before the sibling above, after the one below, into the group above, out of their own. Null where
 * there is no such place, or the rows are no block. All four at once: who asks for one asks for all.
 */
export function findMoves(
  rows: readonly OutlineRow[],
  given: readonly NodeId[],
): Readonly<Record<MoveDirection, MoveEdit | null>> {
  const block = findBlock(rows, given);
  if (block === undefined) return { up: null, down: null, into: null, out: null };
  const { moved: ids, parent: parentId, siblings, at } = block;
  const end = at + ids.length;
  return {
    up: at === 0 ? null : { kind: 'move', ids, parentId, index: at - 1 },
    down: end >= siblings.length ? null : { kind: 'move', ids, parentId, index: end + 1 },
    into: findInto(rows, block),
    out: findOut(rows, block),
  };
}
