import { z } from 'zod';
import { MessageOrText } from '../contract/message-shape.ts';
import { Amount, DeviceId, RunId, Timestamp } from './ids.ts';
import { AccountKind, KnownFolderId, MAX_LISTED, ScanResult } from './user-state.ts';

/** The computer on which Waystation runs, and what can be said about it. Paths are Windows paths unless said. */

export const ComputerPlatform = z.enum(['windows', 'macos', 'linux']);
export type ComputerPlatform = z.infer<typeof ComputerPlatform>;

/** What only a process with the rights of an administrator can do. */
export const ElevationUse = z.enum([
  /** Read the files of other people's profiles. */
  'other-profiles',
  /** Load the registry hive of a profile that is not loaded, to read where its known folders lie. */
  'hives',
  /** Capture files that are in use, from a shadow copy. */
  'shadow-copies',
  /** Restore into other people's profiles. */
  'restore-others',
]);
export type ElevationUse = z.infer<typeof ElevationUse>;

/** Where the known folders of a profile were read from; `layout`: nowhere, so they are where a new profile has them. */
export const FolderSource = z.enum(['loaded', 'hive', 'xdg', 'layout']);
export type FolderSource = z.infer<typeof FolderSource>;

export const RedirectedFolder = z.strictObject({
  folder: KnownFolderId,
  path: z.string().max(33_000),
  /** `network` and `missing-drive` are named and not captured: nothing of this computer holds them. */
  place: z.enum(['local', 'network', 'missing-drive']),
});
export type RedirectedFolder = z.infer<typeof RedirectedFolder>;

/** What is to be known about how a profile was read. */
export const ProfileNote = z.enum([
  /** The system knows no account of this SID any more; the name is that of the folder. */
  'account-from-folder',
  /** Windows keeps the profile under a key that ends with `.bak`: it was set aside after a failed sign-in. */
  'backup-key',
  /** Windows keeps another profile of the account under such a key, which this one has replaced; it is not taken. */
  'older-profile',
  /** The hive would say where its folders lie, and loading it needs elevation. */
  'hive-needs-elevation',
  'hive-unreadable',
  /** The folder of the profile is gone or may not be read by this process. */
  'folder-missing',
  'folder-unreadable',
  'network-folder',
]);
export type ProfileNote = z.infer<typeof ProfileNote>;

export const LocalProfile = z.strictObject({
  name: z.string().max(1024),
  path: z.string().max(33_000),
  /** `DOMAIN\user`, or the name alone where there are no domains. */
  account: z.string().max(1024),
  accountKind: AccountKind,
  sid: z.string().max(256),
  lastUsedAt: Timestamp.nullable(),
  /** The person is signed in, or a service runs as them. */
  isLoaded: z.boolean(),
  foldersFrom: FolderSource,
  redirected: z.array(RedirectedFolder).max(20),
  notes: z.array(ProfileNote).max(10),
});
export type LocalProfile = z.infer<typeof LocalProfile>;

export const LocalDrive = z.strictObject({
  drive: z.string().regex(/^[A-Z]:$/),
  /** The folder of this computer that it is. */
  path: z.string().max(4096),
  kind: z.enum(['fixed', 'removable', 'network', 'optical', 'memory', 'unknown']),
  /** False for what a task sequence does not reach: network and optical drives. */
  isUsed: z.boolean(),
  totalBytes: Amount.nullable(),
  freeBytes: Amount.nullable(),
});
export type LocalDrive = z.infer<typeof LocalDrive>;

export const ThisComputer = z.strictObject({
  name: z.string().max(255),
  platform: ComputerPlatform,
  /** In the system's own words, such as `Windows 11 Pro`; empty when it does not say. */
  systemName: z.string().max(255),
  systemVersion: z.string().max(255),
  isElevated: z.boolean(),
  /** What would be possible with elevation and is not now; empty when nothing. */
  elevationHelps: z.array(ElevationUse).max(10),
  /** False where this program has no way to start itself elevated. */
  canStartElevated: z.boolean(),
  /** False where a Restart Computer step fails with `STEP_NOT_SUPPORTED_HERE`. */
  canRestart: z.boolean(),
  /** The program that runs PowerShell steps, such as `powershell.exe`; null when there is none. */
  powerShell: z.string().max(4096).nullable(),
  profiles: z.array(LocalProfile).max(10_000),
  drives: z.array(LocalDrive).max(26),
  /** The device of this site that stands for this computer. */
  deviceId: DeviceId.nullable(),
});
export type ThisComputer = z.infer<typeof ThisComputer>;

/** Where facts come from, and whether it answered. */
export const FactSource = z.strictObject({
  source: z.enum(['registry', 'system', 'cim']),
  state: z.enum(['read', 'not-here', 'timed-out', 'failed']),
  /** What the system says; empty when it answered. */
  detail: MessageOrText,
});
export type FactSource = z.infer<typeof FactSource>;

/** What one rule leaves out, with one example: the list itself is cut at `MAX_LISTED`. */
export const LeftOutByRule = z.strictObject({
  ruleId: z.string().max(1024).nullable(),
  reason: ScanResult.shape.leftOut.element.shape.reason,
  count: Amount,
  example: z.string().max(33_000),
});
export type LeftOutByRule = z.infer<typeof LeftOutByRule>;

/** What a capture would take of one known folder of a profile; of what lies outside of them when `folder` is null. */
export const FolderSummary = z.strictObject({
  user: z.string().max(1024),
  folder: KnownFolderId.nullable(),
  /** Where the folder lies; empty outside of all. */
  path: z.string().max(33_000),
  files: Amount,
  bytes: Amount,
});
export type FolderSummary = z.infer<typeof FolderSummary>;

/** A scan with what was left out counted as a whole, and what is taken counted by known folder. */
export const ScanPreview = ScanResult.extend({
  /** Files that a rule included and that cannot be taken as things are: a capture would be incomplete. */
  missingCount: Amount,
  leftOutByRule: z.array(LeftOutByRule).max(1000),
  perFolder: z.array(FolderSummary).max(MAX_LISTED),
});
export type ScanPreview = z.infer<typeof ScanPreview>;

/** What a capture would take, and what not. Nothing was written. */
export const CapturePreview = ScanPreview.extend({
  deviceName: z.string().max(255),
  /** Null for this computer, when the site has no device for it. */
  deviceId: DeviceId.nullable(),
  takenAt: Timestamp,
  /** Empty for a device of folders. */
  profiles: z.array(LocalProfile).max(10_000),
  elevationHelps: z.array(ElevationUse).max(10),
});
export type CapturePreview = z.infer<typeof CapturePreview>;

/** A restart of this computer that a run has announced. */
export const PendingRestart = z.strictObject({
  runId: RunId,
  sequenceName: z.string().max(1024),
  /** What the step says to the person; may be empty. */
  message: z.string().max(4000),
  announcedAt: Timestamp,
  restartsAt: Timestamp,
  /** `restarting`: the system was asked and cannot be held any more by this program. */
  state: z.enum(['counting', 'restarting']),
});
export type PendingRestart = z.infer<typeof PendingRestart>;
