import type { PayloadInput, TopicName } from '#shared/contract/contract';

export type EventListener = <K extends TopicName>(topic: K, payload: PayloadInput<K>) => void;

/** Carries events from the core to every connection. */
export class EventHub {
  readonly #listeners = new Set<EventListener>();

  /** Returns a function that ends the subscription. */
  subscribe(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit<K extends TopicName>(topic: K, payload: PayloadInput<K>): void {
    for (const listener of this.#listeners) listener(topic, payload);
  }
}
