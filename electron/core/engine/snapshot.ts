import { MessageOrText } from '#shared/contract/message-shape';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { RunEnvironment } from '#shared/model/device';
import { StateStoreId } from '#shared/model/ids';
import { EndState, LeftRunning, RunError, RunVariable, SkipReason, StepState } from '#shared/model/run';
import { Behaviour } from './behaviours.ts';
import { initialRow, initialState, type EngineState, type RowProgress } from './fold.ts';
import { NotedOwner, StateStoreInUse } from './journal.ts';
import { JOURNAL_VERSION } from './journal-versions.ts';
import type { Plan } from './plan.ts';
import type { StoredSnapshot } from './ports.ts';

/**
 * Version of the text below, and of what the fold makes of rows: raise it when either changes. A snapshot of another
 * version is not read, and the journal is.
 */
const SNAPSHOT_VERSION = 3;
/** With fewer rows than this since the last one, reading them again costs no more than a snapshot. */
const FEWEST_ROWS = 1000;

const at = z.int().nullable();

const Progress = z.strictObject({
  state: StepState,
  skipReason: SkipReason.nullable(),
  conditionHolds: z.boolean().nullable(),
  conditionText: MessageOrText.nullable(),
  startedAt: at,
  endedAt: at,
  attempts: z.int(),
  failedAttempts: z.int(),
  wasInterrupted: z.boolean(),
  isIncomplete: z.boolean(),
  returnCode: z.int().nullable(),
  error: RunError.nullable(),
  stateStoreId: StateStoreId.nullable(),
});

const Variable = z.strictObject({
  name: z.string(),
  value: z.string().nullable(),
  sealedAs: z.string().nullable(),
  setBy: RunVariable.shape.setBy,
  stepNumber: z.int().nullable(),
});

/** The state without rows on which nothing has happened. */
const SnapshotState = z.strictObject({
  rows: z.array(z.tuple([z.int().min(1), Progress])),
  variables: z.array(Variable),
  behaviours: z.array(Behaviour),
  openGroups: z.array(z.int()),
  cursor: z.int(),
  running: z.int().nullable(),
  failure: RunError.nullable(),
  restartTo: RunEnvironment.nullable(),
  restartAskedAt: at,
  restartAskedBy: z.int().nullable(),
  environment: RunEnvironment,
  stateStore: StateStoreInUse.nullable(),
  isCancelled: z.boolean(),
  incomplete: z.boolean(),
  stepDone: z.int(),
  failedSteps: z.int(),
  isCreated: z.boolean(),
  hasStarted: z.boolean(),
  owner: NotedOwner.nullable(),
  stepOwners: z.array(NotedOwner.nullable()),
  firstStepAt: at,
  ended: z.strictObject({ state: EndState, error: RunError.nullable(), at: z.int(), left: LeftRunning }).nullable(),
});

/** So many rows after the last snapshot the next one is due: its size grows with the plan, its share of the work not. */
export function rowsBetweenSnapshots(plan: Plan): number {
  return Math.max(FEWEST_ROWS, plan.rows.length * 2);
}

/** What the journal of a run comes to at the ordinal of the state (ENG-135). */
export function writeSnapshot(runId: number, plan: Plan, state: EngineState): StoredSnapshot {
  const { rows, variables, behaviours, ordinal, ...rest } = state;
  const untouched = JSON.stringify(initialRow());
  const touched = rows.flatMap((row, index): [number, RowProgress][] =>
    row.state === 'not-reached' && JSON.stringify(row) === untouched ? [] : [[index + 1, row]],
  );
  const text = JSON.stringify({
    ...rest,
    rows: touched,
    variables: [...variables.values()],
    behaviours: [...behaviours],
  } satisfies z.input<typeof SnapshotState>);
  return { ordinal, version: SNAPSHOT_VERSION, hash: hashOf(runId, plan, ordinal, text), state: text };
}

/** The state that a snapshot kept; null for one that is of another version, of another journal or not whole. */
export function readSnapshot(runId: number, plan: Plan, stored: StoredSnapshot): EngineState | null {
  if (stored.version !== SNAPSHOT_VERSION) return null;
  if (stored.hash !== hashOf(runId, plan, stored.ordinal, stored.state)) return null;
  const parsed = SnapshotState.safeParse(JSON.parse(stored.state));
  if (!parsed.success) return null;
  const { rows, variables, behaviours, ...rest } = parsed.data;
  const state: EngineState = {
    ...initialState(plan),
    ...rest,
    variables: new Map(variables.map((one) => [one.name.toLowerCase(), one])),
    behaviours: new Set(behaviours),
    ordinal: stored.ordinal,
  };
  for (const [number, progress] of rows) state.rows[number - 1] = progress;
  return state;
}

function hashOf(runId: number, plan: Plan, ordinal: number, text: string): string {
  const what = [SNAPSHOT_VERSION, JOURNAL_VERSION, runId, plan.rows.length, ordinal].join('/');
  return createHash('sha256').update(`${what}\n${text}`).digest('hex');
}
