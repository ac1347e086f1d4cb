import type { Message } from '#shared/contract/message-shape';
import type {
  ComputerPlatform,
  ElevationUse,
  FactSource,
  LocalDrive,
  LocalProfile,
} from '#shared/model/local-computer';
import type { Registry } from '../ports/registry.ts';
import type { StateDevice } from '../userstate/types.ts';

/** Registry hives of profiles that nobody has loaded. */
export interface Hives {
  /**
   * Loads the hive file, gives the work the key that it lies under, and unloads it however the work ends. Throws
   * `ELEVATION_NEEDED`, `FILE_UNREADABLE`.
   */
  use<Result>(file: string, sid: string, work: (key: string) => Result): Promise<Result>;
  /** Unloads what a killed run of this program has left loaded; gives the number. */
  unloadLeftovers(): Promise<number>;
}

/** PowerShell as a program of this computer. */
export interface PowerShell {
  /** Null when there is none. */
  readonly program: string | null;
  /** Runs a script without a profile and without asking; it is passed encoded, never written to a file. */
  run(
    script: string,
    options: { readonly timeoutMs: number; readonly signal?: AbortSignal },
  ): Promise<PowerShellResult>;
}

export type PowerShellResult =
  | { readonly kind: 'ended'; readonly exitCode: number; readonly output: string; readonly errors: string }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'not-started'; readonly reason: Message };

/** The account of a SID, as the system knows it; null when it does not. */
export interface Accounts {
  ofSid(sid: string): { readonly domain: string; readonly name: string } | null;
}

export interface Elevation {
  isElevated(): boolean;
  /** False where `start` cannot work. */
  readonly canStart: boolean;
  /** Asks the system to start a program with the rights of an administrator; the system asks the person. */
  start(program: string, parameters: readonly string[]): Promise<'started' | 'declined'>;
}

/** A restart of this computer, and the one entry that opens Waystation after it. */
export interface SystemRestart {
  /** When the system was started, in milliseconds since 1970. */
  startedAt(): number;
  /** Asks the system to restart now. Throws `RESTART_FAILED`, `RESTART_NOT_ALLOWED`, `RESTART_SCHEDULED_ALREADY`. */
  restart(reason: string): Promise<void>;
  /** Has Waystation opened once at the next sign-in of this person. False when the command is too long for that. */
  registerRunOnce(name: string, command: readonly string[]): boolean;
  /** Nothing happens when it is not there. */
  removeRunOnce(name: string): void;
}

/** A copy of a drive as it is at one moment, in which no file is in use. */
export interface ShadowCopies {
  /**
   * Makes a copy of each drive, gives the work the folders they can be read from, and removes them however it ends.
   * Throws `ELEVATION_NEEDED`, `SHADOW_COPY_FAILED`.
   */
  use<Result>(
    drives: readonly string[],
    work: (folders: Readonly<Record<string, string>>) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result>;
}

export interface LocalDescription {
  readonly name: string;
  readonly systemName: string;
  readonly systemVersion: string;
  readonly isElevated: boolean;
  readonly elevationHelps: readonly ElevationUse[];
  readonly profiles: readonly LocalProfile[];
  readonly drives: readonly LocalDrive[];
  /** The same for user state: accounts with their folders, and only those. */
  readonly stateDevice: Omit<StateDevice, 'name'>;
}

export interface LocalFacts {
  readonly facts: Readonly<Record<string, string>>;
  readonly macAddress: string;
  readonly smbiosGuid: string;
  readonly sources: readonly FactSource[];
}

/** The computer on which Waystation runs. */
export interface LocalComputer {
  readonly platform: ComputerPlatform;
  /** Tells this computer from another that has the same site; stays over restarts and renames. */
  id(): string;
  name(): string;
  drives(): readonly LocalDrive[];
  /** Reads profiles and drives anew. */
  describe(): Promise<LocalDescription>;
  /** Whole: with the one query that takes seconds. What does not answer is told in `sources` and left away. */
  readFacts(options: { readonly isWhole: boolean; readonly signal?: AbortSignal }): Promise<LocalFacts>;
  readonly elevation: Elevation;
  readonly powerShell: PowerShell;
  /** Null where there is no registry. */
  readonly registry: Registry | null;
  /** Null where a step cannot restart the computer. */
  readonly restart: SystemRestart | null;
  /** Null where files in use cannot be read from a copy of the drive. */
  readonly shadowCopies: ShadowCopies | null;
  /** Takes away what a killed run of this program has left in the system. */
  cleanUp(): Promise<void>;
}
