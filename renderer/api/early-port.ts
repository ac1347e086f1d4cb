import type { ClientMessage, Port, ServerMessage } from '#shared/contract/envelope';
import { CONTRACT_VERSION } from '#shared/contract/version';

/** A query that is asked before there is a client. */
export interface Question {
  readonly method: string;
  readonly input: unknown;
}

const keyOf = ({ method, input }: Question): string => JSON.stringify([method, input]);

/**
 * Greets the core and asks the questions at once. The port that comes back is for the client that is made later: its
 * greeting is said already, and a question of it that was asked gets the answer of that. An answer that waits is thrown
 * away at the first event: it may be old by then, and is asked for again.
 */
export function openEarly(
  port: Port<ClientMessage, unknown>,
  build: string,
  questions: readonly Question[],
): Port<ClientMessage, unknown> {
  return new EarlyPort(port, build, questions);
}

class EarlyPort implements Port<ClientMessage, unknown> {
  readonly #port: Port<ClientMessage, unknown>;
  /** Numbers of the client come after those of the questions. */
  readonly #shift: number;
  /** Questions that nobody has claimed, by their words. */
  readonly #free = new Map<string, number>();
  /** The client's number of a question by ours. */
  readonly #claimed = new Map<number, number>();
  readonly #answers = new Map<number, object>();
  readonly #listeners = new Set<(message: unknown) => void>();
  /** What came before anybody listened; undefined once somebody does. */
  #early: unknown[] | undefined = [];

  constructor(port: Port<ClientMessage, unknown>, build: string, questions: readonly Question[]) {
    this.#port = port;
    this.#shift = questions.length;
    port.onMessage((message) => this.#receive(message));
    port.send({ t: 'hello', version: CONTRACT_VERSION, build });
    questions.forEach((question, index) => {
      this.#free.set(keyOf(question), index + 1);
      port.send({ t: 'req', id: index + 1, method: question.method, input: question.input });
    });
  }

  send(message: ClientMessage): void {
    // Greeted long ago; and a page that returns is not early.
    if (message.t === 'hello' || message.t === 'return') return;
    if (message.t === 'cancel') {
      const ours = [...this.#claimed].find(([, theirs]) => theirs === message.id)?.[0];
      this.#port.send({ t: 'cancel', id: ours ?? message.id + this.#shift });
      return;
    }
    const known = message.requestId === undefined ? this.#free.get(keyOf(message)) : undefined;
    if (known === undefined) this.#port.send({ ...message, id: message.id + this.#shift });
    else this.#claim(known, message);
  }

  onMessage(listener: (message: unknown) => void): () => void {
    this.#listeners.add(listener);
    const early = this.#early;
    this.#early = undefined;
    // Whoever listens first makes its own listeners ready in the same turn.
    if (early !== undefined) queueMicrotask(() => early.forEach((message) => this.#tell(message)));
    return () => this.#listeners.delete(listener);
  }

  onClose(listener: () => void): () => void {
    return this.#port.onClose(listener);
  }

  close(): void {
    this.#port.close();
  }

  #claim(known: number, message: ClientMessage & { t: 'req' }): void {
    this.#free.delete(keyOf(message));
    this.#claimed.set(known, message.id);
    const answer = this.#answers.get(known);
    if (answer === undefined) return;
    this.#claimed.delete(known);
    queueMicrotask(() => this.#tell({ ...answer, id: message.id }));
  }

  #receive(raw: unknown): void {
    const message = raw as ServerMessage;
    if (message.t === 'event') this.#free.clear();
    if (message.t !== 'ok' && message.t !== 'err') {
      this.#pass(message);
      return;
    }
    const { id } = message;
    const theirs = id > this.#shift ? id - this.#shift : this.#claimed.get(id);
    if (theirs === undefined) this.#answers.set(id, message);
    else this.#pass({ ...message, id: theirs });
  }

  #pass(message: unknown): void {
    if (this.#early === undefined) this.#tell(message);
    else this.#early.push(message);
  }

  #tell(message: unknown): void {
    for (const listener of [...this.#listeners]) listener(message);
  }
}
