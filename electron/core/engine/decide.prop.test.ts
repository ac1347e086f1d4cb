import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunError } from '#shared/model/run';
import type { SequenceNode } from '#shared/model/sequence';
import { decide } from './decide.ts';
import { group, makeModel, setVariable, when } from './fakes/model.ts';
import { applyJournalRow, foldJournal, initialState } from './fold.ts';
import { readJournal, writeJournalRow, type JournalBody, type JournalRow } from './journal.ts';
import { makePlan, rowAt, type Plan } from './plan.ts';

/** What a test tree says about each row, by node id: whether its step fails and its condition holds. */
interface Script {
  readonly fails: ReadonlyMap<string, number>;
  readonly holds: ReadonlyMap<string, boolean>;
}

interface Tree {
  readonly nodes: SequenceNode[];
  readonly script: Script;
}

interface Shape {
  readonly disabled: boolean;
  readonly continueOnError: boolean;
  readonly condition: 'none' | 'true' | 'false';
  readonly failures: number;
  readonly retryCount: number;
  readonly children: readonly Shape[] | null;
}

const shape: fc.Arbitrary<Shape> = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.record({
    disabled: fc.nat(7).map((roll) => roll === 0),
    continueOnError: fc.nat(3).map((roll) => roll === 0),
    condition: fc.constantFrom('none', 'none', 'true', 'false'),
    failures: fc.constantFrom(0, 0, 1, 2, 9),
    retryCount: fc.nat(2),
    children: fc.option(fc.array(tie('shape'), { maxLength: 4 }), { depthSize: 'small' }),
  }),
})).shape;

const tree: fc.Arbitrary<Tree> = fc.array(shape, { maxLength: 6 }).map((shapes) => {
  const fails = new Map<string, number>();
  const holds = new Map<string, boolean>();
  const build = (one: Shape): SequenceNode => {
    const { disabled, continueOnError, retryCount } = one;
    const condition = one.condition === 'none' ? null : when('X', 'exists');
    const part = { disabled, continueOnError, retryCount, condition };
    const node = one.children === null ? setVariable('X', '1', part) : group('g', one.children.map(build), part);
    fails.set(node.id, one.failures);
    holds.set(node.id, one.condition !== 'false');
    return node;
  };
  return { nodes: shapes.map(build), script: { fails, holds } };
});

/** The rules said once more as plainly as can be: a walk over the tree. Gives what was done, in order. */
function interpret({ nodes, script }: Tree): string[] {
  const done: string[] = [];
  const isWanted = (node: SequenceNode): boolean =>
    !node.disabled && (node.condition === null || script.holds.get(node.id) === true);
  const run = (node: SequenceNode): boolean => {
    if (!isWanted(node)) return true;
    if (node.kind === 'group') return node.children.every(run) || node.continueOnError;
    const tries = (node.retryCount ?? 0) + 1;
    for (let index = 0; index < tries; index += 1) {
      done.push(node.id);
      if (index >= (script.fails.get(node.id) ?? 0)) return true;
    }
    return node.continueOnError;
  };
  done.push(nodes.every(run) ? 'succeeded' : 'failed');
  return done;
}

const error: RunError = { code: 'COMMAND_EXIT_CODE', details: {}, stepNumber: null, returnCode: 1 };
const effects = { changes: [], stateStoreId: null, incomplete: false };

/** Answers decisions as the script says, without any outside. */
function answer(
  plan: Plan,
  script: Script,
  failedBefore: number,
  action: ReturnType<typeof decide>,
): JournalBody | null {
  switch (action.kind) {
    case 'evaluate-condition': {
      const holds = script.holds.get(rowAt(plan, action.number).node.id) === true;
      return { kind: 'condition-evaluated', number: action.number, holds, text: '', error: null };
    }
    case 'skip':
      return { kind: 'row-skipped', number: action.number, reason: action.reason };
    case 'enter-group':
      return { kind: 'group-entered', number: action.number };
    case 'leave-group':
      return { kind: 'group-left', number: action.number, outcome: action.outcome };
    case 'start-step':
      return { kind: 'step-started', number: action.number, attempt: action.attempt };
    case 'recover-step': {
      const { number, attempt } = action;
      const { node } = rowAt(plan, number);
      if (failedBefore >= (script.fails.get(node.id) ?? 0)) {
        return {
          kind: 'step-succeeded',
          number,
          attempt,
          returnCode: 0,
          restartTo: null,
          runsAgain: false,
          ...effects,
        };
      }
      const kind = failedBefore < (node.retryCount ?? 0) ? 'attempt-failed' : 'step-failed';
      return { kind, number, attempt, error, ...effects };
    }
    case 'end':
      return { kind: 'run-ended', state: action.state, error: action.error, left: [] };
    case 'restart-device':
      return { kind: 'device-restarted', environment: action.environment };
    case 'none':
      return null;
  }
}

function simulate(made: Tree): { plan: Plan; rows: JournalRow[]; done: string[] } {
  const plan = makePlan(makeModel(made.nodes));
  const state = initialState(plan);
  const rows: JournalRow[] = [];
  const done: string[] = [];
  for (let turn = 0; turn < 10_000; turn += 1) {
    const action = decide(plan, state);
    const failedBefore = 'number' in action ? (state.rows[action.number - 1]?.failedAttempts ?? 0) : 0;
    const body = answer(plan, made.script, failedBefore, action);
    if (body === null) return { plan, rows, done };
    const row = { ordinal: rows.length + 1, at: rows.length, body };
    if (body.kind === 'step-started') done.push(rowAt(plan, body.number).node.id);
    if (body.kind === 'run-ended') done.push(body.state);
    rows.push(row);
    applyJournalRow(plan, state, row);
  }
  throw new Error('the run never ended');
}

describe('decide', () => {
  it('[ENG-10] does what a plain walk over the tree does, for any tree', () => {
    fc.assert(
      fc.property(tree, (made) => {
        expect(simulate(made).done).toEqual(interpret(made));
      }),
      { numRuns: 500 },
    );
  });

  it('[ENG-3] depends on its parameters alone: the same state gives the same action, and is left as it was', () => {
    fc.assert(
      fc.property(tree, fc.nat(), (made, cut) => {
        const { plan, rows } = simulate(made);
        const state = foldJournal(plan, rows.slice(0, cut % (rows.length + 1)));
        const before = JSON.stringify({ ...state, variables: [...state.variables] });
        expect(decide(plan, state)).toEqual(decide(plan, state));
        expect(JSON.stringify({ ...state, variables: [...state.variables] })).toBe(before);
      }),
    );
  });

  it('[ENG-4] a state folded from the stored journal is the state of the run, at every row', () => {
    fc.assert(
      fc.property(tree, (made) => {
        const { plan, rows } = simulate(made);
        const live = initialState(plan);
        const stored = rows.map((row) => writeJournalRow(row, null));
        for (const [index, row] of rows.entries()) {
          applyJournalRow(plan, live, row);
          expect(foldJournal(plan, readJournal(1, stored.slice(0, index + 1)))).toEqual(live);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('[ENG-2] counts every step once when the run ends well, and never more than the total', () => {
    fc.assert(
      fc.property(tree, (made) => {
        const { plan, rows } = simulate(made);
        const state = foldJournal(plan, rows);
        if (state.ended?.state === 'succeeded') expect(state.stepDone).toBe(plan.stepTotal);
        else expect(state.stepDone).toBeLessThanOrEqual(plan.stepTotal);
      }),
    );
  });
});
