import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Log } from '#core/ports/log';
import { mismatch } from '#shared/contract/client';
import type { HandlerOutput, MethodName, ParsedInput, TopicName } from '#shared/contract/contract';
import { contract } from '#shared/contract/contract';
import type { Port, ServerMessage } from '#shared/contract/envelope';
import { ClientMessage, CONTRACT_VERSION } from '#shared/contract/envelope';
import { AppError } from '#shared/contract/errors';
import { findBrokenText, findLostKey } from '#shared/contract/broken-text';
import { firstIssue } from '#shared/contract/first-issue';
import type { EventListener } from './event-hub.ts';
import { reason } from '#shared/contract/message';
import { RememberedCommands } from './remembered.ts';
import { cancelledOr, toWireError } from './wire-error.ts';

export interface CallContext {
  /** Fires when the caller cancels, or goes away during a query. */
  readonly signal: AbortSignal;
  readonly requestId?: string;
  /** The same for all calls of one connection, for what belongs to one window. */
  readonly connection: string;
}

/** One function per method. Its input is parsed already; what it returns is parsed before it goes out. */
export type Handlers = {
  readonly [K in MethodName]: (input: ParsedInput<K>, context: CallContext) => Promise<HandlerOutput<K>>;
};

/** Where the core's events come from. Each one goes to every connection but the one that caused it. */
export interface HostEvents {
  subscribe(listener: EventListener): () => void;
  /** Hears of a connection that has ended, once its last command has. */
  left?(connection: string): void;
}

export interface ServerOptions {
  readonly handlers: Handlers;
  readonly events: HostEvents;
  /** Version of the program, told to clients in the first message. */
  readonly build: string;
  readonly log: Log;
  readonly rememberedCommands?: number;
}

export interface Server {
  /** Serves one client until its port closes. Returns a function that ends the connection from this side. */
  connect(port: Port<ServerMessage, unknown>): () => void;
  /** Ends all connections; calls that are running are cancelled. */
  close(): void;
}

/** Serves the core to any number of clients over any port. Nothing that a client sends can end the server. */
export function createServer(options: ServerOptions): Server {
  const commands = new RememberedCommands(options.rememberedCommands);
  const connections = new Set<Connection>();
  const instance = randomUUID();
  const stopEvents = options.events.subscribe((topic, payload, except = null) => {
    const message = outgoingEvent(topic, payload, options.log);
    for (const connection of connections) if (connection.id !== except) connection.publish(topic, message);
  });
  return {
    connect(port) {
      const connection = new Connection(port, { ...options, instance }, commands, () => connections.delete(connection));
      connections.add(connection);
      return () => {
        connection.end();
      };
    },
    close() {
      stopEvents();
      for (const connection of [...connections]) connection.end();
    },
  };
}

/** Parses an event before it goes out. One that does not fit is logged; its number is used up, so that clients read again. */
function outgoingEvent(topic: TopicName, payload: unknown, log: Log): { payload: unknown } | undefined {
  const parsed = contract[topic].payload.safeParse(payload);
  if (parsed.success) return { payload: parsed.data };
  log.error(`The event ${topic} does not fit the contract and was not sent`, parsed.error);
  return undefined;
}

class Connection {
  readonly id = randomUUID();
  readonly #port: Port<ServerMessage, unknown>;
  readonly #options: ServerOptions & { readonly instance: string };
  readonly #commands: RememberedCommands;
  readonly #forget: () => void;
  readonly #running = new Map<number, { abort: AbortController; isQuery: boolean }>();
  readonly #stops: (() => void)[];
  /** Why no call is served yet, or ever: no greeting came, or one of another version. */
  #refusal: AppError | undefined = new AppError('INVALID_INPUT', { reason: reason('greeting-expected') });
  #cursor = 0;
  #isOpen = true;
  #hasLeft = false;

  constructor(
    port: Port<ServerMessage, unknown>,
    options: ServerOptions & { readonly instance: string },
    commands: RememberedCommands,
    forget: () => void,
  ) {
    this.#port = port;
    this.#options = options;
    this.#commands = commands;
    this.#forget = forget;
    this.#stops = [
      port.onMessage((raw) => {
        this.#receive(raw);
      }),
      port.onClose(() => {
        this.#close();
      }),
    ];
  }

  publish(topic: TopicName, message: { payload: unknown } | undefined): void {
    this.#cursor += 1;
    if (message) this.#send({ t: 'event', cursor: this.#cursor, topic, payload: message.payload });
  }

  end(): void {
    for (const { abort } of this.#running.values()) abort.abort();
    this.#close();
    this.#port.close();
  }

  /** A command goes on to its end without its client, which may come back and ask for the answer; a query stops. */
  #close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    for (const stop of this.#stops) stop();
    for (const { abort, isQuery } of this.#running.values()) if (isQuery) abort.abort();
    this.#forget();
    this.#tellLeft();
  }

  /** What a command of it opens is still to be closed: the connection has left when the last one has ended. */
  #tellLeft(): void {
    const isBusy = [...this.#running.values()].some(({ isQuery }) => !isQuery);
    if (this.#isOpen || this.#hasLeft || isBusy) return;
    this.#hasLeft = true;
    this.#options.events.left?.(this.id);
  }

  #receive(raw: unknown): void {
    const parsed = ClientMessage.safeParse(raw);
    if (!parsed.success) {
      this.#refuse(raw, parsed.error);
      return;
    }
    const message = parsed.data;
    if (message.t === 'hello') this.#greet(message);
    else if (message.t === 'return') this.#options.log.warning('A return was shown where there are no tickets');
    else if (message.t === 'cancel') this.#running.get(message.id)?.abort.abort();
    else void this.#answer(message);
  }

  #greet(client: { version: number; build: string }): void {
    const ours = { version: CONTRACT_VERSION, build: this.#options.build };
    this.#refusal = client.version === CONTRACT_VERSION ? undefined : mismatch({ ours, theirs: client });
    this.#send({ t: 'hello', ...ours, instance: this.#options.instance });
  }

  /** What is not a message of the contract gets an answer when it has a number, so that its sender does not wait for ever. */
  #refuse(raw: unknown, error: z.ZodError): void {
    const refusal = new AppError('INVALID_INPUT', { reason: firstIssue(error, raw) });
    this.#options.log.warning('A message that does not fit the contract was refused', refusal);
    const id: unknown = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined;
    if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 1) return;
    this.#send({ t: 'err', id, error: toWireError(refusal, 'a message', this.#options.log) });
  }

  async #answer(request: ClientMessage & { t: 'req' }): Promise<void> {
    const { id, method } = request;
    const abort = new AbortController();
    try {
      if (this.#refusal) throw this.#refusal;
      if (this.#running.has(id)) throw new AppError('INVALID_INPUT', { reason: reason('message-id-in-use') });
      const definition = definitionOf(method);
      this.#running.set(id, { abort, isQuery: definition.kind === 'query' });
      try {
        const output = await this.#call(request, definition, abort.signal);
        this.#send({ t: 'ok', id, output });
      } finally {
        this.#running.delete(id);
        this.#tellLeft();
      }
    } catch (error) {
      this.#send({ t: 'err', id, error: toWireError(cancelledOr(error, abort.signal), method, this.#options.log) });
    }
  }

  #call(request: ClientMessage & { t: 'req' }, definition: Callable, signal: AbortSignal): Promise<unknown> {
    const { requestId } = request;
    const method = request.method as MethodName;
    const input = readInput(definition, request.input);
    if (!input.success)
      throw new AppError('INVALID_INPUT', { reason: firstIssue(input.error, request.input) }, { cause: input.error });
    const broken = definition.kind === 'query' ? undefined : findBrokenText(input.data);
    if (broken !== undefined) {
      throw new AppError('INVALID_INPUT', { reason: reason('value-broken-text', { path: broken.slice(0, 500) }) });
    }
    // Looked for in what came: what was read of it has lost the key already.
    const lost = definition.kind === 'query' ? undefined : findLostKey(request.input);
    if (lost !== undefined) {
      throw new AppError('INVALID_INPUT', { reason: reason('value-lost-key', { path: lost.slice(0, 500) }) });
    }
    const handler = this.#options.handlers[method] as (input: unknown, context: CallContext) => Promise<unknown>;
    const context = { signal, connection: this.id, ...(requestId === undefined ? {} : { requestId }) };
    const work = async (): Promise<unknown> => {
      const output = definition.output.safeParse(await handler(input.data, context));
      if (!output.success) throw new Error(`The reply of ${method} does not fit the contract`, { cause: output.error });
      return output.data;
    };
    if (definition.kind === 'query' || requestId === undefined) return work();
    return this.#commands.run(requestId, method, input.data, async () => {
      try {
        return await work();
      } catch (error) {
        throw cancelledOr(error, signal);
      }
    });
  }

  #send(message: ServerMessage): void {
    if (!this.#isOpen) return;
    try {
      this.#port.send(message);
    } catch (error) {
      this.#options.log.error('A message could not be sent', error);
    }
  }
}

type Callable = (typeof contract)[MethodName];

/** Reads an input. One that is nested so deep that no stack holds its levels is wrong as well, and no fault of ours. */
function readInput({ input }: Callable, given: unknown): z.ZodSafeParseResult<unknown> {
  try {
    return input.safeParse(given);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AppError('INVALID_INPUT', { reason: reason('not-fitting') }, { cause: error });
  }
}

/** Looks only at the contract's own keys: `__proto__` and `constructor` are no methods. */
function definitionOf(method: string): Callable {
  const definition = Object.hasOwn(contract, method) ? contract[method as MethodName | TopicName] : undefined;
  if (definition === undefined || definition.kind === 'event') {
    throw new AppError('INVALID_INPUT', { reason: reason('not-a-method', { method }) });
  }
  return definition;
}

/** The place and the words of the first thing that is wrong, in one line. */
