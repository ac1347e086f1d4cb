import type { Input, MethodName, Output } from '#shared/contract/contract';
import { type Edit, mergeKey, type MoveEdit } from '#shared/model/edit';
import type { EditLabel } from '#shared/model/edit-label';
import type { EditorChange, EditorState } from '#shared/model/editor';
import type { NodeDetail, NodeId } from '#shared/model/sequence';
import { type Problem, toProblem } from '../../../api/problem.ts';
import { type DocumentStore, type Removal, setFieldDraft, takeDetail, takeState } from './document-store.ts';
import { createPendingEdits } from './pending-edits.ts';
import type { EditorDeps } from './ports.ts';
import { findRemoved } from './removed-sequences.ts';
import {
  change,
  enqueue,
  guarded,
  keyOf,
  makeMove,
  receive,
  receiveRenewal,
  refuse,
  type SessionKey,
  undo,
  type Wiring,
} from './session-wiring.ts';

/** Which variable of which rule a secret belongs to, or what is done with it in one undo step. */
type SecretMore = Pick<Input<'editor.setSecret'>, 'inRules' | 'edits'>;

/** Talks to one editing session: one call after the other, so that what is typed, moved and undone keeps its order. */
export interface EditorSession {
  /** Opening again lets go of what was open, unless that went with its connection. */
  open(draft: 'keep' | 'discard', since?: 'reconnected'): Promise<boolean>;
  /** Several edits are one undo step. Null when they were refused; the reason is in the document then. */
  apply(edits: readonly Edit[], label?: EditLabel): Promise<EditorChange | null>;
  /** Shows a move at once, and puts it back when it is refused. */
  move(move: MoveEdit): Promise<EditorChange | null>;
  /** Hands a password or key of a step to the core; null clears it. */
  setSecret(nodeId: NodeId, property: string, value: string | null, more?: SecretMore): Promise<EditorChange | null>;
  /** A burst of typing in one field: sent after a pause, shown at once. */
  type(edit: Edit): void;
  /** Sends a field's waiting edit now: the person left the field. Without a key all of them, and waits for every call. */
  commit(key?: string): Promise<void>;
  /** A value that cannot be sent: shown with its field, not in the document. */
  refuse(edit: Edit, error: Problem): void;
  forget(key: string): void;
  undo(steps: number): Promise<EditorChange | null>;
  redo(steps: number): Promise<EditorChange | null>;
  save(overwrite: boolean): Promise<number | 'conflict' | null>;
  call<K extends MethodName>(method: K, input: Input<K>): Promise<Output<K> | null>;
  discard(): Promise<boolean>;
  /** Ends a conflict of drafts: shows what is stored, or puts what is shown there. */
  settle(keep: 'stored' | 'own'): Promise<boolean>;
  loadDetail(id: NodeId): Promise<void>;
  loadDetails(ids: readonly NodeId[]): Promise<NodeDetail[]>;
  onChange(listener: (change: EditorChange) => void): () => void;
  close(): Promise<void>;
  /** What calls about the document name; null while none is open. */
  readonly key: () => SessionKey | null;
}

async function openSession(wiring: Wiring, draft: 'keep' | 'discard', isReconnected: boolean): Promise<boolean> {
  const { store, deps } = wiring;
  const old = isReconnected ? null : keyOf(wiring);
  const { packageId, mode } = store.getState();
  try {
    const waiting = mode === 'edit' ? (await deps.client.call('editor.drafts', { ids: [packageId] })).rows : [];
    const session = await deps.client.call('editor.open', { packageId, mode, draft });
    const own = waiting.find((one) => one.packageId === packageId);
    takeWhole(wiring, session);
    if (old !== null) await deps.client.call('editor.close', { sessionId: old.sessionId });
    store.setState({
      draftChanges: own?.changeCount ?? 0,
      isDraftBehind: session.draftFrom !== null && own !== undefined && own.baseRevision !== own.currentRevision,
      removed: null,
    });
    return true;
  } catch (cause) {
    const error = toProblem(cause);
    const removed = error.code === 'SEQUENCE_NOT_FOUND' ? await readRemoval(wiring) : null;
    store.setState({ phase: 'failed', error, removed });
    return false;
  }
}

/** What became of a sequence that is not there any more; null when that could not be asked either. */
async function readRemoval({ store, deps }: Wiring): Promise<Removal | null> {
  const { packageId } = store.getState();
  try {
    return (await findRemoved(deps.client, [packageId])).get(packageId) ?? null;
  } catch {
    return null;
  }
}

function takeWhole(wiring: Wiring, session: EditorState): void {
  wiring.lastChange = session.changeNumber;
  takeState(wiring.store, session);
}

async function saveSession(wiring: Wiring, overwrite: boolean): Promise<number | 'conflict' | null> {
  const key = keyOf(wiring);
  if (key === null) return null;
  return enqueue(wiring, async () => {
    wiring.store.setState({ isSaving: true });
    try {
      const saved = await wiring.deps.client.call('editor.save', { ...key, overwrite });
      await receive(wiring, saved.change);
      wiring.store.setState({ draftFrom: null, isDraftBehind: false, error: null });
      return saved.revision;
    } catch (cause) {
      const { code, details } = toProblem(cause);
      if (code === 'REVISION_CONFLICT' && details['of'] !== 'draft') return 'conflict';
      await refuse(wiring, cause);
      return null;
    } finally {
      wiring.store.setState({ isSaving: false });
    }
  });
}

/** A field's edit on its way: the typed value stays on show until the document has it, or with the reason it has not. */
async function sendField(wiring: Wiring, field: string, edit: Edit): Promise<void> {
  const key = keyOf(wiring);
  if (key === null || !('id' in edit)) return;
  await enqueue(wiring, async () => {
    try {
      const { detail, ...made } = await wiring.deps.client.call('editor.apply', { ...key, edits: [edit] });
      await receive(wiring, made, { detail, typed: { field, edit } });
      if (detail?.id !== edit.id) await readDetail(wiring, edit.id);
      if (wiring.store.getState().drafts.get(field)?.edit === edit) setFieldDraft(wiring.store, field, null);
    } catch (cause) {
      const error = toProblem(cause);
      if (error.code === 'SESSION_RENEWED' || error.code === 'REVISION_CONFLICT') await refuse(wiring, cause);
      const held = wiring.store.getState().drafts.get(field);
      if (held?.edit === edit) setFieldDraft(wiring.store, field, { ...held, error });
    }
  });
}

async function readDetail(wiring: Wiring, nodeId: NodeId): Promise<void> {
  const key = keyOf(wiring);
  if (key === null) return;
  const detail = await wiring.deps.client.call('editor.node', { ...key, nodeId });
  if (keyOf(wiring)?.epoch === key.epoch) takeDetail(wiring.store, detail);
}

async function readDetails(wiring: Wiring, ids: readonly NodeId[]): Promise<NodeDetail[]> {
  const key = keyOf(wiring);
  const { details, stale } = wiring.store.getState();
  const held = ids.flatMap((id) => (stale.has(id) ? [] : (details.get(id) ?? [])));
  const known = new Set(held.map((one) => one.id));
  const missing = [...new Set(ids)].filter((id) => !known.has(id));
  if (key === null) return [];
  const found: NodeDetail[] = [...new Map(held.map((one) => [one.id, one])).values()];
  for (let at = 0; at < missing.length; at += 500) {
    const nodeIds = missing.slice(at, at + 500);
    found.push(...(await wiring.deps.client.call('editor.nodes', { ...key, nodeIds })).nodes);
  }
  return found;
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

/** Calls that answer with the whole document, read anew. */
function renew(wiring: Wiring, run: (key: SessionKey) => Promise<EditorState>): Promise<boolean> {
  const key = keyOf(wiring);
  if (key === null) return Promise.resolve(false);
  return enqueue(wiring, async () => {
    const state = await guarded(wiring, () => run(key));
    if (state === null) return false;
    takeWhole(wiring, state);
    wiring.store.setState({ draftFrom: null, isDraftBehind: false, drafts: new Map(), renewal: null });
    return true;
  });
}

async function closeSession(wiring: Wiring): Promise<void> {
  const key = keyOf(wiring);
  if (key !== null) {
    const { sessionId } = key;
    await guarded(wiring, () => wiring.deps.client.call('editor.close', { sessionId }));
  }
  wiring.store.setState({ phase: 'closed', session: null });
}

type ChangeParts = Pick<EditorSession, 'apply' | 'move' | 'setSecret' | 'undo' | 'redo' | 'save'>;

/** Calls that change the document. */
function changeParts(wiring: Wiring, fields: Pick<EditorSession, 'commit'>): ChangeParts {
  const { deps } = wiring;
  /** What waits in fields is handed over first, in the same turn, so that the order of calls is that of the person. */
  const afterFields = async <T>(run: () => Promise<T>): Promise<T> => {
    const flushed = fields.commit();
    const done = run();
    await flushed;
    return done;
  };
  return {
    apply: (edits, label) =>
      afterFields(() =>
        change(wiring, (key) =>
          deps.client.call('editor.apply', { ...key, edits: [...edits], ...(label === undefined ? {} : { label }) }),
        ),
      ),
    move: (move) => afterFields(() => makeMove(wiring, move)),
    setSecret: (nodeId, property, value, more) =>
      afterFields(() =>
        change(wiring, (key) => deps.client.call('editor.setSecret', { ...key, nodeId, property, value, ...more })),
      ),
    undo: (steps) => afterFields(() => undo(wiring, steps)),
    redo: (steps) => afterFields(() => change(wiring, (key) => deps.client.call('editor.redo', { ...key, steps }))),
    save: (overwrite) => afterFields(() => saveSession(wiring, overwrite)),
  };
}

/** One editing session of one tab. */
export function createEditorSession(store: DocumentStore, deps: EditorDeps): EditorSession {
  const wiring: Wiring = {
    store,
    deps,
    listeners: new Set(),
    onRenewed: () => fields.stop(),
    refused: new WeakSet(),
    lastChange: 0,
    tail: Promise.resolve(),
    incoming: Promise.resolve(),
  };
  const fields = fieldParts(wiring);
  const stops = [
    deps.client.on('editor.changed', (event) => void guarded(wiring, () => receive(wiring, event))),
    deps.client.on('editor.renewed', (event) => void guarded(wiring, () => receiveRenewal(wiring, event))),
  ];
  const renewed = (run: (key: SessionKey) => Promise<EditorState>): Promise<boolean> => {
    fields.stop();
    return renew(wiring, run);
  };
  return {
    ...fields,
    ...changeParts(wiring, fields),
    commit: async (key) => {
      await fields.commit(key);
      if (key === undefined) await wiring.tail;
    },
    open: (draft, since) => openSession(wiring, draft, since === 'reconnected'),
    call: (method, input) => guarded(wiring, () => deps.client.call(method, input)),
    discard: () => renewed((key) => deps.client.call('editor.discard', key)),
    settle: (keep) => renewed((key) => deps.client.call('editor.settle', { ...key, keep })),
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
      for (const stop of stops) stop();
      await enqueue(wiring, () => closeSession(wiring));
    },
    key: () => keyOf(wiring),
  };
}
