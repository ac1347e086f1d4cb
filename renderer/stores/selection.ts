import { chosenRows, noSelection, type ListSelection } from '../components/list-selection.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface SelectionModel {
  readonly store: StoreApi<{ readonly lists: Readonly<Record<string, ListSelection>> }>;
  get(listId: string): ListSelection;
  set(listId: string, selection: ListSelection): void;
  /** Selects these, with the first as the active row. */
  select(listId: string, ids: readonly string[]): void;
}

/** What is selected in each list; it survives refresh, sort and a change of node. */
export function createSelection(): SelectionModel {
  const store = createStore<{ lists: Readonly<Record<string, ListSelection>> }>(() => ({ lists: {} }));
  const set = (listId: string, selection: ListSelection): void =>
    store.setState(({ lists }) => ({ lists: { ...lists, [listId]: selection } }));
  return {
    store,
    set,
    get: (listId) => store.getState().lists[listId] ?? noSelection,
    select: (listId, ids) => set(listId, chosenRows(ids)),
  };
}
