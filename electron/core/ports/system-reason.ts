import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import { firstIssue } from '#shared/contract/first-issue';
import { message, reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';

/** Codes of the system that have words of our own, under `reasons:system`. */
const knownCodes = [
  'E2BIG',
  'EACCES',
  'EAGAIN',
  'EBUSY',
  'EDQUOT',
  'EEXIST',
  'EFBIG',
  'EILSEQ',
  'EINVAL',
  'EIO',
  'EISDIR',
  'ELOOP',
  'EMFILE',
  'EMLINK',
  'ENAMETOOLONG',
  'ENFILE',
  'ENODEV',
  'ENOENT',
  'ENOEXEC',
  'ENOMEM',
  'ENOSPC',
  'ENOTDIR',
  'ENOTEMPTY',
  'ENOTSUP',
  'ENXIO',
  'EOVERFLOW',
  'EPERM',
  'EROFS',
  'ESTALE',
  'ETIMEDOUT',
  'ETXTBSY',
  'EXDEV',
] as const;
const longest = 1000;

/** What to do about it, under `reasons:system-remedy`; a code that is not here has the general one. */
const remedies = {
  access: ['EACCES', 'EPERM'],
  'read-only': ['EROFS', 'SQLITE_READONLY', 'SQLITE_PERM'],
  space: ['ENOSPC', 'EDQUOT', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE'],
  'open-files': ['EMFILE', 'ENFILE'],
  memory: ['ENOMEM', 'EAGAIN', 'SQLITE_NOMEM'],
  name: ['ENAMETOOLONG', 'EILSEQ', 'EINVAL', 'E2BIG', 'EFBIG', 'EOVERFLOW', 'SQLITE_TOOBIG'],
  gone: ['ENOENT', 'ENOTDIR', 'EISDIR', 'ESTALE', 'ENODEV', 'ENXIO', 'SQLITE_CANTOPEN'],
  busy: ['EBUSY', 'ETXTBSY', 'EADDRINUSE', 'SQLITE_BUSY', 'SQLITE_LOCKED', 'SQLITE_PROTOCOL'],
  links: ['ELOOP', 'EMLINK', 'EXDEV', 'EEXIST', 'ENOTEMPTY'],
  disk: ['EIO', 'SQLITE_IOERR', 'SQLITE_CORRUPT', 'SQLITE_NOTADB'],
} as const;

function remedyFor(code: string): Message {
  const kinds = Object.entries(remedies) as [keyof typeof remedies, readonly string[]][];
  const found = kinds.find(([, codes]) => codes.some((one) => code === one || code.startsWith(`${one}_`)));
  return message(`reasons:system-remedy.${found?.[0] ?? 'other'}`);
}

/** So many causes of causes are looked at; nothing of ours has more. */
const mostCauses = 8;

/**
 * What the system refused, as `SYSTEM_REFUSED` with the call, the path, the reason and what to do; null for anything else.
 * The one place where an error of the system becomes one of ours when nobody on its way knew more of it (PORT-131): it is
 * asked wherever what is no `AppError` would count as a fault of this program.
 */
export function systemRefusal(error: unknown): AppError | null {
  let at: unknown = error;
  for (let depth = 0; depth < mostCauses && at instanceof Error; depth += 1) {
    if (at instanceof AppError && at.code !== 'INTERNAL') return null;
    const refusal = refusalOf(at, error);
    if (refusal !== null) return refusal;
    at = at.cause;
  }
  return null;
}

/** What Node says in words of its own where the system, or its limits, refused: the call and the code that it stands for. */
const wordsOfNode: Readonly<Record<string, readonly [call: string, code: string]>> = {
  ERR_DLOPEN_FAILED: ['dlopen', 'ENOEXEC'],
  ERR_FS_FILE_TOO_LARGE: ['read', 'EFBIG'],
  ERR_STRING_TOO_LONG: ['read', 'EFBIG'],
  ERR_BUFFER_TOO_LARGE: ['read', 'EFBIG'],
  ERR_MEMORY_ALLOCATION_FAILED: ['allocate', 'ENOMEM'],
  ERR_WORKER_OUT_OF_MEMORY: ['thread', 'ENOMEM'],
  ERR_WORKER_INIT_FAILED: ['thread', 'EAGAIN'],
};

/** An error of the system as calls give it that Node has no name for: `info` holds what others hold themselves. */
function asSystemError(found: Error): Error {
  const { code, info } = found as NodeJS.ErrnoException & { readonly info?: Partial<NodeJS.ErrnoException> };
  const known = code === undefined || !Object.hasOwn(wordsOfNode, code) ? undefined : wordsOfNode[code];
  if (known !== undefined) return systemError(known[1], known[0], '', { cause: found });
  if (code === 'ERR_SYSTEM_ERROR' && typeof info?.code === 'string') {
    return systemError(info.code, info.syscall ?? '', info.path ?? '', { cause: found });
  }
  return found;
}

/**
 * What the system would say had it been asked: for what this program finds out itself, or hears from a library that says
 * yes or no. Code, call and path are those of the system's own errors, so that it becomes `SYSTEM_REFUSED` (PORT-170).
 */
export function systemError(code: string, call: string, path: string, options?: { cause?: unknown }): Error {
  const words = `${code}: ${call}${path === '' ? '' : ` '${path}'`}`;
  return Object.assign(new Error(words, options), { code, syscall: call, path });
}

function refusalOf(given: Error, cause: unknown): AppError | null {
  const found = asSystemError(given);
  const { code, syscall, path } = found as NodeJS.ErrnoException;
  if (typeof code !== 'string') return null;
  const isSqlite = found.name === 'SqliteError' && remedyFor(code).say !== 'reasons:system-remedy.other';
  const isSystem = typeof syscall === 'string' && /^(?:E[A-Z0-9]+|WSA[A-Z_]+|UNKNOWN)$/.test(code);
  if (!isSqlite && !isSystem) return null;
  const why = isSqlite ? reason('error-code', { code }) : systemReason(found);
  const details = {
    call: syscall ?? 'sqlite',
    path: (path ?? '').slice(0, longest),
    reason: why,
    remedy: remedyFor(code),
  };
  return new AppError('SYSTEM_REFUSED', details, { cause });
}

/**
 * Why a call of the system failed: its code where we have words for it, else what the system itself says. A file that
 * does not fit its schema says where: the words of the schema's library are for nobody.
 */
export function systemReason(error: unknown): Message {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const known = knownCodes.find((one) => one === code);
  if (known !== undefined) return message(`reasons:system.${known}`);
  if (error instanceof z.ZodError) return firstIssue(error);
  return foreignReason(error instanceof Error ? error.message : String(error));
}

/** Words of the system or of another program, in quotes: a value, and no sentence of ours. */
export function foreignReason(text: string): Message {
  const said = text.replaceAll(/\s+/g, ' ').trim().slice(0, longest);
  return said === '' ? reason('unknown') : reason('system-said', { text: said });
}
