import type { ErrorCode, ErrorDetails } from '../contract/errors.ts';
import type { Message, MessageOrText, MessageValue } from '../contract/message-shape.ts';
import type { ErrorWords } from './en/errors.ts';
import type { CoreKey } from './messages.ts';

/** Gives the words of a key in the language of the place, with its places filled. One engine does it everywhere. */
export type Say = (key: CoreKey, values: Readonly<Record<string, string | number>>) => string;

/** A message in words; text of an earlier version as it is. */
export function sayMessage(say: Say, message: MessageOrText): string {
  if (typeof message === 'string') return message;
  return say(message.say as CoreKey, sayValues(say, message.values ?? {}));
}

/** The values of a message with the messages among them in words; several are joined by semicolons. */
export function sayValues(say: Say, values: Readonly<Record<string, MessageValue>>): Record<string, string | number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, sayValue(say, value)]));
}

function sayValue(say: Say, value: MessageValue): string | number {
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  return isSeveral(value) ? value.map((one) => sayMessage(say, one)).join('; ') : sayMessage(say, value);
}

function isSeveral(value: Message | readonly Message[]): value is readonly Message[] {
  return Array.isArray(value);
}

/** The words of an error with its details filled in. A detail that is missing becomes a dash, never a placeholder. */
export function errorText(say: Say, code: ErrorCode, details: ErrorDetails): ErrorWords {
  const values = sayValues(say, details);
  return { sentence: say(`errors:${code}.sentence`, values), remedy: say(`errors:${code}.remedy`, values) };
}
