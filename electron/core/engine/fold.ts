import type { MessageOrText } from '#shared/contract/message-shape';
import type { RunEnvironment } from '#shared/model/device';
import type { EndState, LeftRunning, RunError, RunVariable, SkipReason, StepState } from '#shared/model/run';
import { assertNever } from '#shared/util/assert-never';
import type { Behaviour } from './behaviours.ts';
import type { JournalBody, JournalRow, NotedOwner, StateStoreInUse, VariableChange } from './journal.ts';
import { rowAt, type Plan, type PlanRow } from './plan.ts';

/** What the field gives for a failure without a code of its own (E_FAIL). */
export const GENERAL_FAILURE = -2147467259;

export interface RowProgress {
  state: StepState;
  skipReason: SkipReason | null;
  conditionHolds: boolean | null;
  conditionText: MessageOrText | null;
  startedAt: number | null;
  endedAt: number | null;
  /** How often it was started. */
  attempts: number;
  /** How many of these failed; retries are counted against this, not against interruptions. */
  failedAttempts: number;
  wasInterrupted: boolean;
  /** Its last try left something out. */
  isIncomplete: boolean;
  returnCode: number | null;
  error: RunError | null;
  stateStoreId: StateStoreInUse['storeId'] | null;
}

export interface VariableState {
  readonly name: string;
  /** Null when hidden. */
  readonly value: string | null;
  readonly sealedAs: string | null;
  readonly setBy: RunVariable['setBy'];
  readonly stepNumber: number | null;
}

/** Everything that the next decision and the view need; made by `foldJournal` alone. */
export interface EngineState {
  readonly rows: RowProgress[];
  /** By name in lower case. */
  readonly variables: Map<string, VariableState>;
  /** Numbers of the groups that are entered and not left, outermost first. */
  readonly openGroups: number[];
  /** The row that is decided next. */
  cursor: number;
  /** The row whose step was started and has no outcome yet. */
  running: number | null;
  /** A failure on its way up. */
  failure: RunError | null;
  restartTo: RunEnvironment | null;
  /** When and by which row the restart was asked for that is under way. */
  restartAskedAt: number | null;
  restartAskedBy: number | null;
  environment: RunEnvironment;
  stateStore: StateStoreInUse | null;
  isCancelled: boolean;
  incomplete: boolean;
  stepDone: number;
  /** Steps that failed for good, whether the run went on or not. */
  failedSteps: number;
  /** What was given to the run is known. */
  isCreated: boolean;
  hasStarted: boolean;
  /** Ways of the engine that hold for this run; fixed when it began. */
  readonly behaviours: Set<Behaviour>;
  /** Who carries it out, or did last; null before it was begun, and when an earlier version did not note it. */
  owner: NotedOwner | null;
  /** Everybody who has begun a step, each once. */
  readonly stepOwners: (NotedOwner | null)[];
  /** When the first step was begun. */
  firstStepAt: number | null;
  ended: { state: EndState; error: RunError | null; at: number; left: LeftRunning } | null;
  ordinal: number;
}

/** A row on which nothing has happened. */
export function initialRow(): RowProgress {
  return {
    state: 'not-reached',
    skipReason: null,
    conditionHolds: null,
    conditionText: null,
    startedAt: null,
    endedAt: null,
    attempts: 0,
    failedAttempts: 0,
    wasInterrupted: false,
    isIncomplete: false,
    returnCode: null,
    error: null,
    stateStoreId: null,
  };
}

/** A run of which no row was read: nothing has begun, and the first row of the plan is next. */
export function initialState(plan: Plan): EngineState {
  return {
    rows: plan.rows.map(initialRow),
    variables: new Map(),
    openGroups: [],
    cursor: 1,
    running: null,
    failure: null,
    restartTo: null,
    restartAskedAt: null,
    restartAskedBy: null,
    environment: 'FullOS',
    stateStore: null,
    isCancelled: false,
    incomplete: false,
    stepDone: 0,
    failedSteps: 0,
    isCreated: false,
    hasStarted: false,
    behaviours: new Set(),
    owner: null,
    stepOwners: [],
    firstStepAt: null,
    ended: null,
    ordinal: 0,
  };
}

/** The state after these rows: the same for a run, a resumption and a view (ENG-4). */
export function foldJournal(plan: Plan, rows: readonly JournalRow[]): EngineState {
  const state = initialState(plan);
  for (const row of rows) applyJournalRow(plan, state, row);
  return state;
}

/** Takes one more row into `state`, in place. */
export function applyJournalRow(plan: Plan, state: EngineState, row: JournalRow): void {
  const { body, at } = row;
  state.ordinal = row.ordinal;
  switch (body.kind) {
    case 'run-created':
      state.isCreated = true;
      for (const change of body.variables) changeVariable(state, change, null);
      return;
    case 'run-started':
      state.hasStarted = true;
      state.owner = body.owner;
      state.environment = body.environment;
      for (const behaviour of body.behaviours) state.behaviours.add(behaviour);
      for (const change of body.variables) changeVariable(state, change, null);
      return;
    case 'run-resumed':
      state.owner = body.owner;
      return;
    case 'condition-evaluated': {
      const progress = progressAt(state, body.number);
      progress.conditionHolds = body.holds;
      progress.conditionText = body.text;
      progress.error = body.error;
      return;
    }
    case 'row-skipped':
      skipRow(plan, state, rowAt(plan, body.number), body.reason);
      return;
    case 'group-entered': {
      const progress = progressAt(state, body.number);
      progress.state = 'running';
      progress.startedAt = at;
      state.openGroups.push(body.number);
      state.cursor = body.number + 1;
      return;
    }
    case 'group-left':
      leaveGroup(plan, state, body, at);
      return;
    case 'device-restarted':
      state.environment = body.environment;
      state.restartTo = null;
      setByEngine(state, '_SMSTSInWinPE', body.environment === 'WinPE' ? 'true' : 'false');
      return;
    case 'run-ended':
      state.ended = { state: body.state, error: body.error, at, left: body.left };
      for (const number of state.openGroups) {
        const progress = progressAt(state, number);
        progress.state = 'cancelled';
        progress.endedAt = at;
      }
      return;
    default:
      applyStepRow(plan, state, body, at);
      return;
  }
}

type StepBody = Extract<JournalBody, { attempt: number }>;

function applyStepRow(plan: Plan, state: EngineState, body: StepBody, at: number): void {
  const progress = progressAt(state, body.number);
  const row = rowAt(plan, body.number);
  if (body.kind === 'step-started') {
    progress.state = 'running';
    progress.startedAt ??= at;
    noteOwner(state, at);
    progress.attempts = body.attempt;
    state.running = body.number;
    setByEngine(state, '_SMSTSCurrentActionName', row.node.name);
    setByEngine(state, '_SMSTSNextInstructionPointer', String(body.number));
    return;
  }
  state.running = null;
  if (body.kind === 'step-interrupted') {
    progress.state = 'not-reached';
    progress.wasInterrupted = true;
    return;
  }
  for (const change of body.changes) changeVariable(state, change, body.number);
  if (body.stateStore !== undefined) state.stateStore = body.stateStore;
  if (body.stateStoreId !== null) progress.stateStoreId = body.stateStoreId;
  progress.isIncomplete = body.incomplete;
  if (body.incomplete) state.incomplete = true;
  switch (body.kind) {
    case 'attempt-failed':
      progress.state = 'not-reached';
      progress.failedAttempts += 1;
      progress.error = body.error;
      progress.returnCode = body.error.returnCode;
      return;
    case 'step-cancelled':
      progress.state = 'cancelled';
      progress.endedAt = at;
      state.isCancelled = true;
      return;
    case 'step-succeeded':
      finishStep(state, row, progress, at, { returnCode: body.returnCode, body });
      return;
    case 'step-failed':
      progress.failedAttempts += 1;
      finishStep(state, row, progress, at, { returnCode: body.error.returnCode, body });
      return;
    default:
      return assertNever(body);
  }
}

function noteOwner(state: EngineState, at: number): void {
  const { owner, stepOwners } = state;
  state.firstStepAt ??= at;
  if (!stepOwners.some((one) => one?.ownerId === owner?.ownerId)) stepOwners.push(owner);
}

interface Finish {
  readonly returnCode: number | null;
  readonly body: Extract<StepBody, { kind: 'step-succeeded' | 'step-failed' }>;
}

function finishStep(state: EngineState, row: PlanRow, progress: RowProgress, at: number, finish: Finish): void {
  const { body } = finish;
  const hasSucceeded = body.kind === 'step-succeeded';
  progress.endedAt = at;
  progress.returnCode = finish.returnCode;
  progress.error = hasSucceeded ? null : body.error;
  setByEngine(state, '_SMSTSLastActionName', row.node.name);
  setByEngine(state, '_SMSTSLastActionRetCode', String(finish.returnCode ?? GENERAL_FAILURE));
  setByEngine(state, '_SMSTSLastActionSucceeded', hasSucceeded ? 'true' : 'false');
  if (hasSucceeded) {
    state.restartTo = body.restartTo;
    state.restartAskedAt = body.restartTo === null ? null : at;
    state.restartAskedBy = body.restartTo === null ? null : row.number;
    if (body.runsAgain) {
      progress.state = 'not-reached';
      return;
    }
    progress.state = 'succeeded';
  } else {
    state.failedSteps += 1;
    progress.state = row.node.continueOnError ? 'failed-ignored' : 'failed';
    if (!row.node.continueOnError) state.failure = body.error;
  }
  if (row.counts) state.stepDone += 1;
  state.cursor = row.number + 1;
}

function skipRow(plan: Plan, state: EngineState, row: PlanRow, reason: SkipReason): void {
  markSkipped(state, row, reason);
  const below: SkipReason = reason === 'disabled' ? 'disabled-by-group' : 'group-skipped';
  for (let number = row.number + 1; number <= row.last; number += 1) markSkipped(state, rowAt(plan, number), below);
  state.cursor = row.last + 1;
}

function markSkipped(state: EngineState, row: PlanRow, reason: SkipReason): void {
  const progress = progressAt(state, row.number);
  progress.state = 'skipped';
  progress.skipReason = reason;
  if (row.counts) state.stepDone += 1;
}

function leaveGroup(plan: Plan, state: EngineState, body: JournalBody & { kind: 'group-left' }, at: number): void {
  const row = rowAt(plan, body.number);
  const progress = progressAt(state, body.number);
  state.openGroups.pop();
  progress.endedAt = at;
  for (let number = state.cursor; number <= row.last; number += 1) {
    if (progressAt(state, number).state === 'not-reached') markSkipped(state, rowAt(plan, number), 'group-failed');
  }
  state.cursor = row.last + 1;
  if (body.outcome === 'succeeded') {
    progress.state = 'succeeded';
    return;
  }
  progress.error = state.failure;
  progress.state = row.node.continueOnError ? 'failed-ignored' : 'failed';
  if (row.node.continueOnError) state.failure = null;
}

/** Takes a change of a variable into `state`, in place. */
export function changeVariable(state: EngineState, change: VariableChange, stepNumber: number | null): void {
  const key = change.name.toLowerCase();
  if (change.value === null && change.sealedAs === null) {
    state.variables.delete(key);
    return;
  }
  const { name, value, sealedAs, setBy } = change;
  state.variables.set(key, { name, value, sealedAs, setBy, stepNumber });
}

function setByEngine(state: EngineState, name: string, value: string): void {
  if (value === '') state.variables.delete(name.toLowerCase());
  else state.variables.set(name.toLowerCase(), { name, value, sealedAs: null, setBy: 'engine', stepNumber: null });
}

/** How far the row with this number is. */
export function progressAt(state: EngineState, number: number): RowProgress {
  const progress = state.rows[number - 1];
  if (progress === undefined) throw new Error(`The state has no row ${number}`);
  return progress;
}
