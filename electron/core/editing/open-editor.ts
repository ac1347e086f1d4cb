import type { EditorChange, EditorState } from '#shared/model/editor';
import type { PackageId, SessionId } from '#shared/model/ids';
import type { OpenedText } from '../library/sequence-bytes.ts';
import { type EditingSession, noSessionChange, type SessionChange } from '../sequence/editing-session.ts';
import type { DraftVersion } from '../store/tables/editing-session.ts';

/** The document of an editor and its place in the site. A discarded or settled session gets a new one. */
export interface OpenDocument {
  readonly session: EditingSession;
  readonly encoding: OpenedText['encoding'];
  /** The stored revision that the edits stand on. */
  revision: number;
  /** When the draft that was taken up was written; null when there was none. */
  draftFrom: number | null;
  /** The draft of the site that is this history; null when there is none yet: who only looks leaves no trace. */
  version: DraftVersion | null;
  /** A draft of the site that leads nowhere and gives way to the first change. */
  readonly replaces: DraftVersion | null;
  /** Where reading would begin, and how much it would read from there. */
  basePosition: number;
  replayBytes: number;
}

/** An open editor. Windows that edit the same sequence share one; a view is its own. */
export interface OpenEditor {
  readonly id: SessionId;
  readonly packageId: PackageId;
  readonly name: string;
  readonly mode: 'edit' | 'view';
  open: OpenDocument;
  epoch: number;
  changeNumber: number;
  storedRevision: number;
  isBehind: boolean;
  /** How often each connection opened it. */
  readonly openers: Map<string, number>;
}

function standingOf(editor: OpenEditor) {
  const { session, revision } = editor.open;
  const { undo, redo, ...counts } = session.describeHistory();
  return {
    epoch: editor.epoch,
    changeNumber: editor.changeNumber,
    revision,
    storedRevision: editor.storedRevision,
    isBehind: editor.isBehind,
    history: { ...counts, undo: [...undo], redo: [...redo] },
    isDirty: session.isDirty,
    sizeBytes: session.document.sizeBytes,
  };
}

/** Everything that a window shows of an editor. */
export function stateOf(editor: OpenEditor): EditorState {
  const { document } = editor.open.session;
  return {
    sessionId: editor.id,
    packageId: editor.packageId,
    name: editor.name,
    dialect: document.dialect,
    mode: editor.mode,
    rows: document.rows(),
    draftFrom: editor.open.draftFrom,
    ...standingOf(editor),
  };
}

/** What a window has to do to show the editor as it is after a change; `isNews` gives it the next number. */
export function changeOf(editor: OpenEditor, change: SessionChange = noSessionChange, isNews = true): EditorChange {
  if (isNews) editor.changeNumber += 1;
  return {
    sessionId: editor.id,
    label: change.label,
    patch: change.outline,
    touched: [...change.touched],
    select: [...change.select],
    ...standingOf(editor),
  };
}
