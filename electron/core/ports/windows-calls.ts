import type { StreamFact } from './entry-facts.ts';
import { fileCalls, type FoundStream } from './win32.ts';

/** Calls of Win32 that Node has not. Paths are whole and may have the prefix for long ones. */
export interface WindowsCalls {
  /** The named streams of a file, without its content; none where it cannot be asked. */
  listStreams(file: string): readonly StreamFact[];
  /** False when the system refuses. */
  setCreated(target: string, createdUs: number): boolean;
  hasOwnPermissions(target: string): boolean;
}

let calls: WindowsCalls | undefined;

/** Loaded when first needed, and on Windows only. */
export function loadWindowsCalls(): WindowsCalls {
  calls ??= bind();
  return calls;
}

/** 100 ns between 1601 and 1970 (FILETIME). */
const stepsTo1970 = 116_444_736_000_000_000n;

/** Microseconds since 1970 as Windows counts (FILETIME): steps of 100 ns since 1601. */
export function fileTimeOf(timeUs: number): bigint {
  return BigInt(Math.round(timeUs)) * 10n + stepsTo1970;
}

function bind(): WindowsCalls {
  const system = fileCalls();
  // One for all: it is asked of every file of a capture.
  const descriptor = Buffer.alloc(64 * 1024);
  return {
    listStreams,
    setCreated(target, createdUs) {
      // FILE_WRITE_ATTRIBUTES, shared with all, OPEN_EXISTING; folders too, and a link itself.
      const handle = Number(system.open(target, 0x100, 7, null, 3, 0x0220_0000, null));
      if (handle === -1) return false;
      try {
        return system.setTimes(handle, [fileTimeOf(createdUs)], null, null);
      } finally {
        system.close(handle);
      }
    },
    hasOwnPermissions(target) {
      // DACL_SECURITY_INFORMATION
      const isRead = system.readSecurity(target, 4, descriptor, descriptor.length, [0]);
      return isRead && hasOwnEntries(descriptor);
    },
  };
}

function listStreams(file: string): readonly StreamFact[] {
  const system = fileCalls();
  const found: FoundStream = { size: 0, name: '' };
  const search = Number(system.firstStream(file, 0, found, 0));
  if (search === -1) return [];
  const streams: StreamFact[] = [];
  try {
    do {
      // `::$DATA` is the content itself, `:name:$DATA` a stream of data; other types are the system's own.
      const name = /^:([^:]+):\$DATA$/.exec(found.name)?.[1];
      if (name !== undefined) streams.push({ name, sizeBytes: Number(found.size) });
    } while (system.nextStream(search, found));
  } finally {
    system.closeSearch(search);
  }
  return streams;
}

const controlOffset = 2;
const listOffset = 16;
const listPresent = 0x4;
const inherited = 0x10;

/** Whether an access list in a security descriptor has an entry that does not come from the folder above. */
export function hasOwnEntries(descriptor: Buffer): boolean {
  const list = descriptor.readUInt32LE(listOffset);
  if ((descriptor.readUInt16LE(controlOffset) & listPresent) === 0 || list === 0) return false;
  const count = descriptor.readUInt16LE(list + 4);
  for (let index = 0, at = list + 8; index < count && at + 4 <= descriptor.length; index += 1) {
    if ((descriptor.readUInt8(at + 1) & inherited) === 0) return true;
    at += Math.max(descriptor.readUInt16LE(at + 2), 4);
  }
  return false;
}
