import type { KnownFolderId, LeftOut, LeftOutReason, StateAttributes, StateObjectKind } from '#shared/model/user-state';
import type { MessageOrText } from '#shared/contract/message-shape';
import type { DriveAttributes } from '../devices/attributes.ts';
import type { PathResolver } from '../devices/drive-map.ts';
import type { EntryFacts } from '../ports/entry-facts.ts';
import type { HeldFolders } from '../ports/held-folders.ts';
import type { NotCarriedCount } from './not-carried.ts';
import type { createStrangerCheck, Profile } from './profiles.ts';
import type { ActiveRule, Pass } from './rules/decide.ts';
import type { TwinFolders } from './twin-folders.ts';
import type { Work } from './work.ts';

/** One thing that a rule includes. */
export interface ScannedObject {
  readonly profile: Profile;
  readonly kind: StateObjectKind;
  readonly windowsPath: string;
  readonly hostPath: string;
  /** The deepest known folder that holds it, and the path below that; null outside of all. */
  readonly knownFolder: KnownFolderId | null;
  readonly relativePath: string;
  readonly size: number;
  /** Microseconds since 1970-01-01 UTC: the finest that survives a number of 53 bits. */
  readonly modifiedUs: number;
  readonly attributes: StateAttributes;
  readonly by: ActiveRule;
  /** Where a link points to; empty for the rest. */
  readonly linkTarget: string;
  /** Null where the system does not keep it. */
  readonly createdUs: number | null;
  /** Names of the streams that are carried. */
  readonly streams: readonly string[];
  /** The file system encrypts it; its copy is not encrypted. */
  readonly isEncrypted: boolean;
}

/** What a scan knows while it walks the folders of one profile; lists and maps are those of the whole scan. */
export interface Walk {
  readonly work: Work;
  /** The way to what is looked at: a folder that is swapped for a link meanwhile leads nowhere. */
  readonly folders: HeldFolders;
  readonly resolver: PathResolver;
  readonly pass: Pass;
  readonly profile: Profile;
  readonly isThisComputer: boolean;
  readonly liesWithStranger: ReturnType<typeof createStrangerCheck>;
  /** Files that the file system encrypts are left out. */
  readonly skipsEncrypted: boolean;
  readonly excluded: readonly string[];
  /** The same, in the form in which two names of one file are equal. */
  readonly excludedKeys: ReadonlySet<string>;
  /** Places that were walked, and for whom: each is taken once. */
  readonly claimed: Map<string, string>;
  /** The known folders of the profile, by folded path. */
  readonly known: ReadonlySet<string>;
  readonly attributes: Map<string, DriveAttributes>;
  readonly objects: ScannedObject[];
  readonly leftOut: LeftOut[];
  readonly lost: NotCarriedCount;
  readonly twins: TwinFolders[];
}

/** An entry that the walk is to look at. */
export interface Child {
  readonly windowsPath: string;
  readonly hostPath: string;
  readonly facts: EntryFacts | undefined;
}

/** An entry that is left out, in the form of the results; `by` is the rule that decided it, null where none did. */
export function leftOutOf(
  walk: Walk,
  windowsPath: string,
  why: LeftOutReason,
  detail: MessageOrText,
  by: ActiveRule | null,
): LeftOut {
  return { user: walk.profile.name, path: windowsPath, reason: why, detail, ruleId: by?.rule.id ?? null };
}
