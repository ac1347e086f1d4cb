import { getSystemErrorName } from 'node:util';
import { loadKoffi } from './native.ts';

/** What is asked of the system about extended attributes. No call follows a link; errors are the system's. */
export interface AttributeCalls {
  /** Names of the extended attributes of a file; none where its disk keeps none. */
  listNames(file: string): readonly string[];
  sizeOf(file: string, name: string): number;
  read(file: string, name: string): Buffer;
  /** In the place of one of that name. Throws `ENOTSUP` where the disk keeps none, `ENOSPC` or `E2BIG` for more than it keeps. */
  write(file: string, name: string, content: Buffer): void;
}

/** What Linux keeps of names, and of one value, at most. */
const mostBytes = 64 * 1024;

function failed(call: string, file: string, errno: number): Error {
  const code = getSystemErrorName(-errno);
  return Object.assign(new Error(`${code}: ${call} '${file}'`), { code, errno: -errno, syscall: call });
}

/** Where the system has no such calls: nothing is known of streams, and none is written. */
const noCalls: AttributeCalls = {
  listNames: () => [],
  sizeOf: () => 0,
  read: (file) => {
    throw Object.assign(new Error(`ENOTSUP: lgetxattr '${file}'`), { code: 'ENOTSUP' });
  },
  write: (file) => {
    throw Object.assign(new Error(`ENOTSUP: lsetxattr '${file}'`), { code: 'ENOTSUP' });
  },
};

function bind(): AttributeCalls {
  const koffi = loadKoffi();
  const system = koffi.load(null);
  const list = system.func('int64 llistxattr(const char *, _Out_ uint8 *, uint64)');
  const get = system.func('int64 lgetxattr(const char *, const char *, _Out_ uint8 *, uint64)');
  const set = system.func('lsetxattr', 'int', ['str', 'str', 'void *', 'uint64', 'int']);
  // One for all: it is asked of every file of a capture.
  const buffer = Buffer.alloc(mostBytes);
  const demand = (call: string, file: string, answer: unknown): number => {
    const length = Number(answer);
    if (length < 0) throw failed(call, file, koffi.errno());
    return length;
  };
  return {
    listNames(file) {
      const length = Number(list(file, buffer, buffer.length));
      if (length >= 0) return length === 0 ? [] : buffer.toString('utf8', 0, length - 1).split('\0');
      const error = failed('llistxattr', file, koffi.errno());
      if ((error as NodeJS.ErrnoException).code === 'ENOTSUP') return [];
      throw error;
    },
    sizeOf: (file, name) => demand('lgetxattr', file, get(file, name, null, 0)),
    read(file, name) {
      return Buffer.from(buffer.subarray(0, demand('lgetxattr', file, get(file, name, buffer, buffer.length))));
    },
    write(file, name, content) {
      demand('lsetxattr', file, set(file, name, content, content.length, 0));
    },
  };
}

let calls: AttributeCalls | undefined;

/** Loaded when first needed; without effect where the system is not Linux, or loads no foreign code. */
function loaded(): AttributeCalls {
  if (calls !== undefined) return calls;
  try {
    calls = process.platform === 'linux' ? bind() : noCalls;
  } catch {
    // Another libc.
    calls = noCalls;
  }
  return calls;
}

export const systemAttributes: AttributeCalls = {
  listNames: (file) => loaded().listNames(file),
  sizeOf: (file, name) => loaded().sizeOf(file, name),
  read: (file, name) => loaded().read(file, name),
  write: (file, name, content) => {
    loaded().write(file, name, content);
  },
};
