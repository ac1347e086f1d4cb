import fs from 'node:fs';
import path from 'node:path';
import type { EntryFactCalls, StreamFact } from './entry-facts.ts';
import { loadKoffi } from './native.ts';

/** What is asked of the system about extended attributes. */
export interface AttributeCalls {
  /** The number of the type of the file system that a folder lies on; throws the system's error. */
  typeOf(folder: string): number;
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
  typeOf: (folder) => fs.statfsSync(folder).type,
  listNames(file) {
    listing = listing === undefined ? loadListing() : listing;
    return listing?.(file) ?? [];
  },
};

/**
 * How disks of Windows are mounted on Linux: by the kernel's two drivers (ntfs, ntfs3) and by NTFS-3G over FUSE. They
 * show streams as extended attributes of users; elsewhere such attributes are no streams, and asking costs a call a file.
 */
const withStreams: ReadonlySet<number> = new Set([0x5346_544e, 0x7366_746e, 0x6573_5546]);

const prefix = 'user.';

/** The facts of systems that keep none of Windows': the read-only bit is all that is written. */
export function createPosixEntryFacts({ typeOf, listNames }: AttributeCalls = realCalls): EntryFactCalls {
  // A scan goes folder by folder: the answer for the last one is enough.
  let asked: { readonly folder: string; readonly showsStreams: boolean } | null = null;

  function showsStreams(folder: string): boolean {
    try {
      return withStreams.has(typeOf(folder));
    } catch (error) {
      // Gone, or not to be looked into: whoever reads the files there hears of it.
      if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
      return false;
    }
  }

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
      const folder = path.dirname(file);
      if (asked?.folder !== folder) asked = { folder, showsStreams: showsStreams(folder) };
      if (!asked.showsStreams) return [];
      return listNames(file)
        .filter((name) => name.startsWith(prefix))
        .map((name) => ({ name: name.slice(prefix.length), sizeBytes: 0 }));
    },
    hasOwnPermissions: () => false,
  };
}
