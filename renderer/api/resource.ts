import type { SiteArea } from '#shared/model/site';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from './client.ts';
import { toProblem, type Problem } from './problem.ts';

/** A copy of host data: updated by replies and events only. `data` stays while it is read again. */
export interface ResourceState<T> {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly data: T | null;
  readonly problem: Problem | null;
}

export interface Resource<T> {
  readonly store: StoreApi<ResourceState<T>>;
  /** Reads again; the last of several overlapping reads wins. */
  refresh(): Promise<void>;
  /** Ends listening. */
  stop(): void;
}

export interface ResourceOptions<T> {
  readonly client: Client;
  readonly load: (client: Client, signal: AbortSignal) => Promise<T>;
  /** Parts of the site whose change means: read again. */
  readonly areas: readonly SiteArea[];
  /** Called when the connection is back; subscribe here to read again. */
  readonly onReconnect?: (listener: () => void) => () => void;
}

/** A read model that keeps itself up to date. Reading starts at once. */
export function createResource<T>(options: ResourceOptions<T>): Resource<T> {
  const store = createStore<ResourceState<T>>(() => ({ status: 'loading', data: null, problem: null }));
  let running: AbortController | null = null;
  const refresh = async (): Promise<void> => {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    try {
      const data = await options.load(options.client, mine.signal);
      if (running === mine) store.setState({ status: 'ready', data, problem: null });
    } catch (error) {
      if (running === mine) store.setState({ status: 'failed', problem: toProblem(error) });
    }
  };
  const stops = [
    options.client.on('site.changed', ({ changes }) => {
      if (changes.some(({ kind }) => options.areas.includes(kind))) void refresh();
    }),
    options.onReconnect?.(() => void refresh()),
  ];
  void refresh();
  return {
    store,
    refresh,
    stop: () => {
      running?.abort();
      running = null;
      stops.forEach((stop) => stop?.());
    },
  };
}
