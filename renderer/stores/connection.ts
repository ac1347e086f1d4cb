import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../api/problem.ts';

/** `refused` is final for this page: another version, or a site that cannot be opened. */
export type ConnectionState =
  | { readonly status: 'connecting' | 'connected' }
  | { readonly status: 'lost'; readonly attempt: number }
  | { readonly status: 'refused'; readonly problem: Problem };

export interface Connection {
  readonly store: StoreApi<{ readonly state: ConnectionState }>;
  set(state: ConnectionState): void;
  /** Runs each time the core can be reached again after it was lost. */
  onReconnect(listener: () => void): () => void;
}

export function createConnection(initial: ConnectionState = { status: 'connected' }): Connection {
  const store = createStore<{ state: ConnectionState }>(() => ({ state: initial }));
  const listeners = new Set<() => void>();
  return {
    store,
    set: (state) => {
      const before = store.getState().state.status;
      store.setState({ state });
      if (state.status === 'connected' && before === 'lost') listeners.forEach((listener) => listener());
    },
    onReconnect: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
