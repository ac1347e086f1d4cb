import fs from 'node:fs';
import { createRequire } from 'node:module';
import type Koffi from 'koffi';
import type { EntryFactCalls, StreamFact } from './entry-facts.ts';

const require = createRequire(import.meta.url);

/** Names of the extended attributes of a file, null where the system has no such call. */
type ListNames = (file: string) => string[];
let listNames: ListNames | null | undefined;

/** A disk of Windows that is mounted here shows its streams as extended attributes of users (NTFS-3G, ntfs3). */
function load(): ListNames | null {
  if (process.platform !== 'linux') return null;
  try {
    const call = (require('koffi') as typeof Koffi)
      .load(null)
      .func('int64 llistxattr(const char *, _Out_ uint8 *, uint64)');
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

const prefix = 'user.';

/** Systems that keep none of it: the read-only bit is all that is written. */
export const posixEntryFacts: EntryFactCalls = {
  readFolderFacts: () => null,
  writeFacts(target, { readOnly }) {
    if (readOnly) fs.chmodSync(target, 0o444);
  },
  hasStreams: () => false,
  readStreams(file): readonly StreamFact[] {
    listNames = listNames === undefined ? load() : listNames;
    const names = listNames?.(file) ?? [];
    return names
      .filter((name) => name.startsWith(prefix))
      .map((name) => ({ name: name.slice(prefix.length), sizeBytes: 0 }));
  },
  hasOwnPermissions: () => false,
};
