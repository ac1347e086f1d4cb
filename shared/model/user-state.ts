import { MessageOrText } from '../contract/message-shape.ts';
import { z } from 'zod';

/**
 * What a capture, a restore, a verification and a scan answer. Sizes are bytes, times are milliseconds since
 * 1970-01-01 UTC, paths are Windows paths of the device (`C:\Users\Anna\…`) unless a name says otherwise.
 * Lists that could be endless are cut at `MAX_LISTED`; their count beside them is always the whole.
 */

/** How many entries a list inside a result holds at most. */
export const MAX_LISTED = 10_000;

const Count = z.number().int().nonnegative();
const Name = z.string().max(1024);
const Path = z.string().max(33_000);
const TimeMs = z.number().int().nonnegative();
/** A file, and the clock of a computer, may be of any time that a `Date` can say. */
const AnyTimeMs = z.number().int().min(-8_640_000_000_000_000).max(8_640_000_000_000_000);

/** The known folders of a profile that a folder device can hold. `profile` is the profile's own root. */
export const KnownFolderId = z.enum([
  'profile',
  'desktop',
  'documents',
  'downloads',
  'music',
  'pictures',
  'videos',
  'favorites',
  'contacts',
  'links',
  'savedGames',
  'searches',
  'objects3d',
]);
export type KnownFolderId = z.infer<typeof KnownFolderId>;

/** `public` is the shared profile, `system` is everything outside profiles. */
export const StateUserKind = z.enum(['profile', 'public', 'system']);
export type StateUserKind = z.infer<typeof StateUserKind>;

/** `none` for the shared profile and for things outside profiles. */
export const AccountKind = z.enum(['local', 'domain', 'none']);
export type AccountKind = z.infer<typeof AccountKind>;

export const StateObjectKind = z.enum(['file', 'folder', 'link']);
export type StateObjectKind = z.infer<typeof StateObjectKind>;

/** The file attributes that user state carries. */
export const StateAttributes = z.strictObject({ readOnly: z.boolean(), hidden: z.boolean(), system: z.boolean() });
export type StateAttributes = z.infer<typeof StateAttributes>;

/** How much of a stream is carried: marks such as `Zone.Identifier` have some hundred bytes. */
export const MAX_STREAM_BYTES = 64 * 1024;

/**
 * What Windows keeps of files and folders that a store does not hold or a restore did not bring back, counted by file or
 * folder. Links of hard links, permissions of their own, short names, encryption and compression are never carried.
 */
export const NotCarried = z.strictObject({
  /** Named streams beside the content. */
  streams: Count,
  creationTimes: Count,
  permissions: Count,
  /** Files with a second name; each name becomes a file of its own. */
  hardLinks: Count,
  shortNames: Count,
  /** Files that were encrypted on their disk; in the store they are not. */
  encryption: Count,
  compression: Count,
  /** Files and folders that a cloud is asked to keep on the disk; results of earlier versions do not say it. */
  cloudMarks: Count.default(0),
});
export type NotCarried = z.infer<typeof NotCarried>;

/** The kinds of `NotCarried` in the order in which they are shown. */
export const notCarriedKinds = NotCarried.keyof().options;

/**
 * Why something is not in the store. Those of `MissingReason` make a capture incomplete: a rule or a person wanted it. The
 * others are what the rules, or the nature of the entry, ask for.
 */
export const LeftOutReason = z.enum([
  'unreadable',
  'changedWhileReading',
  'cloudOnly',
  'accountNotFound',
  'streamNotCarried',
  'stateStore',
  'excludedByRule',
  'hiddenAndSystem',
  'encrypted',
  'link',
  'specialFile',
  'nameNotPossible',
  'linkElsewhere',
]);
export type LeftOutReason = z.infer<typeof LeftOutReason>;

/** The reasons that make a capture incomplete. */
const MissingReason = LeftOutReason.extract([
  'unreadable',
  'changedWhileReading',
  'cloudOnly',
  'accountNotFound',
  'streamNotCarried',
  'nameNotPossible',
  'linkElsewhere',
]);
export type MissingReason = z.infer<typeof MissingReason>;

/** Whether a rule wanted what is not there. */
export function isMissing(reason: LeftOutReason): reason is MissingReason {
  return MissingReason.safeParse(reason).success;
}

/** How many files a list of missing ones stands for. */
export function missingFiles(entries: readonly { readonly files?: number | undefined }[]): number {
  return entries.reduce((sum, { files }) => sum + (files ?? 1), 0);
}

/** Entries of a whole list, of which `listed` are the first: a tree counts with all its files and is one entry. */
export function entriesOf(count: number, listed: readonly { readonly files?: number | undefined }[]): number {
  return Math.max(count - missingFiles(listed), 0) + listed.length;
}

/**
 * The one count of missing files that headline, lists, log and command line show (UST-121): after a restore its own,
 * which counts what the capture could not take of the accounts that were asked for; before it, that of the capture.
 * `known` is what a row of a store says when there is no result.
 */
export function countMissing(
  results: {
    readonly capture: { readonly missingCount: number } | null;
    readonly restore: { readonly missingCount: number } | null;
  },
  known: number,
): number {
  return results.restore?.missingCount ?? results.capture?.missingCount ?? known;
}

export const LeftOut = z.strictObject({
  user: Name,
  path: Path,
  reason: LeftOutReason,
  /** Why, or the target of a link; what older programs kept is text. */
  detail: MessageOrText,
  ruleId: Name.nullable(),
  /** Files and bytes of what was left out on purpose, a whole tree in one entry; absent where that was not counted. */
  files: Count.optional(),
  bytes: Count.optional(),
});
export type LeftOut = z.infer<typeof LeftOut>;

/** Counts of one user, of the shared profile, or of everything. */
export const UserSummary = z.strictObject({
  user: Name,
  kind: StateUserKind,
  accountKind: AccountKind,
  domain: Name,
  profilePath: Path,
  files: Count,
  folders: Count,
  bytes: Count,
  /** Files of this user that are missing, all of them; results of earlier versions do not say it. */
  missing: Count.optional(),
  /** Files and bytes that rules and options left out; results of earlier versions do not say it. */
  leftOutFiles: Count.optional(),
  leftOutBytes: Count.optional(),
});
export type UserSummary = z.infer<typeof UserSummary>;

const Timing = z.strictObject({ startedAt: TimeMs, endedAt: TimeMs });

export const StateProgressPhase = z.enum(['scanning', 'copying', 'syncing', 'verifying', 'restoring', 'finishing']);
export type StateProgressPhase = z.infer<typeof StateProgressPhase>;

/** Sent at most ten times a second. Totals are zero while they are not known yet. */
export const StateProgress = z.strictObject({
  phase: StateProgressPhase,
  files: Count,
  bytes: Count,
  totalFiles: Count,
  totalBytes: Count,
  currentPath: Path,
});
export type StateProgress = z.infer<typeof StateProgress>;

export const ScanResult = z.strictObject({
  files: Count,
  folders: Count,
  links: Count,
  bytes: Count,
  perUser: z.array(UserSummary).max(MAX_LISTED),
  leftOut: z.array(LeftOut).max(MAX_LISTED),
  leftOutCount: Count,
  /** Files and bytes that rules and options left out, all of them; results of earlier versions do not say it. */
  ruledOut: z.strictObject({ files: Count, bytes: Count }).optional(),
  /** What the person should know about the rules that were used. */
  notes: z.array(MessageOrText).max(100),
  /** Absent in results of older programs. */
  notCarried: NotCarried.optional(),
});
export type ScanResult = z.infer<typeof ScanResult>;

export const CaptureResult = ScanResult.extend({
  storePath: Path,
  storeId: Name,
  /** True only when every file that a rule included is in the store with its hash. */
  isComplete: z.boolean(),
  /** Files that a rule included and that are not in the store. */
  missingCount: Count,
  /** The field's exit code of the tool: 0 complete, 3 something was left out and the step allows it. */
  exitCode: z.union([z.literal(0), z.literal(3)]),
  timing: Timing,
});
export type CaptureResult = z.infer<typeof CaptureResult>;

export const StateDamageKind = z.enum(['missing', 'size', 'hash', 'unreadable']);
export type StateDamageKind = z.infer<typeof StateDamageKind>;

/** One file of the store that is not what the catalog says. `path` is the file it was on the device. */
export const StateDamage = z.strictObject({
  path: Path,
  user: Name,
  dataFile: Path,
  kind: StateDamageKind,
  detail: MessageOrText,
});
export type StateDamage = z.infer<typeof StateDamage>;

export const VerifyMode = z.enum(['all', 'summary']);
export type VerifyMode = z.infer<typeof VerifyMode>;

export const VerifyResult = z.strictObject({
  storePath: Path,
  storeId: Name,
  /** True when every data file is there with its size and hash, and the catalog is unharmed. */
  isSound: z.boolean(),
  checkedFiles: Count,
  checkedBytes: Count,
  catalogIsSound: z.boolean(),
  damaged: z.array(StateDamage).max(MAX_LISTED),
  damagedCount: Count,
  /** Files that the capture itself could not take. */
  missingFromCapture: z.array(LeftOut).max(MAX_LISTED),
  missingFromCaptureCount: Count,
  /** Every checked file and its verdict; only in mode `all`. */
  files: z.array(z.strictObject({ path: Path, verdict: z.enum(['OK', 'CORRUPTED', 'MISSING']) })).max(MAX_LISTED),
  exitCode: z.union([z.literal(0), z.literal(3)]),
  timing: Timing,
});
export type VerifyResult = z.infer<typeof VerifyResult>;

/** Why a file of the store did not come over. */
export const RestoreMissingCause = z.enum([
  'damagedInStore',
  'missingInStore',
  'notCaptured',
  'writeFailed',
  'nameNotPossible',
  'localAccount',
  'linkInTheWay',
  'streamNotWritten',
]);
export type RestoreMissingCause = z.infer<typeof RestoreMissingCause>;

export const RestoreMissing = z.strictObject({
  /** The path on the source device. */
  path: Path,
  user: Name,
  /** Where it would have gone; empty when that was not decided. */
  targetPath: Path,
  cause: RestoreMissingCause,
  detail: MessageOrText,
  /** What older programs kept is text. */
  remedy: MessageOrText,
  /** How many files the entry stands for: those of an account that stays behind; else, and without it, one. */
  files: Count.optional(),
});
export type RestoreMissing = z.infer<typeof RestoreMissing>;

/** A file that was written under another name because the name was taken by another content. */
export const RestoreRenamed = z.strictObject({ path: Path, targetPath: Path });
export type RestoreRenamed = z.infer<typeof RestoreRenamed>;

/** An account that the destination needs; a folder cannot hold accounts, so it is written down for later. */
export const PlannedAccount = z.strictObject({
  name: Name,
  accountKind: AccountKind,
  domain: Name,
  profilePath: Path,
  isEnabled: z.boolean(),
});
export type PlannedAccount = z.infer<typeof PlannedAccount>;

export const RestoreResult = z.strictObject({
  storePath: Path,
  storeId: Name,
  /** True only when every file that the capture's rules included is on the destination with its hash. */
  isComplete: z.boolean(),
  files: Count,
  folders: Count,
  bytes: Count,
  /** Files that were on the destination already, byte for byte, and were left as they are. */
  alreadyThere: Count,
  renamed: z.array(RestoreRenamed).max(MAX_LISTED),
  renamedCount: Count,
  perUser: z.array(UserSummary).max(MAX_LISTED),
  missing: z.array(RestoreMissing).max(MAX_LISTED),
  missingCount: Count,
  /** Links are recorded at capture and not made again. */
  linksNotRestored: Count,
  plannedAccounts: z.array(PlannedAccount).max(MAX_LISTED),
  notes: z.array(MessageOrText).max(100),
  /** What was lost at the capture and at this restore together. Absent in results of older programs. */
  notCarried: NotCarried.optional(),
  exitCode: z.union([z.literal(0), z.literal(3)]),
  timing: Timing,
});
export type RestoreResult = z.infer<typeof RestoreResult>;

/** What a state store says about itself. */
export const StoreSummary = z.strictObject({
  storeId: Name,
  formatVersion: Count,
  tool: Name,
  form: z.enum(['copied']),
  sourceDevice: Name,
  takenAt: AnyTimeMs,
  ruleSet: Name,
  hasStandardOptions: z.boolean(),
  isComplete: z.boolean(),
  files: Count,
  folders: Count,
  links: Count,
  bytes: Count,
  missingCount: Count,
  perUser: z.array(UserSummary).max(MAX_LISTED),
});
export type StoreSummary = z.infer<typeof StoreSummary>;

/** One row of the catalog as it is shown. */
export const StateObject = z.strictObject({
  id: Count,
  user: Name,
  path: Path,
  kind: StateObjectKind,
  sizeBytes: Count,
  modifiedAt: AnyTimeMs,
  attributes: StateAttributes,
  sha256: z.string().max(64),
  ruleId: Name,
  pattern: Path,
});
export type StateObject = z.infer<typeof StateObject>;

export const StateObjectPage = z.strictObject({ total: Count, objects: z.array(StateObject).max(MAX_LISTED) });
export type StateObjectPage = z.infer<typeof StateObjectPage>;
