import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Input, Output } from '#shared/contract/contract';
import type { QueryName } from '../api/answer-parts.ts';
import { toProblem, type Problem } from '../api/problem.ts';
import type { ListLayout } from '../components/list-model.ts';
import { noSelection, type ListSelection } from '../components/list-selection.ts';
import { firstLayout } from '../stores/settings.ts';
import type { ModelKey, Shell } from './types.ts';

const ShellContext = createContext<Shell | null>(null);

export function ShellProvider(props: { readonly shell: Shell; readonly children: ReactNode }) {
  const { shell, children } = props;
  return (
    <ShellContext value={shell}>
      <QueryClientProvider client={shell.cache.queries}>{children}</QueryClientProvider>
    </ShellContext>
  );
}

/** A part of the console with something of its own in the shell; what was read is kept in the one place of the window. */
export function InnerShell(props: { readonly shell: Shell; readonly children: ReactNode }) {
  return <ShellContext value={props.shell}>{props.children}</ShellContext>;
}

/** The shell this component lives in. */
export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error('useShell needs a ShellProvider above it');
  return shell;
}

/** The stores of a feature. */
export function useModel<T>(key: ModelKey<T>): T {
  return useShell().model(key);
}

/** A part of a store; keep selectors small and their results stable. */
export function useSlice<S, T>(store: StoreApi<S>, select: (state: S) => T): T {
  return useStore(store, select);
}

/** An answer of the core as it stands: `data` stays while it is read again, also when that fails. */
export interface Answer<T> {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly data: T | null;
  readonly problem: Problem | null;
  /** Asks again. */
  readonly refresh: () => Promise<void>;
}

/** What the core answers, read when it is shown and again when it changed; null asks nothing. */
export function useAnswer<K extends QueryName>(method: K, input: Input<K> | null): Answer<Output<K>> {
  const { cache } = useShell();
  const question = cache.question(method, input as Input<K>);
  const { data, error, refetch } = useQuery({ ...question, enabled: input !== null });
  return {
    status: error !== null ? 'failed' : data === undefined ? 'loading' : 'ready',
    data: data ?? null,
    problem: error === null ? null : toProblem(error),
    refresh: async () => {
      await refetch();
    },
  };
}

/** Column widths, hidden columns and sort of a list: spread into `DataList`. */
export function useListLayout(listId: string): {
  layout: ListLayout;
  onLayoutChange: (layout: ListLayout) => void;
} {
  const shell = useShell();
  const layout = useStore(shell.settings.store, (state) => state.settings.lists[listId] ?? firstLayout(listId));
  return { layout, onLayoutChange: (next) => void shell.attempt(() => shell.settings.setList(listId, next)) };
}

/** Selection of a list: spread into `DataList`. */
export function useListSelection(listId: string): {
  selection: ListSelection;
  onSelectionChange: (selection: ListSelection) => void;
} {
  const shell = useShell();
  const selection = useStore(shell.selection.store, (state) => state.lists[listId] ?? noSelection);
  return { selection, onSelectionChange: (next) => shell.selection.set(listId, next) };
}

/** Size of a pane that is remembered; `setSize` is for the end of a drag. */
export function usePaneSize(paneId: string, initial: number): { size: number; setSize: (size: number) => void } {
  const shell = useShell();
  const size = useStore(shell.settings.store, (state) => state.settings.panes[paneId] ?? initial);
  return { size, setSize: (next) => void shell.attempt(() => shell.settings.setPane(paneId, next)) };
}
