import type { Edit, EditPlace, MoveEdit } from '#shared/model/edit';
import type { EditLabel } from '#shared/model/edit-label';
import { findMoves, type MoveDirection } from '#shared/model/edit';
import type { EditorChange } from '#shared/model/editor';
import { descendantIds, type OutlineRow, topmostIds } from '#shared/model/outline';
import type { NodeId } from '#shared/model/sequence';
import {
  isSameSelection,
  keepSelection,
  selectAll,
  selectMany,
  selectOne,
  type Selection,
} from '../model/selection.ts';
import { ancestorIds } from '../model/view-rows.ts';
import { type DropPlace, refuseDrop } from '../tree/drop-place.ts';
import type { EditorClipboard } from './clipboard.ts';
import { type ConditionActions, createConditionActions } from './condition-actions.ts';
import { createDocumentStore, type DocumentStore } from './document-store.ts';
import { createEditorSession, type EditorSession } from './editor-session.ts';
import { createFindActions, type FindActions } from './find-actions.ts';
import { createFocusKeepers, type FocusKeeper, type FocusKeepers } from './focus-keepers.ts';
import type { EditorDeps } from './ports.ts';
import { createProblemActions, type ProblemActions } from './problem-actions.ts';
import { takeCopy } from './take-copy.ts';
import { createViewStore, type ViewStore } from './view-store.ts';

/** One open editor: its document, what it shows, and everything a person can do with it. */
export interface EditorController extends FindActions, ConditionActions, ProblemActions, FocusKeepers {
  readonly document: DocumentStore;
  readonly view: ViewStore;
  readonly session: EditorSession;
  readonly clipboard: EditorClipboard;
  select(selection: Selection, focus?: boolean): void;
  reveal(ids: readonly NodeId[]): void;
  setOpen(id: NodeId, open: boolean): void;
  setAllOpen(open: boolean): void;
  selectAll(): void;
  canMove(direction: MoveDirection): boolean;
  move(direction: MoveDirection): Promise<void>;
  drop(ids: readonly NodeId[], place: DropPlace, isCopy: boolean): Promise<boolean>;
  insert(type: string | null): Promise<void>;
  remove(): Promise<void>;
  copy(): Promise<boolean>;
  cut(): Promise<void>;
  /** What was copied, or the newer text that a paste event brought. */
  paste(text?: string): Promise<void>;
  rename(id: NodeId, name: string): Promise<void>;
  setDisabled(disabled: boolean): Promise<void>;
  setContinueOnError(continueOnError: boolean): Promise<void>;
  wrap(name: string): Promise<void>;
  ungroup(): Promise<void>;
  undo(steps: number): Promise<void>;
  redo(steps: number): Promise<void>;
}

interface Parts {
  readonly document: DocumentStore;
  readonly view: ViewStore;
  readonly session: EditorSession;
  readonly clipboard: EditorClipboard;
  readonly deps: EditorDeps;
}

export function selectedIds(parts: Pick<Parts, 'document' | 'view'>): NodeId[] {
  return topmostIds(parts.document.getState().rows, parts.view.getState().selection.ids);
}

export function selectedRows(rows: readonly OutlineRow[], ids: readonly NodeId[]): OutlineRow[] {
  const wanted = new Set(ids);
  return rows.filter((row) => wanted.has(row.id));
}

function isEditable(parts: Parts): boolean {
  const { mode, phase, isBehind } = parts.document.getState();
  return mode === 'edit' && phase === 'open' && !isBehind;
}

/** Field: a new item goes after the selected one; with nothing selected to the end. */
function placeForNew(parts: Parts): EditPlace {
  const { active, ids } = parts.view.getState().selection;
  const after = ids.at(-1) ?? active;
  return after === null ? { where: 'into', parentId: null } : { where: 'after', id: after };
}

function setSelection(parts: Parts, wanted: Selection, focus: boolean): void {
  const before = parts.view.getState();
  const selection = isSameSelection(before.selection, wanted) ? before.selection : wanted;
  parts.view.setState({ selection, focusRequest: before.focusRequest + (focus ? 1 : 0) });
}

/** Opens the groups above the rows, selects them, brings them into view and, unless told otherwise, takes the focus there. */
function reveal(parts: Parts, ids: readonly NodeId[], focus = true): void {
  const { rows } = parts.document.getState();
  const there = new Set(rows.map((row) => row.id));
  const known = ids.filter((id) => there.has(id));
  if (known.length === 0) return;
  const { closed } = parts.view.getState();
  const opened = new Set(closed.size === 0 ? [] : known.flatMap((id) => ancestorIds(rows, id)));
  if ([...opened].some((id) => closed.has(id))) {
    parts.view.setState({ closed: new Set([...closed].filter((id) => !opened.has(id))) });
  }
  setSelection(parts, selectMany(known), focus);
  if (!focus) parts.view.setState((state) => ({ showRequest: state.showRequest + 1 }));
}

function announceMove(parts: Parts, ids: readonly NodeId[]): void {
  const { rows } = parts.document.getState();
  const at = rows.findIndex((row) => row.id === ids[0]);
  const row = rows[at];
  if (row !== undefined) parts.deps.say({ key: 'moved', count: ids.length, name: row.name, number: at + 1 });
}

async function edit(parts: Parts, edits: readonly Edit[], label?: EditLabel): Promise<EditorChange | null> {
  if (!isEditable(parts) || edits.length === 0) return null;
  const made = await parts.session.apply(edits, label);
  if (made !== null && edits.some(({ kind }) => kind === 'insert')) {
    // What must be filled in is among the properties, whichever tab is open.
    parts.view.setState(({ fresh }) => ({ fresh: new Set([...fresh, ...made.select]), tab: 'properties' }));
  }
  if (made !== null && made.select.length > 0) reveal(parts, made.select);
  return made;
}

/** Shows a move and follows it with selection and focus; when it is refused, these go back with the rows. */
async function moveAtOnce(parts: Parts, move: MoveEdit): Promise<boolean> {
  if (!isEditable(parts)) return false;
  const done = parts.session.move(move);
  reveal(parts, move.ids);
  const made = await done;
  if (made !== null) announceMove(parts, move.ids);
  else if (move.ids.join() === selectedIds(parts).join()) reveal(parts, move.ids);
  return made !== null;
}

/** The moves of the selection, looked for once while rows and selection stay: commands ask at every change. */
function createMoves({ document, view }: Pick<Parts, 'document' | 'view'>) {
  let known: { rows: readonly OutlineRow[]; ids: readonly NodeId[]; moves: ReturnType<typeof findMoves> } | null = null;
  return (direction: MoveDirection): MoveEdit | null => {
    const { rows } = document.getState();
    const { ids } = view.getState().selection;
    if (known?.rows !== rows || known.ids !== ids) known = { rows, ids, moves: findMoves(rows, ids) };
    return known.moves[direction];
  };
}

function viewActions(parts: Parts) {
  const { document, view } = parts;
  return {
    select: (selection: Selection, focus = false) => setSelection(parts, selection, focus),
    reveal: (ids: readonly NodeId[]) => reveal(parts, ids),
    setOpen: (id: NodeId, open: boolean) => {
      const { closed, selection } = view.getState();
      const next = new Set(closed);
      if (open) next.delete(id);
      else next.add(id);
      view.setState({ closed: next });
      const { rows } = document.getState();
      const hidden = open ? [] : descendantIds(rows, id);
      if (selection.active !== null && hidden.includes(selection.active)) setSelection(parts, selectOne(id), true);
    },
    setAllOpen: (open: boolean) => {
      const { rows } = document.getState();
      const groups = rows.filter((row) => row.kind === 'group').map((row) => row.id);
      view.setState({ closed: new Set(open ? [] : groups) });
      const { active } = view.getState().selection;
      const top = open || active === null ? undefined : ancestorIds(rows, active).at(-1);
      if (top !== undefined) setSelection(parts, selectOne(top), false);
    },
    selectAll: () => setSelection(parts, selectAll(view.getState().selection, document.getState().rows), false),
  };
}

async function dropRows(parts: Parts, ids: readonly NodeId[], place: DropPlace, isCopy: boolean): Promise<boolean> {
  const { rows } = parts.document.getState();
  const moved = topmostIds(rows, ids);
  if (refuseDrop(rows, moved, place, isCopy) !== null) return false;
  if (!isCopy) return moveAtOnce(parts, { kind: 'move', ids: moved, parentId: place.parentId, index: place.index });
  const key = parts.session.key();
  const copied = key === null ? null : await parts.session.call('editor.copy', { ...key, nodeIds: moved });
  if (copied === null) return false;
  const to: EditPlace = { where: 'into', parentId: place.parentId, index: place.index };
  const made = await edit(parts, [{ kind: 'insertRaw', place: to, xml: copied.xml }]);
  if (made !== null) parts.deps.say({ key: 'pasted', count: copied.count });
  return made !== null;
}

async function copyRows(parts: Parts): Promise<boolean> {
  const nodeIds = selectedIds(parts);
  const key = parts.session.key();
  if (nodeIds.length === 0 || key === null) return false;
  await parts.session.commit();
  const copied = await parts.session.call('clipboard.copySteps', { ...key, nodeIds });
  if (copied === null) return false;
  parts.deps.say({ key: 'copied', count: nodeIds.length });
  await parts.clipboard.copied(copied);
  return true;
}

async function pasteRows(parts: Parts, text: string | undefined): Promise<void> {
  if (!isEditable(parts)) return;
  const taken = await takeCopy(parts, 'steps', text);
  if (taken?.kind !== 'steps') return;
  const made = await edit(parts, [{ kind: 'insertRaw', place: placeForNew(parts), xml: taken.xml }]);
  if (made !== null) parts.deps.say({ key: 'pasted', count: made.select.length });
}

async function removeRows(parts: Parts): Promise<void> {
  const ids = selectedIds(parts);
  const { rows } = parts.document.getState();
  const before = parts.view.getState().selection;
  const first = rows.find((row) => row.id === ids[0]);
  if (first === undefined || !isEditable(parts)) return;
  const made = await parts.session.apply([{ kind: 'remove', ids }]);
  if (made === null) return;
  setSelection(parts, keepSelection({ ...before, ids: [] }, rows, parts.document.getState().rows), true);
  parts.deps.say({ key: 'removed', count: ids.length, name: first.name });
}

function structureActions(parts: Parts) {
  const moveOf = createMoves(parts);
  return {
    canMove: (direction: MoveDirection) => isEditable(parts) && moveOf(direction) !== null,
    move: async (direction: MoveDirection) => {
      const wanted = moveOf(direction);
      if (wanted !== null) await moveAtOnce(parts, wanted);
    },
    drop: (ids: readonly NodeId[], place: DropPlace, isCopy: boolean) => dropRows(parts, ids, place, isCopy),
    insert: async (type: string | null) => {
      const made = await edit(parts, [{ kind: 'insert', place: placeForNew(parts), type }]);
      if (made !== null) parts.deps.say({ key: 'changed', label: made.label });
    },
    remove: () => removeRows(parts),
    copy: () => copyRows(parts),
    cut: async () => {
      if (isEditable(parts) && (await copyRows(parts))) await removeRows(parts);
    },
    paste: (text?: string) => pasteRows(parts, text),
    wrap: async (name: string) => {
      const ids = selectedIds(parts);
      const made = ids.length === 0 ? null : await edit(parts, [{ kind: 'wrapInGroup', ids, name }]);
      if (made === null) return;
      parts.deps.say({ key: 'changed', label: made.label });
      // A group of this name says nothing yet: the next thing typed is what it is called.
      parts.view.setState({ renaming: made.select[0] ?? null });
    },
    ungroup: async () => {
      const groups = selectedRows(parts.document.getState().rows, selectedIds(parts)).filter((r) => r.kind === 'group');
      const made = await edit(
        parts,
        groups.map((row) => ({ kind: 'ungroup', id: row.id })),
      );
      if (made !== null) parts.deps.say({ key: 'changed', label: made.label });
    },
  };
}

function valueActions(parts: Parts, askKeepers: FocusKeeper) {
  const step = async (run: () => Promise<EditorChange | null>, key: 'undone' | 'redone') => {
    const keep = askKeepers();
    const { ids } = parts.view.getState().selection;
    const made = isEditable(parts) ? await run() : null;
    if (made === null) return;
    const isOnPage = made.select.every((id) => ids.length === 1 && ids[0] === id);
    if (keep !== null && isOnPage) keep();
    else reveal(parts, made.select);
    parts.deps.say({ key, label: made.label });
  };
  const flag = async (make: (ids: NodeId[]) => Edit) => {
    const ids = [...parts.view.getState().selection.ids];
    const made = ids.length === 0 || !isEditable(parts) ? null : await parts.session.apply([make(ids)]);
    if (made !== null) parts.deps.say({ key: 'changed', label: made.label });
  };
  return {
    rename: async (id: NodeId, name: string) => {
      parts.view.setState({ renaming: null });
      const row = parts.document.getState().rows.find((one) => one.id === id);
      if (row !== undefined && row.name !== name) await edit(parts, [{ kind: 'setName', id, name }]);
      setSelection(parts, parts.view.getState().selection, true);
    },
    setDisabled: (disabled: boolean) => flag((ids) => ({ kind: 'setDisabled', ids, disabled })),
    setContinueOnError: (continueOnError: boolean) =>
      flag((ids) => ({ kind: 'setContinueOnError', ids, continueOnError })),
    undo: (steps: number) => step(() => parts.session.undo(steps), 'undone'),
    redo: (steps: number) => step(() => parts.session.redo(steps), 'redone'),
  };
}

export interface EditorOptions {
  readonly packageId: Parameters<typeof createDocumentStore>[0];
  readonly mode: 'edit' | 'view';
  readonly deps: EditorDeps;
  readonly clipboard: EditorClipboard;
}

/** Makes the editor of one tab. It opens nothing yet: `session.open` does. */
export function createEditorController(options: EditorOptions): EditorController {
  const document = createDocumentStore(options.packageId, options.mode);
  const view = createViewStore();
  const session = createEditorSession(document, options.deps);
  const parts: Parts = { document, view, session, clipboard: options.clipboard, deps: options.deps };
  let rowsBefore = document.getState().rows;
  document.subscribe((state) => {
    if (state.rows === rowsBefore) return;
    const kept = keepSelection(view.getState().selection, rowsBefore, state.rows);
    rowsBefore = state.rows;
    if (kept !== view.getState().selection) view.setState({ selection: kept });
  });
  followSelection(parts);
  const finding = createFindActions({ ...parts, reveal: (ids, focus) => reveal(parts, ids, focus) });
  const conditions = createConditionActions(parts);
  const problems = createProblemActions({ ...parts, reveal: (ids, focus) => reveal(parts, ids, focus) });
  const { ask, keepFocus } = createFocusKeepers();
  return {
    ...parts,
    keepFocus,
    ...finding,
    ...conditions,
    ...problems,
    ...viewActions(parts),
    ...structureActions(parts),
    ...valueActions(parts, ask),
  };
}

/**
 * Keeps the detail of the one selected row read: after selecting (a short pause while arrows run), and after a change
 * of it that somebody else made. What an answer brought, or what did not change, is not asked for again.
 */
function followSelection({ document, view, session, deps }: Parts): void {
  let cancel: () => void = () => undefined;
  let shown: NodeId | null = null;
  const only = () => {
    const { ids } = view.getState().selection;
    return ids.length === 1 ? (ids[0] ?? null) : null;
  };
  const isRead = (id: NodeId) => {
    const { details, stale } = document.getState();
    return details.has(id) && !stale.has(id);
  };
  const load = (id: NodeId | null, pause: number) => {
    cancel();
    if (id !== null && !isRead(id)) cancel = deps.schedule(() => void session.loadDetail(id), pause);
  };
  view.subscribe(() => {
    const id = only();
    if (id === shown) return;
    shown = id;
    void session.commit();
    load(id, id !== null && document.getState().details.has(id) ? 0 : selectionPause);
  });
  document.subscribe((state, before) => {
    if (state.session === before.session && state.stale === before.stale) return;
    if (state.phase === 'open') load(only(), 0);
  });
}

/** The details pane follows the selection after this long, so that running arrows do not ask for every row. */
const selectionPause = 80;
