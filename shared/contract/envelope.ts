import { z } from 'zod';
import { WireError } from './errors.ts';

export { CONTRACT_VERSION } from './version.ts';

const MessageId = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
const MethodName = z.string().max(64);

/** What a client may say. `hello` comes first, so that a stale page fails with one sentence. */
export const ClientMessage = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('hello'),
    version: z.int(),
    build: z.string().max(64),
    /** What the page was given with its session: a cookie alone goes to every port of the computer. */
    token: z.string().max(64).optional(),
  }),
  z.strictObject({
    t: z.literal('req'),
    id: MessageId,
    method: MethodName,
    input: z.unknown(),
    requestId: z.uuid().optional(),
  }),
  z.strictObject({ t: z.literal('cancel'), id: MessageId }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** What a host may say. `cursor` grows by one with each event of a connection: a gap tells the client to ask again. */
export const ServerMessage = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('hello'), version: z.int(), build: z.string().max(64) }),
  /** Instead of the answer to a greeting: nothing is served here, and another try will not change that. */
  z.strictObject({ t: z.literal('refused'), error: WireError }),
  z.strictObject({ t: z.literal('ok'), id: MessageId, output: z.unknown() }),
  z.strictObject({ t: z.literal('err'), id: MessageId, error: WireError }),
  z.strictObject({ t: z.literal('event'), cursor: z.int(), topic: MethodName, payload: z.unknown() }),
]);
export type ServerMessage = z.infer<typeof ServerMessage>;

/** All that a transport must be: two one-way streams of plain values and a sign that it ended. */
export interface Port<Out, In> {
  send(message: Out): void;
  onMessage(listener: (message: In) => void): () => void;
  onClose(listener: () => void): () => void;
  close(): void;
}
