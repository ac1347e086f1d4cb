import { createStore, type StoreApi } from 'zustand/vanilla';
import { errorText } from '#shared/text/errors';
import type { NodeId } from '#shared/model/sequence';
import { type EditorProblem, listProblems, missingFields, rowsToRead } from '../model/problems.ts';
import type { EditorController } from './editor-controller.ts';

export interface ProblemsState {
  readonly problems: readonly EditorProblem[];
  readonly isReading: boolean;
}

export interface ProblemsModel {
  readonly store: StoreApi<ProblemsState>;
  stop(): void;
}

function refusedFields(editor: EditorController): Map<NodeId, string[]> {
  const found = new Map<NodeId, string[]>();
  for (const { nodeId, error } of editor.document.getState().drafts.values()) {
    if (error === null) continue;
    const { sentence } = errorText(error.code, error.details);
    found.set(nodeId, [...(found.get(nodeId) ?? []), sentence]);
  }
  return found;
}

/**
 * Looks through a sequence while its panel is open. Details are read once, in portions; after a change only those of
 * the rows it touched, and of all rows after an undo or redo, which does not say everything it touched.
 */
export function createProblemsModel(editor: EditorController): ProblemsModel {
  const missing = new Map<NodeId, readonly string[]>();
  const store = createStore<ProblemsState>(() => ({ problems: [], isReading: true }));
  let isStopped = false;
  const show = () => {
    const { rows } = editor.document.getState();
    store.setState({ problems: listProblems(rows, missing, refusedFields(editor)) });
  };
  const read = async (ids: readonly NodeId[]) => {
    const there = new Set(rowsToRead(editor.document.getState().rows));
    const wanted = ids.filter((id) => there.has(id));
    store.setState({ isReading: wanted.length > 0 });
    const nodes = await editor.session.loadDetails(wanted);
    if (isStopped) return;
    for (const node of nodes) missing.set(node.id, missingFields(node));
    store.setState({ isReading: false });
    show();
  };
  let undoDepth = editor.document.getState().history.undoCount;
  const stops = [
    editor.document.subscribe((state, before) => {
      if (state.rows !== before.rows || state.drafts !== before.drafts) show();
    }),
    editor.session.onChange((change) => {
      const wentOn = change.history.redoCount === 0 && change.history.undoCount >= undoDepth;
      undoDepth = change.history.undoCount;
      const touched = [...change.patch.changed.map((row) => row.id), ...change.select];
      void read(wentOn ? touched : rowsToRead(editor.document.getState().rows));
    }),
  ];
  void read(rowsToRead(editor.document.getState().rows));
  show();
  return {
    store,
    stop: () => {
      isStopped = true;
      for (const stop of stops) stop();
    },
  };
}
