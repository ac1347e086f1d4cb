import type { PayloadInput, TopicName } from '#shared/contract/contract';

/** `except` names the connection that knows already: it caused the event and has it as its answer. */
export type EventListener = <K extends TopicName>(topic: K, payload: PayloadInput<K>, except?: string | null) => void;

/** Carries events from the core to every connection. */
export class EventHub {
  readonly #listeners = new Set<EventListener>();
  readonly #leaving = new Set<(connection: string) => void>();

  /** Returns a function that ends the subscription. */
  subscribe(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit<K extends TopicName>(topic: K, payload: PayloadInput<K>, except: string | null = null): void {
    for (const listener of this.#listeners) listener(topic, payload, except);
  }

  /** A connection has ended, and so has everything that it had asked for. */
  left(connection: string): void {
    for (const listener of this.#leaving) listener(connection);
  }

  /** Hears of ended connections, for what belongs to one window. Returns a function that ends it. */
  onLeft(listener: (connection: string) => void): () => void {
    this.#leaving.add(listener);
    return () => this.#leaving.delete(listener);
  }
}
