import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Edit } from '#shared/model/edit';
import type { EditorChange, EditorHistory, EditorRenewal, EditorState } from '#shared/model/editor';
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
  /** Greater than `revision` when somebody else saved. */
  readonly storedRevision: number;
  /** Another program changed the draft: nothing can be changed here until the person decides. */
  readonly isBehind: boolean;
  /** Why the whole document was read again, until the person has seen it. */
  readonly renewal: EditorRenewal['cause'] | null;
  readonly draftFrom: number | null;
  /** How many changes the draft that was taken up had; 0 when it is not known. */
  readonly draftChanges: number;
  /** Of the draft that was taken up: it was made on an older revision than the stored one. */
  readonly isDraftBehind: boolean;
  readonly details: ReadonlyMap<NodeId, NodeDetail>;
  /** Nodes that changed since their details were read; these stay on show until they are read again. */
  readonly stale: ReadonlySet<NodeId>;
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
    storedRevision: 0,
    isBehind: false,
    renewal: null,
    draftFrom: null,
    draftChanges: 0,
    isDraftBehind: false,
    details: new Map(),
    stale: new Set(),
    drafts: new Map(),
    error: null,
    isSaving: false,
  }));
}

/** The document as a freshly read session says it; details are asked for anew, and what was typed leads nowhere. */
export function takeState(store: DocumentStore, session: EditorState): void {
  const { session: old } = store.getState();
  const isSame = old?.sessionId === session.sessionId && old.epoch === session.epoch;
  store.setState({
    phase: 'open',
    session,
    mode: session.mode,
    rows: session.rows,
    history: session.history,
    isDirty: session.isDirty,
    sizeBytes: session.sizeBytes,
    revision: session.revision,
    storedRevision: session.storedRevision,
    isBehind: session.isBehind,
    draftFrom: session.draftFrom,
    details: new Map(),
    stale: new Set(),
    error: null,
    ...(isSame ? {} : { drafts: new Map() }),
  });
}

/** The document after a change, with the details that came with it. */
export function takeChange(store: DocumentStore, change: EditorChange, detail: NodeDetail | null): void {
  const { rows, details, drafts, stale } = store.getState();
  const gone = new Set(change.patch.removed);
  const isStructured = change.patch.order.length > 0 || change.patch.changed.length > 0;
  const kept = new Map([...details].filter(([id]) => !gone.has(id)));
  const old = new Set([...stale, ...change.touched].filter((id) => kept.has(id)));
  if (detail !== null) {
    kept.set(detail.id, detail);
    old.delete(detail.id);
  }
  store.setState({
    ...(isStructured ? { rows: applyOutlinePatch(rows, change.patch) } : {}),
    history: change.history,
    isDirty: change.isDirty,
    sizeBytes: change.sizeBytes,
    revision: change.revision,
    storedRevision: change.storedRevision,
    isBehind: change.isBehind,
    details: kept,
    stale: old,
    drafts: new Map([...drafts].filter(([, draft]) => !gone.has(draft.nodeId))),
    error: null,
  });
}

/** Details that were read, of rows that are still there. */
export function takeDetail(store: DocumentStore, detail: NodeDetail): void {
  const { rows, details, stale } = store.getState();
  if (!rows.some((row) => row.id === detail.id)) return;
  const left = new Set(stale);
  left.delete(detail.id);
  store.setState({ details: new Map(details).set(detail.id, detail), stale: left });
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
