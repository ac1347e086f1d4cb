import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ReferenceProblem } from '#shared/model/editor-look';
import type { NodeId } from '#shared/model/sequence';
import {
  type EditorProblem,
  listProblems,
  type MissingField,
  missingFields,
  type RefusedValue,
  rowsToRead,
} from '../model/problems.ts';
import type { DocumentStore } from './document-store.ts';
import type { EditorSession } from './editor-session.ts';

export interface ProblemsState {
  readonly problems: readonly EditorProblem[];
  readonly isReading: boolean;
}

export interface ProblemsModel {
  readonly store: StoreApi<ProblemsState>;
  /** Resolves when everything that was asked for until now has been looked at. */
  ready(): Promise<void>;
}

interface Parts {
  readonly document: DocumentStore;
  readonly session: EditorSession;
}

function refusedFields(document: DocumentStore): Map<NodeId, RefusedValue[]> {
  const found = new Map<NodeId, RefusedValue[]>();
  for (const { nodeId, error } of document.getState().drafts.values()) {
    if (error === null) continue;
    found.set(nodeId, [...(found.get(nodeId) ?? []), error]);
  }
  return found;
}

/** Asks for the calls of other sequences, unless there is none. */
async function readReferences({ document, session }: Parts): Promise<readonly ReferenceProblem[]> {
  const key = session.key();
  const calls = document.getState().rows.some((row) => row.kind === 'subtasksequence');
  if (key === null || !calls) return [];
  return (await session.call('editor.checkReferences', key))?.problems ?? [];
}

/**
 * Looks through a sequence from the first time that somebody asks for its problems. Details are read once, in
 * portions; after a change only those of the rows that it touched.
 */
export function createProblemsModel(parts: Parts): ProblemsModel {
  const { document, session } = parts;
  const missing = new Map<NodeId, readonly MissingField[]>();
  let references: readonly ReferenceProblem[] = [];
  const store = createStore<ProblemsState>(() => ({ problems: [], isReading: true }));
  let tail: Promise<void> = Promise.resolve();
  const show = () => {
    const { rows } = document.getState();
    store.setState({ problems: listProblems(rows, { missing, references, refused: refusedFields(document) }) });
  };
  const read = (ids: readonly NodeId[]): void => {
    tail = tail.then(async () => {
      if (document.getState().phase !== 'open') return;
      store.setState({ isReading: true });
      const there = new Set(rowsToRead(document.getState().rows));
      const nodes = await session.loadDetails(ids.filter((id) => there.has(id)));
      for (const node of nodes) missing.set(node.id, missingFields(node));
      references = await readReferences(parts);
      show();
      store.setState({ isReading: false });
    });
  };
  const readAll = () => read(rowsToRead(document.getState().rows));
  document.subscribe((state, before) => {
    if (state.session !== before.session && state.session !== null) readAll();
    else if (state.rows !== before.rows || state.drafts !== before.drafts) show();
  });
  session.onChange((change) => read(change.touched));
  readAll();
  show();
  const ready = async (): Promise<void> => {
    const waited = tail;
    await waited;
    if (waited !== tail) await ready();
  };
  return { store, ready };
}
