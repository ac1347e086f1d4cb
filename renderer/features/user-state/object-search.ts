import type { StateStoreId } from '#shared/model/ids';
import type { StateObject } from '#shared/model/user-state';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../api/client.ts';
import { toProblem, type Problem } from '../../api/problem.ts';

/** Objects that one question brings. */
export const objectPage = 500;

export interface ObjectsState {
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  readonly filter: string;
  readonly total: number;
  readonly objects: readonly StateObject[];
  readonly problem: Problem | null;
}

/** What is looked for in one state store, and what was found. */
export interface ObjectSearch {
  readonly objects: StoreApi<ObjectsState>;
  /** Looks for a part of a path; the last of several overlapping searches wins. */
  search(filter: string): Promise<void>;
  showMore(): Promise<void>;
  stop(): void;
}

export function createObjectSearch(client: Client, stateStoreId: StateStoreId): ObjectSearch {
  const objects = createStore<ObjectsState>(() => ({
    status: 'idle',
    filter: '',
    total: 0,
    objects: [],
    problem: null,
  }));
  let round = 0;
  const ask = async (filter: string, offset: number): Promise<void> => {
    const mine = ++round;
    objects.setState({ status: 'loading', filter, problem: null });
    try {
      const page = await client.call('stateStore.objects', { stateStoreId, filter, offset, limit: objectPage });
      if (mine !== round) return;
      const before = offset === 0 ? [] : objects.getState().objects;
      objects.setState({ status: 'ready', total: page.total, objects: [...before, ...page.objects] });
    } catch (error) {
      if (mine === round) objects.setState({ status: 'failed', problem: toProblem(error) });
    }
  };
  return {
    objects,
    search: (filter) => ask(filter, 0),
    showMore: async () => {
      const { status, filter, objects: shown, total } = objects.getState();
      if (status === 'ready' && shown.length < total) await ask(filter, shown.length);
    },
    stop: () => {
      round += 1;
    },
  };
}
