import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Accounts, Elevation } from '../ports.ts';
import { loadKoffi } from '../../ports/native.ts';
import { quoteArgumentIfNeeded } from '../../ports/quote-argument.ts';

/** Longest account and domain names of Windows are 256 characters with their ends. */
const nameCharacters = 260;
const TOKEN_QUERY = 0x0008;
/** `TokenElevation` of TOKEN_INFORMATION_CLASS: one DWORD. */
const TOKEN_ELEVATION = 20;
/** What ShellExecuteW answers above is success; 5 is "access denied", which a refused prompt gives. */
const SHELL_SUCCESS_ABOVE = 32;
const SE_ERR_ACCESSDENIED = 5;
const ERROR_CANCELLED = 1223;
const SW_SHOWNORMAL = 1;

/** Names of accounts by `LookupAccountSidW`. */
export function createAccounts(): Accounts {
  const koffi = loadKoffi();
  const advapi = koffi.load('advapi32.dll');
  const kernel = koffi.load('kernel32.dll');
  const toSid = advapi.func('int __stdcall ConvertStringSidToSidW(str16 text, _Out_ void **sid)');
  const lookUp = advapi.func(
    'int __stdcall LookupAccountSidW(void *system, void *sid, _Out_ uint8_t *name, _Inout_ uint32_t *nameLength, ' +
      '_Out_ uint8_t *domain, _Inout_ uint32_t *domainLength, _Out_ int *use)',
  );
  const localFree = kernel.func('void *__stdcall LocalFree(void *memory)');
  return {
    ofSid(sid) {
      const held: [unknown] = [null];
      if (toSid(sid, held) === 0) return null;
      try {
        const [name, domain] = [Buffer.alloc(nameCharacters * 2), Buffer.alloc(nameCharacters * 2)];
        const [nameLength, domainLength] = [[nameCharacters], [nameCharacters]];
        if (lookUp(null, held[0], name, nameLength, domain, domainLength, [0]) === 0) return null;
        return { name: toText(name, nameLength[0]), domain: toText(domain, domainLength[0]) };
      } finally {
        localFree(held[0]);
      }
    },
  };
}

function toText(buffer: Buffer, characters = 0): string {
  return buffer.toString('utf16le', 0, characters * 2);
}

/** The rights of this process, and the one way to start with more: `ShellExecuteW` with the verb `runas`. */
export function createElevation(): Elevation {
  let known: boolean | null = null;
  return {
    isElevated: () => (known ??= readElevation()),
    canStart: true,
    start: (program, parameters) => Promise.resolve(startElevated(program, parameters)),
  };
}

function readElevation(): boolean {
  const koffi = loadKoffi();
  const advapi = koffi.load('advapi32.dll');
  const kernel = koffi.load('kernel32.dll');
  const currentProcess = kernel.func('void *__stdcall GetCurrentProcess()');
  const openToken = advapi.func('int __stdcall OpenProcessToken(void *process, uint32_t access, _Out_ void **token)');
  const tokenInformation = advapi.func(
    'int __stdcall GetTokenInformation(void *token, int kind, _Out_ uint8_t *data, uint32_t length, _Out_ uint32_t *written)',
  );
  const closeHandle = kernel.func('int __stdcall CloseHandle(void *handle)');
  const token: [unknown] = [null];
  if (openToken(currentProcess(), TOKEN_QUERY, token) === 0) return false;
  try {
    const data = Buffer.alloc(4);
    return tokenInformation(token[0], TOKEN_ELEVATION, data, data.length, [0]) !== 0 && data.readUInt32LE(0) !== 0;
  } finally {
    closeHandle(token[0]);
  }
}

function startElevated(program: string, parameters: readonly string[]): 'started' | 'declined' {
  const koffi = loadKoffi();
  const shell = koffi.load('shell32.dll');
  const kernel = koffi.load('kernel32.dll');
  const execute = shell.func(
    'intptr_t __stdcall ShellExecuteW(void *window, str16 verb, str16 file, str16 parameters, str16 folder, int show)',
  );
  const lastError = kernel.func('uint32_t __stdcall GetLastError()');
  const line = parameters.map(quoteArgumentIfNeeded).join(' ');
  const answer = Number(execute(null, 'runas', program, line, null, SW_SHOWNORMAL));
  if (answer > SHELL_SUCCESS_ABOVE) return 'started';
  const code = Number(lastError());
  if (answer === SE_ERR_ACCESSDENIED || code === ERROR_CANCELLED) return 'declined';
  throw new AppError('ELEVATION_NOT_POSSIBLE', { reason: reason('windows-answered', { code: String(answer) }) });
}
