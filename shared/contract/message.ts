import { z } from 'zod';
import type { MessageKey, MessageNames } from '../text/messages.ts';

/** A plain value of a message. Never a secret. */
const Plain = z.union([z.string().max(33_000), z.number(), z.boolean()]);
const key = z
  .string()
  .max(120)
  .regex(/^[a-z-]+:[\w.<>-]+$/);

type PlainValue = string | number | boolean;
export type MessageValue = PlainValue | Message | readonly Message[];

/**
 * Words that are still to be said: the key of a text (`reasons:view-only`) and the values of its places. The core, the
 * database, catalogs, journals and files keep these and never a sentence; words are made where a person reads.
 *
 * A key is checked when it is written, by the compiler, and not when it is read: what another version wrote has to be
 * readable, and a key without words here is shown as it stands.
 */
export interface Message {
  readonly say: string;
  readonly values?: Readonly<Record<string, MessageValue>> | undefined;
}

/** Messages inside of messages, so deep and no deeper: input is hostile. */
function messageOf(inner: z.ZodType<MessageValue>): z.ZodType<Message> {
  return z.strictObject({ say: key, values: z.record(z.string().max(64), inner).optional() });
}

function valueOf(message: z.ZodType<Message>): z.ZodType<MessageValue> {
  return z.union([Plain, message, z.array(message).max(1000)]);
}

/** A condition in a line of a log may hold groups in groups; nothing of ours is deeper. */
const mostLevels = 14;
let level = messageOf(Plain);
for (let depth = 1; depth < mostLevels; depth += 1) level = messageOf(valueOf(level));

/** A message of at most fourteen levels. */
export const Message: z.ZodType<Message> = level;
/** What a place of a sentence takes: a value, a message, or several messages. */
export const MessageValue: z.ZodType<MessageValue> = valueOf(Message);

/** A message, or the text that an earlier version stored in its place, which is shown as it is. */
export const MessageOrText = z.union([z.string().max(20_000), Message]);
export type MessageOrText = z.infer<typeof MessageOrText>;

type Values<Key extends MessageKey> = Readonly<Record<MessageNames<Key>, MessageValue>>;

/** Makes a message. A key without words, and a place of its words without a value, do not compile. */
export function message<Key extends MessageKey>(
  say: Key,
  ...[values]: [MessageNames<Key>] extends [never] ? [] : [values: Values<Key>]
): Message {
  return values === undefined ? { say } : { say, values };
}

type ReasonKey = MessageKey extends infer Key ? (Key extends `reasons:${infer Code}` ? Code : never) : never;

/** A message of the area `reasons`: why something is not so. */
export function reason<Code extends ReasonKey>(
  code: Code,
  ...values: [MessageNames<`reasons:${Code}`>] extends [never] ? [] : [values: Values<`reasons:${Code}`>]
): Message {
  const [given] = values as [Values<`reasons:${Code}`>?];
  return given === undefined ? { say: `reasons:${code}` } : { say: `reasons:${code}`, values: given };
}

const beginning = '{"say":';

/** A message as it lies in a column or a file of text. A text of others that looks like one is kept from being one. */
export function writeMessage(given: MessageOrText): string {
  if (typeof given !== 'string') return JSON.stringify(given);
  return given.startsWith(beginning) ? JSON.stringify(reason('text', { text: given.slice(0, 4000) })) : given;
}

/** What `writeMessage` wrote, or an earlier version: text that is no message is text. */
export function readMessage(text: string): MessageOrText {
  if (!text.startsWith(beginning)) return text;
  try {
    const found = Message.safeParse(JSON.parse(text));
    return found.success ? found.data : text;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/** Each message once, in the order of the first. */
export function distinctMessages<One extends MessageOrText>(messages: Iterable<One>): One[] {
  return [...new Map([...messages].map((one) => [writeMessage(one), one])).values()];
}

/** The sentence and the remedy of an error as messages: their places are filled from its details. */
export function errorMessages(code: string, details: Readonly<Record<string, MessageValue>>) {
  const part = (name: 'sentence' | 'remedy'): Message => ({ say: `errors:${code}.${name}`, values: details });
  return { sentence: part('sentence'), remedy: part('remedy') };
}

/** The same message with each text among its values changed; text that is no message likewise. */
export function mapTexts(given: MessageOrText, change: (text: string) => string): MessageOrText {
  return typeof given === 'string' ? change(given) : mapMessage(given, change);
}

function mapMessage({ say, values }: Message, change: (text: string) => string): Message {
  if (values === undefined) return { say };
  return { say, values: mapValues(values, change) };
}

function mapValues(values: NonNullable<Message['values']>, change: (text: string) => string) {
  const entries = Object.entries(values).map(([name, value]) => [name, mapValue(value, change)] as const);
  return Object.fromEntries(entries);
}

/** The same value with each text in it changed. */
export function mapValue(value: MessageValue, change: (text: string) => string): MessageValue {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object') return value;
  return isMessages(value) ? value.map((one) => mapMessage(one, change)) : mapMessage(value, change);
}

function isMessages(value: Message | readonly Message[]): value is readonly Message[] {
  return Array.isArray(value);
}
