import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { toProblem, type Problem } from '../api/problem.ts';

export interface WorkState {
  readonly isBusy: boolean;
  readonly problem: Problem | null;
}
export interface Work extends WorkState {
  /** Does it, one at a time; a failure stays beside the form until the next try. */
  readonly run: (work: () => Promise<unknown>) => void;
}

/** What a dialog does with its form: busy while it goes on, the problem when it failed. */
export function useWork(): Work {
  const { store, run } = useMemo(createWork, []);
  return { ...useStore(store), run };
}

function createWork() {
  const store = createStore<WorkState>(() => ({ isBusy: false, problem: null }));
  const carryOut = async (work: () => Promise<unknown>): Promise<void> => {
    store.setState({ isBusy: true, problem: null });
    try {
      await work();
      store.setState({ isBusy: false });
    } catch (error) {
      store.setState({ isBusy: false, problem: toProblem(error) });
    }
  };
  return {
    store,
    run: (work: () => Promise<unknown>): void => {
      if (!store.getState().isBusy) void carryOut(work);
    },
  };
}
