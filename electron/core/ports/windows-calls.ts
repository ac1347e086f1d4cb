import type * as Koffi from 'koffi';
import type { StreamFact } from './entry-facts.ts';
import { loadKoffi } from './native.ts';

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
  calls ??= bind(loadKoffi());
  return calls;
}

/** 100 ns between 1601 and 1970 (FILETIME). */
const stepsTo1970 = 116_444_736_000_000_000n;

export function fileTimeOf(timeUs: number): bigint {
  return BigInt(Math.round(timeUs)) * 10n + stepsTo1970;
}

function bind(koffi: typeof Koffi): WindowsCalls {
  const streams = bindStreams(koffi);
  const kernel = koffi.load('kernel32.dll');
  const createFile = kernel.func(
    'intptr_t __stdcall CreateFileW(const char16_t *, uint32, uint32, void *, uint32, uint32, void *)',
  );
  const setFileTime = kernel.func('bool __stdcall SetFileTime(intptr_t, _In_ int64 *, void *, void *)');
  const closeHandle = kernel.func('bool __stdcall CloseHandle(intptr_t)');
  const getSecurity = koffi
    .load('advapi32.dll')
    .func('bool __stdcall GetFileSecurityW(const char16_t *, uint32, _Out_ uint8 *, uint32, _Out_ uint32 *)');
  // One for all: it is asked of every file of a capture.
  const descriptor = Buffer.alloc(64 * 1024);
  return {
    listStreams: streams,
    setCreated(target, createdUs) {
      // FILE_WRITE_ATTRIBUTES, shared with all, OPEN_EXISTING; folders too, and a link itself.
      const handle = Number(createFile(target, 0x100, 7, null, 3, 0x0220_0000, null));
      if (handle === -1) return false;
      try {
        return setFileTime(handle, [fileTimeOf(createdUs)], null, null) as boolean;
      } finally {
        closeHandle(handle);
      }
    },
    hasOwnPermissions(target) {
      // DACL_SECURITY_INFORMATION
      const isRead = getSecurity(target, 4, descriptor, descriptor.length, [0]) as boolean;
      return isRead && hasOwnEntries(descriptor);
    },
  };
}

function bindStreams(koffi: typeof Koffi): WindowsCalls['listStreams'] {
  // WIN32_FIND_STREAM_DATA: a size, then a name of MAX_PATH + 36 characters.
  koffi.struct('WaystationFoundStream', { size: 'int64', name: koffi.array('char16', 296, 'String') });
  const kernel = koffi.load('kernel32.dll');
  const first = kernel.func(
    'intptr_t __stdcall FindFirstStreamW(const char16_t *, int, _Out_ WaystationFoundStream *, uint32)',
  );
  const next = kernel.func('bool __stdcall FindNextStreamW(intptr_t, _Out_ WaystationFoundStream *)');
  const close = kernel.func('bool __stdcall FindClose(intptr_t)');
  return (file) => {
    const found: { size: number | bigint; name: string } = { size: 0, name: '' };
    const handle = Number(first(file, 0, found, 0));
    if (handle === -1) return [];
    const streams: StreamFact[] = [];
    try {
      do {
        // `::$DATA` is the content itself, `:name:$DATA` a stream of data; other types are the system's own.
        const name = /^:([^:]+):\$DATA$/.exec(found.name)?.[1];
        if (name !== undefined) streams.push({ name, sizeBytes: Number(found.size) });
      } while (next(handle, found) as boolean);
    } finally {
      close(handle);
    }
    return streams;
  };
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
