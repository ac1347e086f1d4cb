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

/** The moved rows if they are neighbours under one parent, else undefined: only such a block moves up or down. */
function findBlock(rows: readonly OutlineRow[], given: readonly NodeId[]) {
  const moved = topmostIds(rows, given);
  const first = rows.find((row) => row.id === moved[0]);
  if (first === undefined) return undefined;
  const siblings = childIds(rows, first.parentId);
  const at = siblings.indexOf(first.id);
  const together = moved.every((id, offset) => siblings[at + offset] === id);
  return together ? { moved, parent: first.parentId, siblings, at } : undefined;
}

/** Moves a block of neighbours before the sibling above it; null when it is first already or not a block. */
export function moveUp(rows: readonly OutlineRow[], given: readonly NodeId[]): MoveEdit | null {
  const block = findBlock(rows, given);
  if (block === undefined || block.at === 0) return null;
  return { kind: 'move', ids: block.moved, parentId: block.parent, index: block.at - 1 };
}

/** Moves a block of neighbours after the sibling below it; null when it is last already or not a block. */
export function moveDown(rows: readonly OutlineRow[], given: readonly NodeId[]): MoveEdit | null {
  const block = findBlock(rows, given);
  if (block === undefined) return null;
  const end = block.at + block.moved.length;
  if (end >= block.siblings.length) return null;
  return { kind: 'move', ids: block.moved, parentId: block.parent, index: end + 1 };
}

/** Moves a block to the end of the group right above it; null when there is none. */
export function moveInto(rows: readonly OutlineRow[], given: readonly NodeId[]): MoveEdit | null {
  const block = findBlock(rows, given);
  if (block === undefined || block.at === 0) return null;
  const target = rows.find((row) => row.id === block.siblings[block.at - 1]);
  if (target?.kind !== 'group') return null;
  return { kind: 'move', ids: block.moved, parentId: target.id, index: childIds(rows, target.id).length };
}

/** Moves a block out of its group, to the place after it; null at the top level. */
export function moveOut(rows: readonly OutlineRow[], given: readonly NodeId[]): MoveEdit | null {
  const block = findBlock(rows, given);
  if (block === undefined || block.parent === null) return null;
  const parent = rows.find((row) => row.id === block.parent);
  if (parent === undefined) return null;
  const index = childIds(rows, parent.parentId).indexOf(parent.id) + 1;
  return { kind: 'move', ids: block.moved, parentId: parent.parentId, index };
}
