import type { Log } from '#core/ports/log';
import type { PayloadInput, TopicName } from '#shared/contract/contract';
import { AppError } from '#shared/contract/errors';
import type { EventListener } from '../event-hub.ts';
import type { Handlers, HostEvents } from '../serve.ts';
import { unavailableCore } from '../unavailable.ts';

/** Handlers of which only some act; the others say that nobody expected them. */
export function handlersFor(some: Partial<Handlers>): Handlers {
  const others = unavailableCore(new AppError('NOT_FOUND', { what: 'This method of the test' }));
  return { ...others.handlers, ...some };
}

/** Events that a test publishes by hand. */
export function fakeEvents(): HostEvents & {
  publish<K extends TopicName>(topic: K, payload: PayloadInput<K>, except?: string): void;
  readonly listeners: ReadonlySet<EventListener>;
  /** Connections that were told to have ended. */
  readonly gone: readonly string[];
} {
  const listeners = new Set<EventListener>();
  const gone: string[] = [];
  return {
    listeners,
    gone,
    left: (connection) => gone.push(connection),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    publish(topic, payload, except) {
      for (const listener of listeners) listener(topic, payload, except);
    },
  };
}

/** A log that a test can read. Errors appear with their stack. */
export function memoryLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    info: (message) => lines.push(`info ${message}`),
    warning: (message, cause) => lines.push(`warning ${message} ${cause instanceof Error ? String(cause.stack) : ''}`),
    error: (message, cause) => lines.push(`error ${message} ${cause instanceof Error ? String(cause.stack) : ''}`),
  };
}
