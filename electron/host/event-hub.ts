import type { PayloadInput, TopicName } from '#shared/contract/contract';
import type { SiteArea } from '#shared/model/site';

export type EventListener = <K extends TopicName>(topic: K, payload: PayloadInput<K>) => void;

/** Carries events from the core to every connection. Changes of one turn become one message. */
export class EventHub {
  readonly #listeners = new Set<EventListener>();
  readonly #changed = new Set<SiteArea>();
  #revision = 0;

  /** Returns a function that ends the subscription. */
  subscribe(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit<K extends TopicName>(topic: K, payload: PayloadInput<K>): void {
    for (const listener of this.#listeners) listener(topic, payload);
  }

  /** Tells clients which lists to read again, once per turn however often it is called. */
  changed(...areas: SiteArea[]): void {
    const isFirst = this.#changed.size === 0;
    for (const area of areas) this.#changed.add(area);
    if (!isFirst || areas.length === 0) return;
    queueMicrotask(() => {
      const all = [...this.#changed];
      this.#changed.clear();
      this.#revision += 1;
      this.emit('site.changed', { revision: this.#revision, changes: all.map((kind) => ({ kind, ids: null })) });
    });
  }
}
