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
    /** Instead of the token, after `return`: what only a page that was let in before can say. */
    proof: z.string().max(64).optional(),
  }),
  /** Before `hello`, by a page that was let in before: the host is to prove first that it is the one. */
  z.strictObject({ t: z.literal('return'), ticket: z.string().max(64), nonce: z.string().max(64) }),
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

/** What lets this very page in again at a host that is started anew; it keeps that to itself (HOST-300). */
const Pass = z.strictObject({
  ticket: z.string().max(64),
  key: z.string().max(64),
});
export type Pass = z.infer<typeof Pass>;

/** What both sides of a return prove to have the key for: what each made up for this once, and since when the host listens. */
export interface ProofParts {
  readonly pageNonce: string;
  readonly hostNonce: string;
  readonly listeningMs: number;
}

/** What either side proves to have the key of a ticket with: a word for the side, and the parts of this once. */
export function proofText(side: 'host' | 'page', { pageNonce, hostNonce, listeningMs }: ProofParts): string {
  return `waystation ${side} ${pageNonce} ${hostNonce} ${String(listeningMs)}`;
}

/** What a host may say. `cursor` grows by one with each event of a connection: a gap tells the client to ask again. */
export const ServerMessage = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('hello'),
    version: z.int(),
    build: z.string().max(64),
    /** Another after each start of the host: what was asked of the one before is not known to this one. */
    instance: z.uuid(),
    pass: Pass.optional(),
  }),
  /**
   * The answer to `return`: the host has the key of that ticket too, and asks for the same proof. `listeningMs` is for how
   * long it has had its port: a connection that was opened before that leads to somebody else, who passes it on (HOST-320).
   */
  z.strictObject({
    t: z.literal('proof'),
    proof: z.string().max(64),
    nonce: z.string().max(64),
    listeningMs: z.int().min(0),
  }),
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
