import { MessageOrText } from '../contract/message-shape.ts';
import { z } from 'zod';
import { ErrorCode, ErrorDetails } from '../contract/errors.ts';
import { Amount, DeviceId, PackageId, Revision, RunId, StateStoreId, Timestamp } from './ids.ts';
import { NodeId } from './sequence.ts';

/**
 * `waiting`: made, and nobody carries it out yet. `interrupted`: its process ended under it; it can be resumed. The one
 * definition of what states there are; what is said of them elsewhere is derived from here. `unreadable` is never
 * written: it is what a state of a newer program, or a broken one, is read as.
 */
export const RunState = z.enum(['waiting', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted', 'unreadable']);
export type RunState = z.infer<typeof RunState>;
/** What a run's row can be given. */
export type WrittenRunState = Exclude<RunState, 'unreadable'>;

/** The states in which a run can end; nothing follows them. */
export const EndState = RunState.extract(['succeeded', 'failed', 'cancelled']);
export type EndState = z.infer<typeof EndState>;

/** True when the run has come to its end. */
export function isOver(state: RunState): state is EndState {
  return EndState.safeParse(state).success;
}

/** True for a run that stands and that somebody may carry out from here. */
export function canGoOn(state: RunState): boolean {
  return state === 'waiting' || state === 'interrupted';
}

export const StepState = z.enum([
  'not-reached',
  'running',
  'succeeded',
  'failed',
  'failed-ignored',
  'skipped',
  'cancelled',
  'interrupted',
]);
export type StepState = z.infer<typeof StepState>;

export const SkipReason = z.enum(['disabled', 'disabled-by-group', 'condition-false', 'group-skipped', 'group-failed']);
export type SkipReason = z.infer<typeof SkipReason>;

export const RunError = z.strictObject({
  code: ErrorCode,
  details: ErrorDetails,
  stepNumber: z.int().nullable(),
  /** What the command or tool gave back, when it gave something. */
  returnCode: z.int().nullable(),
});
export type RunError = z.infer<typeof RunError>;

/** A step that could not act on a device, and why. */
export const StepRefusal = z.strictObject({
  nodeId: NodeId,
  number: z.int().min(1),
  name: z.string().max(4000),
  code: ErrorCode,
  details: ErrorDetails,
  /** A condition decides whether a run comes to it. */
  isConditional: z.boolean(),
});
export type StepRefusal = z.infer<typeof StepRefusal>;

export const RunRow = z.strictObject({
  id: RunId,
  packageId: PackageId,
  sequenceName: z.string().max(1000),
  sequenceRevision: Revision,
  deviceId: DeviceId.nullable(),
  deviceName: z.string().max(63),
  state: RunState,
  /** Its end was asked for, here or elsewhere, and it goes on until its step has stopped. */
  isCancelling: z.boolean(),
  startedAt: Timestamp,
  endedAt: Timestamp.nullable(),
  startedBy: z.string().max(255),
  /** Steps that count: no groups, no disabled steps, none below a disabled group. */
  stepTotal: Amount,
  stepDone: Amount,
  /** Steps that failed; of a run that ended well those that it went on past. */
  failedSteps: Amount,
  /** Set when something was left out although the run ended well. */
  incomplete: z.boolean(),
  error: RunError.nullable(),
});
export type RunRow = z.infer<typeof RunRow>;

export const StepProgress = z.strictObject({
  fraction: z.number().min(0).max(1).nullable(),
  text: MessageOrText,
  doneBytes: Amount.nullable(),
  totalBytes: Amount.nullable(),
  /** Estimated, from what was done so far. */
  remainingMs: z.int().min(0).nullable(),
});
export type StepProgress = z.infer<typeof StepProgress>;

export const RunStepRow = z.strictObject({
  nodeId: z.string().max(32),
  /** Counts every row of the tree from 1, groups included; tree, view, journal and log use the same number. */
  number: z.int().min(1),
  depth: z.int().min(0).max(256),
  kind: z.enum(['group', 'step', 'subtasksequence', 'unknown']),
  type: z.string().max(255),
  name: z.string().max(4000),
  state: StepState,
  /** It ended well and left something out. */
  isIncomplete: z.boolean(),
  skipReason: SkipReason.nullable(),
  /** The condition when it decided; a sentence in runs of earlier versions. */
  conditionText: MessageOrText.nullable(),
  startedAt: Timestamp.nullable(),
  endedAt: Timestamp.nullable(),
  attempts: z.int().min(0),
  returnCode: z.int().nullable(),
  error: RunError.nullable(),
  progress: StepProgress.nullable(),
  /** The state store that this step wrote or read: opens its result. */
  stateStoreId: StateStoreId.nullable(),
});
export type RunStepRow = z.infer<typeof RunStepRow>;

export const RunVariable = z.strictObject({
  name: z.string().max(256),
  /** Null when hidden. */
  value: z.string().max(4100).nullable(),
  isHidden: z.boolean(),
  setBy: z.enum(['site', 'device', 'start', 'step', 'engine']),
  stepNumber: z.int().nullable(),
});
export type RunVariable = z.infer<typeof RunVariable>;

const processes = z.array(z.int()).min(1).max(1000);

/** One thing that goes on, or may, of a run that was cancelled. */
export const LeftOfRun = z.discriminatedUnion('code', [
  /** Processes of this computer that could not be ended. */
  z.strictObject({ code: z.literal('not-ended'), processes }),
  /** Processes that may be of the run: nobody could look into them. */
  z.strictObject({ code: z.literal('not-readable'), processes }),
  /** The system does not show which processes are of the run. */
  z.strictObject({ code: z.literal('marks-not-shown') }),
  /** Steps of it were begun on another computer. */
  z.strictObject({ code: z.literal('other-computer') }),
  /** An earlier version began steps of it and did not note who carried them out. */
  z.strictObject({ code: z.literal('owner-not-noted') }),
]);
export type LeftOfRun = z.infer<typeof LeftOfRun>;
/** What a cancel could not end; empty when nothing is known to go on. */
export const LeftRunning = z.array(LeftOfRun).max(10_000).readonly();
export type LeftRunning = z.infer<typeof LeftRunning>;

export const RunView = z.strictObject({
  row: RunRow,
  steps: z.array(RunStepRow).max(200_000),
  variables: z.array(RunVariable).max(20_000),
  environment: z.enum(['FullOS', 'WinPE']),
  canResume: z.boolean(),
  /** Of a run that was cancelled. */
  left: LeftRunning,
  logSizeBytes: Amount,
});
export type RunView = z.infer<typeof RunView>;

export const LogSeverity = z.enum(['information', 'warning', 'error']);
export type LogSeverity = z.infer<typeof LogSeverity>;

export const RunLogLine = z.strictObject({
  ordinal: z.int().min(1),
  at: Timestamp,
  stepNumber: z.int().nullable(),
  component: z.string().max(255),
  severity: LogSeverity,
  /** Text when it is output of others, or of an earlier version. */
  message: MessageOrText,
});
export type RunLogLine = z.infer<typeof RunLogLine>;
