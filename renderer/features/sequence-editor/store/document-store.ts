import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Edit } from '#shared/model/edit';
import type { EditorChange, EditorHistory, EditorState } from '#shared/model/editor';
import type { PackageId } from '#shared/model/ids';
import { applyOutlinePatch, type OutlineRow } from '#shared/model/outline';
import type { NodeDetail, NodeId } from '#shared/model/sequence';
import type { Problem } from '../../../api/problem.ts';

/** What a field shows that is not in the document: typed and on its way, or refused. */
export interface FieldDraft {
  readonly nodeId: NodeId;
  readonly edit: Edit;
  /** Null while it is on its way. */
  readonly error: Problem | null;
}

/** The copy of the editing session that the core holds. Changed by replies and events only. */
export interface EditorDocument {
  readonly phase: 'opening' | 'open' | 'failed' | 'closed';
  readonly packageId: PackageId;
  readonly mode: 'edit' | 'view';
  readonly session: EditorState | null;
  readonly rows: readonly OutlineRow[];
  readonly history: EditorHistory;
  readonly isDirty: boolean;
  readonly sizeBytes: number;
  readonly revision: number;
  readonly draftFrom: number | null;
  /** How many changes the draft that was taken up had; 0 when it is not known. */
  readonly draftChanges: number;
  /** Of the draft that was taken up: it was made on an older revision than the stored one. */
  readonly isDraftBehind: boolean;
  readonly details: ReadonlyMap<NodeId, NodeDetail>;
  readonly drafts: ReadonlyMap<string, FieldDraft>;
  /** Why opening failed, or why the last command was refused. */
  readonly error: Problem | null;
  readonly isSaving: boolean;
}

export type DocumentStore = StoreApi<EditorDocument>;

export const emptyHistory: EditorHistory = { undo: [], redo: [], undoCount: 0, redoCount: 0, savedDistance: 0 };

export function createDocumentStore(packageId: PackageId, mode: 'edit' | 'view'): DocumentStore {
  return createStore<EditorDocument>(() => ({
    phase: 'opening',
    packageId,
    mode,
    session: null,
    rows: [],
    history: emptyHistory,
    isDirty: false,
    sizeBytes: 0,
    revision: 0,
    draftFrom: null,
    draftChanges: 0,
    isDraftBehind: false,
    details: new Map(),
    drafts: new Map(),
    error: null,
    isSaving: false,
  }));
}

/** The document as a freshly read session says it; details are asked for anew. */
export function takeState(store: DocumentStore, session: EditorState): void {
  store.setState({
    phase: 'open',
    session,
    mode: session.mode,
    rows: session.rows,
    history: session.history,
    isDirty: session.isDirty,
    sizeBytes: session.sizeBytes,
    revision: session.revision,
    draftFrom: session.draftFrom,
    details: new Map(),
    error: null,
  });
}

/** The document after a change. Details of rows that are gone are dropped; the others stay on show until read again. */
export function takeChange(store: DocumentStore, change: EditorChange): void {
  const { rows, details, drafts } = store.getState();
  const gone = new Set(change.patch.removed);
  store.setState({
    rows: applyOutlinePatch(rows, change.patch),
    history: change.history,
    isDirty: change.isDirty,
    sizeBytes: change.sizeBytes,
    details: new Map([...details].filter(([id]) => !gone.has(id))),
    drafts: new Map([...drafts].filter(([, draft]) => !gone.has(draft.nodeId))),
    error: null,
  });
}

export function setFieldDraft(store: DocumentStore, key: string, draft: FieldDraft | null): void {
  const drafts = new Map(store.getState().drafts);
  if (draft === null) drafts.delete(key);
  else drafts.set(key, draft);
  store.setState({ drafts });
}

/** The sequence's name: the root attribute of the dialect that has one, else the name of the object. */
export function sequenceName(document: EditorDocument): string {
  return document.session?.name ?? document.packageId;
}
