import { type Client as ContractClient, createClient, type Host } from '#shared/contract/client';
import type { TopicName } from '#shared/contract/contract';
import { contract } from '#shared/contract/contract';
import type { ClientMessage, Pass, Port } from '#shared/contract/envelope';
import { AppError } from '#shared/contract/errors';
import type { Connection } from '../stores/connection.ts';
import type { Client } from './client.ts';
import { openPort } from './open-port.ts';
import { toProblem } from './problem.ts';
import { returningPort } from './returning-port.ts';

/** Waits between tries: quick at first, because a restarted host is back within a second. */
const waitsMs = [200, 500, 1000, 2000, 4000, 8000] as const;
const waitMs = (attempt: number): number => waitsMs[Math.min(attempt, waitsMs.length - 1)] ?? 8000;

type ConsolePort = Port<ClientMessage, unknown>;

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
  /** Which host answered on a connection: one that was started anew is another. */
  readonly #hosts = new WeakMap<ContractClient, string>();
  /** In this page only: whoever has its port later must not find it. */
  #pass: Pass | undefined;

  constructor(page: Window, connection: Connection, build: string, port: ConsolePort) {
    this.#page = page;
    this.#connection = connection;
    this.#build = build;
    this.#current = this.#open(port);
  }

  /**
   * A lost connection is no answer: the call waits for the next one and is sent again, a command at most once. A host that
   * was started anew does not know whether the one before it carried a command out: that ends with `ANSWER_LOST`.
   */
  async call(...[method, input, options]: Parameters<Client['call']>): Promise<never> {
    const isCommand = contract[method].kind === 'command';
    const requestId = options?.requestId ?? (isCommand ? this.#page.crypto.randomUUID() : undefined);
    const passed = { ...options, ...(requestId === undefined ? {} : { requestId }) };
    for (let sentTo: string | undefined; ;) {
      const used = this.#current;
      try {
        if (isCommand) {
          // Known at once when the host has greeted: a command keeps its place among what is asked beside it.
          const instance = this.#hosts.get(used) ?? (await used.ready).instance;
          if (sentTo !== undefined && sentTo !== instance) throw new AppError('ANSWER_LOST');
          sentTo = instance;
        }
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

  #open(port: ConsolePort): ContractClient {
    const client = createClient(port, {
      build: this.#build,
      // Not shown: a message that does not fit is a fault of ours, and the developer tools are where it is looked for.
      onFault: (what, cause) => reportError(new Error(what, { cause })),
    });
    for (const topic of this.#topics()) client.on(topic, (payload) => this.#tell(topic, payload));
    // Events were lost: everything that is shown is read again.
    client.onGap(() => this.#restate());
    client.onClose(() => this.#lost(client));
    client.ready.then(
      (host) => this.#connected(client, host),
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

  #connected(client: ContractClient, { instance, pass }: Host): void {
    this.#hosts.set(client, instance);
    this.#attempt = 0;
    this.#pass = pass;
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
      const port = openPort(this.#page);
      this.#current = this.#open(this.#pass === undefined ? port : returningPort(port, this.#pass, this.#page));
    }, waitMs(this.#attempt));
  }
}

/** Connects the page to its core by a port that is open already, and keeps it connected. */
export function connect(page: Window, connection: Connection, build: string, port: ConsolePort): Client {
  return new ReconnectingClient(page, connection, build, port);
}
