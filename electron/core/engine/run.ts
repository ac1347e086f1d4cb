import { AppError, isAppError, type ErrorCode } from '#shared/contract/errors';
import { errorMessages, message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { RunEnvironment } from '#shared/model/device';
import type { EndState, LeftRunning, RunError, SkipReason } from '#shared/model/run';
import { leftMessage } from '#shared/text/left-of-run';
import { assertNever } from '#shared/util/assert-never';
import { evaluateCondition } from './conditions.ts';
import { decide, type EngineAction } from './decide.ts';
import { endLeft } from './end-left.ts';
import { executeStep, type StepEffects, type StepResult } from './execute-step.ts';
import { progressAt, type EngineState } from './fold.ts';
import type { JournalBody } from './journal.ts';
import { maskDetails } from './mask.ts';
import { rowAt, type PlanRow } from './plan.ts';
import { refuseRestart, restartThisComputer } from './restart.ts';
import { LEFT_RUNNING, type RunInput } from './run-input.ts';
import { MOST_WAITING_ROWS } from './run-writer.ts';
import { actingStepOf } from './step-refusal.ts';
import { returnCodeOf } from './steps/step.ts';
import { ENVIRONMENT_LIMIT_BYTES, environmentSize, expandVariables, lookUp, sealChanges } from './variables.ts';

/**
 * Carries a run to its end: decides, writes to the journal, acts. What follows from one another without an effect is
 * written together, and before the next effect. Resolves with the state, ended or, when the signal's reason is
 * `LEFT_RUNNING`, as it stands; all of it is durable. Rejects when the journal or the log cannot be written.
 */
export async function carryOutRun(input: RunInput): Promise<EngineState> {
  const { state, plan, signal, writer } = input;
  for (;;) {
    if (writer.waiting() >= MOST_WAITING_ROWS) await settle(input);
    if (signal.aborted && signal.reason !== LEFT_RUNNING && state.ended === null) await endCancelled(input);
    const action = signal.aborted ? { kind: 'none' as const } : decide(plan, state);
    if (action.kind === 'none') {
      await writer.commit();
      return state;
    }
    await perform(input, action);
  }
}

/** Makes durable what was decided, and lets everything else in this process have its turn. */
async function settle({ writer, rest }: RunInput): Promise<void> {
  await writer.commit();
  await rest();
}

async function endCancelled(input: RunInput): Promise<void> {
  const { state } = input;
  // Nothing is to open by itself for a run that is over.
  if (state.restartTo !== null) input.tools.device.local?.restart.over();
  if (state.running !== null) {
    const number = state.running;
    const { attempts } = progressAt(state, number);
    input.writer.decide({ kind: 'step-cancelled', number, attempt: attempts, ...noEffects() });
  }
  const left = await endLeft({ ...input.tools, state });
  for (const one of left) input.tools.log.write('error', 'engine', leftMessage(one), null);
  endRun(input, 'cancelled', null, left);
}

async function perform(input: RunInput, action: EngineAction): Promise<void> {
  const { writer } = input;
  switch (action.kind) {
    case 'evaluate-condition': {
      evaluate(input, rowAt(input.plan, action.number));
      return;
    }
    case 'skip': {
      logSkip(input, rowAt(input.plan, action.number), action.reason);
      writer.decide({ kind: 'row-skipped', number: action.number, reason: action.reason });
      return;
    }
    case 'enter-group':
      say(input, action.number, message('log:group-begins', named(rowAt(input.plan, action.number))));
      {
        writer.decide({ kind: 'group-entered', number: action.number });
        return;
      }
    case 'leave-group': {
      leaveGroup(input, rowAt(input.plan, action.number), action.outcome);
      return;
    }
    case 'start-step':
      return startStep(input, rowAt(input.plan, action.number), action.attempt);
    case 'recover-step':
      return recoverStep(input, rowAt(input.plan, action.number), action.attempt);
    case 'restart-device':
      return restartDevice(input, action.environment);
    case 'end': {
      endRun(input, action.state, action.error);
      return;
    }
    case 'none':
      return;
    default:
      return assertNever(action);
  }
}

function evaluate(input: RunInput, row: PlanRow): void {
  const { state, tools } = input;
  const { condition } = row.node;
  if (condition === null) return;
  const variable = (name: string): string | undefined => lookUp(state, tools.vault, name);
  tools.paths.forget();
  const world = {
    variable,
    expand: (text: string) => expandVariables(text, variable),
    entry: input.entry,
    registry: input.registry,
    system: input.system,
  };
  const result = evaluateCondition(condition, world, state.behaviours);
  const text = tools.vault.masker.maskMessage(result.text);
  const error =
    result.problems.length === 0
      ? null
      : describeError(input, row, new AppError('CONDITION_UNSUPPORTED', { condition: result.problems }));
  if (error !== null) logError(input, row, error);
  say(input, row.number, message(`log:condition-${result.holds}`, { ...named(row), condition: text }));
  input.writer.decide({ kind: 'condition-evaluated', number: row.number, holds: result.holds, text, error });
}

async function startStep(input: RunInput, row: PlanRow, attempt: number): Promise<void> {
  const { number } = row;
  input.writer.decide({ kind: 'step-started', number, attempt });
  const begins = attempt > 1 ? message('log:step-begins-again', { ...named(row), attempt }) : null;
  say(input, number, begins ?? message('log:step-begins', named(row)));
  await settle(input);
  // That may have taken a while, and nothing has begun.
  if (input.signal.aborted) return;
  const result = await executeStep(input.tools, input.state, row, 'run', input.signal);
  return finishStep(input, row, attempt, result);
}

async function recoverStep(input: RunInput, row: PlanRow, attempt: number): Promise<void> {
  const { number } = row;
  const step = actingStepOf(row);
  const policy = step?.interrupted ?? 'repeat';
  say(input, number, message(`log:step-had-started.${policy}`, named(row)), 'warning');
  if (policy === 'ask') {
    return finishFailed(input, row, attempt, new AppError('INTERRUPTED_STEP_UNKNOWN'), emptyEffects);
  }
  if (policy === 'check' && step !== undefined) {
    const result = await executeStep(input.tools, input.state, row, 'check', input.signal);
    if (result.kind !== 'not-done') return finishStep(input, row, attempt, result);
  }
  input.writer.decide({ kind: 'step-interrupted', number, attempt });
}

async function finishStep(input: RunInput, row: PlanRow, attempt: number, result: StepResult): Promise<void> {
  switch (result.kind) {
    case 'succeeded':
      return finishSucceeded(input, row, attempt, result);
    case 'failed':
      return finishFailed(input, row, attempt, result.error, result);
    case 'cancelled': {
      // Not ours to end: the step stays started, and a resumption decides what to do with it.
      if (input.signal.reason === LEFT_RUNNING) return;
      say(input, row.number, message('log:step-cancelled', named(row)), 'warning');
      const effects = await journalEffects(input, row, attempt, result);
      input.writer.decide({ kind: 'step-cancelled', number: row.number, attempt, ...effects });
      return;
    }
    case 'not-done':
      return;
    default:
      return assertNever(result);
  }
}

async function finishSucceeded(
  input: RunInput,
  row: PlanRow,
  attempt: number,
  result: StepResult & { kind: 'succeeded' },
): Promise<void> {
  const { returnCode } = result.outcome;
  const asked = askedRestart(input, result);
  const refused = refuseRestart(input, asked?.environment ?? result.outcome.restartTo);
  if (refused !== null) return finishFailed(input, row, attempt, refused, result);
  const cleared = asked === null ? [] : ['SMSTSRebootRequested', 'SMSTSRetryRequested'];
  const changes = [
    ...result.changes.filter((change) => !cleared.some((name) => name.toLowerCase() === change.name.toLowerCase())),
    ...cleared.map((name) => ({ name, value: '', isHidden: false, setBy: 'engine' as const })),
  ];
  const effects = await journalEffects(input, row, attempt, { ...result, changes });
  say(input, row.number, message('log:step-succeeded', { ...named(row), code: returnCode }));
  input.writer.decide({
    kind: 'step-succeeded',
    number: row.number,
    attempt,
    returnCode,
    restartTo: asked?.environment ?? result.outcome.restartTo ?? null,
    runsAgain: asked?.runsAgain ?? false,
    ...effects,
  });
  warnOfSize(input, result.changes.length);
}

/** SMSTSRebootRequested (HD or WinPE) asks for a restart, with SMSTSRetryRequested the same step runs again (ENG-19). */
function askedRestart(
  input: RunInput,
  effects: StepEffects,
): { environment: RunEnvironment; runsAgain: boolean } | null {
  const read = (name: string): string => {
    const change = effects.changes.find((one) => one.name.toLowerCase() === name.toLowerCase());
    return change?.value ?? lookUp(input.state, input.tools.vault, name) ?? '';
  };
  const target = read('SMSTSRebootRequested').toLowerCase();
  if (target !== 'hd' && target !== 'winpe') return null;
  return { environment: target === 'hd' ? 'FullOS' : 'WinPE', runsAgain: read('SMSTSRetryRequested') !== '' };
}

/** Errors that another try cannot change. */
const finalCodes: ReadonlySet<ErrorCode> = new Set([
  'STEP_NOT_SUPPORTED_HERE',
  'STEP_UNKNOWN_TYPE',
  'STEP_WRONG_ENVIRONMENT',
  'STEP_PROPERTY_MISSING',
  'STEP_PROPERTY_INVALID',
  'HOST_COMMANDS_NOT_ALLOWED',
  'VARIABLE_READ_ONLY',
  'VARIABLE_NAME_INVALID',
  'INTERRUPTED_STEP_UNKNOWN',
  'INTERNAL',
]);

/** Too long for its shell is too long at every try; runs of before are tried again as they began (ENG-131). */
function isFinal({ behaviours }: EngineState, code: ErrorCode): boolean {
  if (code === 'COMMAND_TOO_LONG') return behaviours.has('long-commands-are-not-retried');
  return finalCodes.has(code);
}

async function finishFailed(
  input: RunInput,
  row: PlanRow,
  attempt: number,
  cause: AppError,
  made: StepEffects,
): Promise<void> {
  const { number } = row;
  if (isAppError(cause, 'INTERNAL')) input.onBug(`Step ${number} of run ${input.tools.runId} failed`, cause);
  const error = describeError(input, row, cause);
  const effects = await journalEffects(input, row, attempt, made);
  logError(input, row, error);
  const retries = Math.min(Math.max(row.node.retryCount ?? 0, 0), 999);
  const failedBefore = progressAt(input.state, number).failedAttempts;
  const isRetried = failedBefore < retries && !isFinal(input.state, cause.code) && !input.signal.aborted;
  const again = { ...named(row), attempt: failedBefore + 1, retries };
  if (isRetried) say(input, number, message('log:step-tried-again', again), 'warning');
  else if (row.node.continueOnError) say(input, number, message('log:step-goes-on', named(row)), 'warning');
  input.writer.decide({ kind: isRetried ? 'attempt-failed' : 'step-failed', number, attempt, error, ...effects });
}

function leaveGroup(input: RunInput, row: PlanRow, outcome: 'succeeded' | 'failed'): void {
  if (outcome === 'succeeded') say(input, row.number, message('log:group-ends', named(row)));
  else if (row.node.continueOnError) {
    say(input, row.number, message('log:group-failed-goes-on', named(row)), 'warning');
  } else say(input, row.number, message('log:group-failed', named(row)), 'error');
  input.writer.decide({ kind: 'group-left', number: row.number, outcome });
}

async function restartDevice(input: RunInput, environment: RunEnvironment): Promise<void> {
  const { tools, writer } = input;
  const { local } = tools.device;
  await writer.commit();
  // False: it was not restarted, and nobody may act on the next row; the run stands where it is.
  if (local !== undefined && !(await restartThisComputer(input, local))) return;
  tools.log.write('information', 'engine', message('log:device-restarts', { environment }), null);
  await tools.devices.setEnvironment(tools.device.id, environment);
  writer.decide({ kind: 'device-restarted', environment });
}

function endRun(input: RunInput, state: EndState, error: RunError | null, left: LeftRunning = []): void {
  const severity = state === 'failed' ? 'error' : state === 'cancelled' ? 'warning' : 'information';
  input.tools.log.write(severity, 'engine', sayEnd(state, error), null);
  input.writer.decide({ kind: 'run-ended', state, error, left });
}

function sayEnd(state: 'succeeded' | 'failed' | 'cancelled', error: RunError | null): Message {
  if (state !== 'failed') return message(`log:run-ended.${state}`);
  if (error === null) return message('log:run-ended.failed-plain');
  return message('log:run-ended.failed', { reason: errorMessages(error.code, error.details).sentence });
}

const emptyEffects: StepEffects = { changes: [], stateStore: undefined, stateStoreId: null, incomplete: false };

type JournalEffects = Pick<
  JournalBody & { kind: 'step-failed' },
  'changes' | 'stateStore' | 'stateStoreId' | 'incomplete'
>;

function noEffects(): JournalEffects {
  return { changes: [], stateStoreId: null, incomplete: false };
}

async function journalEffects(
  input: RunInput,
  row: PlanRow,
  attempt: number,
  effects: StepEffects,
): Promise<JournalEffects> {
  const scope = `run/${input.tools.runId}/variable/${row.number}.${attempt}`;
  const changes = await sealChanges(input.tools.vault, scope, effects.changes);
  const { stateStore, stateStoreId, incomplete } = effects;
  return { changes, stateStoreId, incomplete, ...(stateStore === undefined ? {} : { stateStore }) };
}

/** An error as the journal keeps it: masked, and short enough for its row. */
function describeError(input: RunInput, row: PlanRow, error: AppError): RunError {
  return {
    code: error.code,
    details: maskDetails(input.tools.vault.masker, error.details),
    stepNumber: row.number,
    returnCode: returnCodeOf(error),
  };
}

function logError(input: RunInput, row: PlanRow, error: RunError): void {
  const said = { code: error.code, ...errorMessages(error.code, error.details) };
  say(input, row.number, message('log:error', said), 'error');
}

function logSkip(input: RunInput, row: PlanRow, reason: SkipReason): void {
  const said = { ...named(row), reason: message(`log:skip.${reason}`) };
  const count = row.last - row.number;
  say(input, row.number, count > 0 ? message('log:skipped-with', { ...said, count }) : message('log:skipped', said));
}

function say(
  input: RunInput,
  number: number,
  said: Message,
  severity: 'information' | 'warning' | 'error' = 'information',
): void {
  input.tools.log.write(severity, 'engine', said, number);
}

function named(row: PlanRow): { number: number; name: string } {
  return { number: row.number, name: row.node.name };
}

function warnOfSize(input: RunInput, changeCount: number): void {
  if (changeCount === 0) return;
  const size = environmentSize(input.state, input.tools.vault);
  if (size <= ENVIRONMENT_LIMIT_BYTES) return;
  const said = message('log:variables-size', { size, limit: ENVIRONMENT_LIMIT_BYTES });
  input.tools.log.write('warning', 'engine', said, null);
}
