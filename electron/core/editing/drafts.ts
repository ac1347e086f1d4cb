import { isAppError } from '#shared/contract/errors';
import type { PackageId } from '#shared/model/ids';
import { openText, stepSecretKey, toBytes } from '../library/sequence-bytes.ts';
import { adoptStepSecretsIn } from '../library/step-secrets.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { SecretStore } from '../ports/secrets.ts';
import { SequenceDocument } from '../sequence/document.ts';
import { type Attempt, EditingSession } from '../sequence/editing-session.ts';
import { type HistoryEntry, StoredHistoryEntry, storedPatches } from '../sequence/history.ts';
import { UndoHistory } from '../sequence/undo-history.ts';
import type { Database, Transaction } from '../store/connection.ts';
import { type EditRow, listEditLabels, listEdits } from '../store/tables/editing-lists.ts';
import {
  appendEdit,
  type Checkpoint,
  deleteEditingSession,
  type DraftVersion,
  findDraftVersion,
  findEditingSession,
  insertEditingSession,
  isSameVersion,
  refuseDraft,
  replaceLastEdit,
  setCheckpoint,
  setPosition,
  setSaved,
  type StoredEditingSession,
} from '../store/tables/editing-session.ts';
import { getSequence, type StoredSequence } from '../store/tables/sequence.ts';
import type { SealedEdits } from './editing-secrets.ts';
import type { OpenDocument } from './open-editor.ts';

/**
 * How far reading a draft may have to go from the document that is kept with it: so many steps, or so much text for
 * each byte of the document (and never less than a few steps of a small one need).
 */
export const replayLimits = { steps: 32, shareOfDocument: 0.25, leastBytes: 8192 } as const;

/** Undo steps that stay in memory on either side; the others are read when somebody goes there. */
const keptSteps = 100;

export interface DraftPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secrets: SecretStore;
}

/** What an edit brings: values of its own, and references that came from another sequence. */
export type EditSecrets = Omit<SealedEdits, 'edits'>;

/** Part of the transaction that keeps the edit which names them (LIB-9). */
async function sealIn(
  transaction: Transaction,
  store: SecretStore,
  packageId: PackageId,
  { secrets, adopted }: EditSecrets,
): Promise<void> {
  for (const { id, value } of secrets) await store.putIn(transaction, stepSecretKey(packageId, id), value);
  if (adopted.size > 0) await adoptStepSecretsIn(transaction, store, packageId, adopted);
}

function isDue(open: OpenDocument, position: number): boolean {
  const { session, basePosition, replayBytes } = open;
  const bytes = Math.max(replayLimits.leastBytes, session.document.sizeBytes * replayLimits.shareOfDocument);
  return Math.abs(position - basePosition) >= replayLimits.steps || replayBytes >= bytes;
}

function bytesOf({ session, encoding }: OpenDocument): Uint8Array {
  return toBytes({ text: session.document.print(), encoding });
}

function entryOf({ label, at, mergeKey, patches }: EditRow): HistoryEntry {
  return StoredHistoryEntry.parse({ label, at, mergeKey, patches });
}

/** What has to be written beside the next change, read off the document before it is made. */
export interface Before {
  /** The document, when it has to be kept: as the beginning of a draft, or as a new place to read from. */
  readonly document: Uint8Array | null;
}

/** The drafts of the site under the open editors. Every change is a conditional update (EDT-22). */
export class Drafts {
  readonly #ports: DraftPorts;

  constructor(ports: DraftPorts) {
    this.#ports = ports;
  }

  /** To be called before an edit is made: the document as it is then is the only one that may be needed. */
  prepare(open: OpenDocument): Before {
    const { position } = open.session;
    const isNeeded = open.version === null || open.basePosition > position || isDue(open, position);
    return { document: isNeeded ? bytesOf(open) : null };
  }

  /** Makes the draft if there is none, in the transaction of its first change. */
  async #begin(
    transaction: Transaction,
    packageId: PackageId,
    open: OpenDocument,
    baseDocument: Uint8Array,
  ): Promise<DraftVersion> {
    if (open.version !== null) return open.version;
    const at = this.#ports.clock.now();
    const begun = { packageId, generation: this.#ports.ids.uuid(), savedRevision: open.revision, baseDocument, at };
    return insertEditingSession(transaction, begun, open.replaces);
  }

  /**
   * Keeps an edit that was made, with the secrets that it names, then adds it to the history; an edit that cannot be
   * kept is taken back.
   */
  async keepEdit(
    packageId: PackageId,
    open: OpenDocument,
    before: Before,
    { attempt, secrets }: { readonly attempt: Attempt; readonly secrets: EditSecrets },
  ): Promise<void> {
    const { entry, isMerged } = attempt.change;
    if (entry === undefined) return;
    const { position } = open.session;
    const edit = { ...entry, patches: storedPatches(entry.patches) };
    const checkpoint =
      open.version === null || before.document === null ? null : { position, document: before.document };
    try {
      const kept = await this.#ports.database.write(async (transaction) => {
        await sealIn(transaction, this.#ports.secrets, packageId, secrets);
        const known = await this.#begin(transaction, packageId, open, before.document ?? new Uint8Array());
        return isMerged
          ? replaceLastEdit(transaction, packageId, known, edit)
          : appendEdit(transaction, packageId, known, edit, checkpoint);
      });
      attempt.keep();
      open.version = kept.version;
      if (checkpoint !== null && !isMerged) Object.assign(open, { basePosition: position, replayBytes: 0 });
      open.replayBytes += kept.sizeBytes;
      open.session.history.dropBefore(kept.firstPosition);
    } catch (error) {
      attempt.takeBack();
      throw error;
    }
    open.session.history.forget(keptSteps);
  }

  /** Undo and redo by several steps: all of them or none. */
  async travel(packageId: PackageId, open: OpenDocument, way: 'undo' | 'redo', steps: number): Promise<Attempt> {
    const { database, clock } = this.#ports;
    const { session } = open;
    const { first, last, position } = session.history.places;
    const target = way === 'undo' ? Math.max(first, position - steps) : Math.min(last, position + steps);
    await this.#read(packageId, open, position, target);
    const attempt = session.travel(way, steps);
    const { version } = open;
    try {
      if (version === null) return await refuseDraft(database.read, packageId, version);
      const isNeeded = isDue(open, attempt.position);
      const checkpoint = isNeeded ? { position: attempt.position, document: bytesOf(open) } : null;
      open.version = await database.write((transaction) =>
        setPosition(transaction, packageId, version, attempt.position, clock.now(), checkpoint),
      );
      if (checkpoint !== null) Object.assign(open, { basePosition: attempt.position, replayBytes: 0 });
    } catch (error) {
      attempt.takeBack();
      throw error;
    }
    attempt.keep();
    session.history.forget(keptSteps);
    await this.readLabels(packageId, open);
    return attempt;
  }

  /** Brings the entries between two positions, if they are of this history still. */
  async #read(packageId: PackageId, open: OpenDocument, from: number, to: number): Promise<void> {
    const { history } = open.session;
    const stretch = history.missing(from, to);
    if (stretch === null) return;
    const { read } = this.#ports.database;
    const rows = await listEdits(read, packageId, stretch);
    if (!isSameVersion(await findDraftVersion(read, packageId), open.version)) {
      await refuseDraft(read, packageId, open.version);
    }
    for (const row of rows) history.hold(row.ordinal, entryOf(row));
  }

  /** Brings what the lists of undo and redo show. */
  async readLabels(packageId: PackageId, open: OpenDocument): Promise<void> {
    const { history } = open.session;
    const stretch = history.missingLabels();
    if (stretch === null || open.version === null) return;
    const rows = await listEditLabels(this.#ports.database.read, packageId, stretch);
    for (const { ordinal, label } of rows) history.name(ordinal, label);
  }

  /** Notes in the transaction of a save that the document at the position is what is stored. */
  async keepSaved(
    transaction: Transaction,
    packageId: PackageId,
    open: OpenDocument,
    saved: { readonly revision: number; readonly document: Uint8Array; readonly at: number },
  ): Promise<DraftVersion> {
    const known = await this.#begin(transaction, packageId, open, saved.document);
    return setSaved(transaction, packageId, known, saved);
  }

  /** Ends the draft, and opens what is stored at that moment. */
  discard(packageId: PackageId, { version, replaces }: OpenDocument): Promise<OpenDocument> {
    return this.#ports.database.write(async (transaction) => {
      await deleteEditingSession(transaction, packageId, version ?? replaces);
      return this.#openStored(await getSequence(transaction, packageId), null);
    });
  }

  /** Puts the document as it is in the place of whatever draft is there; its undo begins anew. */
  async replace(packageId: PackageId, open: OpenDocument): Promise<OpenDocument> {
    const { database, clock, ids } = this.#ports;
    const baseDocument = bytesOf(open);
    const version = await database.write((transaction) => {
      const at = clock.now();
      const own = { packageId, generation: ids.uuid(), savedRevision: open.revision, baseDocument, at, isSaved: false };
      return insertEditingSession(transaction, own, 'any');
    });
    const history = new UndoHistory({ first: 0, last: 0, position: 0, savedPosition: null });
    const session = new EditingSession(open.session.document, clock, history);
    return { ...open, session, version, replaces: null, basePosition: 0, replayBytes: 0 };
  }

  #openStored(stored: StoredSequence, replaces: DraftVersion | null): OpenDocument {
    const { text, encoding } = openText(stored.document, stored.name);
    const session = new EditingSession(new SequenceDocument(text, stored.name), this.#ports.clock);
    const fresh = { draftFrom: null, version: null, basePosition: 0, replayBytes: 0 };
    return { session, encoding, revision: stored.revision, replaces, ...fresh };
  }

  /** A sequence as it is stored, for a view. Errors: `SEQUENCE_NOT_FOUND`. */
  async openView(packageId: PackageId): Promise<{ stored: StoredSequence; open: OpenDocument }> {
    const stored = await getSequence(this.#ports.database.read, packageId);
    return { stored, open: this.#openStored(stored, null) };
  }

  /**
   * A sequence with its draft, undo and redo included. A draft without anything unsaved whose history does not lead to
   * the stored document (another window or the command line saved) is left and gives way to the first change.
   * Errors: `SEQUENCE_NOT_FOUND`, `REVISION_CONFLICT` when another program does not stop changing the draft.
   */
  async openDraft(packageId: PackageId): Promise<{ stored: StoredSequence; open: OpenDocument }> {
    const { read } = this.#ports.database;
    for (let attempts = 5; attempts > 0; attempts -= 1) {
      const stored = await getSequence(read, packageId);
      const row = await findEditingSession(read, packageId);
      const edits = row === undefined ? [] : await listEdits(read, packageId, stretchOf(row));
      const known = row === undefined ? null : { generation: row.generation, revision: row.revision };
      // Read in several queries: what another program wrote in between shows in the version.
      if (!isSameVersion(await findDraftVersion(read, packageId), known)) continue;
      const open = row === undefined ? null : this.#restore(stored, row, edits);
      if (open === null) return { stored, open: this.#openStored(stored, known) };
      if (isDue(open, open.session.position) && !(await this.#shorten(packageId, open))) continue;
      await this.readLabels(packageId, open);
      return { stored, open };
    }
    return refuseDraft(read, packageId, null);
  }

  #restore(stored: StoredSequence, row: StoredEditingSession, edits: readonly EditRow[]): OpenDocument | null {
    const { text, encoding } = openText(row.baseDocument, stored.name);
    const history = new UndoHistory({
      first: row.firstPosition,
      last: row.lastPosition,
      position: row.basePosition,
      savedPosition: row.savedPosition === -1 ? null : row.savedPosition,
    });
    for (const edit of edits) history.hold(edit.ordinal, entryOf(edit));
    const session = new EditingSession(new SequenceDocument(text, stored.name), this.#ports.clock, history);
    const distance = row.position - row.basePosition;
    session.travel(distance < 0 ? 'undo' : 'redo', Math.abs(distance)).keep();
    const { generation, revision } = row;
    const open: OpenDocument = {
      session,
      encoding,
      revision: row.savedRevision,
      draftFrom: session.isDirty ? row.updatedAt : null,
      version: { generation, revision },
      replaces: null,
      basePosition: row.basePosition,
      replayBytes: edits.reduce((sum, edit) => sum + edit.sizeBytes, 0),
    };
    const isStored =
      session.isDirty || Buffer.compare(distance === 0 ? row.baseDocument : bytesOf(open), stored.document) === 0;
    return isStored ? open : null;
  }

  /** Keeps the document as it is with a draft that took long to read: one of an earlier version. False when it changed. */
  async #shorten(packageId: PackageId, open: OpenDocument): Promise<boolean> {
    const { version, session } = open;
    if (version === null) return true;
    const checkpoint: Checkpoint = { position: session.position, document: bytesOf(open) };
    try {
      open.version = await this.#ports.database.write((transaction) =>
        setCheckpoint(transaction, packageId, version, checkpoint),
      );
    } catch (error) {
      if (isAppError(error, 'REVISION_CONFLICT')) return false;
      throw error;
    }
    Object.assign(open, { basePosition: session.position, replayBytes: 0 });
    return true;
  }
}

/** The edits between the document that is kept and the position, whichever comes first. */
function stretchOf({ basePosition, position }: StoredEditingSession): { from: number; to: number } {
  return { from: Math.min(basePosition, position) + 1, to: Math.max(basePosition, position) };
}
