import type { Edit } from '#shared/model/edit';
import type { EditorChange, EditorDraft, EditorState } from '#shared/model/editor';
import type { ReferenceProblem } from '#shared/model/editor-look';
import type { PackageId, SessionId } from '#shared/model/ids';
import type { NodeDetail, NodeId } from '#shared/model/sequence';
import type { SequenceDocument } from '../sequence/document.ts';

export interface SavedEdit {
  readonly revision: number;
  readonly change: EditorChange;
}

export interface StoredState {
  readonly revision: number;
  readonly modifiedAt: number;
  readonly modifiedBy: string;
  readonly document: SequenceDocument;
}

/** Open editors. Windows that edit the same sequence share one session. Errors: `SESSION_NOT_OPEN` for every session call. */
export interface Editing {
  drafts(): Promise<EditorDraft[]>;
  /** Errors: `SEQUENCE_NOT_FOUND`. */
  open(packageId: PackageId, mode: 'edit' | 'view', draft: 'keep' | 'discard'): Promise<EditorState>;
  state(id: SessionId): EditorState;
  /** A step or group; a secret is told as set or not, and no more. */
  node(id: SessionId, nodeId: NodeId): Promise<NodeDetail>;
  /** Several edits are one undo step. Errors: `EDIT_INVALID`, `EDIT_TARGET_MISSING`, `EDIT_VALUE_INVALID`. */
  apply(id: SessionId, edits: readonly Edit[], label?: string): Promise<EditorChange>;
  /**
   * Seals a secret of a step and lets the document name it, as one undo step; null clears it. The value goes no
   * further than the secret store. Errors: as `apply`, `SECRET_STORE_UNUSABLE`.
   */
  setSecret(
    id: SessionId,
    given: { readonly nodeId: NodeId; readonly property: string; readonly value: string | null },
  ): Promise<EditorChange>;
  undo(id: SessionId, steps: number): Promise<EditorChange>;
  redo(id: SessionId, steps: number): Promise<EditorChange>;
  /** Calls of other task sequences that cannot work as the site is now. */
  checkReferences(id: SessionId): Promise<ReferenceProblem[]>;
  /** The open document, to be read and never changed past the session. */
  look(id: SessionId): { readonly packageId: PackageId; readonly document: SequenceDocument };
  copy(id: SessionId, nodeIds: readonly NodeId[]): { xml: string; count: number };
  /** Errors: `REVISION_CONFLICT` unless `overwrite`. */
  save(id: SessionId, overwrite: boolean): Promise<SavedEdit>;
  saveCopy(id: SessionId, name: string): Promise<PackageId>;
  /** What is stored now, whoever saved it. */
  stored(id: SessionId): Promise<StoredState>;
  /** Back to what is stored now. */
  discard(id: SessionId): Promise<EditorState>;
  close(id: SessionId): Promise<void>;
}
