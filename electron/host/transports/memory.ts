import type { Port } from '#shared/contract/envelope';

/**
 * Two ports of one process. Messages pass through `structuredClone` and arrive later, in order, so that nothing can
 * come to depend on shared objects or on an answer within the same turn.
 */
export function createMemoryPair<Left, Right>(): { left: Port<Left, Right>; right: Port<Right, Left> } {
  const left = new MemoryPort<Left, Right>();
  const right = new MemoryPort<Right, Left>();
  left.connect(right);
  right.connect(left);
  return { left, right };
}

class MemoryPort<Out, In> implements Port<Out, In> {
  readonly #listeners = new Set<(message: In) => void>();
  readonly #closeListeners = new Set<() => void>();
  #peer: MemoryPort<In, Out> | undefined;
  #isOpen = true;

  connect(peer: MemoryPort<In, Out>): void {
    this.#peer = peer;
  }

  send(message: Out): void {
    const peer = this.#peer;
    if (!this.#isOpen || !peer) return;
    const copy = structuredClone(message);
    queueMicrotask(() => {
      peer.#deliver(copy);
    });
  }

  onMessage(listener: (message: In) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onClose(listener: () => void): () => void {
    this.#closeListeners.add(listener);
    return () => this.#closeListeners.delete(listener);
  }

  close(): void {
    const peer = this.#peer;
    this.#end();
    queueMicrotask(() => {
      if (peer) peer.#end();
    });
  }

  #deliver(message: In): void {
    if (!this.#isOpen) return;
    for (const listener of [...this.#listeners]) listener(message);
  }

  #end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    for (const listener of [...this.#closeListeners]) listener();
  }
}
