import type { Input, MethodName, Output } from '#shared/contract/contract';
import { type Edit, mergeKey } from '#shared/model/edit';
import type { EditorChange } from '#shared/model/editor';
import type { NodeDetail, NodeId } from '#shared/model/sequence';
import { type Problem, toProblem } from '../../../api/problem.ts';
import { type DocumentStore, setFieldDraft, takeChange, takeState } from './document-store.ts';
import { createPendingEdits } from './pending-edits.ts';
import type { EditorDeps } from './ports.ts';

/** Talks to one editing session: one call after the other, so that what is typed, moved and undone keeps its order. */
export interface EditorSession {
  open(draft: 'keep' | 'discard'): Promise<boolean>;
  /** Several edits are one undo step. Null when they were refused; the reason is in the document then. */
  apply(edits: readonly Edit[], label?: string): Promise<EditorChange | null>;
  /** Hands a password or key of a step to the core; null clears it. */
  setSecret(nodeId: NodeId, property: string, value: string | null): Promise<EditorChange | null>;
  /** A burst of typing in one field: sent after a pause, shown at once. */
  type(edit: Edit): void;
  /** Sends a field's waiting edit now: the person left the field. */
  commit(key?: string): Promise<void>;
  /** A value that cannot be sent: shown with its field, not in the document. */
  refuse(edit: Edit, error: Problem): void;
  forget(key: string): void;
  undo(steps: number): Promise<EditorChange | null>;
  redo(steps: number): Promise<EditorChange | null>;
  save(overwrite: boolean): Promise<number | 'conflict' | null>;
  call<K extends MethodName>(method: K, input: Input<K>): Promise<Output<K> | null>;
  discard(): Promise<boolean>;
  loadDetail(id: NodeId): Promise<void>;
  loadDetails(ids: readonly NodeId[]): Promise<NodeDetail[]>;
  onChange(listener: (change: EditorChange) => void): () => void;
  close(): Promise<void>;
  readonly sessionId: () => Input<'editor.state'>['sessionId'] | null;
}

interface Wiring {
  readonly store: DocumentStore;
  readonly deps: EditorDeps;
  readonly listeners: Set<(change: EditorChange) => void>;
  lastChange: number | null;
  tail: Promise<unknown>;
}

/** One after the other: each call starts when the one before it has ended, whichever way. */
function enqueue<T>(wiring: Wiring, run: () => Promise<T>): Promise<T> {
  const next = wiring.tail.then(run, run);
  wiring.tail = next.then(
    () => undefined,
    () => undefined,
  );
  return next;
}

function sessionOf(wiring: Wiring) {
  return wiring.store.getState().session?.sessionId ?? null;
}

async function reread(wiring: Wiring): Promise<void> {
  const sessionId = sessionOf(wiring);
  if (sessionId === null) return;
  const state = await wiring.deps.client.call('editor.state', { sessionId });
  wiring.lastChange = null;
  takeState(wiring.store, state);
}

/** Takes a change once: its reply and its event both bring it, and the one that comes first wins. */
async function receive(wiring: Wiring, change: EditorChange): Promise<void> {
  if (change.sessionId !== sessionOf(wiring)) return;
  const { lastChange } = wiring;
  if (lastChange !== null && change.changeNumber <= lastChange) return;
  if (lastChange !== null && change.changeNumber > lastChange + 1) {
    await reread(wiring);
    wiring.lastChange = change.changeNumber;
  } else {
    wiring.lastChange = change.changeNumber;
    takeChange(wiring.store, change);
  }
  for (const listener of wiring.listeners) listener(change);
}

/** Runs a call that answers with a change; a refusal goes into the document. */
function change(wiring: Wiring, run: (sessionId: NonNullable<ReturnType<typeof sessionOf>>) => Promise<EditorChange>) {
  return enqueue(wiring, async () => {
    const sessionId = sessionOf(wiring);
    if (sessionId === null) return null;
    try {
      const made = await run(sessionId);
      await receive(wiring, made);
      return made;
    } catch (cause) {
      wiring.store.setState({ error: toProblem(cause) });
      return null;
    }
  });
}

async function openSession(wiring: Wiring, draft: 'keep' | 'discard'): Promise<boolean> {
  const { store, deps } = wiring;
  const { packageId, mode } = store.getState();
  try {
    const waiting = mode === 'edit' ? (await deps.client.call('editor.drafts', { ids: [packageId] })).rows : [];
    const session = await deps.client.call('editor.open', { packageId, mode, draft });
    const own = waiting.find((one) => one.packageId === packageId);
    wiring.lastChange = null;
    takeState(store, session);
    store.setState({
      draftChanges: own?.changeCount ?? 0,
      isDraftBehind: session.draftFrom !== null && own !== undefined && own.baseRevision !== own.currentRevision,
    });
    return true;
  } catch (cause) {
    store.setState({ phase: 'failed', error: toProblem(cause) });
    return false;
  }
}

async function saveSession(wiring: Wiring, overwrite: boolean): Promise<number | 'conflict' | null> {
  return enqueue(wiring, async () => {
    const sessionId = sessionOf(wiring);
    if (sessionId === null) return null;
    wiring.store.setState({ isSaving: true });
    try {
      const saved = await wiring.deps.client.call('editor.save', { sessionId, overwrite });
      await receive(wiring, saved.change);
      wiring.store.setState({ revision: saved.revision, draftFrom: null, isDraftBehind: false, error: null });
      wiring.deps.say({ key: 'saved', revision: saved.revision });
      return saved.revision;
    } catch (cause) {
      const error = toProblem(cause);
      if (error.code === 'REVISION_CONFLICT') return 'conflict';
      wiring.store.setState({ error });
      return null;
    } finally {
      wiring.store.setState({ isSaving: false });
    }
  });
}

/** A field's edit on its way: the typed value stays on show until the document has it, or with the reason it has not. */
async function sendField(wiring: Wiring, key: string, edit: Edit): Promise<void> {
  await enqueue(wiring, async () => {
    const sessionId = sessionOf(wiring);
    if (sessionId === null || !('id' in edit)) return;
    try {
      const made = await wiring.deps.client.call('editor.apply', { sessionId, edits: [edit] });
      await receive(wiring, made);
      await readDetail(wiring, edit.id);
      if (wiring.store.getState().drafts.get(key)?.edit === edit) setFieldDraft(wiring.store, key, null);
    } catch (cause) {
      const held = wiring.store.getState().drafts.get(key);
      if (held?.edit === edit) setFieldDraft(wiring.store, key, { ...held, error: toProblem(cause) });
    }
  });
}

async function readDetail(wiring: Wiring, nodeId: NodeId): Promise<void> {
  const sessionId = sessionOf(wiring);
  if (sessionId === null) return;
  const detail = await wiring.deps.client.call('editor.node', { sessionId, nodeId });
  const { rows, details } = wiring.store.getState();
  if (!rows.some((row) => row.id === nodeId)) return;
  wiring.store.setState({ details: new Map(details).set(nodeId, detail) });
}

async function readDetails(wiring: Wiring, ids: readonly NodeId[]): Promise<NodeDetail[]> {
  const sessionId = sessionOf(wiring);
  if (sessionId === null) return [];
  const found: NodeDetail[] = [];
  for (let at = 0; at < ids.length; at += 500) {
    const nodeIds = ids.slice(at, at + 500);
    found.push(...(await wiring.deps.client.call('editor.nodes', { sessionId, nodeIds })).nodes);
  }
  return found;
}

/** Runs a call beside the queue; a refusal goes into the document. */
async function guarded<T>(wiring: Wiring, run: () => Promise<T>): Promise<T | null> {
  try {
    return await run();
  } catch (cause) {
    wiring.store.setState({ error: toProblem(cause) });
    return null;
  }
}

function fieldParts(wiring: Wiring): Pick<EditorSession, 'type' | 'commit' | 'refuse' | 'forget'> & {
  stop: () => void;
} {
  const pending = createPendingEdits(wiring.deps.schedule, (key, edit) => sendField(wiring, key, edit));
  return {
    type: (edit) => {
      const key = mergeKey(edit);
      if (key === null || !('id' in edit)) return;
      setFieldDraft(wiring.store, key, { nodeId: edit.id, edit, error: null });
      pending.put(key, edit);
    },
    commit: (key) => pending.flush(key),
    refuse: (edit, error) => {
      const key = mergeKey(edit);
      if (key === null || !('id' in edit)) return;
      pending.drop(key);
      setFieldDraft(wiring.store, key, { nodeId: edit.id, edit, error });
    },
    forget: (key) => {
      pending.drop(key);
      setFieldDraft(wiring.store, key, null);
    },
    stop: () => pending.stop(),
  };
}

async function discardSession(wiring: Wiring): Promise<boolean> {
  const sessionId = sessionOf(wiring);
  if (sessionId === null) return false;
  const state = await guarded(wiring, () => wiring.deps.client.call('editor.discard', { sessionId }));
  if (state === null) return false;
  wiring.lastChange = null;
  takeState(wiring.store, state);
  wiring.store.setState({ draftFrom: null, isDraftBehind: false, drafts: new Map() });
  return true;
}

async function closeSession(wiring: Wiring): Promise<void> {
  const sessionId = sessionOf(wiring);
  if (sessionId !== null) await guarded(wiring, () => wiring.deps.client.call('editor.close', { sessionId }));
  wiring.store.setState({ phase: 'closed', session: null });
}

/** One editing session of one tab. */
export function createEditorSession(store: DocumentStore, deps: EditorDeps): EditorSession {
  const wiring: Wiring = { store, deps, listeners: new Set(), lastChange: null, tail: Promise.resolve() };
  const fields = fieldParts(wiring);
  const stopListening = deps.client.on('editor.changed', (event) => void guarded(wiring, () => receive(wiring, event)));
  /** What waits in fields is handed over first, in the same turn, so that the order of calls is that of the person. */
  const afterFields = async <T>(run: () => Promise<T>): Promise<T> => {
    const flushed = fields.commit();
    const done = run();
    await flushed;
    return done;
  };
  return {
    ...fields,
    open: (draft) => openSession(wiring, draft),
    apply: (edits, label) =>
      afterFields(() =>
        change(wiring, (sessionId) =>
          deps.client.call('editor.apply', { sessionId, edits: [...edits], ...(label === undefined ? {} : { label }) }),
        ),
      ),
    setSecret: (nodeId, property, value) =>
      afterFields(() =>
        change(wiring, (sessionId) => deps.client.call('editor.setSecret', { sessionId, nodeId, property, value })),
      ),
    undo: (steps) =>
      afterFields(() => change(wiring, (sessionId) => deps.client.call('editor.undo', { sessionId, steps }))),
    redo: (steps) =>
      afterFields(() => change(wiring, (sessionId) => deps.client.call('editor.redo', { sessionId, steps }))),
    save: (overwrite) => afterFields(() => saveSession(wiring, overwrite)),
    call: (method, input) => guarded(wiring, () => deps.client.call(method, input)),
    discard: () => {
      fields.stop();
      return enqueue(wiring, () => discardSession(wiring));
    },
    loadDetail: async (id) => {
      await guarded(wiring, () => readDetail(wiring, id));
    },
    loadDetails: async (ids) => (await guarded(wiring, () => readDetails(wiring, ids))) ?? [],
    onChange: (listener) => {
      wiring.listeners.add(listener);
      return () => wiring.listeners.delete(listener);
    },
    close: async () => {
      await fields.commit();
      stopListening();
      await enqueue(wiring, () => closeSession(wiring));
    },
    sessionId: () => sessionOf(wiring),
  };
}
