import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { ClientMessage, type Port, proofText, type ServerMessage } from '#shared/contract/envelope';
import { type Entered, isSame, type Sessions } from './sessions.ts';

/** A page greets with its first words; whoever is silent for so long is none. */
export const greetingWithinMs = 10_000;

/**
 * A port that passes nothing on until its client has greeted with the token of a session, or with the proof that it was
 * let in before. A wrong greeting is refused by name and ends the connection, and so does none (HOST-263, HOST-300).
 * `listeningMs` tells for how long the host has had its port, rounded down.
 */
export function greetedPort(
  port: Port<ServerMessage, unknown>,
  sessions: Pick<Sessions, 'enter' | 'comeBack' | 'keyOf'>,
  listeningMs: () => number,
): Port<ServerMessage, unknown> {
  const gate = new Gate(port, sessions, listeningMs);
  return {
    ...port,
    send: (message) => port.send(gate.withPass(message)),
    onMessage: (listener) =>
      port.onMessage((message) => {
        if (gate.passes(message)) listener(message);
      }),
  };
}

class Gate {
  readonly #port: Port<ServerMessage, unknown>;
  readonly #sessions: Pick<Sessions, 'enter' | 'comeBack' | 'keyOf'>;
  readonly #listeningMs: () => number;
  readonly #timer: NodeJS.Timeout;
  #entered: Entered | undefined;
  /** Of a page that wants to return: what it has to prove, once. */
  #awaited: { readonly ticket: string; readonly proof: string } | undefined;
  #hasTriedReturn = false;

  constructor(
    port: Port<ServerMessage, unknown>,
    sessions: Pick<Sessions, 'enter' | 'comeBack' | 'keyOf'>,
    listeningMs: () => number,
  ) {
    this.#port = port;
    this.#sessions = sessions;
    this.#listeningMs = listeningMs;
    this.#timer = setTimeout(() => this.#refuse(), greetingWithinMs);
    this.#timer.unref();
    port.onClose(() => {
      clearTimeout(this.#timer);
      this.#entered?.leave();
      this.#entered = undefined;
    });
  }

  /** True for what the host is to hear. */
  passes(raw: unknown): boolean {
    if (this.#entered !== undefined) return true;
    const { data: message } = ClientMessage.safeParse(raw);
    if (message?.t === 'return' && this.#prove(message)) return false;
    if (message?.t === 'hello') this.#entered = this.#enter(message);
    clearTimeout(this.#timer);
    if (this.#entered === undefined) this.#refuse();
    return this.#entered !== undefined;
  }

  /** The answer to a greeting brings what lets this page in again. */
  withPass(message: ServerMessage): ServerMessage {
    if (message.t !== 'hello' || this.#entered === undefined) return message;
    return { ...message, pass: this.#entered.renew() };
  }

  #enter({ token, proof }: ClientMessage & { t: 'hello' }): Entered | undefined {
    const awaited = this.#awaited;
    if (awaited === undefined) return this.#sessions.enter(token);
    const isProved = proof !== undefined && isSame(proof, awaited.proof);
    return isProved ? this.#sessions.comeBack(awaited.ticket) : undefined;
  }

  /** Proves first, so that a page never shows anything to whoever else listens at its port. */
  #prove({ ticket, nonce }: ClientMessage & { t: 'return' }): boolean {
    const key = this.#hasTriedReturn ? undefined : this.#sessions.keyOf(ticket);
    this.#hasTriedReturn = true;
    if (key === undefined) return false;
    const own = randomBytes(32).toString('base64url');
    const listeningMs = this.#listeningMs();
    const prove = (side: 'host' | 'page'): string =>
      createHmac('sha256', Buffer.from(key, 'base64url'))
        .update(proofText(side, { pageNonce: nonce, hostNonce: own, listeningMs }))
        .digest('base64url');
    this.#awaited = { ticket, proof: prove('page') };
    this.#port.send({ t: 'proof', proof: prove('host'), nonce: own, listeningMs });
    return true;
  }

  #refuse(): void {
    this.#port.send({ t: 'refused', error: { code: 'SESSION_ENDED', details: {}, traceId: randomUUID() } });
    this.#port.close();
  }
}
