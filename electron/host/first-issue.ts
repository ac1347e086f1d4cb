import type { z } from 'zod';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';

type Issue = z.core.$ZodIssue;

/** Why something does not fit a schema: the first of its issues, in our own codes. The library's words are English. */
export function firstIssue(error: z.ZodError): Message {
  const issue = error.issues[0];
  const path = issue?.path.map(String).join('.').slice(0, 500) ?? '';
  return issue === undefined || path === '' ? reason('not-fitting') : reasonOf(issue, path);
}

function reasonOf(issue: Issue, path: string): Message {
  switch (issue.code) {
    case 'too_big':
      return reason('value-too-big', { path, limit: String(issue.maximum) });
    case 'too_small':
      return reason('value-too-small', { path, limit: String(issue.minimum) });
    case 'unrecognized_keys':
      return reason('value-unknown-keys', { path, keys: issue.keys.join(', ').slice(0, 500) });
    case 'invalid_type':
      return issue.input === undefined ? reason('value-missing', { path }) : reason('value-wrong', { path });
    default:
      return reason('value-wrong', { path });
  }
}
