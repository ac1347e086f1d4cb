import type { MessageKey, MessageNames } from '../text/messages.ts';
import { Message, type MessageOrText, type MessageValue } from './message-shape.ts';

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
