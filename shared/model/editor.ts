import { z } from 'zod';
import { EditLabel } from './edit-label.ts';
import { PackageId, Revision, SessionId, Timestamp } from './ids.ts';
import { OutlinePatch, OutlineRow, rowsMost } from './outline.ts';
import { NodeDetail, NodeId, SequenceDialect } from './sequence.ts';

/** Names of the changes that undo and redo would act on, next first; the editor shows the last ten. */
export const EditorHistory = z.strictObject({
  undo: z.array(EditLabel).max(10),
  redo: z.array(EditLabel).max(10),
  undoCount: z.int().min(0),
  redoCount: z.int().min(0),
  /** Undo steps from here back to the saved state; negative when the saved state lies ahead; null when it cannot be reached. */
  savedDistance: z.int().nullable(),
});
export type EditorHistory = z.infer<typeof EditorHistory>;

/**
 * Counts how often the document of a session was read anew: node ids live as long as their epoch, so a call says for
 * which one it was made (ADR 0013).
 */
export const Epoch = z.int().min(1);

/** What windows show of a session beside its rows. */
const standing = {
  epoch: Epoch,
  /** Grows by one per change of a session; a gap tells a window to read the state again. */
  changeNumber: z.int().min(0),
  /** The stored revision that the session stands on. */
  revision: Revision,
  /** The revision that is stored now: greater when somebody else saved. */
  storedRevision: Revision,
  /** Another program changed the draft: this session can be looked at, copied, and settled, and no more. */
  isBehind: z.boolean(),
  history: EditorHistory,
  isDirty: z.boolean(),
  sizeBytes: z.int().min(0),
};

export const EditorState = z.strictObject({
  sessionId: SessionId,
  packageId: PackageId,
  name: z.string().max(1000),
  dialect: SequenceDialect,
  mode: z.enum(['edit', 'view']),
  rows: z.array(OutlineRow).max(rowsMost),
  /** When the draft that was taken up was last written; null when there was none. */
  draftFrom: Timestamp.nullable(),
  ...standing,
});
export type EditorState = z.infer<typeof EditorState>;

/** What one edit, undo, redo or save did. */
export const EditorChange = z.strictObject({
  sessionId: SessionId,
  /** Null for what is no step of undo: a save, or what changed nothing. */
  label: EditLabel.nullable(),
  patch: OutlinePatch,
  /** Nodes whose details are not those of before. */
  touched: z.array(NodeId).max(rowsMost),
  /** Rows to select and scroll to. */
  select: z.array(NodeId).max(rowsMost),
  ...standing,
});
export type EditorChange = z.infer<typeof EditorChange>;

/** The answer to who made the change: with the details of the row to select when it is one, so that nobody asks again. */
export const MadeChange = EditorChange.extend({ detail: NodeDetail.nullable() });
export type MadeChange = z.infer<typeof MadeChange>;

/** A session whose document was read anew: what a window shows of it is not so any more. */
export const EditorRenewal = z.strictObject({
  sessionId: SessionId,
  epoch: Epoch,
  /** `discarded` in another window, `settled` after a conflict of drafts. */
  cause: z.enum(['discarded', 'settled']),
});
export type EditorRenewal = z.infer<typeof EditorRenewal>;

export const EditorDraft = z.strictObject({
  packageId: PackageId,
  sequenceName: z.string().max(1000),
  updatedAt: Timestamp,
  changeCount: z.int().min(0),
  baseRevision: Revision,
  currentRevision: Revision,
});
export type EditorDraft = z.infer<typeof EditorDraft>;
