import type { z } from 'zod';
import { reason } from './message.ts';
import type { Message } from './message-shape.ts';

type Issue = z.core.$ZodIssue;

/**
 * Why something does not fit a schema: the first of its issues, in our own codes. The library's words are English, and
 * its issues do not have the value: `value` is what was parsed, where it is known, to tell a missing one from a wrong one.
 */
export function firstIssue(error: z.ZodError, value?: unknown): Message {
  const issue = error.issues[0];
  const path = issue?.path.map(String).join('.').slice(0, 500) ?? '';
  return issue === undefined || path === '' ? reason('not-fitting') : reasonOf(issue, path, value);
}

function reasonOf(issue: Issue, path: string, value: unknown): Message {
  switch (issue.code) {
    case 'too_big':
      return reason('value-too-big', { path, limit: String(issue.maximum) });
    case 'too_small':
      return reason('value-too-small', { path, limit: String(issue.minimum) });
    case 'unrecognized_keys':
      return reason('value-unknown-keys', { path, keys: issue.keys.join(', ').slice(0, 500) });
    default:
      return reason(isMissing(value, issue.path) ? 'value-missing' : 'value-wrong', { path });
  }
}

/** True when a value has a place but for the last part of its path, and nothing there. */
function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return false;
    at = Object.hasOwn(at, part) ? (at as Record<PropertyKey, unknown>)[part] : undefined;
  }
  return at === undefined;
}
