import type { Dirent } from 'node:fs';
import { MAX_STREAM_BYTES } from '#shared/model/user-state';
import type { StateObjectKind } from '#shared/model/user-state';
import type { EntryFacts } from '../ports/entry-facts.ts';
import type { Files } from '../ports/files.ts';
import type { NotCarriedCount } from './not-carried.ts';

/** What an entry is: by the facts of the system where it has them, else by its listing. `special` is nothing to copy. */
export function kindOf(entry: Dirent, facts: EntryFacts | undefined): StateObjectKind | 'special' {
  // Windows lists whatever has a mark of its disk or cloud as a link; its facts know the links among them.
  if (facts !== undefined) return facts.kind;
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return 'link';
  return entry.isFile() ? 'file' : 'special';
}

export interface TakenEntry {
  readonly hostPath: string;
  readonly kind: StateObjectKind;
  /** How many names the file has. */
  readonly names: number;
  readonly facts: EntryFacts | undefined;
}

/**
 * Counts what of an entry no store holds and gives the names of its streams: those that it does hold, and those that are
 * missing, because they are too large, are of a folder or only show as an extended attribute here (UST-60, UST-61, UST-137).
 */
export function countLosses(
  files: Files,
  { hostPath, kind, names, facts }: TakenEntry,
  lost: NotCarriedCount,
): { readonly carried: string[]; readonly missing: string[] } {
  const carried: string[] = [];
  const missing: string[] = [];
  if (kind === 'link') return { carried, missing };
  if (files.hasOwnPermissions(hostPath)) lost.permissions += 1;
  if (facts?.hasShortName === true) lost.shortNames += 1;
  if (facts?.isEncrypted === true) lost.encryption += 1;
  if (facts?.isCompressed === true) lost.compression += 1;
  if (kind === 'file' && names > 1) lost.hardLinks += 1;
  const isCarrier = files.manner === 'windows';
  for (const { name, sizeBytes } of files.readStreams(hostPath)) {
    if (isCarrier && kind === 'file' && sizeBytes <= MAX_STREAM_BYTES) carried.push(name);
    else {
      lost.streams += 1;
      missing.push(name);
    }
  }
  return { carried, missing };
}
