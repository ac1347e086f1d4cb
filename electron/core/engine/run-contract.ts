import type { MessageOrText } from '#shared/contract/message-shape';
import type { SequenceModel } from '#shared/model/sequence';
import type { RunEnvironment } from '#shared/model/device';
import type { DeviceId, PackageId, RunId } from '#shared/model/ids';
import type { LeftRunning, RunRow, RunState, RunStepRow, RunVariable, RunView, StepRefusal } from '#shared/model/run';
import type { Files } from '../ports/files.ts';
import type { Ids } from '../ports/ids.ts';
import type { Log } from '../ports/log.ts';
import type {
  Clock,
  Devices,
  JournalStore,
  MigrationPoints,
  Processes,
  RunLogFiles,
  RunStore,
  Scripts,
  Secrets,
  UserStatePort,
} from './ports.ts';

/** Everything outside the engine. Composition gives the real ones, tests give doubles. */
export interface RunServicePorts {
  readonly clock: Clock;
  readonly ids: Ids;
  /** Tells this computer from another that has the same site. */
  readonly computerId: string;
  /** For conditions on files and for "Start in"; the file system of this computer. */
  readonly files: Files;
  /** The version that a program file carries, such as `5.1.0.0`; null for a file without one. */
  readonly fileVersion: (hostPath: string) => string | null;
  readonly processes: Processes;
  readonly scripts: Scripts;
  readonly runs: RunStore;
  readonly journal: JournalStore;
  readonly logFiles: RunLogFiles;
  /** Makes the words of the text files of a run, in the language of the program. */
  readonly say: (message: MessageOrText) => string;
  readonly devices: Devices;
  readonly secrets: Secrets;
  readonly userState: UserStatePort;
  readonly migrationPoints: MigrationPoints;
  /** The log of the program, for what no run's log can hold. */
  readonly log: Log;
  /** Name and version of the program, kept in captured stores, such as `Waystation 0.1.0`. */
  readonly tool: string;
  /** _SMSTSOrgName and _SMSTSSiteCode. */
  readonly organisation: string;
  readonly siteCode: string;
}

export interface StartRequest {
  readonly packageId: PackageId;
  readonly sequenceName: string;
  readonly sequenceRevision: number;
  readonly model: SequenceModel;
  readonly deviceId: DeviceId;
  /** Given at the start; they come before the variables of the device. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  readonly startedBy: string;
}

/** Payload of the event `run.advanced`. */
export interface RunAdvanced {
  row: RunRow;
  steps: RunStepRow[];
  variables: RunVariable[];
  removedVariables: string[];
  environment: RunEnvironment;
  lastLogOrdinal: number;
}

/** How a run ended that was cancelled, and what of it goes on nevertheless. */
export interface Cancelled {
  readonly state: RunState;
  readonly left: LeftRunning;
}

export interface RunService {
  /** Marks runs whose owner is gone as interrupted. Call once before anything else. */
  recover(): Promise<readonly RunId[]>;
  /**
   * Makes a run that waits until somebody carries it out: this process, another one, later. It holds no device yet.
   * Throws `DEVICE_NOT_RUNNABLE`.
   */
  create(request: StartRequest): Promise<RunId>;
  /** The steps that could not act on the device, in their order. Throws `DEVICE_NOT_RUNNABLE`, `VARIABLE_…`. */
  lookAhead(request: Pick<StartRequest, 'model' | 'deviceId' | 'variables'>): Promise<readonly StepRefusal[]>;
  /**
   * Makes a run, claims it and begins to carry it out. Resolves when it is durable and claimed; it goes on by itself.
   * Throws `DEVICE_NOT_RUNNABLE`, `DEVICE_BUSY`; then there is no run.
   */
  start(request: StartRequest): Promise<RunId>;
  /**
   * Resumes the runs that waited for a restart of this computer which has happened, and gives their numbers. What
   * cannot be resumed is logged and stays interrupted.
   */
  resumeRestarted(): Promise<readonly RunId[]>;
  /**
   * Claims a run that waits or was interrupted, and carries it out from where it stands. Throws `RUN_NOT_FOUND`,
   * `RUN_NOT_RESUMABLE`, `RUN_ALREADY_ENDED`, `RUN_VERSION_UNKNOWN`, `DEVICE_BUSY`.
   */
  resume(runId: RunId): Promise<void>;
  /**
   * Asks the run to stop, also in another process, and resolves with the state it ended in; `running` when a process
   * that was asked has not ended it within 15 seconds. What steps of the run have left, whoever carried them out, is ended
   * first, or named (ENG-170). Throws `RUN_NOT_FOUND`, `RUN_ALREADY_ENDED`.
   */
  cancel(runId: RunId): Promise<Cancelled>;
  /** Ends the runs of this process that another one asked to end. Call when another process wrote to the site. */
  heedCancels(): Promise<void>;
  /**
   * Renews the leases of the runs of this process that are due, and stops following a run that another process has
   * taken. Call it every few seconds.
   */
  keepClaims(): Promise<void>;
  /** Resolves with the row when the run has ended, at once for one that is not active. */
  whenEnded(runId: RunId): Promise<RunRow>;
  /**
   * A stored row as its run stands: one that the store still calls running, because it had no room for more, as what this
   * process knows of it (STO-233).
   */
  show(row: RunRow): RunRow;
  /** Runs that this process carries out now. */
  listActive(): readonly RunId[];
  /** Built from the journal. Throws `RUN_NOT_FOUND`, `RUN_VERSION_UNKNOWN`. */
  view(runId: RunId): Promise<RunView>;
  /** Called with what changed, at most ten times a second per run. Gives back how to stop listening. */
  onAdvanced(listener: (payload: RunAdvanced) => void): () => void;
  /** Called when this process no longer carries a run out because another one has taken it (ENG-161). */
  onLost(listener: (runId: RunId) => void): () => void;
  /** Stops following the active runs without ending them: they are interrupted and can be resumed. */
  close(): Promise<void>;
}
