import type { Dirent } from 'node:fs';
import { MAX_STREAM_BYTES } from '#shared/model/user-state';
import type { StateObjectKind } from '#shared/model/user-state';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { EntryFacts } from '../ports/entry-facts.ts';
import type { Files } from '../ports/files.ts';
import type { NotCarriedCount } from './not-carried.ts';
import { isStreamName } from './stores/streams.ts';
import type { LostStream } from './stores/streams.ts';
import { reasonOf } from './work.ts';

/** What an entry is: by the facts of the system where it has them, else by its listing. `special` is nothing to copy. */
export function kindOf(
  entry: Pick<Dirent, 'isDirectory' | 'isSymbolicLink' | 'isFile'>,
  facts: EntryFacts | undefined,
): StateObjectKind | 'special' {
  // Windows lists whatever has a mark of its disk or cloud as a link; its facts know the links among them.
  if (facts !== undefined) return facts.kind;
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return 'link';
  return entry.isFile() ? 'file' : 'special';
}

/** Both forms in which drivers of NTFS (ntfs-3g) have said it; the number is the kind of mark that Windows gave it. */
const unreadMark = /^unsupported reparse (?:point|tag 0x[0-9a-f]{8})$/i;

/**
 * What stands in the text of a link that is none: a driver shows so what it cannot read, because Windows compressed or
 * deduplicated it, or a cloud keeps it, with or without its content on this disk. Null for a link.
 */
export function markOfDisk(linkTarget: string): Message | null {
  return unreadMark.test(linkTarget) ? reason('mark-of-disk', { mark: linkTarget }) : null;
}

export interface TakenEntry {
  readonly hostPath: string;
  readonly kind: StateObjectKind;
  /** How many names the file has. */
  readonly names: number;
  readonly facts: EntryFacts | undefined;
}

/** The names of streams that are carried, and those that are missing. */
export interface FoundStreams {
  readonly carried: readonly string[];
  readonly missing: readonly LostStream[];
}

/**
 * Counts what of an entry no store holds and gives the names of its streams: those that it does hold, and those that are
 * missing, because they are too large, of a folder, or of a name that is not carried (UST-60, UST-61, UST-137, UST-180).
 */
export function countLosses(
  files: Files,
  { hostPath, kind, names, facts }: TakenEntry,
  lost: NotCarriedCount,
): FoundStreams {
  if (kind === 'link') return { carried: [], missing: [] };
  if (files.hasOwnPermissions(hostPath)) lost.permissions += 1;
  if (facts?.hasShortName === true) lost.shortNames += 1;
  if (facts?.isEncrypted === true) lost.encryption += 1;
  if (facts?.isCompressed === true) lost.compression += 1;
  if (facts?.isPinned === true) lost.cloudMarks += 1;
  if (kind === 'file' && names > 1) lost.hardLinks += 1;
  const found = findStreams(files, hostPath, kind);
  lost.streams += found.missing.length;
  return found;
}

function findStreams(files: Files, hostPath: string, kind: StateObjectKind): FoundStreams {
  const carried: string[] = [];
  const missing: LostStream[] = [];
  let found;
  try {
    found = files.readStreams(hostPath);
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    // What is there is not known, but that something may be.
    return { carried, missing: [{ name: '*', why: reasonOf(error) }] };
  }
  for (const { name, sizeBytes } of found) {
    if (kind === 'folder') missing.push({ name, why: reason('stream-of-folder') });
    else if (sizeBytes > MAX_STREAM_BYTES) missing.push({ name, why: reason('stream-too-large') });
    // Two that are told by one name differ in bytes that are no text.
    else if (!isStreamName(name) || carried.includes(name)) missing.push({ name, why: reason('stream-name') });
    else carried.push(name);
  }
  return { carried, missing };
}
