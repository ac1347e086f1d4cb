import { AppError, isAppError } from '#shared/contract/errors';
import type { StepProgress } from '#shared/model/run';
import type { PathResolver } from '../devices/drive-map.ts';
import { systemRefusal } from '../ports/system-reason.ts';
import { progressAt, type EngineState } from './fold.ts';
import type { StateStoreInUse } from './journal.ts';
import type { PlanRow } from './plan.ts';
import type { Devices, MigrationPoints, Processes, RunDevice, Secrets, UserStatePort, Clock } from './ports.ts';
import { stepSecretKey } from './run-document.ts';
import type { RunLog } from './run-log.ts';
import { runInScope, type Scope } from './scope.ts';
import { createStepValues, type StepValues } from './step-values.ts';
import type { Scripts } from './ports.ts';
import { actingStepOf, demandActing, demandEnvironment, readValues } from './step-refusal.ts';
import type { StepContext, StepOutcome } from './steps/step.ts';
import { runWithin } from './time-out.ts';
import type { PendingChange, Vault } from './variables.ts';
import type { PackageId, RunId } from '#shared/model/ids';

/** Everything that one run works with. */
export interface RunTools {
  readonly runId: RunId;
  readonly packageId: PackageId;
  /** Who carries the run out, as its claim names them. */
  readonly ownerId: string;
  /** The computer of that owner. */
  readonly computerId: string;
  readonly tool: string;
  readonly clock: Clock;
  readonly processes: Processes;
  readonly scripts: Scripts;
  readonly userState: UserStatePort;
  readonly migrationPoints: MigrationPoints;
  readonly devices: Devices;
  readonly secrets: Secrets;
  readonly device: RunDevice;
  readonly paths: PathResolver;
  readonly vault: Vault;
  readonly log: RunLog;
  /** Number to start of processes that a step could not end. */
  readonly goingOn: Map<number, string>;
  readonly onProgress: (number: number, progress: StepProgress | null) => void;
}

/** What the marks of all commands of a run begin with, as long as the same owner carries it out. */
export function runMarkOf(ownerId: string, runId: RunId): string {
  return `${ownerId}.${runId}.`;
}

/** By this the commands of one try of a step are found when their process is gone (ENG-144, ENG-170). */
export function markOf(ownerId: string, runId: RunId, number: number, attempt: number): string {
  return `${runMarkOf(ownerId, runId)}${number}.${attempt}`;
}

/** What a step did, whether it succeeded or not. */
export interface StepEffects {
  readonly changes: readonly PendingChange[];
  readonly stateStore: StateStoreInUse | null | undefined;
  readonly stateStoreId: StateStoreInUse['storeId'] | null;
  readonly incomplete: boolean;
}

export type StepResult = StepEffects &
  (
    | { readonly kind: 'succeeded'; readonly outcome: StepOutcome }
    | { readonly kind: 'failed'; readonly error: AppError }
    | { readonly kind: 'cancelled' }
    /** `checkDone` found nothing done. */
    | { readonly kind: 'not-done' }
  );

export type StepWork = 'run' | 'check';

/** Runs one step, or looks whether it was done. What fails becomes a result; a bug becomes `INTERNAL` with its cause. */
export async function executeStep(
  tools: RunTools,
  state: EngineState,
  row: PlanRow,
  work: StepWork,
  signal: AbortSignal,
): Promise<StepResult> {
  const effects = createEffects();
  tools.paths.forget();
  try {
    const outcome = await runInScope(signal, async (scope) => {
      const context = createContext(tools, state, row, effects, scope);
      if (work === 'run') {
        const step = demandActing(context);
        const seconds = step.limitsItself === true ? null : row.node.timeoutSeconds;
        return runWithin(tools.clock, seconds, scope.signal, (limited) => step.run(context, limited));
      }
      demandEnvironment(row, state.environment);
      return (await actingStepOf(row)?.checkDone?.(context)) ?? null;
    });
    if (outcome === null) return { kind: 'not-done', ...effects.collect() };
    return { kind: 'succeeded', outcome, ...effects.collect() };
  } catch (error) {
    if (isAppError(error, 'CANCELLED') && signal.aborted) return { kind: 'cancelled', ...effects.collect() };
    const known =
      systemRefusal(error) ?? (error instanceof AppError ? error : new AppError('INTERNAL', {}, { cause: error }));
    return { kind: 'failed', error: known, ...effects.collect() };
  } finally {
    tools.onProgress(row.number, null);
  }
}

interface EffectCollector {
  set(change: PendingChange): void;
  stateStore: StateStoreInUse | null | undefined;
  stateStoreId: StateStoreInUse['storeId'] | null;
  incomplete: boolean;
  collect(): StepEffects;
}

function createEffects(): EffectCollector {
  const changes = new Map<string, PendingChange>();
  return {
    stateStore: undefined,
    stateStoreId: null,
    incomplete: false,
    set: (change) => void changes.set(change.name.toLowerCase(), change),
    collect() {
      const { stateStore, stateStoreId, incomplete } = this;
      return { changes: [...changes.values()], stateStore, stateStoreId, incomplete };
    },
  };
}

function createContext(
  tools: RunTools,
  state: EngineState,
  row: PlanRow,
  effects: EffectCollector,
  scope: Scope,
): StepContext {
  const progress = progressAt(state, row.number);
  const values = createStepValues(state, tools.vault, row);
  const { runId, device, paths, clock, processes, scripts, userState, migrationPoints, tool } = tools;
  return {
    ...{ runId, row, device, paths, clock, processes, scripts, userState, migrationPoints, tool },
    attempt: progress.attempts,
    mark: markOf(tools.ownerId, runId, row.number, progress.attempts),
    isRepeated: progress.wasInterrupted,
    firstStartedAt: progress.startedAt ?? clock.now(),
    environment: state.environment,
    stateStore: state.stateStore,
    ...valueCalls(tools, row, values),
    set: (name, value, options = {}) =>
      effects.set({ name, value, isHidden: options.isHidden ?? false, setBy: 'step' }),
    useStateStore(store) {
      effects.stateStore = store;
    },
    nameStateStore(storeId) {
      effects.stateStoreId = storeId;
    },
    markIncomplete() {
      effects.incomplete = true;
    },
    log: (severity, message) => tools.log.write(severity, row.node.name, message, row.number),
    logTool: (fileName, severity, message) => tools.log.writeTool(fileName, severity, message),
    noteGoingOn(ids) {
      for (const id of ids) tools.goingOn.set(id, processes.startOf(id));
    },
    progress: (part) => tools.onProgress(row.number, fillProgress(tools, part)),
    onEnd: (cleanUp) => scope.onEnd(cleanUp),
  };
}

function fillProgress(tools: RunTools, part: Partial<StepProgress>): StepProgress {
  const { fraction = null, doneBytes = null, totalBytes = null, remainingMs = null } = part;
  return { fraction, doneBytes, totalBytes, remainingMs, text: tools.vault.masker.maskMessage(part.text ?? '') };
}

type ValueCalls = Pick<
  StepContext,
  | 'variable'
  | 'environmentVariables'
  | 'expand'
  | 'expandCommand'
  | 'property'
  | 'rawProperty'
  | 'flag'
  | 'secret'
  | 'isSecretText'
>;

function valueCalls(tools: RunTools, row: PlanRow, values: StepValues): ValueCalls {
  return {
    ...readValues(values),
    environmentVariables: () => values.all(),
    isSecretText: (text) => tools.vault.masker.holds(text),
    async secret(key) {
      const value = await tools.secrets.open(stepSecretKey(tools.runId, row.node.id, values.documentName(key)));
      if (value !== null) tools.vault.masker.add(value);
      return value;
    },
  };
}
