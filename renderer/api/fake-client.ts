import { createClient, type Client as ContractClient } from '#shared/contract/client';
import {
  contract,
  type HandlerOutput,
  type MethodName,
  type ParsedInput,
  type PayloadInput,
  type TopicName,
} from '#shared/contract/contract';
import { CONTRACT_VERSION, type ClientMessage, type Port, type ServerMessage } from '#shared/contract/envelope';
import { AppError, isAppError } from '#shared/contract/errors';
import type { z } from 'zod';
import type { Client } from './client.ts';

export type FakeHandlers = {
  [K in MethodName]?: (
    input: ParsedInput<K>,
    context: { readonly signal: AbortSignal },
  ) => HandlerOutput<K> | Promise<HandlerOutput<K>>;
};

export interface FakeClient extends Client {
  /** Every call so far whose input fits, in order. */
  readonly calls: readonly { readonly method: MethodName; readonly input: unknown }[];
  callsOf(method: MethodName): readonly unknown[];
  emit<K extends TopicName>(topic: K, payload: PayloadInput<K>): void;
  /** Sets or replaces handlers while a test goes on. */
  handle(handlers: FakeHandlers): void;
}

interface Callable {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

const instance = '00000000-0000-4000-8000-000000000000';

/** A host in a few lines: it parses as the real one does, and what it answers is what a test says. */
class FakeHost {
  readonly calls: { method: MethodName; input: unknown }[] = [];
  handlers: FakeHandlers;
  readonly #say: (message: ServerMessage) => void;
  readonly #running = new Map<number, AbortController>();
  #cursor = 0;

  constructor(handlers: FakeHandlers, say: (message: ServerMessage) => void) {
    this.handlers = handlers;
    this.#say = say;
  }

  hear(message: ClientMessage): void {
    if (message.t === 'hello') this.#say({ t: 'hello', version: CONTRACT_VERSION, build: 'test', instance });
    else if (message.t === 'cancel') this.#running.get(message.id)?.abort();
    else if (message.t === 'req') void this.#answer(message);
  }

  publish(topic: TopicName, payload: unknown): void {
    this.#cursor += 1;
    const parsed = contract[topic].payload.parse(payload);
    this.#say({ t: 'event', cursor: this.#cursor, topic, payload: parsed });
  }

  async #answer({ id, method, input }: ClientMessage & { t: 'req' }): Promise<void> {
    const abort = new AbortController();
    this.#running.set(id, abort);
    try {
      this.#say({ t: 'ok', id, output: await this.#call(method as MethodName, input, abort.signal) });
    } catch (error) {
      const { code, details } = expected(error, abort.signal);
      this.#say({ t: 'err', id, error: { code, details, traceId: 'test' } });
    } finally {
      this.#running.delete(id);
    }
  }

  async #call(method: MethodName, given: unknown, signal: AbortSignal): Promise<unknown> {
    const { input, output } = contract[method] as Callable;
    const parsed = input.safeParse(given);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new AppError('INVALID_INPUT', { reason: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` });
    }
    this.calls.push({ method, input: parsed.data });
    const handler = this.handlers[method] as ((value: unknown, context: object) => unknown) | undefined;
    if (!handler) throw new AppError('NOT_FOUND', { what: method });
    return output.parse(await handler(parsed.data, { signal }));
  }
}

/** What a client hears of a failure: an expected one as it is, of any other only that it was. */
function expected(error: unknown, signal: AbortSignal): AppError {
  if (signal.aborted) return new AppError('CANCELLED');
  return isAppError(error) ? error : new AppError('INTERNAL');
}

/** A port whose far end is a fake host. Messages are copied, and arrive within the turn: tests need not wait for nothing. */
function openFakePort(handlers: FakeHandlers) {
  const listeners = new Set<(message: unknown) => void>();
  const closers = new Set<() => void>();
  const host = new FakeHost(handlers, (message) => {
    const copy = structuredClone(message);
    for (const listener of [...listeners]) listener(copy);
  });
  const port: Port<ClientMessage, unknown> = {
    send: (message) => host.hear(structuredClone(message)),
    onMessage: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onClose: (listener) => {
      closers.add(listener);
      return () => void closers.delete(listener);
    },
    close: () => {
      listeners.clear();
      for (const closer of [...closers]) closer();
    },
  };
  return { host, port };
}

/** The real client of the contract over a port to a host that a test answers for. */
export function createFakeClient(initial: FakeHandlers = {}): FakeClient {
  const { host, port } = openFakePort({ ...initial });
  const client: ContractClient = createClient(port, {
    build: 'test',
    onFault: (what, cause) => {
      throw new Error(what, { cause });
    },
  });
  return {
    get calls() {
      return host.calls;
    },
    callsOf: (method) => host.calls.filter((call) => call.method === method).map((call) => call.input),
    handle: (more) => {
      host.handlers = { ...host.handlers, ...more };
    },
    emit: (topic, payload) => host.publish(topic, payload),
    call: (method, input, options) => client.call(method, input, options),
    on: (topic, listener) => client.on(topic, listener),
    onClose: (listener) => client.onClose(listener),
    close: () => client.close(),
  };
}
