import { z } from 'zod';
import { PackageId, Revision, SessionId, Timestamp } from './ids.ts';
import { OutlinePatch, OutlineRow } from './outline.ts';
import { NodeId, SequenceDialect } from './sequence.ts';

/** Names of the changes that undo and redo would act on, next first; the editor shows the last ten. */
export const EditorHistory = z.strictObject({
  undo: z.array(z.string().max(4000)).max(10),
  redo: z.array(z.string().max(4000)).max(10),
  undoCount: z.int().min(0),
  redoCount: z.int().min(0),
  /** Undo steps from here back to the saved state; negative when the saved state lies ahead; null when it cannot be reached. */
  savedDistance: z.int().nullable(),
});
export type EditorHistory = z.infer<typeof EditorHistory>;

export const EditorState = z.strictObject({
  sessionId: SessionId,
  packageId: PackageId,
  name: z.string().max(1000),
  dialect: SequenceDialect,
  mode: z.enum(['edit', 'view']),
  revision: Revision,
  rows: z.array(OutlineRow).max(200_000),
  history: EditorHistory,
  isDirty: z.boolean(),
  /** When the draft that was taken up was last written; null when there was none. */
  draftFrom: Timestamp.nullable(),
  sizeBytes: z.int().min(0),
});
export type EditorState = z.infer<typeof EditorState>;

/** What one edit, undo or redo did. `sequenceNumber` grows by one per change of a session. */
export const EditorChange = z.strictObject({
  sessionId: SessionId,
  changeNumber: z.int().min(0),
  label: z.string().max(4000),
  patch: OutlinePatch,
  /** Rows to select and scroll to. */
  select: z.array(NodeId).max(10_000),
  history: EditorHistory,
  isDirty: z.boolean(),
  sizeBytes: z.int().min(0),
});
export type EditorChange = z.infer<typeof EditorChange>;

export const EditorDraft = z.strictObject({
  packageId: PackageId,
  sequenceName: z.string().max(1000),
  updatedAt: Timestamp,
  changeCount: z.int().min(0),
  baseRevision: Revision,
  currentRevision: Revision,
});
export type EditorDraft = z.infer<typeof EditorDraft>;
