import { type Bridge, bridgeName, portFromBridge } from '#shared/contract/bridge';
import { type Client as ContractClient, createClient } from '#shared/contract/client';
import type { TopicName } from '#shared/contract/contract';
import { contract } from '#shared/contract/contract';
import type { ClientMessage, Port } from '#shared/contract/envelope';
import { AppError } from '#shared/contract/errors';
import type { Connection } from '../stores/connection.ts';
import type { Client } from './client.ts';
import { toProblem } from './problem.ts';

/** Waits between tries: quick at first, because a restarted host is back within a second. */
const waitsMs = [200, 500, 1000, 2000, 4000, 8000] as const;
const waitMs = (attempt: number): number => waitsMs[Math.min(attempt, waitsMs.length - 1)] ?? 8000;

/** A port over a WebSocket; what is sent before it opens waits. */
function openSocket(address: string): Port<ClientMessage, unknown> {
  const socket = new WebSocket(address);
  const waiting: ClientMessage[] = [];
  socket.addEventListener('open', () => {
    for (const message of waiting.splice(0)) socket.send(JSON.stringify(message));
  });
  return {
    send: (message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
      else if (socket.readyState === WebSocket.CONNECTING) waiting.push(message);
    },
    onMessage: (listener) => {
      const receive = (event: MessageEvent): void => {
        if (typeof event.data === 'string') listener(JSON.parse(event.data));
      };
      socket.addEventListener('message', receive);
      return () => socket.removeEventListener('message', receive);
    },
    onClose: (listener) => {
      socket.addEventListener('close', listener);
      return () => socket.removeEventListener('close', listener);
    },
    close: () => socket.close(),
  };
}

/** Electron's bridge when there is one, else the host that served this page. */
function openPort(page: Window): Port<ClientMessage, unknown> {
  const bridge = (page as unknown as Record<string, Bridge | undefined>)[bridgeName];
  if (bridge !== undefined) return portFromBridge(bridge);
  const protocol = page.location.protocol === 'https:' ? 'wss:' : 'ws:';
  return openSocket(`${protocol}//${page.location.host}/connection`);
}

/** The client of the console: it connects again by itself, keeps listeners, and repeats what was not answered. */
class ReconnectingClient implements Client {
  readonly #listeners = new Map<TopicName, Set<(payload: never) => void>>();
  readonly #closeListeners = new Set<() => void>();
  readonly #connection: Connection;
  readonly #page: Window;
  readonly #build: string;
  #current: ContractClient;
  #back = Promise.withResolvers<undefined>();
  #isClosed = false;
  #attempt = 0;

  constructor(page: Window, connection: Connection, build: string) {
    this.#page = page;
    this.#connection = connection;
    this.#build = build;
    this.#current = this.#open();
  }

  /** A lost connection is no answer: the call waits for the next one and is sent again, a command at most once. */
  async call(...[method, input, options]: Parameters<Client['call']>): Promise<never> {
    const isCommand = contract[method].kind === 'command';
    const requestId = options?.requestId ?? (isCommand ? this.#page.crypto.randomUUID() : undefined);
    const passed = { ...options, ...(requestId === undefined ? {} : { requestId }) };
    for (;;) {
      const used = this.#current;
      try {
        return (await used.call(method, input, passed)) as never;
      } catch (error) {
        const isLost = error instanceof AppError && error.code === 'CONNECTION_LOST';
        if (!isLost || this.#isClosed) throw error;
        if (used === this.#current) await this.#back.promise;
      }
    }
  }

  on(topic: TopicName, listener: (payload: never) => void): () => void {
    const set = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, set.add(listener));
    return () => void set.delete(listener);
  }

  onClose(listener: () => void): () => void {
    this.#closeListeners.add(listener);
    return () => void this.#closeListeners.delete(listener);
  }

  close(): void {
    this.#isClosed = true;
    this.#current.close();
    for (const listener of this.#closeListeners) listener();
  }

  #open(): ContractClient {
    const client = createClient(openPort(this.#page), {
      build: this.#build,
      // Not shown: a message that does not fit is a fault of ours, and the developer tools are where it is looked for.
      onFault: (what, cause) => reportError(new Error(what, { cause })),
    });
    for (const topic of this.#topics()) client.on(topic, (payload) => this.#tell(topic, payload));
    // Events were lost: everything that is shown is read again.
    client.onGap(() => this.#restate());
    client.onClose(() => this.#lost(client));
    client.ready.then(
      () => this.#connected(),
      (error: unknown) => this.#refused(error),
    );
    return client;
  }

  #topics(): TopicName[] {
    return (Object.keys(contract) as (keyof typeof contract)[]).filter(
      (name): name is TopicName => contract[name].kind === 'event',
    );
  }

  #tell(topic: TopicName, payload: unknown): void {
    for (const listener of [...(this.#listeners.get(topic) ?? [])]) listener(payload as never);
  }

  #connected(): void {
    this.#attempt = 0;
    this.#connection.set({ status: 'connected' });
    this.#back.resolve(undefined);
    this.#back = Promise.withResolvers();
  }

  #restate(): void {
    this.#connection.set({ status: 'lost', attempt: 0 });
    this.#connection.set({ status: 'connected' });
  }

  #refused(error: unknown): void {
    const problem = toProblem(error);
    if (problem.code === 'CONNECTION_LOST') return;
    this.#isClosed = true;
    this.#connection.set({ status: 'refused', problem });
  }

  #lost(client: ContractClient): void {
    if (this.#isClosed || client !== this.#current) return;
    this.#connection.set({ status: 'lost', attempt: this.#attempt });
    this.#page.setTimeout(() => {
      this.#attempt += 1;
      this.#current = this.#open();
    }, waitMs(this.#attempt));
  }
}

/** Connects the page to its core and keeps it connected. */
export function connect(page: Window, connection: Connection, build: string): Client {
  return new ReconnectingClient(page, connection, build);
}
