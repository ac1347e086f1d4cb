import fs from 'node:fs';
import type { EntryFactCalls, StreamFact } from './entry-facts.ts';
import { type AttributeCalls, systemAttributes } from './extended-attributes.ts';

/**
 * Disks of Windows that are mounted on Linux show streams as extended attributes of users, and a disk that was copied from
 * there keeps them on any file system. What a share keeps of hidden and system for its own use is none.
 */
const prefix = 'user.';
const notStreams: ReadonlySet<string> = new Set(['user.DOSATTRIB']);

/** The facts of systems that keep none of Windows': the read-only bit and streams are all that is written. */
export function createPosixEntryFacts(attributes: AttributeCalls = systemAttributes): EntryFactCalls {
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
    readStreams(file): readonly StreamFact[] {
      return attributes
        .listNames(file)
        .filter((name) => name.startsWith(prefix) && name !== prefix && !notStreams.has(name))
        .map((name) => ({ name: name.slice(prefix.length), sizeBytes: sizeOf(attributes, file, name) }));
    },
    readStream(file, name, mostBytes) {
      const content = attributes.read(file, prefix + name);
      return content.length > mostBytes ? null : content;
    },
    writeStream(file, name, content) {
      attributes.write(file, prefix + name, content);
    },
    hasOwnPermissions: (target) => hasAccessList(attributes, target),
  };
}

const accessLists: ReadonlySet<string> = new Set(['system.posix_acl_access', 'system.posix_acl_default']);

/** Rights of single persons and groups, which no mode has. What cannot be asked says so where streams are listed. */
function hasAccessList(attributes: AttributeCalls, target: string): boolean {
  try {
    return attributes.listNames(target).some((name) => accessLists.has(name));
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return false;
  }
}

/** A name that is no UTF-8 cannot be asked for; that it is there is told, and reading it fails with its cause. */
function sizeOf(attributes: AttributeCalls, file: string, name: string): number {
  try {
    return attributes.sizeOf(file, name);
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return 0;
  }
}
