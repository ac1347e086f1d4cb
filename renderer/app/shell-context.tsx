import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Resource, ResourceState } from '../api/resource.ts';
import { noSelection, type ListLayout, type ListSelection } from '../components/list-model.ts';
import { emptyList } from '../stores/settings.ts';
import type { ModelKey, Shell } from './types.ts';

const ShellContext = createContext<Shell | null>(null);

export function ShellProvider(props: { readonly shell: Shell; readonly children: ReactNode }) {
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

export function useResource<T>(resource: Resource<T>): ResourceState<T> {
  return useStore(resource.store);
}

/** Column widths, hidden columns and sort of a list: spread into `DataList`. */
export function useListLayout(listId: string): {
  layout: ListLayout;
  onLayoutChange: (layout: ListLayout) => void;
} {
  const shell = useShell();
  const layout = useStore(shell.settings.store, (state) => state.settings.lists[listId] ?? emptyList);
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
