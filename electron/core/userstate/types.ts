import type { DriveMap } from '../devices/drive-map.ts';
import type { KnownFolderId, StateObjectKind, StateProgress, VerifyMode } from '#shared/model/user-state';

/** What a folder of files cannot say about an account: given by the site, kept in the catalog. */
export interface AccountFact {
  /** The profile folder's name, compared without case. */
  readonly userName: string;
  readonly accountKind: 'local' | 'domain';
  readonly domain?: string;
  readonly sid?: string;
  /** Where the profile lies, as a Windows path, when it is not `<profiles folder>\<user>`. */
  readonly profilePath?: string;
  /** Redirected known folders as Windows paths, such as `{ documents: 'D:\\Documents' }`. */
  readonly folders?: Readonly<Partial<Record<KnownFolderId, string>>>;
}

/** A device as user state sees it: drives that are folders of this computer, and facts about it. */
export interface StateDevice {
  readonly name: string;
  readonly drives: DriveMap;
  /** Such as `C:`. Without it: the drive with `Users`, else with `Windows`, else `C:`, else the first. */
  readonly systemDrive?: string;
  /** Windows path; without it `<system drive>\Users`. */
  readonly profilesFolder?: string;
  /** A profile without a fact counts as a local account. */
  readonly accounts?: readonly AccountFact[];
  /**
   * The computer on which this program runs: its profiles are those of `accounts` alone, since the system has a list of
   * them, and nothing of ours is written at the root of its drives.
   */
  readonly isThisComputer?: boolean;
}

export interface ScanRequest {
  readonly device: StateDevice;
  /** Rule file names as the step gives them; without it `migdocs.xml` and `migapp.xml`. */
  readonly ruleFiles?: readonly string[];
  /** Profile names to take; all when absent. The shared profile is always in. */
  readonly users?: readonly string[];
  /** Host path whose content is never captured, such as the store itself. */
  readonly excludedHostPaths?: readonly string[];
  /** The step's "skip files using encrypted file system": left out and named, no reason for exit 3. */
  readonly skipsEncrypted?: boolean;
}

export interface CaptureRequest extends ScanRequest {
  /** Absolute host path of the store folder that will appear. */
  readonly storePath: string;
  /** Replaces a store that is there, once the new one is complete. */
  readonly overwrite?: boolean;
  /** The step's "continue if some files cannot be captured": leave out, name, exit 3. */
  readonly continueOnLockedFiles: boolean;
  /** True for the step's standard options, false when rule files were chosen. Kept in the catalog. */
  readonly hasStandardOptions: boolean;
  /** Name and version of the program, kept in the catalog. */
  readonly tool: string;
}

export interface RestoreRequest {
  readonly storePath: string;
  readonly device: StateDevice;
  /** Profile names to bring back; all when absent. The shared profile is always in. */
  readonly users?: readonly string[];
  /** The step's "continue if some files cannot be restored": leave out, name, exit 3. */
  readonly continueOnRestore: boolean;
  /** The step's "restore local computer user profiles". */
  readonly restoreLocalAccounts: boolean;
}

export interface VerifyRequest {
  readonly storePath: string;
  readonly mode: VerifyMode;
}

export interface ListObjectsRequest {
  readonly storePath: string;
  readonly offset: number;
  /** At most `MAX_LISTED`. */
  readonly limit: number;
  readonly user?: string;
  readonly kind?: StateObjectKind;
  /** Part of the path, compared without case. */
  readonly contains?: string;
}

/** How long work is watched and stopped. */
export interface StateWorkOptions {
  readonly signal?: AbortSignal;
  /** Called at most ten times a second, and once with the last figures of each phase. */
  readonly onProgress?: (progress: StateProgress) => void;
}
