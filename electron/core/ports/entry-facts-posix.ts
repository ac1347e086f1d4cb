import fs from 'node:fs';
import type { EntryFactCalls, StreamFact } from './entry-facts.ts';
import { loadKoffi } from './native.ts';

/** What is asked of the system about extended attributes. */
export interface AttributeCalls {
  /** Names of the extended attributes of a file, none where they cannot be asked. */
  listNames(file: string): readonly string[];
}

/** Null where the system has no such call. */
function loadListing(): AttributeCalls['listNames'] | null {
  if (process.platform !== 'linux') return null;
  try {
    const call = loadKoffi().load(null).func('int64 llistxattr(const char *, _Out_ uint8 *, uint64)');
    const buffer = Buffer.alloc(64 * 1024);
    return (file) => {
      const length = Number(call(file, buffer, buffer.length));
      return length <= 0 ? [] : buffer.toString('utf8', 0, length - 1).split('\0');
    };
  } catch {
    // Another libc, or a system that loads no foreign code: then nothing is known of streams.
    return null;
  }
}

let listing: AttributeCalls['listNames'] | null | undefined;

const realCalls: AttributeCalls = {
  listNames(file) {
    listing = listing === undefined ? loadListing() : listing;
    return listing?.(file) ?? [];
  },
};

/**
 * Disks of Windows that are mounted on Linux show streams as extended attributes of users, and a disk that was copied from
 * there keeps them on any file system. What a share keeps of hidden and system for its own use is none.
 */
const prefix = 'user.';
const notStreams: ReadonlySet<string> = new Set(['user.DOSATTRIB']);

/** The facts of systems that keep none of Windows': the read-only bit is all that is written. */
export function createPosixEntryFacts({ listNames }: AttributeCalls = realCalls): EntryFactCalls {
  return {
    readFolderFacts: () => null,
    writeFacts(target, { readOnly }) {
      if (!readOnly) return;
      // By its descriptor, so that no link is followed which lies there by now.
      const descriptor = fs.openSync(target, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW);
      try {
        // The bits for writing go and no other comes: a private file stays private.
        fs.fchmodSync(descriptor, fs.fstatSync(descriptor).mode & 0o555);
      } finally {
        fs.closeSync(descriptor);
      }
    },
    hasStreams: () => false,
    readStreams(file): readonly StreamFact[] {
      return listNames(file)
        .filter((name) => name.startsWith(prefix) && !notStreams.has(name))
        .map((name) => ({ name: name.slice(prefix.length), sizeBytes: 0 }));
    },
    hasOwnPermissions: () => false,
  };
}
