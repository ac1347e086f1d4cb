import { EventEmitter } from 'node:events';

/** One side of a channel: what the other side does to it. */
interface End {
  receive(data: unknown): void;
  otherSideClosed(): void;
}

/** `MessagePortMain`: nothing flows before `start`, and messages are copies. */
export class DoublePort extends EventEmitter implements End {
  #peer: End | undefined;
  #waiting: unknown[] = [];
  #isStarted = false;
  #isClosed = false;

  join(peer: End): void {
    this.#peer = peer;
  }

  postMessage(message: unknown): void {
    if (this.#isClosed) return;
    const copy = structuredClone(message);
    queueMicrotask(() => this.#peer?.receive(copy));
  }

  start(): void {
    this.#isStarted = true;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const data of waiting) queueMicrotask(() => this.emit('message', { data, ports: [] }));
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const peer = this.#peer;
    queueMicrotask(() => {
      peer?.otherSideClosed();
      this.emit('close');
    });
  }

  receive(data: unknown): void {
    if (this.#isClosed) return;
    if (this.#isStarted) this.emit('message', { data, ports: [] });
    else this.#waiting.push(data);
  }

  otherSideClosed(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.emit('close');
  }

  /** Gives this side to another process: its peer then talks to `remote`. */
  handOver(remote: End): void {
    const peer = this.#peer;
    if (!(peer instanceof DoublePort)) throw new Error('Only a port with its peer in this process can be handed over');
    peer.join(remote);
    for (const data of this.#waiting.splice(0)) remote.receive(data);
    this.#isClosed = true;
  }

  get peer(): End | undefined {
    return this.#peer;
  }
}

/** `MessageChannelMain`. */
export class DoubleChannel {
  readonly port1 = new DoublePort();
  readonly port2 = new DoublePort();
  constructor() {
    this.port1.join(this.port2);
    this.port2.join(this.port1);
  }
}

/** What goes between two processes: a message with the numbers of the ports it brings, or something on one port. */
export type Frame =
  | { readonly t: 'message'; readonly data: unknown; readonly ports: readonly number[] }
  | { readonly t: 'port'; readonly port: number; readonly data: unknown }
  | { readonly t: 'close'; readonly port: number };

/** Carries messages and handed-over ports over the one pipe between two processes. Only one side hands over. */
export class Link {
  readonly #send: (frame: Frame) => void;
  readonly #ends = new Map<number, End>();
  #nextPort = 1;

  constructor(send: (frame: Frame) => void) {
    this.#send = send;
  }

  post(data: unknown, transfer: readonly DoublePort[] = []): void {
    const ports = transfer.map((port) => {
      const id = this.#nextPort++;
      if (port.peer) this.#ends.set(id, port.peer);
      port.handOver(this.#remote(id));
      return id;
    });
    this.#send({ t: 'message', data, ports });
  }

  /** Takes a frame in. Returns the message with its ports when it is one. */
  receive(frame: Frame): { data: unknown; ports: DoublePort[] } | undefined {
    if (frame.t === 'port') this.#ends.get(frame.port)?.receive(frame.data);
    if (frame.t === 'close') this.#end(frame.port);
    if (frame.t !== 'message') return undefined;
    const ports = frame.ports.map((id) => {
      const port = new DoublePort();
      port.join(this.#remote(id));
      this.#ends.set(id, port);
      return port;
    });
    return { data: frame.data, ports };
  }

  /** The other process is gone, and all its ports with it. */
  end(): void {
    for (const id of [...this.#ends.keys()]) this.#end(id);
  }

  #end(id: number): void {
    const end = this.#ends.get(id);
    this.#ends.delete(id);
    end?.otherSideClosed();
  }

  #remote(port: number): End {
    return {
      receive: (data) => {
        this.#send({ t: 'port', port, data });
      },
      otherSideClosed: () => {
        this.#ends.delete(port);
        this.#send({ t: 'close', port });
      },
    };
  }
}
