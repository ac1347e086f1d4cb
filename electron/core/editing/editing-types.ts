import type { Edit } from '#shared/model/edit';
import type { EditLabel } from '#shared/model/edit-label';
import type { EditorChange, EditorDraft, EditorRenewal, EditorState, MadeChange } from '#shared/model/editor';
import type { PackageId, SessionId } from '#shared/model/ids';
import type { NodeDetail, NodeId } from '#shared/model/sequence';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { SecretStore } from '../ports/secrets.ts';
import type { KeyedQueue } from '../queue/keyed-queue.ts';
import type { SequenceDocument } from '../sequence/document.ts';
import type { PasteReader } from '../sequence/read-paste.ts';
import type { Database } from '../store/connection.ts';
import type { CheckedReferences } from './check-references.ts';

/** Which secret of a step is set, with its value; null clears it. */
export interface GivenSecret {
  readonly nodeId: NodeId;
  readonly property: string;
  readonly value: string | null;
  /** Which variable of which rule, counted from 0, where the property holds rules. */
  readonly inRules?: { readonly rule: number; readonly variable: number } | undefined;
  /** What is done before it, in the same undo step. */
  readonly edits?: readonly Edit[] | undefined;
}

export interface EditingPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secrets: SecretStore;
  readonly userName: string;
  /** The one of the core. */
  readonly queue: KeyedQueue;
  readonly readPaste: PasteReader;
}

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

/** Which session a call is for, for which reading of its document, and who asks (a connection). */
export interface SessionCall {
  readonly sessionId: SessionId;
  readonly epoch: number;
  readonly by: string;
}

/** What windows are told. `by` made it and has it as the answer; null when nobody here did. */
export type EditingEvent =
  | { readonly kind: 'changed'; readonly change: EditorChange; readonly by: string | null }
  | { readonly kind: 'renewed'; readonly renewal: EditorRenewal; readonly by: string | null };

/** A session whose window went away without a word is closed after this long, if no window opened it again. */
export const leaveAfterMs = 60_000;

/**
 * Open editors. Windows that edit the same sequence share one session, and its calls are carried out one after the
 * other (EDT-20). Errors of every session call: `SESSION_NOT_OPEN`, `SESSION_RENEWED` when it was made for an earlier
 * epoch; of every change: `REVISION_CONFLICT` with `of: draft` when another program changed the draft.
 */
export interface Editing {
  drafts(): Promise<EditorDraft[]>;
  /** Errors: `SEQUENCE_NOT_FOUND`. */
  open(packageId: PackageId, mode: 'edit' | 'view', draft: 'keep' | 'discard', by: string): Promise<EditorState>;
  state(id: SessionId): Promise<EditorState>;
  /** Steps or groups; a secret is told as set or not, and no more. */
  nodes(call: SessionCall, nodeIds: readonly NodeId[]): Promise<NodeDetail[]>;
  /** Several edits are one undo step. Errors: `EDIT_INVALID`, `EDIT_TARGET_MISSING`, `EDIT_VALUE_INVALID`. */
  apply(call: SessionCall, edits: readonly Edit[], label?: EditLabel): Promise<MadeChange>;
  /**
   * Seals a secret of a step and lets the document name it, as one undo step with the edits that go along; null clears
   * it. The value goes no further than the secret store. Errors: as `apply`, `SECRET_STORE_UNUSABLE`.
   */
  setSecret(call: SessionCall, given: GivenSecret): Promise<MadeChange>;
  undo(call: SessionCall, steps: number): Promise<MadeChange>;
  redo(call: SessionCall, steps: number): Promise<MadeChange>;
  /** Calls of other task sequences that cannot work as the site is now. */
  checkReferences(call: SessionCall): Promise<CheckedReferences>;
  /** Reads the open document between two changes; it is never changed past the session. */
  read<Result>(call: SessionCall, work: (document: SequenceDocument) => Result): Promise<Result>;
  /** Steps and groups as XML for the clipboard, without a secret in clear. */
  copy(call: SessionCall, nodeIds: readonly NodeId[]): Promise<string>;
  /** Errors: `REVISION_CONFLICT` unless `overwrite`. */
  save(call: SessionCall, overwrite: boolean): Promise<SavedEdit>;
  saveCopy(call: SessionCall, name: string): Promise<PackageId>;
  /** What is stored now, whoever stored it: the draft of another program in a conflict of drafts, else what was saved. */
  stored(call: SessionCall): Promise<StoredState>;
  /** Ends a conflict of drafts: shows what is stored, or puts one's own steps there (their undo begins anew). */
  settle(call: SessionCall, keep: 'stored' | 'own'): Promise<EditorState>;
  /** Back to what is stored now. */
  discard(call: SessionCall): Promise<EditorState>;
  /** Closes what `by` opened once. Nothing happens when it is closed already. */
  close(id: SessionId, by: string): Promise<void>;
  /** A connection ended: its views are closed at once, its editors after `leaveAfterMs`. */
  leave(by: string): Promise<void>;
  /** Another program wrote to the site: sessions look whether their sequence or draft is concerned. */
  heedOthers(): Promise<void>;
  onEvent(listener: (event: EditingEvent) => void): () => void;
  /** Ends waiting; the drafts stay. */
  end(): void;
  /** How many sessions are in memory. */
  readonly size: number;
}
