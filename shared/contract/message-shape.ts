import { z } from 'zod';

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
function levels(): z.ZodType<Message> {
  let level = messageOf(Plain);
  for (let depth = 1; depth < mostLevels; depth += 1) level = messageOf(valueOf(level));
  return level;
}

/** A message of at most fourteen levels. They are made when the first one is read. */
export const Message: z.ZodType<Message> = z.lazy(levels);
/** What a place of a sentence takes: a value, a message, or several messages. */
export const MessageValue: z.ZodType<MessageValue> = valueOf(Message);

/** A message, or the text that an earlier version stored in its place, which is shown as it is. */
export const MessageOrText = z.union([z.string().max(20_000), Message]);
export type MessageOrText = z.infer<typeof MessageOrText>;
