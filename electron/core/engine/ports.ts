import type { MessageOrText } from '#shared/contract/message-shape';
import type { ShadowCopies } from '../local/ports.ts';
import type { DeviceSystem } from './device-system.ts';
import type { Registry } from '../ports/registry.ts';
import type { DriveMap } from '../devices/drive-map.ts';
import type { CaptureRequest, RestoreRequest, StateWorkOptions } from '../userstate/types.ts';
import type { RunEnvironment } from '#shared/model/device';
import type { ElevationUse } from '#shared/model/local-computer';
import type { DeviceId, PackageId, RunId, StateStoreId } from '#shared/model/ids';
import type { LogSeverity, RunError, RunRow, WrittenRunState } from '#shared/model/run';
import type { CaptureResult, RestoreResult, StoreSummary } from '#shared/model/user-state';

export type { Clock } from '../ports/clock.ts';
export type { Processes } from '../ports/processes.ts';

/** A row of the journal as it is kept. `payload` is JSON text; `kind` and `nodeId` repeat what is in it, for queries. */
export interface StoredJournalRow {
  /** From 1, without gaps, within one run. */
  readonly ordinal: number;
  readonly version: number;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  readonly kind: string;
  readonly nodeId: string | null;
  readonly payload: string;
}

/** What the journal of a run comes to at one of its rows; `state` is the engine's own text. A cache, never the truth. */
export interface StoredSnapshot {
  readonly ordinal: number;
  readonly version: number;
  readonly hash: string;
  readonly state: string;
}

/** What its owner shows of a claim. A claim that was taken since has another fence. */
export interface Hold {
  readonly fence: number;
}

/** All that is written of a run at once: rows, the lines that tell of them, and now and then what they come to. */
export interface RunDecision {
  /** Null: nobody may claim the run. */
  readonly hold: Hold | null;
  /** Until when the lease is renewed; null: it is not. */
  readonly leaseUntil: number | null;
  readonly rows: readonly StoredJournalRow[];
  readonly lines: readonly RunLogEntry[];
  readonly snapshot: StoredSnapshot | null;
}

/** The append-only journal of runs, and their log. */
export interface JournalStore {
  /**
   * One transaction; durable when it resolves. Throws `RUN_CLAIM_LOST` when the run is not held any more, `CONFLICT` when
   * an ordinal is taken; then nothing is written.
   */
  append(runId: RunId, decision: RunDecision): Promise<void>;
  /** Rows in their order from the one after `afterOrdinal`, at most `limit`. */
  read(runId: RunId, afterOrdinal: number, limit: number): Promise<readonly StoredJournalRow[]>;
  /** The latest snapshot, or null. */
  findSnapshot(runId: RunId): Promise<StoredSnapshot | null>;
  keepSnapshot(runId: RunId, snapshot: StoredSnapshot): Promise<void>;
  /** Ordinal of the last line of the log, 0 when there is none. */
  lastLogOrdinal(runId: RunId): Promise<number>;
}

/** What is known of a run before its first journal row. */
export interface NewRun {
  readonly packageId: PackageId;
  readonly sequenceName: string;
  readonly sequenceRevision: number;
  readonly deviceId: DeviceId;
  readonly deviceName: string;
  readonly startedAt: number;
  readonly startedBy: string;
  readonly stepTotal: number;
  readonly engineVersion: number;
  /** What was run, as the engine wrote it; opaque to the store, without secrets. */
  readonly document: Uint8Array;
}

/** By which the processes are found that an interrupted run has left, and where. */
export interface LeftBehind {
  readonly ownerId: string;
  readonly computerId: string;
  readonly step: number;
  readonly attempt: number;
}

/** What changes about a run after its start. A member that is absent stays. */
export interface RunChange {
  readonly state?: WrittenRunState;
  readonly endedAt?: number | null;
  readonly stepDone?: number;
  readonly failedSteps?: number;
  readonly incomplete?: boolean;
  readonly error?: RunError | null;
  /** Null when nothing is left, or nothing that is known of. */
  readonly leftBehind?: LeftBehind | null;
}

/** Who carries runs out: a process while it lives, told from every other and from those of other computers. */
export interface RunOwner {
  /** Made anew at each start; empty in claims of earlier versions. */
  readonly ownerId: string;
  /** Empty in claims of earlier versions. */
  readonly computerId: string;
  readonly processId: number;
  /** Tells the process from earlier and later ones of its number; empty when that is not known. */
  readonly processStart: string;
}

/** Claims the device of a run for an owner until a time. */
export interface ClaimRequest {
  readonly owner: RunOwner;
  readonly at: number;
  readonly leaseUntil: number;
}

/** A claim as it stands, with the wish that another process left for its owner. */
export interface HeldClaim extends RunOwner, Hold {
  readonly runId: RunId;
  readonly deviceId: DeviceId;
  readonly leaseUntil: number;
  readonly isCancelAsked: boolean;
}

/** What a run begins with: its first rows, and values that are sealed with it. */
export interface RunContents {
  readonly rows: readonly StoredJournalRow[];
  readonly secrets: readonly { readonly key: string; readonly value: string }[];
}

/** A run as it is stored, with what only the engine needs of it. */
export interface StoredRun {
  readonly row: RunRow;
  readonly document: Uint8Array;
  readonly engineVersion: number;
  readonly leftBehind: LeftBehind | null;
}

/** Run rows and the claims that keep a device to one active run. */
export interface RunStore {
  /**
   * Writes the run, what it begins with and, when one is asked for, the claim of its device, in one transaction. Its
   * state is `running` with a claim and `waiting` without. Throws `DEVICE_BUSY` (`run`, `name`).
   */
  create(
    run: NewRun,
    contents: (runId: RunId) => RunContents,
    claim: ClaimRequest | null,
  ): Promise<{ readonly runId: RunId; readonly fence: number }>;
  /** Null when there is no such run. */
  get(runId: RunId): Promise<StoredRun | null>;
  /** The latest that stand and were not ended, newest first. */
  listStanding(limit: number): Promise<readonly RunRow[]>;
  /**
   * Claims the device for a run that waits or was interrupted, and sets it to `running`. Throws `DEVICE_BUSY` when it is
   * claimed, by whichever run, `RUN_ALREADY_ENDED`, `RUN_NOT_FOUND`.
   */
  claim(runId: RunId, deviceId: DeviceId, claim: ClaimRequest): Promise<Hold>;
  /** Renews leases in one transaction. Gives the runs whose claim is gone or another's. */
  renew(claims: readonly { readonly runId: RunId; readonly fence: number }[], leaseUntil: number): Promise<RunId[]>;
  /**
   * Applies the last change, gives the claim back, and forgets what was sealed for a run that is over, in one
   * transaction; false, and nothing is written, when the run is not held as said (null: when somebody claims it).
   */
  end(runId: RunId, hold: Hold | null, change: RunChange): Promise<boolean>;
  listClaims(): Promise<readonly HeldClaim[]>;
  /** Leaves word for the process that carries out the run; false when none claims it (any more). */
  askForCancel(runId: RunId, at: number): Promise<boolean>;
}

/** A line of the run's log. Secrets are masked before it is made. */
export interface RunLogEntry {
  /** From 1, without gaps, within one run. */
  readonly ordinal: number;
  readonly at: number;
  readonly stepNumber: number | null;
  readonly component: string;
  readonly severity: LogSeverity;
  readonly thread: number;
  /** Text only when it is output of others. */
  readonly message: MessageOrText;
}

/** The text files of a run (`smsts.log`, `scanstate.log`, `loadstate.log`). */
export interface RunLogFiles {
  /** Folder of the run's files on this computer: `<site>/logs/<run>`. */
  folder(runId: RunId): string;
  /** The file stays open until `close`. */
  append(runId: RunId, fileName: string, text: string): Promise<void>;
  /** Closes what lines of the run opened; a later line opens it again. */
  close(runId: RunId): Promise<void>;
  /** Size in bytes, 0 when the file does not exist. */
  size(runId: RunId, fileName: string): Promise<number>;
}

/** PowerShell for the step that runs scripts. */
export interface Scripts {
  /** The program; null when this computer has none. */
  readonly powerShell: string | null;
  /** A file for this user alone with the script in it. */
  keep(script: string): Promise<{ readonly path: string; remove(): Promise<void> }>;
}

/** A restart that a run asks for. */
export interface RestartRequest {
  readonly runId: RunId;
  readonly sequenceName: string;
  /** For the person; may be empty. */
  readonly message: string;
  /** How long the person can stop it. */
  readonly seconds: number;
  /** Told whether Waystation will open by itself after the restart. */
  onEntry(isRegistered: boolean): void;
}

/** Real restarts, on the device that is the computer of this process. */
export interface LocalRestart {
  readonly canRestart: boolean;
  /** True when the system was started after this time (milliseconds since 1970). */
  happenedSince(at: number): boolean;
  /**
   * Announces the restart, counts down and asks the system for it. `stopped`: a person held it, and nothing happened.
   * Throws `RESTART_FAILED`, `RESTART_NOT_ALLOWED`, `RESTART_SCHEDULED_ALREADY`, and `CANCELLED` when the signal fires before the system was asked.
   */
  announce(request: RestartRequest, signal: AbortSignal): Promise<'asked' | 'stopped'>;
  /** The run goes on or is over: nothing opens by itself any more. */
  over(): void;
}

/** What the device that is this computer has and a device of folders has not. */
export interface LocalPart {
  readonly restart: LocalRestart;
  /** Null where there is no registry. */
  readonly registry: Registry | null;
  /** Null where there are no shadow copies. */
  readonly shadowCopies: ShadowCopies | null;
  /** Folders of this program, which are nobody's user state. */
  readonly excludedHostPaths: readonly string[];
  readonly stateDevice: Omit<CaptureRequest['device'], 'name'>;
  /** What should be said before user state is read, such as what needs elevation. */
  readonly elevationHelps: readonly ElevationUse[];
}

/** A device as the engine needs it. */
export interface RunDevice {
  readonly id: DeviceId;
  readonly name: string;
  /** Null: the device has no connection and nothing can run on it. */
  readonly drives: DriveMap | null;
  readonly allowHostCommands: boolean;
  readonly environment: RunEnvironment;
  /** Device variables. The value of a secret one is given here and goes no further than memory and `Secrets`. */
  readonly variables: readonly { readonly name: string; readonly value: string; readonly isSecret: boolean }[];
  /** Facts about accounts that folders cannot tell; passed on to user state. */
  readonly accounts?: CaptureRequest['device']['accounts'];
  /** The Windows of the device, as its facts name it. */
  readonly system?: DeviceSystem;
  /** Absent for a device of folders. */
  readonly local?: LocalPart;
}

export interface Devices {
  /** Throws `DEVICE_NOT_FOUND`. */
  get(deviceId: DeviceId): Promise<RunDevice>;
  /** Keeps in which environment the device runs from now on. Setting the same twice is harmless. */
  setEnvironment(deviceId: DeviceId, environment: RunEnvironment): Promise<void>;
}

/** The secret store as the engine uses it. Keys are made by the engine and hold no secret. */
export interface Secrets {
  /** Durable when it resolves. */
  seal(key: string, value: string): Promise<void>;
  /** Null when there is none. */
  open(key: string): Promise<string | null>;
  /** Every value whose key begins with `prefix`, by key, in one look. */
  openAll(prefix: string): Promise<ReadonlyMap<string, string>>;
  /** For each text the sealed value that it names in the sequence, or null when there is none any more; in one look. */
  ofSteps(packageId: PackageId, texts: readonly string[]): Promise<readonly (string | null)[]>;
}

/** User state as the steps use it. Every call throws `AppError`; a signal makes it throw `CANCELLED`. */
export interface UserStatePort {
  capture(request: CaptureRequest, options: StateWorkOptions): Promise<CaptureResult>;
  restore(request: RestoreRequest, options: StateWorkOptions): Promise<RestoreResult>;
  /** Reads the catalog. Throws `STATE_STORE_NOT_FOUND`, `STATE_STORE_INCOMPLETE`, `STATE_STORE_DAMAGED` … */
  describe(storePath: string): Promise<StoreSummary>;
}

export type StateStoreUse = 'capture' | 'restore';

/** A place for user state. */
export interface StateStoreGrant {
  readonly storeId: StateStoreId;
  /** Absolute host path of the store's folder; it is the value of OSDStateStorePath. */
  readonly path: string;
  readonly migrationPointName: string | null;
  /** Accounts that the computer association names for this use; null for all. */
  readonly users: readonly string[] | null;
}

/** How the use of a state store ended, for its row. */
export type StateStoreOutcome =
  | { readonly kind: 'captured'; readonly result: StoreSummary }
  | { readonly kind: 'capture-failed' }
  | { readonly kind: 'restored'; readonly result: Pick<RestoreResult, 'isComplete' | 'missingCount'> }
  | { readonly kind: 'restore-failed' };

/** State migration points, computer associations and the rows of state stores. */
export interface MigrationPoints {
  /**
   * Asks for a store. The same run asking again for the same use gets the same store.
   * Throws `MIGRATION_POINT_*`, `ASSOCIATION_*`, `STATE_STORE_*` for a refusal; none is final, another try may succeed.
   */
  request(use: StateStoreUse, deviceId: DeviceId, runId: RunId): Promise<StateStoreGrant>;
  /** A store in a folder that the sequence chose itself. Gives the same row for the same path and run. */
  useLocal(use: StateStoreUse, hostPath: string, deviceId: DeviceId, runId: RunId): Promise<StateStoreGrant>;
  /** The work on the store begins (state `capturing`) or ended. Noting the same twice is harmless. */
  noteBegun(storeId: StateStoreId, use: StateStoreUse, runId: RunId): Promise<void>;
  noteEnded(storeId: StateStoreId, outcome: StateStoreOutcome, runId: RunId): Promise<void>;
  /**
   * Release: `published` makes a captured store available for restore, `kept` leaves it unpublished as incomplete,
   * `retention` starts the deletion policy after a restore that was complete, or that a person accepted; `isKept` says that
   * it was neither. Doing the same twice is harmless.
   */
  release(
    storeId: StateStoreId,
    how: 'published' | 'kept' | 'retention',
    runId: RunId,
  ): Promise<{ readonly isKept: boolean }>;
}
