import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError, isAppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Edit } from '#shared/model/edit';
import type { EditLabel } from '#shared/model/edit-label';
import type { EditorChange, EditorRenewal, EditorState, MadeChange } from '#shared/model/editor';
import { type PackageId, SessionId } from '#shared/model/ids';
import type { NodeDetail, NodeId } from '#shared/model/sequence';
import { listStepSecrets, sweepStepSecrets } from '../library/step-secrets.ts';
import type { KeyedQueue } from '../queue/keyed-queue.ts';
import type { SequenceDocument } from '../sequence/document.ts';
import type { SessionChange } from '../sequence/editing-session.ts';
import { listDrafts, listStandings } from '../store/tables/editing-lists.ts';
import { isSameVersion, refuseDraft } from '../store/tables/editing-session.ts';
import { type CheckReferences, createReferenceCheck } from './check-references.ts';
import { Drafts } from './drafts.ts';
import { withRules } from './editing-rules.ts';
import {
  hasSecrets,
  hideSecrets,
  planSecret,
  type SealedEdits,
  sealEdits,
  withoutClearSecrets,
} from './editing-secrets.ts';
import { type Editing, type EditingEvent, type EditingPorts, leaveAfterMs, type SessionCall } from './editing-types.ts';
import { changeOf, type OpenDocument, type OpenEditor, stateOf } from './open-editor.ts';
import { readPasted } from './read-pasted.ts';
import { copySession, readStored, saveSession } from './save-session.ts';

/** Editing sessions over the site: every change is durable before it is answered. Rules: EDT-1 to EDT-12, EDT-20 to EDT-32. */
class SiteEditing implements Editing {
  readonly #ports: EditingPorts;
  readonly #editors = new Map<string, OpenEditor>();
  readonly #queue: KeyedQueue;
  readonly #drafts: Drafts;
  readonly #checkReferences: CheckReferences;
  readonly #listeners = new Set<(event: EditingEvent) => void>();
  readonly #ended = new AbortController();
  /** Events are told inside of a turn, so that they come before what follows; who hears them is outside of it. */
  readonly #outside = AsyncLocalStorage.snapshot();

  constructor(ports: EditingPorts) {
    this.#ports = ports;
    this.#queue = ports.queue;
    this.#drafts = new Drafts(ports);
    this.#checkReferences = createReferenceCheck(ports.database);
  }

  get size(): number {
    return this.#editors.size;
  }

  async drafts() {
    const rows = await listDrafts(this.#ports.database.read);
    return rows.map((row) => ({
      packageId: row.packageId,
      sequenceName: row.name,
      updatedAt: row.updatedAt,
      changeCount: Math.abs(row.position - Math.max(row.firstPosition, row.savedPosition)),
      baseRevision: row.savedRevision,
      currentRevision: row.currentRevision,
    }));
  }

  open(packageId: PackageId, mode: 'edit' | 'view', draft: 'keep' | 'discard', by: string): Promise<EditorState> {
    return this.#queue.run(keyOf(packageId), async () => {
      const shared = [...this.#editors.values()].find((one) => one.packageId === packageId && one.mode === 'edit');
      const editor = mode === 'edit' && shared !== undefined ? shared : await this.#load(packageId, mode);
      editor.openers.set(by, (editor.openers.get(by) ?? 0) + 1);
      if (mode === 'edit' && draft === 'discard') await this.#discard(editor, by);
      return stateOf(editor);
    });
  }

  async #load(packageId: PackageId, mode: 'edit' | 'view'): Promise<OpenEditor> {
    const { stored, open } = await (mode === 'edit'
      ? this.#drafts.openDraft(packageId)
      : this.#drafts.openView(packageId));
    const editor: OpenEditor = {
      id: SessionId.parse(this.#ports.ids.uuid()),
      packageId,
      name: stored.name,
      mode,
      open,
      epoch: 1,
      changeNumber: 0,
      storedRevision: stored.revision,
      isBehind: false,
      openers: new Map(),
    };
    this.#editors.set(editor.id, editor);
    return editor;
  }

  state(id: SessionId): Promise<EditorState> {
    return this.#turn(id, (editor) => Promise.resolve(stateOf(editor)));
  }

  nodes(call: SessionCall, nodeIds: readonly NodeId[]): Promise<NodeDetail[]> {
    return this.#turn(call, (editor) => this.#details(editor, nodeIds));
  }

  read<Result>(call: SessionCall, work: (document: SequenceDocument) => Result): Promise<Result> {
    return this.#turn(call, ({ open }) => Promise.resolve(work(open.session.document)));
  }

  copy(call: SessionCall, nodeIds: readonly NodeId[]): Promise<string> {
    return this.read(call, (document) => withoutClearSecrets(document.copy(nodeIds)));
  }

  async checkReferences(call: SessionCall) {
    const { packageId, document } = await this.#turn(call, ({ packageId, open }) =>
      Promise.resolve({ packageId, document: open.session.document }),
    );
    // The calls are read off the document at once; what they lead to is read beside the queue.
    return this.#checkReferences(packageId, document);
  }

  apply(call: SessionCall, edits: readonly Edit[], label?: EditLabel): Promise<MadeChange> {
    return this.#change(call, async (editor) => {
      const { document } = editor.open.session;
      const read = await readPasted(this.#ports.readPaste, edits, document.dialect);
      const sealed = sealEdits(document, read.edits, this.#ports.ids, read.pastes);
      return this.#answer(editor, await this.#apply(editor, sealed, label), call.by);
    });
  }

  setSecret(call: SessionCall, given: Parameters<Editing['setSecret']>[1]): Promise<MadeChange> {
    return this.#change(call, async (editor) => {
      const { document } = editor.open.session;
      const { edits, secrets, label } = planSecret(document, given, this.#ports.ids);
      const read = await readPasted(this.#ports.readPaste, given.edits ?? [], document.dialect);
      const along = sealEdits(document, read.edits, this.#ports.ids, read.pastes);
      if (edits.length + along.edits.length === 0) return { ...changeOf(editor, undefined, false), detail: null };
      const sealed = { ...along, edits: [...along.edits, ...edits], secrets: [...along.secrets, ...secrets] };
      return this.#answer(editor, await this.#apply(editor, sealed, label, true), call.by);
    });
  }

  async #apply(
    editor: OpenEditor,
    { edits, ...secrets }: SealedEdits,
    label: EditLabel | undefined,
    isAlone = false,
  ): Promise<SessionChange> {
    const { open, packageId } = editor;
    const before = this.#drafts.prepare(open);
    const attempt = open.session.attempt(edits, label, isAlone);
    await this.#drafts.keepEdit(packageId, open, before, { attempt, secrets });
    return attempt.change;
  }

  undo(call: SessionCall, steps: number): Promise<MadeChange> {
    return this.#travel(call, steps, 'undo');
  }

  redo(call: SessionCall, steps: number): Promise<MadeChange> {
    return this.#travel(call, steps, 'redo');
  }

  #travel(call: SessionCall, steps: number, way: 'undo' | 'redo'): Promise<MadeChange> {
    return this.#change(call, async (editor) => {
      const { change } = await this.#drafts.travel(editor.packageId, editor.open, way, steps);
      return this.#answer(editor, change, call.by, true);
    });
  }

  save(call: SessionCall, overwrite: boolean) {
    return this.#change(call, async (editor) => {
      const revision = await saveSession(this.#ports, this.#drafts, editor, overwrite);
      editor.storedRevision = revision;
      const change = changeOf(editor);
      this.#tell({ kind: 'changed', change, by: call.by });
      this.#heedRevision(editor.packageId, revision);
      return { revision, change };
    });
  }

  saveCopy(call: SessionCall, name: string): Promise<PackageId> {
    return this.#turn(call, (editor) => copySession(this.#ports, editor, name));
  }

  stored(call: SessionCall) {
    return this.#turn(call, (editor) => readStored(this.#ports, this.#drafts, editor));
  }

  settle(call: SessionCall, keep: 'stored' | 'own'): Promise<EditorState> {
    return this.#turn(call, async (editor) => {
      demandEditable(editor);
      const { packageId, open } = editor;
      if (keep === 'own') this.#renew(editor, await this.#drafts.replace(packageId, open), 'settled', call.by);
      else {
        const { stored, open: fresh } = await this.#drafts.openDraft(packageId);
        editor.storedRevision = stored.revision;
        this.#renew(editor, fresh, 'settled', call.by);
      }
      await sweepStepSecrets(this.#ports.database, packageId);
      return stateOf(editor);
    });
  }

  discard(call: SessionCall): Promise<EditorState> {
    return this.#change(call, async (editor) => {
      await this.#discard(editor, call.by);
      return stateOf(editor);
    });
  }

  async #discard(editor: OpenEditor, by: string): Promise<void> {
    const fresh = await this.#drafts.discard(editor.packageId, editor.open);
    editor.storedRevision = fresh.revision;
    this.#renew(editor, fresh, 'discarded', by);
    await sweepStepSecrets(this.#ports.database, editor.packageId);
  }

  /** From now on the document is another reading: node ids of before lead nowhere (ADR 0013). */
  #renew(editor: OpenEditor, open: OpenDocument, cause: EditorRenewal['cause'], by: string): void {
    editor.open = open;
    editor.isBehind = false;
    editor.epoch += 1;
    editor.changeNumber += 1;
    this.#tell({ kind: 'renewed', renewal: { sessionId: editor.id, epoch: editor.epoch, cause }, by });
  }

  async close(id: SessionId, by: string): Promise<void> {
    const editor = this.#editors.get(id);
    if (editor === undefined) return;
    await this.#queue.run(keyOf(editor.packageId), async () => {
      const left = (editor.openers.get(by) ?? 0) - 1;
      if (left > 0) editor.openers.set(by, left);
      else editor.openers.delete(by);
      await this.#closeUnused(editor);
    });
  }

  async #closeUnused(editor: OpenEditor): Promise<void> {
    if (editor.openers.size > 0 || !this.#editors.delete(editor.id)) return;
    if (editor.mode === 'edit') await sweepStepSecrets(this.#ports.database, editor.packageId);
  }

  async leave(by: string): Promise<void> {
    const opened = (mode: 'edit' | 'view') =>
      [...this.#editors.values()].filter((one) => one.mode === mode && one.openers.has(by));
    const closeAll = (mode: 'edit' | 'view') =>
      Promise.all(
        opened(mode).map((editor) =>
          this.#queue.run(keyOf(editor.packageId), async () => {
            editor.openers.delete(by);
            await this.#closeUnused(editor);
          }),
        ),
      );
    await closeAll('view');
    if (opened('edit').length === 0) return;
    try {
      await this.#ports.clock.wait(leaveAfterMs, this.#ended.signal);
    } catch (error) {
      if (this.#ended.signal.aborted) return;
      throw error;
    }
    await closeAll('edit');
  }

  async heedOthers(): Promise<void> {
    const ids = new Set([...this.#editors.values()].map((one) => one.packageId));
    for (const { packageId } of await listStandings(this.#ports.database.read, [...ids])) {
      await this.#queue.run(keyOf(packageId), () => this.#heed(packageId));
    }
  }

  /** In the queue, where no change of our own is under way: what differs then, somebody else has changed. */
  async #heed(packageId: PackageId): Promise<void> {
    const [now] = await listStandings(this.#ports.database.read, [packageId]);
    if (now === undefined) return;
    const { generation, revision } = now;
    const stored = generation === null || revision === null ? null : { generation, revision };
    for (const editor of this.#editors.values()) {
      const { version, replaces } = editor.open;
      const isOurs = editor.mode === 'view' || isSameVersion(stored, version ?? replaces);
      if (editor.packageId === packageId && !isOurs) this.#fallBehind(editor);
    }
    this.#heedRevision(packageId, now.storedRevision);
  }

  #heedRevision(packageId: PackageId, storedRevision: number): void {
    for (const editor of this.#editors.values()) {
      if (editor.packageId !== packageId || editor.storedRevision === storedRevision) continue;
      editor.storedRevision = storedRevision;
      this.#tell({ kind: 'changed', change: changeOf(editor), by: null });
    }
  }

  #fallBehind(editor: OpenEditor): void {
    if (editor.isBehind) return;
    editor.isBehind = true;
    this.#tell({ kind: 'changed', change: changeOf(editor), by: null });
  }

  onEvent(listener: (event: EditingEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(event: EditingEvent): void {
    this.#outside(() => {
      for (const listener of this.#listeners) listener(event);
    });
  }

  end(): void {
    this.#ended.abort();
  }

  /** Numbers a change that was kept, tells the other windows, and answers with the row that is going to be shown. */
  async #answer(editor: OpenEditor, made: SessionChange, by: string, isTravel = false): Promise<MadeChange> {
    const isNews = isTravel || made.entry !== undefined;
    const change: EditorChange = changeOf(editor, made, isNews);
    if (isNews) this.#tell({ kind: 'changed', change, by });
    const [only, ...others] = made.select;
    const isOne = only !== undefined && others.length === 0;
    const [detail = null] = isOne ? await this.#details(editor, [only]) : [];
    return { ...change, detail };
  }

  async #details(editor: OpenEditor, nodeIds: readonly NodeId[]): Promise<NodeDetail[]> {
    const { packageId, open } = editor;
    const nodes = nodeIds.map((id) => withRules(open.session.document.node(id)));
    if (!nodes.some(hasSecrets)) return nodes;
    const sealed = await listStepSecrets(this.#ports.database.read, packageId);
    return nodes.map((node) => (hasSecrets(node) ? hideSecrets(node, sealed) : node));
  }

  /** Waits for the calls of the session before this one; it is looked up when its turn has come. */
  async #turn<Result>(call: SessionCall | SessionId, work: (editor: OpenEditor) => Promise<Result>): Promise<Result> {
    const id = typeof call === 'string' ? call : call.sessionId;
    const { packageId } = this.#find(id);
    return this.#queue.run(keyOf(packageId), () => {
      const editor = this.#find(id);
      if (typeof call !== 'string' && call.epoch !== editor.epoch) {
        throw new AppError('SESSION_RENEWED', { expected: call.epoch, actual: editor.epoch });
      }
      return work(editor);
    });
  }

  /** A turn that changes the session. One that meets the change of another program says so to every window. */
  #change<Result>(call: SessionCall, work: (editor: OpenEditor) => Promise<Result>): Promise<Result> {
    return this.#turn(call, async (editor) => {
      demandEditable(editor);
      if (editor.isBehind) {
        await refuseDraft(this.#ports.database.read, editor.packageId, editor.open.version);
      }
      try {
        return await work(editor);
      } catch (error) {
        if (isAppError(error, 'REVISION_CONFLICT') && error.details['of'] === 'draft') this.#fallBehind(editor);
        throw error;
      }
    });
  }

  #find(id: SessionId): OpenEditor {
    const editor = this.#editors.get(id);
    if (editor === undefined) throw new AppError('SESSION_NOT_OPEN', {});
    return editor;
  }
}

function keyOf(packageId: string): string {
  return `editing/${packageId}`;
}

function demandEditable(editor: OpenEditor): void {
  if (editor.mode === 'view') throw new AppError('EDIT_INVALID', { reason: reason('view-only') });
}

/** Opens editors over a site. */
export function createEditing(ports: EditingPorts): Editing {
  return new SiteEditing(ports);
}
