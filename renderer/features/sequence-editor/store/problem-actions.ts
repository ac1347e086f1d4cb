import type { NodeId } from '#shared/model/sequence';
import type { EditorProblem } from '../model/problems.ts';
import type { DocumentStore } from './document-store.ts';
import type { EditorSession } from './editor-session.ts';
import type { EditorDeps } from './ports.ts';
import { createProblemsModel, type ProblemsModel } from './problems-model.ts';
import { fieldName, isUnvisited, type ViewStore } from './view-store.ts';

/** A problem that was gone to, and its place among all. */
export interface VisitedProblem {
  readonly problem: EditorProblem;
  readonly number: number;
  readonly count: number;
}

export interface ProblemActions {
  /** What is wrong with the sequence; looked through from the first call on. */
  problems(): ProblemsModel;
  /** Selects the step of a problem, shows its tab and takes the focus to its field, or to the row. */
  goToProblem(problem: EditorProblem): void;
  /** Somebody has been at a field: that it is empty may be said from now on. */
  visit(nodeId: NodeId, key: string): void;
  /** From now on all that is missing is said, in new steps too: the person wants to know, to save or to run. */
  sayMissing(): void;
  /** Says that a save is made, and how many problems are open once all of it has been looked at. */
  saySaved(revision: number): Promise<void>;
  /** The next (or previous) problem after where the person is, round at the ends; null when there is none. */
  nextProblem(step: 1 | -1): Promise<VisitedProblem | null>;
}

interface Parts {
  readonly document: DocumentStore;
  readonly view: ViewStore;
  readonly session: EditorSession;
  readonly deps: EditorDeps;
  readonly reveal: (ids: readonly NodeId[], focus: boolean) => void;
}

/** The line of a condition, counted from 0; null for anything else. Conditions stand on the Options tab. */
export function conditionLine(problem: EditorProblem): number | null {
  if (problem.kind !== 'warning') return null;
  const { warning } = problem;
  return warning.kind === 'query' || warning.kind === 'condition-name' ? warning.number - 1 : null;
}

/** The problem after (or before) one that was gone to; else after where the person is in the document. */
function findNext(
  list: readonly EditorProblem[],
  visited: { readonly nodeId: NodeId; readonly index: number } | null,
  at: number,
  step: 1 | -1,
): EditorProblem | undefined {
  const held = list.findIndex((one) => one.nodeId === visited?.nodeId && one.index === visited.index);
  if (held >= 0) return list.at((held + step) % list.length);
  const inDocument = list.toSorted((a, b) => a.number - b.number || a.index - b.index);
  return step === 1
    ? (inDocument.find((one) => one.number >= at) ?? list[0])
    : (inDocument.findLast((one) => one.number <= at) ?? list.at(-1));
}

export function createProblemActions(parts: Parts): ProblemActions {
  const { document, view, session, deps } = parts;
  let model: ProblemsModel | null = null;
  const problems = () => (model ??= createProblemsModel({ document, view, session, disk: deps.disk }));
  const goToProblem = (problem: EditorProblem): void => {
    const field = problem.kind === 'node' ? null : problem.field;
    const line = conditionLine(problem);
    view.setState({
      problem: { nodeId: problem.nodeId, index: problem.index },
      ...(field === null
        ? {}
        : {
            tab: line === null ? ('properties' as const) : ('options' as const),
            fieldRequest: { nodeId: problem.nodeId, names: field, ...(line === null ? {} : { line }) },
          }),
    });
    parts.reveal([problem.nodeId], field === null);
  };
  return {
    problems,
    goToProblem,
    visit: (nodeId, key) => {
      const state = view.getState();
      if (!isUnvisited(state, nodeId, key)) return;
      view.setState({ visited: new Set([...state.visited, fieldName(nodeId, key)]) });
    },
    sayMissing: () => {
      if (view.getState().fresh.size > 0) view.setState({ fresh: new Set(), visited: new Set() });
    },
    saySaved: async (revision) => {
      const all = problems();
      await all.ready();
      const { problems: listed, left } = all.store.getState();
      const count = listed.length + left;
      deps.say(count === 0 ? { key: 'saved', revision } : { key: 'savedWith', revision, count });
    },
    nextProblem: async (step) => {
      const all = problems();
      await all.ready();
      const list = all.store.getState().problems;
      const { selection, problem: visited } = view.getState();
      const at = document.getState().rows.findIndex((row) => row.id === selection.active) + 1;
      const isHere = visited !== null && visited.nodeId === selection.active;
      const found = findNext(list, isHere ? visited : null, at, step);
      if (found === undefined) return null;
      goToProblem(found);
      return { problem: found, number: list.indexOf(found) + 1, count: list.length };
    },
  };
}
