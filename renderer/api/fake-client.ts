import {
  contract,
  type HandlerOutput,
  type MethodName,
  type ParsedInput,
  type PayloadInput,
  type TopicName,
} from '#shared/contract/contract';
import { AppError } from '#shared/contract/errors';
import type { Client } from './client.ts';

export type FakeHandlers = {
  [K in MethodName]?: (input: ParsedInput<K>) => HandlerOutput<K> | Promise<HandlerOutput<K>>;
};

export interface FakeClient extends Client {
  /** Every call so far, in order. */
  readonly calls: readonly { readonly method: MethodName; readonly input: unknown }[];
  callsOf(method: MethodName): readonly unknown[];
  emit<K extends TopicName>(topic: K, payload: PayloadInput<K>): void;
  /** Sets or replaces handlers while a test goes on. */
  handle(handlers: FakeHandlers): void;
}

interface Parses {
  parse(value: unknown): unknown;
}

/** The contract without a host, for tests: inputs, outputs and events are parsed as a real client and host do. */
export function createFakeClient(initial: FakeHandlers = {}): FakeClient {
  let handlers: FakeHandlers = { ...initial };
  const calls: { method: MethodName; input: unknown }[] = [];
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const closers = new Set<() => void>();
  return {
    calls,
    callsOf: (method) => calls.filter((call) => call.method === method).map((call) => call.input),
    handle: (more) => {
      handlers = { ...handlers, ...more };
    },
    call: async (method, input) => {
      const entry = contract[method] as { input: Parses; output: Parses };
      const parsed = entry.input.parse(input);
      calls.push({ method, input: parsed });
      const handler = handlers[method] as ((value: unknown) => unknown) | undefined;
      if (!handler) throw new AppError('NOT_FOUND', { what: method });
      return entry.output.parse(await handler(parsed)) as never;
    },
    on: (topic, listener) => {
      const set = listeners.get(topic) ?? new Set();
      listeners.set(topic, set.add(listener));
      return () => void set.delete(listener);
    },
    emit: (topic, payload) => {
      const parsed = (contract[topic] as { payload: Parses }).payload.parse(payload);
      for (const listener of listeners.get(topic) ?? []) listener(parsed as never);
    },
    onClose: (listener) => {
      closers.add(listener);
      return () => void closers.delete(listener);
    },
    close: () => closers.forEach((closer) => closer()),
  };
}
