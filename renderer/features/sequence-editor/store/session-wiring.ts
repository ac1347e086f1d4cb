import type { Input } from '#shared/contract/contract';
import type { MoveEdit } from '#shared/model/edit';
import type { EditorChange, EditorRenewal, MadeChange } from '#shared/model/editor';
import { toProblem } from '../../../api/problem.ts';
import {
  type Answered,
  type DocumentStore,
  endMove,
  showMove,
  takeChange,
  takeMoveBack,
  takeState,
} from './document-store.ts';
import type { EditorDeps } from './ports.ts';

/** Which session a call is for, and which reading of its document: the one that the person saw. */
export type SessionKey = Pick<Input<'editor.node'>, 'sessionId' | 'epoch'>;

export interface Wiring {
  readonly store: DocumentStore;
  readonly deps: EditorDeps;
  readonly listeners: Set<(change: EditorChange) => void>;
  /** What hears that the document was read anew: what waits to be sent fits no more. */
  readonly onRenewed: () => void;
  /** Moves that went back, and those that were made on top of them: what was done after them is not asked for. */
  readonly refused: WeakSet<MoveEdit>;
  lastChange: number;
  /** Calls that change something, one after the other. */
  tail: Promise<unknown>;
  /** Changes that arrive, one after the other: a second one waits for a state that is being read. */
  incoming: Promise<unknown>;
}

/** One after the other: each call starts when the one before it has ended, whichever way. */
export function enqueue<T>(wiring: Wiring, run: () => Promise<T>): Promise<T> {
  const next = wiring.tail.then(run, run);
  wiring.tail = next.then(
    () => undefined,
    () => undefined,
  );
  return next;
}

function arrive(wiring: Wiring, take: () => Promise<void>): Promise<void> {
  const next = wiring.incoming.then(take, take);
  wiring.incoming = next.catch(() => undefined);
  return next;
}

export function keyOf({ store }: Wiring): SessionKey | null {
  const { session } = store.getState();
  return session === null ? null : { sessionId: session.sessionId, epoch: session.epoch };
}

/** Reads the whole state again, as the core has it now. */
async function reread(wiring: Wiring): Promise<void> {
  const key = keyOf(wiring);
  if (key === null) return;
  const state = await wiring.deps.client.call('editor.state', { sessionId: key.sessionId });
  if (keyOf(wiring)?.sessionId !== state.sessionId) return;
  if (state.epoch !== key.epoch) wiring.onRenewed();
  wiring.lastChange = state.changeNumber;
  takeState(wiring.store, state);
}

async function take(wiring: Wiring, change: EditorChange, answered: Answered): Promise<void> {
  const key = keyOf(wiring);
  if (change.sessionId !== key?.sessionId || change.epoch < key.epoch) return;
  const isKnown = change.epoch === key.epoch && change.changeNumber <= wiring.lastChange;
  if (isKnown) return;
  if (change.epoch > key.epoch || change.changeNumber > wiring.lastChange + 1) await reread(wiring);
  else {
    wiring.lastChange = change.changeNumber;
    takeChange(wiring.store, change, answered);
  }
  for (const listener of wiring.listeners) listener(change);
}

/** Takes a change once, in the order of its number; a gap reads the state again. */
export function receive(wiring: Wiring, change: EditorChange, answered: Answered = { detail: null }): Promise<void> {
  return arrive(wiring, () => take(wiring, change, answered));
}

/** The document was read anew in the core: what is shown is read again, and the person is told why. */
export function receiveRenewal(wiring: Wiring, { sessionId, epoch, cause }: EditorRenewal): Promise<void> {
  return arrive(wiring, async () => {
    const key = keyOf(wiring);
    if (key?.sessionId !== sessionId || key.epoch >= epoch) return;
    await reread(wiring);
    wiring.store.setState({ renewal: cause });
  });
}

/** A refusal goes into the document; one that says that the document was read anew brings its present state too. */
export async function refuse(wiring: Wiring, cause: unknown): Promise<void> {
  const error = toProblem(cause);
  if (error.code === 'REVISION_CONFLICT' && error.details['of'] === 'draft') {
    // The bar above the steps says it, with what can be done.
    wiring.store.setState({ isBehind: true });
    return;
  }
  if (error.code === 'SESSION_RENEWED') await arrive(wiring, () => reread(wiring)).catch(() => undefined);
  wiring.store.setState({ error });
}

/** Runs a call beside the queue; a refusal goes into the document. */
export async function guarded<T>(wiring: Wiring, run: () => Promise<T>): Promise<T | null> {
  try {
    return await run();
  } catch (cause) {
    await refuse(wiring, cause);
    return null;
  }
}

/**
 * Runs a call that answers with a change. It is made for the document that the person sees now, also when it waits for
 * others: if that is read anew meanwhile, the core refuses it.
 */
export function change(
  wiring: Wiring,
  run: (key: SessionKey) => Promise<MadeChange> | null,
): Promise<EditorChange | null> {
  const key = keyOf(wiring);
  if (key === null) return Promise.resolve(null);
  return enqueue(wiring, () =>
    guarded(wiring, async () => {
      const answer = await run(key);
      if (answer === null) return null;
      const { detail, ...made } = answer;
      await receive(wiring, made, { detail });
      return made;
    }),
  );
}

/**
 * A move is shown at once; the core's answer says what became of it. One that is refused goes back, and with it those
 * that were made on top of it: they are not asked for, as nobody saw the rows that they would be made in.
 */
export function makeMove(wiring: Wiring, move: MoveEdit): Promise<EditorChange | null> {
  const { store, deps, refused } = wiring;
  const key = keyOf(wiring);
  if (key === null) return Promise.resolve(null);
  showMove(store, move);
  return enqueue(wiring, async () => {
    if (refused.has(move)) return null;
    try {
      const { detail, ...made } = await deps.client.call('editor.apply', { ...key, edits: [move] });
      await receive(wiring, made, { detail, move });
      endMove(store, move);
      return made;
    } catch (cause) {
      for (const one of takeMoveBack(store, move)) refused.add(one);
      await refuse(wiring, cause);
      return null;
    }
  });
}

/** Undoes what the person saw last: nothing, when that is a move that is going to be refused. */
export function undo(wiring: Wiring, steps: number): Promise<EditorChange | null> {
  const move = wiring.store.getState().underWay.at(-1);
  const call = (key: SessionKey) => wiring.deps.client.call('editor.undo', { ...key, steps });
  return change(wiring, (key) => (move !== undefined && wiring.refused.has(move) ? null : call(key)));
}
