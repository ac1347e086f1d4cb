import type { OutlineRow } from '#shared/model/outline';
import type { NodeId } from '#shared/model/sequence';
import { levelOfValue } from '../properties/value-checks.ts';
import { type EditorProblem, isSameProblem } from './problems.ts';

/** What a row of the tree says of problems. */
export interface RowMark {
  readonly level: 'error' | 'warning';
  /** Of the row itself and, while its group is closed, of all below it. */
  readonly count: number;
  /** The gravest one, and of those the first. */
  readonly first: EditorProblem;
  /** Some of them are of rows that are out of sight. */
  readonly isBelow: boolean;
}

/** How grave a problem is, as its field says it: an ID may be right that nobody here knows. */
export function levelOf(problem: EditorProblem): RowMark['level'] {
  switch (problem.kind) {
    case 'reference':
      return problem.reference.problem === 'unknown' ? 'warning' : 'error';
    case 'warning':
      return problem.warning.kind === 'value' ? levelOfValue(problem.warning.found) : 'warning';
    default:
      return 'error';
  }
}

/** Errors before warnings, each in the order of the document. */
export function errorsFirst(problems: readonly EditorProblem[]): EditorProblem[] {
  const { error = [], warning = [] } = Object.groupBy(problems, levelOf);
  return [...error, ...warning];
}

function isSameMark(a: RowMark | undefined, b: RowMark): a is RowMark {
  return a?.level === b.level && a.count === b.count && a.isBelow === b.isBelow && isSameProblem(a.first, b.first);
}

function addTo(mark: RowMark | undefined, problem: EditorProblem, isBelow: boolean): RowMark {
  const level = levelOf(problem);
  if (mark === undefined) return { level, count: 1, first: problem, isBelow };
  const isGraver = level === 'error' && mark.level === 'warning';
  return {
    level: isGraver ? level : mark.level,
    first: isGraver ? problem : mark.first,
    count: mark.count + 1,
    isBelow: mark.isBelow || isBelow,
  };
}

/**
 * The marks of the rows in view: each problem is at its row, or at the outermost closed group above it. A mark that says
 * what it said before is the same object.
 */
export function markRows(
  rows: readonly OutlineRow[],
  problems: readonly EditorProblem[],
  closed: ReadonlySet<NodeId>,
  before: ReadonlyMap<NodeId, RowMark>,
): ReadonlyMap<NodeId, RowMark> {
  const marks = new Map<NodeId, RowMark>();
  if (problems.length === 0) return marks;
  /** The row that stands for one that is out of sight. */
  const shownAt = new Map<NodeId, NodeId>();
  for (const { id, parentId } of rows) {
    const above = parentId === null ? undefined : shownAt.get(parentId);
    if (above !== undefined) shownAt.set(id, above);
    else if (closed.has(id)) shownAt.set(id, id);
  }
  for (const problem of problems) {
    const at = shownAt.get(problem.nodeId) ?? problem.nodeId;
    marks.set(at, addTo(marks.get(at), problem, at !== problem.nodeId));
  }
  for (const [id, mark] of marks) {
    const old = before.get(id);
    if (isSameMark(old, mark)) marks.set(id, old);
  }
  return marks;
}
