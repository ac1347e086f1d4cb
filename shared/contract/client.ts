import type { z } from 'zod';
import type { Input, MethodName, Output, Payload, TopicName } from './contract.ts';
import { contract } from './contract.ts';
import type { ClientMessage, Pass, Port } from './envelope.ts';
import { CONTRACT_VERSION, ServerMessage } from './envelope.ts';
import { AppError } from './errors.ts';

/** The part of an `AbortSignal` that is used here; `shared` knows neither the browser's type nor Node's. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface CallOptions {
  readonly signal?: CancelSignal;
  /** Makes a command idempotent: the host carries it out once, however often it arrives with this id (a UUID). */
  readonly requestId?: string;
}

export interface ClientOptions {
  /** Version of the program that this client was built with. */
  readonly build: string;
  /** Hears of messages that do not fit the contract. They are bugs: report them, they are not shown. */
  readonly onFault: (what: string, cause: unknown) => void;
}

/** An error of the host, with the id under which its log tells the whole story. */
export class RemoteError extends AppError {
  readonly traceId: string;
  constructor(error: { code: AppError['code']; details: AppError['details']; traceId: string }) {
    super(error.code, error.details);
    this.name = 'RemoteError';
    this.traceId = error.traceId;
  }
}

/** Who answered the greeting. */
export interface Host {
  readonly build: string;
  /** Another after each start. */
  readonly instance: string;
  readonly pass?: Pass | undefined;
}

export interface Client {
  /** Resolves when the host has answered the first word; rejects with `CONTRACT_MISMATCH` or `CONNECTION_LOST`. */
  readonly ready: Promise<Host>;
  /**
   * Calls a method and parses its reply.
   * Errors: the codes of the method; `CANCELLED` after the signal fired, `CONNECTION_LOST`, `CONTRACT_MISMATCH`,
   * `INTERNAL` when the reply does not fit the contract.
   */
  call<K extends MethodName>(method: K, input: Input<K>, options?: CallOptions): Promise<Output<K>>;
  on<K extends TopicName>(topic: K, listener: (payload: Payload<K>) => void): () => void;
  /** Events were lost: what is shown must be read again. */
  onGap(listener: () => void): () => void;
  onClose(listener: () => void): () => void;
  close(): void;
}

interface Waiting {
  readonly output: z.ZodType;
  readonly settle: (outcome: { value: unknown } | { error: AppError }) => void;
}

/**
 * A typed client over any port. It greets the host at once, and calls may follow without waiting for the answer:
 * a port keeps the order.
 */
export function createClient(port: Port<ClientMessage, unknown>, options: ClientOptions): Client {
  return new PortClient(port, options);
}

class PortClient implements Client {
  readonly ready: Promise<Host>;
  readonly #port: Port<ClientMessage, unknown>;
  readonly #options: ClientOptions;
  readonly #waiting = new Map<number, Waiting>();
  readonly #topics = new Map<string, Set<(payload: never) => void>>();
  readonly #gaps = new Set<() => void>();
  readonly #closes = new Set<() => void>();
  readonly #greeted: { resolve: (host: Host) => void; reject: (error: AppError) => void };
  #nextId = 1;
  #lastCursor = 0;
  /** Set once, when no call can succeed any more. */
  #failure: AppError | undefined;

  constructor(port: Port<ClientMessage, unknown>, options: ClientOptions) {
    this.#port = port;
    this.#options = options;
    const { promise, resolve, reject } = Promise.withResolvers<Host>();
    this.ready = promise;
    this.#greeted = { resolve, reject };
    // Whoever does not wait for `ready` still gets the same error from every call.
    promise.catch(() => undefined);
    port.onMessage((raw) => {
      this.#receive(raw);
    });
    port.onClose(() => {
      this.#end(new AppError('CONNECTION_LOST'));
    });
    port.send({ t: 'hello', version: CONTRACT_VERSION, build: options.build });
  }

  call<K extends MethodName>(method: K, input: Input<K>, options: CallOptions = {}): Promise<Output<K>> {
    if (this.#failure) return Promise.reject(this.#failure);
    const { signal, requestId } = options;
    if (signal?.aborted === true) return Promise.reject(new AppError('CANCELLED'));
    const id = this.#nextId++;
    return new Promise<Output<K>>((resolve, reject) => {
      const cancel = (): void => {
        this.#port.send({ t: 'cancel', id });
      };
      signal?.addEventListener('abort', cancel);
      this.#waiting.set(id, {
        output: contract[method].output,
        settle: (outcome) => {
          this.#waiting.delete(id);
          signal?.removeEventListener('abort', cancel);
          if ('error' in outcome) reject(outcome.error);
          else resolve(outcome.value as Output<K>);
        },
      });
      this.#port.send({ t: 'req', id, method, input, ...(requestId === undefined ? {} : { requestId }) });
    });
  }

  on<K extends TopicName>(topic: K, listener: (payload: Payload<K>) => void): () => void {
    const listeners = this.#topics.get(topic) ?? new Set();
    this.#topics.set(topic, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  onGap(listener: () => void): () => void {
    this.#gaps.add(listener);
    return () => this.#gaps.delete(listener);
  }

  onClose(listener: () => void): () => void {
    this.#closes.add(listener);
    return () => this.#closes.delete(listener);
  }

  close(): void {
    this.#port.close();
    this.#end(new AppError('CONNECTION_LOST'));
  }

  #receive(raw: unknown): void {
    const parsed = ServerMessage.safeParse(raw);
    if (!parsed.success) {
      this.#options.onFault('A message of the host does not fit the contract.', parsed.error);
      return;
    }
    const message = parsed.data;
    switch (message.t) {
      case 'hello':
        this.#greet(message);
        return;
      case 'proof':
        this.#options.onFault('The host answered a return that nobody asked for.', undefined);
        return;
      case 'refused':
        this.#end(new RemoteError(message.error));
        return;
      case 'ok':
        this.#answer(message.id, message.output);
        return;
      case 'err':
        this.#waiting.get(message.id)?.settle({ error: new RemoteError(message.error) });
        return;
      case 'event':
        this.#publish(message);
    }
  }

  #greet(host: Host & { version: number }): void {
    if (host.version === CONTRACT_VERSION) {
      this.#greeted.resolve({ build: host.build, instance: host.instance, pass: host.pass });
      return;
    }
    const error = mismatch({ ours: host, theirs: { version: CONTRACT_VERSION, build: this.#options.build } });
    this.#port.close();
    this.#end(error);
  }

  #answer(id: number, output: unknown): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    const parsed = waiting.output.safeParse(output);
    if (parsed.success) {
      waiting.settle({ value: parsed.data });
      return;
    }
    this.#options.onFault('A reply of the host does not fit the contract.', parsed.error);
    waiting.settle({ error: new AppError('INTERNAL', {}, { cause: parsed.error }) });
  }

  #publish(message: { cursor: number; topic: string; payload: unknown }): void {
    const isGap = message.cursor !== this.#lastCursor + 1;
    this.#lastCursor = message.cursor;
    if (isGap) for (const listener of [...this.#gaps]) listener();
    const definition = Object.hasOwn(contract, message.topic) ? contract[message.topic as TopicName] : undefined;
    if (definition?.kind !== 'event') {
      this.#options.onFault(`The host sent an event that is not in the contract: ${message.topic}`, undefined);
      return;
    }
    const payload = definition.payload.safeParse(message.payload);
    if (!payload.success) {
      this.#options.onFault(`The event ${message.topic} does not fit the contract.`, payload.error);
      for (const listener of [...this.#gaps]) listener();
      return;
    }
    for (const listener of [...(this.#topics.get(message.topic) ?? [])]) listener(payload.data as never);
  }

  #end(error: AppError): void {
    if (this.#failure) return;
    this.#failure = error;
    this.#greeted.reject(error);
    for (const waiting of [...this.#waiting.values()]) waiting.settle({ error });
    for (const listener of [...this.#closes]) listener();
  }
}

interface Speaker {
  readonly version: number;
  readonly build: string;
}

/** The one sentence that a page of another version gets: `ours` is the core, `theirs` the page. */
export function mismatch({ ours, theirs }: { ours: Speaker; theirs: Speaker }): AppError {
  const name = ({ version, build }: Speaker): string => `${build}, contract ${String(version)}`;
  return new AppError('CONTRACT_MISMATCH', { ours: name(ours), theirs: name(theirs) });
}
