import type { Edit } from '#shared/model/edit';
import type { EditorChange, EditorDraft, EditorState } from '#shared/model/editor';
import type { PackageId, SessionId } from '#shared/model/ids';
import type { OutlineRow } from '#shared/model/outline';
import type { NodeDetail, NodeId } from '#shared/model/sequence';

export interface SavedEdit {
  readonly revision: number;
  readonly change: EditorChange;
}

export interface StoredState {
  readonly revision: number;
  readonly modifiedAt: number;
  readonly modifiedBy: string;
  readonly rows: OutlineRow[];
}

/** Open editors. Windows that edit the same sequence share one session. Errors: `SESSION_NOT_OPEN` for every session call. */
export interface Editing {
  drafts(): Promise<EditorDraft[]>;
  /** Errors: `SEQUENCE_NOT_FOUND`. */
  open(packageId: PackageId, mode: 'edit' | 'view', draft: 'keep' | 'discard'): Promise<EditorState>;
  state(id: SessionId): EditorState;
  node(id: SessionId, nodeId: NodeId): NodeDetail;
  /** Several edits are one undo step. Errors: `EDIT_INVALID`, `EDIT_TARGET_MISSING`, `EDIT_VALUE_INVALID`. */
  apply(id: SessionId, edits: readonly Edit[], label?: string): Promise<EditorChange>;
  undo(id: SessionId, steps: number): Promise<EditorChange>;
  redo(id: SessionId, steps: number): Promise<EditorChange>;
  copy(id: SessionId, nodeIds: readonly NodeId[]): { xml: string; count: number };
  /** Errors: `REVISION_CONFLICT` unless `overwrite`. */
  save(id: SessionId, overwrite: boolean): Promise<SavedEdit>;
  saveCopy(id: SessionId, name: string): Promise<PackageId>;
  stored(id: SessionId): Promise<StoredState>;
  /** Back to what is stored now. */
  discard(id: SessionId): Promise<EditorState>;
  close(id: SessionId): Promise<void>;
}
