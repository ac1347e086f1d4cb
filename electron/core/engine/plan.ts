import type { SequenceModel, SequenceNode, StepVariable } from '#shared/model/sequence';

/** One row of the tree as the engine sees it. */
export interface PlanRow {
  /** Counts every row from 1, groups included; tree, view, journal and log use the same number. */
  readonly number: number;
  readonly depth: number;
  /** Number of the group above, or null at the top. */
  readonly parent: number | null;
  /** Number of the last row below it; its own number when there is none. */
  readonly last: number;
  /** Disabled itself or below something disabled: it can never act. */
  readonly isOff: boolean;
  /** Counts for "n of m": no group, no child sequence, not off (ENG-2). */
  readonly counts: boolean;
  readonly node: SequenceNode;
}

export interface Plan {
  readonly rows: readonly PlanRow[];
  readonly stepTotal: number;
  readonly globalVariables: readonly StepVariable[];
}

interface Draft {
  number: number;
  depth: number;
  parent: number | null;
  last: number;
  isOff: boolean;
  node: SequenceNode;
}

/** Lays the tree out as numbered rows, in document order (ENG-1, ENG-2). */
export function makePlan(model: SequenceModel): Plan {
  const drafts: Draft[] = [];
  const pending = model.nodes.map((node) => ({ node, parent: null as Draft | null })).reverse();
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    const { node, parent } = item;
    const draft: Draft = {
      number: drafts.length + 1,
      depth: parent === null ? 0 : parent.depth + 1,
      parent: parent === null ? null : parent.number,
      last: drafts.length + 1,
      isOff: node.disabled || (parent?.isOff ?? false),
      node,
    };
    drafts.push(draft);
    for (const child of [...node.children].reverse()) pending.push({ node: child, parent: draft });
  }
  for (const draft of [...drafts].reverse()) {
    const parent = draft.parent === null ? undefined : drafts[draft.parent - 1];
    if (parent !== undefined && parent.last < draft.last) parent.last = draft.last;
  }
  const rows = drafts.map((draft) => ({ ...draft, counts: countsAsStep(draft) }));
  return { rows, stepTotal: rows.filter((row) => row.counts).length, globalVariables: model.globalVariables };
}

function countsAsStep(row: Draft): boolean {
  return !row.isOff && row.node.kind !== 'group' && row.node.kind !== 'subtasksequence';
}

/** The row with this number. A number outside the plan is a bug of the caller. */
export function rowAt(plan: Plan, number: number): PlanRow {
  const row = plan.rows[number - 1];
  if (row === undefined) throw new Error(`The plan has no row ${number}`);
  return row;
}
