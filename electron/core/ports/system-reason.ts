import { z } from 'zod';
import { firstIssue } from '#shared/contract/first-issue';
import { message, reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';

/** Codes of the system that have words of our own, under `reasons:system`. */
const knownCodes = [
  'EACCES',
  'EBUSY',
  'EDQUOT',
  'EEXIST',
  'EFBIG',
  'EINVAL',
  'EIO',
  'EISDIR',
  'ELOOP',
  'EMFILE',
  'ENAMETOOLONG',
  'ENOENT',
  'ENOSPC',
  'ENOTDIR',
  'ENOTEMPTY',
  'EPERM',
  'EROFS',
  'ETIMEDOUT',
  'ETXTBSY',
  'EXDEV',
] as const;
const longest = 1000;

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
