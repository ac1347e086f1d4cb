import { AppError } from '#shared/contract/errors';
import type { Edit } from '#shared/model/edit';
import type { EditorChange, EditorState } from '#shared/model/editor';
import { type PackageId, SessionId } from '#shared/model/ids';
import { findSecretReferences } from '#shared/model/secret-reference';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { SecretStore } from '../ports/secrets.ts';
import { EditingSession, type SessionChange } from '../sequence/editing-session.ts';
import { SequenceDocument } from '../sequence/document.ts';
import type { Database, Transaction } from '../store/connection.ts';
import {
  appendEdit,
  deleteEditingSession,
  insertEditingSession,
  listDrafts,
  replaceLastEdit,
  setPosition,
  setSaved,
} from '../store/tables/editing-session.ts';
import { getSequence, insertSequence, saveDocument, type StoredSequence } from '../store/tables/sequence.ts';
import { nextPackageId } from '../store/tables/site.ts';
import { countSteps, type OpenedText, openText, toBytes } from '../library/sequence-bytes.ts';
import { adoptStepSecrets, listStepSecrets } from '../library/step-secrets.ts';
import { type CheckReferences, createReferenceCheck } from './check-references.ts';
import { hasSecrets, hideSecrets, planSecret, sealEdits, withoutClearSecrets } from './editing-secrets.ts';
import type { Editing } from './editing-types.ts';
import { restoreSession } from './restore-session.ts';
import { createSecretKeeper, type SecretKeeper } from './secret-keeper.ts';

export interface EditingPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secrets: SecretStore;
  readonly userName: string;
}

/** An open editor. Windows that edit the same sequence share one; a view is its own. */
interface OpenEditor {
  readonly id: SessionId;
  readonly packageId: PackageId;
  readonly name: string;
  readonly mode: 'edit' | 'view';
  encoding: OpenedText['encoding'];
  /** The text that the session began with: its edits fit no other. */
  baseText: string;
  session: EditingSession;
  revision: number;
  draftFrom: number | null;
  changeNumber: number;
  /** True once the site has a session row: a sequence that is only looked at leaves no trace. */
  isStored: boolean;
  openCount: number;
}

function stateOf(editor: OpenEditor): EditorState {
  const { session } = editor;
  return {
    sessionId: editor.id,
    packageId: editor.packageId,
    name: editor.name,
    dialect: session.document.dialect,
    mode: editor.mode,
    revision: editor.revision,
    rows: session.document.rows(),
    history: copyHistory(session),
    isDirty: session.isDirty,
    draftFrom: editor.draftFrom,
    sizeBytes: session.document.sizeBytes,
  };
}

function copyHistory(session: EditingSession): EditorState['history'] {
  const { undo, redo, ...counts } = session.describeHistory();
  return { ...counts, undo: [...undo], redo: [...redo] };
}

function changeOf(editor: OpenEditor, change: Pick<SessionChange, 'label' | 'outline' | 'select'>): EditorChange {
  const { session } = editor;
  editor.changeNumber += 1;
  return {
    sessionId: editor.id,
    changeNumber: editor.changeNumber,
    label: change.label,
    patch: change.outline,
    select: [...change.select],
    history: copyHistory(session),
    isDirty: session.isDirty,
    sizeBytes: session.document.sizeBytes,
  };
}

const noChange = { label: '', outline: { changed: [], removed: [] }, select: [] };

/** Editing sessions over the site: every change is durable before it is answered. Rules: EDT-1 to EDT-8. */
class SiteEditing implements Editing {
  readonly #ports: EditingPorts;
  readonly #editors = new Map<string, OpenEditor>();
  readonly #opening = new Map<string, Promise<OpenEditor>>();
  readonly #keeper: SecretKeeper;
  readonly #checkReferences: CheckReferences;

  constructor(ports: EditingPorts) {
    this.#ports = ports;
    this.#keeper = createSecretKeeper(ports.database, ports.secrets);
    this.#checkReferences = createReferenceCheck(ports.database);
  }

  async drafts() {
    const rows = await listDrafts(this.#ports.database.read);
    return rows.map((row) => ({
      packageId: row.packageId,
      sequenceName: row.name,
      updatedAt: row.updatedAt,
      changeCount: Math.abs(row.position - Math.max(0, row.savedPosition)),
      baseRevision: row.savedRevision,
      currentRevision: row.currentRevision,
    }));
  }

  async open(packageId: PackageId, mode: 'edit' | 'view', draft: 'keep' | 'discard'): Promise<EditorState> {
    if (mode === 'view') {
      const editor = await this.#load(packageId, 'view');
      this.#editors.set(editor.id, editor);
      return stateOf(editor);
    }
    const shared = [...this.#editors.values()].find((one) => one.packageId === packageId && one.mode === 'edit');
    // Two windows that open at the same moment must not make two sessions of one draft.
    const opening = this.#opening.get(packageId);
    const editor = shared ?? (await (opening ?? this.#openOnce(packageId)));
    if (shared !== undefined || opening !== undefined) editor.openCount += 1;
    if (draft === 'discard') return this.discard(editor.id);
    return stateOf(editor);
  }

  state(id: SessionId): EditorState {
    return stateOf(this.#find(id));
  }

  async node(id: SessionId, nodeId: string) {
    const { session, packageId } = this.#find(id);
    const node = session.document.node(nodeId);
    return hasSecrets(node) ? hideSecrets(node, await listStepSecrets(this.#ports.database.read, packageId)) : node;
  }

  async apply(id: SessionId, edits: Parameters<Editing['apply']>[1], label?: string): Promise<EditorChange> {
    const editor = this.#findEditable(id);
    const sealed = sealEdits(editor.session.document, edits, this.#ports.ids);
    return this.#keeper.keep(editor.packageId, sealed, () => this.#apply(editor, sealed.edits, label));
  }

  async setSecret(id: SessionId, given: Parameters<Editing['setSecret']>[1]): Promise<EditorChange> {
    const editor = this.#findEditable(id);
    const { edits, secrets, label } = planSecret(editor.session.document, given, this.#ports.ids);
    if (edits.length === 0) return changeOf(editor, noChange);
    const fresh = { secrets, adopted: new Set<string>() };
    return this.#keeper.keep(editor.packageId, fresh, () => this.#apply(editor, edits, label, true));
  }

  async #apply(
    editor: OpenEditor,
    edits: readonly Edit[],
    label: string | undefined,
    isAlone = false,
  ): Promise<EditorChange> {
    const change = editor.session.apply(edits, label, isAlone);
    const { entry } = change;
    if (entry !== undefined) {
      const edit = {
        label: entry.label,
        mergeKey: entry.mergeKey,
        at: entry.at,
        patches: entry.patches,
        inverse: entry.inverse,
      };
      await this.#keep(editor, (transaction) =>
        change.isMerged
          ? replaceLastEdit(transaction, editor.packageId, edit)
          : appendEdit(transaction, editor.packageId, edit),
      );
    }
    return changeOf(editor, change);
  }

  undo(id: SessionId, steps: number): Promise<EditorChange> {
    return this.#travel(id, steps, 'undo');
  }

  redo(id: SessionId, steps: number): Promise<EditorChange> {
    return this.#travel(id, steps, 'redo');
  }

  checkReferences(id: SessionId) {
    const { packageId, session } = this.#find(id);
    return this.#checkReferences(packageId, session.document);
  }

  look(id: SessionId) {
    const { packageId, session } = this.#find(id);
    return { packageId, document: session.document };
  }

  copy(id: SessionId, nodeIds: Parameters<Editing['copy']>[1]) {
    const { document } = this.#find(id).session;
    return { xml: withoutClearSecrets(document.copy(nodeIds)), count: nodeIds.length };
  }

  async save(id: SessionId, overwrite: boolean) {
    const editor = this.#findEditable(id);
    const { database, clock, userName } = this.#ports;
    const { document } = editor.session;
    const bytes = toBytes({ text: document.print(), encoding: editor.encoding });
    await this.#begin(editor);
    const revision = await database.write(async (transaction) => {
      const current = overwrite ? (await getSequence(transaction, editor.packageId)).revision : editor.revision;
      const saved = await saveDocument(transaction, {
        packageId: editor.packageId,
        baseRevision: current,
        document: bytes,
        stepCount: countSteps(document.model()),
        at: clock.now(),
        by: userName,
      });
      await setSaved(transaction, editor.packageId, saved, clock.now());
      return saved;
    });
    editor.session.markSaved();
    editor.revision = revision;
    editor.draftFrom = null;
    return { revision, change: changeOf(editor, noChange) };
  }

  async saveCopy(id: SessionId, name: string): Promise<PackageId> {
    const editor = this.#find(id);
    const { database, clock, secrets, userName: by } = this.#ports;
    const stored = await getSequence(database.read, editor.packageId);
    const { document: sequence } = editor.session;
    const document = toBytes({ text: sequence.print(), encoding: editor.encoding });
    const packageId = await database.write((transaction) => nextPackageId(transaction));
    await adoptStepSecrets(database, secrets, packageId, findSecretReferences(sequence.print()));
    await database.write(async (transaction) => {
      const { folderId, description, dialect, carry, properties, enabled } = stored;
      const stepCount = countSteps(sequence.model());
      const copied = { folderId, description, dialect, carry, properties, enabled, stepCount };
      await insertSequence(transaction, { ...copied, packageId, name, document, at: clock.now(), by });
    });
    return packageId;
  }

  async stored(id: SessionId) {
    const stored = await getSequence(this.#ports.database.read, this.#find(id).packageId);
    const { text } = openText(stored.document, stored.name);
    const { revision, modifiedAt, modifiedBy } = stored;
    return { revision, modifiedAt, modifiedBy, document: new SequenceDocument(text, stored.name) };
  }

  async discard(id: SessionId): Promise<EditorState> {
    const editor = this.#findEditable(id);
    const { database, clock } = this.#ports;
    const stored = await getSequence(database.read, editor.packageId);
    await database.write((transaction) => deleteEditingSession(transaction, editor.packageId));
    const opened = openText(stored.document, stored.name);
    editor.session = new EditingSession(new SequenceDocument(opened.text, stored.name), clock);
    Object.assign(editor, {
      revision: stored.revision,
      draftFrom: null,
      isStored: false,
      baseText: opened.text,
      encoding: opened.encoding,
    } satisfies Partial<OpenEditor>);
    editor.changeNumber += 1;
    await this.#keeper.sweep(editor.packageId);
    return stateOf(editor);
  }

  async close(id: SessionId): Promise<void> {
    const editor = this.#find(id);
    editor.openCount -= 1;
    if (editor.openCount > 0) return;
    this.#editors.delete(id);
    if (editor.mode === 'edit') await this.#keeper.sweep(editor.packageId);
  }

  #find(id: SessionId): OpenEditor {
    const editor = this.#editors.get(id);
    if (editor === undefined) throw new AppError('SESSION_NOT_OPEN', {});
    return editor;
  }

  #findEditable(id: SessionId): OpenEditor {
    const editor = this.#find(id);
    if (editor.mode === 'view')
      throw new AppError('EDIT_INVALID', { reason: 'this is a view; choose Edit to change it' });
    return editor;
  }

  #openOnce(packageId: PackageId): Promise<OpenEditor> {
    const work = this.#load(packageId, 'edit').then((editor) => {
      this.#editors.set(editor.id, editor);
      return editor;
    });
    this.#opening.set(packageId, work);
    return work.finally(() => this.#opening.delete(packageId));
  }

  async #load(packageId: PackageId, mode: 'edit' | 'view'): Promise<OpenEditor> {
    const { database, clock, ids } = this.#ports;
    const stored: StoredSequence = await getSequence(database.read, packageId);
    const opened = openText(stored.document, stored.name);
    const restored = mode === 'edit' ? await restoreSession(database, clock, stored, opened.text) : null;
    const base = restored?.base ?? opened;
    const session = restored?.session ?? new EditingSession(new SequenceDocument(opened.text, stored.name), clock);
    return {
      id: SessionId.parse(ids.uuid()),
      packageId,
      name: stored.name,
      mode,
      encoding: base.encoding,
      baseText: base.text,
      session,
      revision: restored?.revision ?? stored.revision,
      draftFrom: restored !== null && session.isDirty ? restored.updatedAt : null,
      changeNumber: 0,
      isStored: restored !== null,
      openCount: 1,
    };
  }

  /** Makes the session row before the first change: it holds the document that the edits start from. */
  async #begin(editor: OpenEditor): Promise<void> {
    if (editor.isStored) return;
    const { database, clock } = this.#ports;
    const baseDocument = toBytes({ text: editor.baseText, encoding: editor.encoding });
    const { packageId, revision: savedRevision } = editor;
    await database.write((transaction) =>
      insertEditingSession(transaction, { packageId, savedRevision, baseDocument, at: clock.now() }),
    );
    editor.isStored = true;
  }

  /** When the site cannot keep a change, the change is taken back: what the window shows is what the site has. */
  async #keep(editor: OpenEditor, work: (transaction: Transaction) => Promise<void>): Promise<void> {
    try {
      await this.#begin(editor);
      await this.#ports.database.write(work);
    } catch (error) {
      editor.session.takeBack();
      throw error;
    }
  }

  /** All of the steps or none: more than there are, or a site that cannot keep it, leave everything as it was. */
  async #travel(id: SessionId, steps: number, way: 'undo' | 'redo'): Promise<EditorChange> {
    const editor = this.#findEditable(id);
    const { database, clock } = this.#ports;
    const { session } = editor;
    const possible = way === 'undo' ? session.position : session.entries.length - session.position;
    if (steps > possible) throw new AppError(way === 'undo' ? 'NOTHING_TO_UNDO' : 'NOTHING_TO_REDO');
    const before = new Set<string>(session.document.rows().map((row) => row.id));
    const changes = Array.from({ length: steps }, () => session[way]());
    try {
      await database.write((transaction) => setPosition(transaction, editor.packageId, session.position, clock.now()));
    } catch (error) {
      for (let left = steps; left > 0; left -= 1) session[way === 'undo' ? 'redo' : 'undo']();
      throw error;
    }
    return changeOf(editor, joinChanges(session, changes, before));
  }
}

/** Several changes as one: every row that one of them touched, as it is now. */
function joinChanges(
  session: EditingSession,
  changes: readonly SessionChange[],
  before: ReadonlySet<string>,
): Pick<SessionChange, 'label' | 'outline' | 'select'> {
  const last = changes.at(-1);
  if (last === undefined) return noChange;
  if (changes.length === 1) return last;
  const touched = new Set<string>(changes.flatMap((change) => change.outline.changed.map((row) => row.id)));
  const rows = session.document.rows();
  const present = new Set<string>(rows.map((row) => row.id));
  const isReshaped = changes.some((change) => change.outline.order !== undefined);
  const outline = {
    changed: rows.filter((row) => touched.has(row.id)),
    removed: isReshaped ? [...before].filter((one) => !present.has(one)) : [],
    ...(isReshaped ? { order: rows.map((row) => row.id) } : {}),
  };
  const select = [...new Set(changes.flatMap((change) => change.select))].filter((one) => present.has(one));
  return { ...last, outline, select };
}

/** Opens editors over a site. */
export function createEditing(ports: EditingPorts): Editing {
  return new SiteEditing(ports);
}
