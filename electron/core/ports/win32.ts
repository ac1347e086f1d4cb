import { loadKoffi } from './native.ts';

/**
 * The calls of Windows that Node has not, as they are declared: the one place that binds them. A group is bound when it
 * is first asked for, and on Windows only. A wrong declaration ends the process, so each stands as Microsoft gives it.
 */

/** What a call gives for a thing of the system. */
export type Handle = object | bigint | null;

function once<Calls>(bind: () => Calls): () => Calls {
  let bound: Calls | undefined;
  return () => (bound ??= bind());
}

const library = (name: string) => loadKoffi().load(`${name}.dll`);

/** What `FindFirstStreamW` finds: a size, and a name of MAX_PATH + 36 characters (WIN32_FIND_STREAM_DATA). */
export interface FoundStream {
  size: number | bigint;
  name: string;
}

interface FileCalls {
  firstStream(file: string, level: number, found: FoundStream, flags: number): number | bigint;
  nextStream(search: number, found: FoundStream): boolean;
  closeSearch(search: number): boolean;
  open(file: string, access: number, share: number, no: null, how: number, flags: number, none: null): number | bigint;
  setTimes(file: number, created: [bigint], accessed: null, written: null): boolean;
  close(file: number): boolean;
  readSecurity(file: string, what: number, into: Buffer, size: number, needed: [number]): boolean;
}

/** Files. Handles of these calls are numbers, -1 for none. */
export const fileCalls = once((): FileCalls => {
  const koffi = loadKoffi();
  koffi.struct('WaystationFoundStream', { size: 'int64', name: koffi.array('char16', 296, 'String') });
  const kernel = library('kernel32');
  return {
    firstStream: kernel.func(
      'intptr_t __stdcall FindFirstStreamW(const char16_t *, int, _Out_ WaystationFoundStream *, uint32)',
    ),
    nextStream: kernel.func('bool __stdcall FindNextStreamW(intptr_t, _Out_ WaystationFoundStream *)'),
    closeSearch: kernel.func('bool __stdcall FindClose(intptr_t)'),
    open: kernel.func(
      'intptr_t __stdcall CreateFileW(const char16_t *, uint32, uint32, void *, uint32, uint32, void *)',
    ),
    setTimes: kernel.func('bool __stdcall SetFileTime(intptr_t, _In_ int64 *, void *, void *)'),
    close: kernel.func('bool __stdcall CloseHandle(intptr_t)'),
    readSecurity: library('advapi32').func(
      'bool __stdcall GetFileSecurityW(const char16_t *, uint32, _Out_ uint8 *, uint32, _Out_ uint32 *)',
    ),
  };
});

/** What Windows writes into, it gets as a buffer. */
export interface ProcessCalls {
  open(rights: number, inherit: boolean, id: number): Handle;
  close(handle: Handle): boolean;
  terminate(handle: Handle, code: number): boolean;
  exitCode(handle: Handle, code: Buffer): boolean;
  times(handle: Handle, start: Buffer, end: Buffer, kernel: Buffer, user: Buffer): boolean;
  snapshot(what: number, id: number): Handle;
  first(snapshot: Handle, entry: Buffer): boolean;
  next(snapshot: Handle, entry: Buffer): boolean;
  readMemory(handle: Handle, address: bigint, into: Buffer, size: number, read: null): boolean;
  query(handle: Handle, what: number, into: Buffer, size: number, length: null): number;
  session(id: number, into: Buffer): boolean;
  consoleCodePage(): number;
  toWide(page: number, flags: number, bytes: Uint8Array, size: number, into: Buffer, room: number): number;
}

/** Processes, and the text that they write. */
export const processCalls = once((): ProcessCalls => {
  const kernel = library('kernel32');
  return {
    open: kernel.func('void* __stdcall OpenProcess(uint32_t, bool, uint32_t)'),
    close: kernel.func('bool __stdcall CloseHandle(void*)'),
    terminate: kernel.func('bool __stdcall TerminateProcess(void*, uint32_t)'),
    exitCode: kernel.func('bool __stdcall GetExitCodeProcess(void*, void*)'),
    times: kernel.func('bool __stdcall GetProcessTimes(void*, void*, void*, void*, void*)'),
    snapshot: kernel.func('void* __stdcall CreateToolhelp32Snapshot(uint32_t, uint32_t)'),
    first: kernel.func('bool __stdcall Process32FirstW(void*, void*)'),
    next: kernel.func('bool __stdcall Process32NextW(void*, void*)'),
    readMemory: kernel.func('bool __stdcall ReadProcessMemory(void*, uint64_t, void*, size_t, void*)'),
    session: kernel.func('bool __stdcall ProcessIdToSessionId(uint32_t, void*)'),
    query: library('ntdll').func('int32_t __stdcall NtQueryInformationProcess(void*, int, void*, uint32_t, void*)'),
    consoleCodePage: kernel.func('uint32_t __stdcall GetOEMCP()'),
    toWide: kernel.func('int __stdcall MultiByteToWideChar(uint32_t, uint32_t, void*, int, void*, int)'),
  };
});

interface AccountCalls {
  toSid(text: string, sid: [unknown]): number;
  lookUp(
    system: null,
    sid: unknown,
    name: Buffer,
    nameLength: [number],
    domain: Buffer,
    domainLength: [number],
    use: [number],
  ): number;
  free(memory: unknown): unknown;
}

/** Names of accounts. */
export const accountCalls = once((): AccountCalls => {
  const advapi = library('advapi32');
  return {
    toSid: advapi.func('int __stdcall ConvertStringSidToSidW(str16 text, _Out_ void **sid)'),
    lookUp: advapi.func(
      'int __stdcall LookupAccountSidW(void *system, void *sid, _Out_ uint8_t *name, _Inout_ uint32_t *nameLength, ' +
        '_Out_ uint8_t *domain, _Inout_ uint32_t *domainLength, _Out_ int *use)',
    ),
    free: library('kernel32').func('void *__stdcall LocalFree(void *memory)'),
  };
});

interface TokenCalls {
  ownProcess(): unknown;
  openToken(process: unknown, access: number, token: [unknown]): number;
  readToken(token: unknown, kind: number, data: Buffer, length: number, written: [number]): number;
  close(handle: unknown): number;
}

/** The rights of this process. */
export const tokenCalls = once((): TokenCalls => {
  const advapi = library('advapi32');
  const kernel = library('kernel32');
  return {
    ownProcess: kernel.func('void *__stdcall GetCurrentProcess()'),
    openToken: advapi.func('int __stdcall OpenProcessToken(void *process, uint32_t access, _Out_ void **token)'),
    readToken: advapi.func(
      'int __stdcall GetTokenInformation(void *token, int kind, _Out_ uint8_t *data, uint32_t length, _Out_ uint32_t *written)',
    ),
    close: kernel.func('int __stdcall CloseHandle(void *handle)'),
  };
});

interface ShellCalls {
  execute(window: null, verb: string, file: string, parameters: string, folder: null, show: number): number | bigint;
  lastError(): number;
}

/** Starting programs as a person does it. */
export const shellCalls = once((): ShellCalls => ({
  execute: library('shell32').func(
    'intptr_t __stdcall ShellExecuteW(void *window, str16 verb, str16 file, str16 parameters, str16 folder, int show)',
  ),
  lastError: library('kernel32').func('uint32_t __stdcall GetLastError()'),
}));
