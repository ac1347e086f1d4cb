import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Edit, MoveEdit } from '#shared/model/edit';
import type { EditorChange, EditorHistory, EditorRenewal, EditorState } from '#shared/model/editor';
import type { PackageId } from '#shared/model/ids';
import { moveRows } from '#shared/model/move-rows';
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

/** Of a sequence that the site no longer lists: when it was deleted, null when it cannot be brought back any more. */
export interface Removal {
  readonly deletedAt: number | null;
}

/** The copy of the editing session that the core holds. Changed by replies and events, and by moves at once. */
export interface EditorDocument {
  readonly phase: 'opening' | 'open' | 'failed' | 'closed';
  readonly packageId: PackageId;
  readonly mode: 'edit' | 'view';
  readonly session: EditorState | null;
  /** What is shown: the rows of the core, with the moves that it has not answered yet. */
  readonly rows: readonly OutlineRow[];
  /** The rows as the core has told them last. */
  readonly confirmed: readonly OutlineRow[];
  /** Moves that are shown and not answered, in the order in which they were made. */
  readonly underWay: readonly MoveEdit[];
  readonly history: EditorHistory;
  /** Set while the site has it among the deleted ones, or has it no more: nothing can be saved to it. */
  readonly removed: Removal | null;
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
    confirmed: [],
    underWay: [],
    history: emptyHistory,
    removed: null,
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

/** Rows with moves made in them, one after the other; one that has no place there any more is left out. */
function withMoves(rows: readonly OutlineRow[], moves: readonly MoveEdit[]): readonly OutlineRow[] {
  return moves.reduce((before, move) => moveRows(before, move) ?? before, rows);
}

function isSameRow(a: OutlineRow, b: OutlineRow | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** The rows of the core with what is under way; the very rows that are shown when these say the same. */
function settleRows(
  { rows: shown }: EditorDocument,
  confirmed: readonly OutlineRow[],
  underWay: readonly MoveEdit[],
): Pick<EditorDocument, 'rows' | 'confirmed' | 'underWay'> {
  const rows = withMoves(confirmed, underWay);
  const isSame = rows.length === shown.length && rows.every((row, at) => isSameRow(row, shown[at]));
  if (!isSame) return { rows, confirmed, underWay };
  return { rows: shown, confirmed: underWay.length === 0 ? shown : confirmed, underWay };
}

/** Shows a move before the core has answered; false when it has no such place, and then nothing is shown. */
export function showMove(store: DocumentStore, move: MoveEdit): boolean {
  const { rows, underWay } = store.getState();
  const moved = moveRows(rows, move);
  if (moved !== null) store.setState({ rows: moved, underWay: [...underWay, move] });
  return moved !== null;
}

/** Ends a move that is in the rows of the core by now, however they were read. */
export function endMove(store: DocumentStore, move: MoveEdit): void {
  const state = store.getState();
  if (!state.underWay.includes(move)) return;
  const left = state.underWay.filter((one) => one !== move);
  store.setState(settleRows(state, state.confirmed, left));
}

/**
 * Takes a refused move back, and those that were made after it: they were made in rows that never were. Returns them
 * all.
 */
export function takeMoveBack(store: DocumentStore, move: MoveEdit): readonly MoveEdit[] {
  const state = store.getState();
  const at = state.underWay.indexOf(move);
  if (at < 0) return [];
  store.setState(settleRows(state, state.confirmed, state.underWay.slice(0, at)));
  return state.underWay.slice(at);
}

/** The document as a freshly read session says it; details are asked for anew, and what was typed leads nowhere. */
export function takeState(store: DocumentStore, session: EditorState): void {
  const state = store.getState();
  const { session: old } = state;
  const isSame = old?.sessionId === session.sessionId && old.epoch === session.epoch;
  store.setState({
    phase: 'open',
    session,
    mode: session.mode,
    ...settleRows(state, session.rows, isSame ? state.underWay : []),
    history: session.history,
    isDirty: session.isDirty,
    sizeBytes: session.sizeBytes,
    revision: session.revision,
    storedRevision: session.storedRevision,
    isBehind: session.isBehind,
    draftFrom: session.draftFrom,
    ...(session.draftFrom === null ? { isDraftBehind: false } : {}),
    details: new Map(),
    stale: new Set(),
    error: null,
    ...(isSame ? {} : { drafts: new Map() }),
  });
}

/** Details that read as before stay the same object: what shows them has nothing to do. */
function keepDetail(old: NodeDetail | undefined, detail: NodeDetail): NodeDetail {
  return old !== undefined && JSON.stringify(old) === JSON.stringify(detail) ? old : detail;
}

/** What came with the answer of a change: the details, the move that was asked for, or the typing that is in them now. */
export interface Answered {
  readonly detail: NodeDetail | null;
  readonly move?: MoveEdit;
  readonly typed?: { readonly field: string; readonly edit: Edit };
}

/** What is typed and not in the document: the answer that brings it, with the details that have it, ends it at once. */
function settleDrafts(
  drafts: EditorDocument['drafts'],
  gone: ReadonlySet<NodeId>,
  { detail, typed }: Answered,
): EditorDocument['drafts'] {
  const isOver = (field: string, draft: FieldDraft) =>
    gone.has(draft.nodeId) || (field === typed?.field && draft.edit === typed.edit && detail?.id === draft.nodeId);
  const left = [...drafts].filter(([field, draft]) => !isOver(field, draft));
  return left.length === drafts.size ? drafts : new Map(left);
}

/** The document after a change, with what came with its answer. */
export function takeChange(store: DocumentStore, change: EditorChange, answered: Answered): void {
  const { detail, move } = answered;
  const state = store.getState();
  const { confirmed, details, drafts, stale } = state;
  const underWay = move === undefined ? state.underWay : state.underWay.filter((one) => one !== move);
  const gone = new Set(change.patch.removed);
  const isStructured = change.patch.order.length > 0 || change.patch.changed.length > 0;
  const kept = new Map([...details].filter(([id]) => !gone.has(id)));
  const old = new Set([...stale, ...change.touched].filter((id) => kept.has(id)));
  if (detail !== null) {
    kept.set(detail.id, keepDetail(details.get(detail.id), detail));
    old.delete(detail.id);
  }
  store.setState({
    ...(isStructured || underWay !== state.underWay
      ? settleRows(state, applyOutlinePatch(confirmed, change.patch), underWay)
      : {}),
    history: change.history,
    isDirty: change.isDirty,
    sizeBytes: change.sizeBytes,
    revision: change.revision,
    storedRevision: change.storedRevision,
    isBehind: change.isBehind,
    // Saved, in whichever window: what was taken up is the sequence by now.
    ...(change.revision === state.revision ? {} : { draftFrom: null, isDraftBehind: false }),
    details: kept,
    stale: old,
    drafts: settleDrafts(drafts, gone, answered),
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
