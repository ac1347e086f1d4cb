import type { PendingRestart } from '#shared/model/local-computer';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../api/client.ts';
import { isSpoken, secondsLeft } from './countdown.ts';

/** What the store needs of the time. */
export interface RestartClock {
  now(): number;
  every(ms: number, tick: () => void): () => void;
}

export interface RestartState {
  readonly restart: PendingRestart | null;
  /** Whole seconds until it; 0 without one. */
  readonly left: number;
}

export type RestartNews =
  { readonly kind: 'announced' | 'left'; readonly seconds: number } | { readonly kind: 'restarting' };

/** The announced restart as every window shows it, and its countdown. */
export interface RestartStore {
  readonly store: StoreApi<RestartState>;
  refresh(): Promise<void>;
  stop(): Promise<void>;
  now(): Promise<void>;
}

export interface RestartStoreOptions {
  readonly client: Client;
  readonly clock: RestartClock;
  readonly onNews: (news: RestartNews) => void;
}

export function createRestartStore({ client, clock, onNews }: RestartStoreOptions): RestartStore {
  const store = createStore<RestartState>(() => ({ restart: null, left: 0 }));
  let stopTicking: (() => void) | null = null;
  const tick = (): void => {
    const { restart, left: before } = store.getState();
    if (restart === null) return;
    const left = secondsLeft(restart, clock.now());
    if (left === before) return;
    store.setState({ left });
    if (restart.state === 'counting' && isSpoken(before, left)) onNews({ kind: 'left', seconds: left });
  };
  const take = (restart: PendingRestart | null): void => {
    const before = store.getState().restart;
    const left = restart === null ? 0 : secondsLeft(restart, clock.now());
    store.setState({ restart, left });
    stopTicking?.();
    stopTicking = restart?.state === 'counting' ? clock.every(250, tick) : null;
    if (restart === null) return;
    const isNew = before?.runId !== restart.runId || before.announcedAt !== restart.announcedAt;
    if (restart.state === 'counting' && isNew) onNews({ kind: 'announced', seconds: left });
    if (restart.state === 'restarting' && before?.state !== 'restarting') onNews({ kind: 'restarting' });
  };
  client.on('restart.changed', ({ restart }) => take(restart));
  const ask = async (method: 'restart.stop' | 'restart.now'): Promise<void> => {
    const { restart } = store.getState();
    if (restart !== null) await client.call(method, { runId: restart.runId });
  };
  return {
    store,
    refresh: async () => take((await client.call('restart.pending', {})).restart),
    stop: () => ask('restart.stop'),
    now: () => ask('restart.now'),
  };
}
