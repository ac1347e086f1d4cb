import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Accounts, Elevation } from '../ports.ts';
import { quoteArgumentIfNeeded } from '../../ports/quote-argument.ts';
import { accountCalls, shellCalls, tokenCalls } from '../../ports/win32.ts';

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
  const system = accountCalls();
  return {
    ofSid(sid) {
      const held: [unknown] = [null];
      if (system.toSid(sid, held) === 0) return null;
      try {
        const [name, domain] = [Buffer.alloc(nameCharacters * 2), Buffer.alloc(nameCharacters * 2)];
        const [nameLength, domainLength]: [[number], [number]] = [[nameCharacters], [nameCharacters]];
        if (system.lookUp(null, held[0], name, nameLength, domain, domainLength, [0]) === 0) return null;
        return { name: toText(name, nameLength[0]), domain: toText(domain, domainLength[0]) };
      } finally {
        system.free(held[0]);
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
  const system = tokenCalls();
  const token: [unknown] = [null];
  if (system.openToken(system.ownProcess(), TOKEN_QUERY, token) === 0) return false;
  try {
    const data = Buffer.alloc(4);
    return system.readToken(token[0], TOKEN_ELEVATION, data, data.length, [0]) !== 0 && data.readUInt32LE(0) !== 0;
  } finally {
    system.close(token[0]);
  }
}

function startElevated(program: string, parameters: readonly string[]): 'started' | 'declined' {
  const system = shellCalls();
  const line = parameters.map(quoteArgumentIfNeeded).join(' ');
  const answer = Number(system.execute(null, 'runas', program, line, null, SW_SHOWNORMAL));
  if (answer > SHELL_SUCCESS_ABOVE) return 'started';
  const code = system.lastError();
  if (answer === SE_ERR_ACCESSDENIED || code === ERROR_CANCELLED) return 'declined';
  throw new AppError('ELEVATION_NOT_POSSIBLE', { reason: reason('windows-answered', { code: String(answer) }) });
}
