import type { Edit } from '#shared/model/edit';
import type { EditorChange, EditorState, MadeChange } from '#shared/model/editor';
import type { PackageId } from '#shared/model/ids';
import { applyOutlinePatch } from '#shared/model/outline';
import type { NodeId } from '#shared/model/sequence';
import type { Editing, SessionCall } from '../editing-types.ts';

/** A window as the console is one: it shows what answers and events say, and makes its calls for what it shows. */
export interface FakeWindow {
  readonly by: string;
  open(packageId: PackageId, mode?: 'edit' | 'view', draft?: 'keep' | 'discard'): Promise<EditorState>;
  /** What is on the screen. */
  shown(): EditorState;
  call(): SessionCall;
  names(): string[];
  idOf(name: string): NodeId;
  apply(edits: readonly Edit[]): Promise<MadeChange>;
  rename(name: string, to: string): Promise<MadeChange>;
  undo(steps?: number): Promise<MadeChange>;
  redo(steps?: number): Promise<MadeChange>;
  save(overwrite?: boolean): Promise<number>;
  discard(): Promise<void>;
  settle(keep: 'stored' | 'own'): Promise<void>;
  /** Resolves when everything that was heard so far is shown. */
  settled(): Promise<void>;
  /** How many events came. */
  readonly heard: () => number;
}

export function openWindow(editing: Editing, by: string): FakeWindow {
  let state: EditorState | null = null;
  let heard = 0;
  let reading: Promise<void> = Promise.resolve();
  const shown = (): EditorState => {
    if (state === null) throw new Error('nothing is open');
    return state;
  };
  const reread = async (): Promise<void> => {
    state = await editing.state(shown().sessionId);
  };
  const take = async (change: EditorChange): Promise<void> => {
    const old = shown();
    if (change.epoch < old.epoch || (change.epoch === old.epoch && change.changeNumber <= old.changeNumber)) return;
    if (change.epoch > old.epoch || change.changeNumber > old.changeNumber + 1) return reread();
    const { patch, label: _label, touched: _touched, select: _select, ...standing } = change;
    state = { ...old, ...standing, rows: applyOutlinePatch(old.rows, patch) };
  };
  const hear = (work: () => Promise<void>): void => {
    heard += 1;
    reading = reading.then(work);
  };
  editing.onEvent((event) => {
    if (event.by === by || state === null) return;
    if (event.kind === 'changed') {
      if (event.change.sessionId === state.sessionId) hear(() => take(event.change));
    } else if (event.renewal.sessionId === state.sessionId) hear(reread);
  });
  const call = (): SessionCall => ({ sessionId: shown().sessionId, epoch: shown().epoch, by });
  const made = async (work: Promise<MadeChange>): Promise<MadeChange> => {
    const { detail, ...change } = await work;
    reading = reading.then(() => take(change));
    await reading;
    return { ...change, detail };
  };
  const whole = async (work: Promise<EditorState>): Promise<void> => {
    state = await work;
  };
  const idOf = (name: string): NodeId => shown().rows.find((row) => row.name === name)?.id ?? 'n999';
  return {
    by,
    open: async (packageId, mode = 'edit', draft = 'keep') => (state = await editing.open(packageId, mode, draft, by)),
    shown,
    call,
    names: () => shown().rows.map((row) => row.name),
    idOf,
    apply: (edits) => made(editing.apply(call(), edits)),
    rename: (name, to) => made(editing.apply(call(), [{ kind: 'setName', id: idOf(name), name: to }])),
    undo: (steps = 1) => made(editing.undo(call(), steps)),
    redo: (steps = 1) => made(editing.redo(call(), steps)),
    save: async (overwrite = false) => {
      const saved = await editing.save(call(), overwrite);
      reading = reading.then(() => take(saved.change));
      await reading;
      return saved.revision;
    },
    discard: () => whole(editing.discard(call())),
    settle: (keep) => whole(editing.settle(call(), keep)),
    settled: async () => {
      let before: Promise<void> | null = null;
      while (before !== reading) {
        before = reading;
        await reading;
      }
    },
    heard: () => heard,
  };
}
