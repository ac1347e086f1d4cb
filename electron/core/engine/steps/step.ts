import type { AppError } from '#shared/contract/errors';
import type { MessageOrText } from '#shared/contract/message-shape';
import type { RunEnvironment } from '#shared/model/device';
import type { RunId } from '#shared/model/ids';
import type { LogSeverity, StepProgress } from '#shared/model/run';
import type { PathResolver } from '../../devices/drive-map.ts';
import type { StateStoreInUse } from '../journal.ts';
import type { PlanRow } from '../plan.ts';
import type { Clock, MigrationPoints, Processes, RunDevice, Scripts, UserStatePort } from '../ports.ts';

/** What a step gets to see and do. */
export interface StepContext {
  readonly runId: RunId;
  readonly row: PlanRow;
  readonly attempt: number;
  /** Marks the commands of this try. */
  readonly mark: string;
  /** The step had started before and its process ended under it. */
  readonly isRepeated: boolean;
  /** When the step was started for the first time, in milliseconds since 1970. */
  readonly firstStartedAt: number;
  readonly device: RunDevice;
  readonly paths: PathResolver;
  readonly environment: RunEnvironment;
  readonly clock: Clock;
  readonly processes: Processes;
  readonly scripts: Scripts;
  readonly userState: UserStatePort;
  readonly migrationPoints: MigrationPoints;
  readonly tool: string;
  /** The store that the sequence works with now. */
  readonly stateStore: StateStoreInUse | null;
  /** Value of a variable as this step sees it, its own list included; undefined when there is none. */
  variable(name: string): string | undefined;
  /** All variables for a command's environment, by name; hidden values included. */
  environmentVariables(): Readonly<Record<string, string>>;
  /** `%name%` replaced; an unknown name becomes empty. */
  expand(text: string): string;
  /** For command lines: an unknown `%name%` stays for the shell. */
  expandCommand(text: string): string;
  /** A property by its key in the step's description, expanded; empty when it has none. */
  property(key: string): string;
  /** The same before `%name%` is replaced. */
  rawProperty(key: string): string;
  /** True when the text holds a hidden value. */
  readonly isSecretText: (text: string) => boolean;
  /** A property that is true or false. */
  flag(key: string): boolean;
  /** A property that is secret: from the secret store. Null when none is kept. */
  secret(key: string): Promise<string | null>;
  /** Assigns a variable when the step ends, however it ends. Empty removes it. */
  set(name: string, value: string, options?: { readonly isHidden?: boolean }): void;
  /** Keeps which state store is in use from the end of this step on. */
  useStateStore(store: StateStoreInUse | null): void;
  /** The state store that this step wrote or read. */
  nameStateStore(storeId: StateStoreInUse['storeId']): void;
  /** Something was left out although the step may succeed. */
  markIncomplete(): void;
  log(severity: LogSeverity, message: MessageOrText): void;
  /** Processes of the step that could not be ended: a cancel of the run names those that still go on. */
  noteGoingOn(processes: readonly number[]): void;
  /** A line of a tool's own log beside smsts.log, such as `scanstate.log`. */
  logTool(fileName: string, severity: LogSeverity, message: MessageOrText): void;
  progress(progress: Partial<StepProgress>): void;
  /** Work that is done when the step ends in whatever way, last registered first; a cancellation does not reach it. */
  onEnd(cleanUp: () => Promise<void>): void;
}

/** What can be known of a step, its device and the run before it acts. */
export type StepLook = Pick<
  StepContext,
  | 'row'
  | 'device'
  | 'environment'
  | 'scripts'
  | 'stateStore'
  | 'variable'
  | 'expand'
  | 'expandCommand'
  | 'property'
  | 'rawProperty'
  | 'flag'
>;

export interface StepOutcome {
  readonly returnCode: number;
  /** The device restarts into this before the next step. */
  readonly restartTo?: RunEnvironment;
}

/**
 * What is done with a step that had started when the process ended: `repeat` begins again, `check` looks first
 * (`checkDone`), `ask` ends as failed with INTERRUPTED_STEP_UNKNOWN because nobody can know (ENG-7).
 */
export type InterruptedPolicy = 'repeat' | 'check' | 'ask';

/** How a type of step acts. Its properties are in its description in `shared/steps`. */
export interface ActingStep {
  readonly type: string;
  readonly interrupted: InterruptedPolicy;
  /** The step keeps the time-out of its row by itself; for the others the engine does. */
  readonly limitsItself?: boolean;
  /**
   * Throws `AppError` for what the step cannot do on this device, whatever it would find there. It is asked before each
   * `run`, and of every step before a run begins (ENG-185).
   */
  refuse?(look: StepLook): void;
  /** Throws `AppError` when the step fails. A fired signal makes it throw `CANCELLED` as soon as it can. */
  run(context: StepContext, signal: AbortSignal): Promise<StepOutcome>;
  /** For `check`: the outcome when the work turns out to be done, or null when it has to begin again. */
  checkDone?(context: StepContext): Promise<StepOutcome | null>;
}

/** The code that a failed command or tool gave, when the error has one. */
export function returnCodeOf(error: AppError): number | null {
  const code = error.details['returnCode'];
  return typeof code === 'number' && Number.isInteger(code) ? code : null;
}
