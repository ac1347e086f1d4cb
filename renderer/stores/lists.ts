import { createStore, type StoreApi } from 'zustand/vanilla';

/** What is chosen in a list that is shown, as its commands need it. */
export interface Chosen<R> {
  /** How many rows a command would act on. */
  readonly count: number;
  /** Those of them that are known, in the order of the list: all of them but for a selection of "all that match". */
  readonly rows: readonly R[];
  /** The input of commands; null when nothing is chosen. */
  readonly input: ChosenInput | null;
}

/** A selection as commands of the contract take it. */
export type ChosenInput =
  | { readonly kind: 'ids'; readonly ids: readonly (string | number)[] }
  | {
      readonly kind: 'all';
      readonly filter: string;
      readonly meanings: readonly { readonly word: string; readonly codes: string[] }[];
      readonly criteria: Readonly<Record<string, unknown>>;
      readonly except: readonly (string | number)[];
    };

export const nothingChosen: Chosen<never> = { count: 0, rows: [], input: null };

/** What is chosen and shown in each list on the screen: a command acts on nothing that a person cannot see. */
export interface ShownLists {
  readonly store: StoreApi<{ readonly chosen: Readonly<Record<string, Chosen<unknown>>> }>;
  get(listId: string): Chosen<unknown>;
  /** Null when the list is not shown any more. */
  set(listId: string, chosen: Chosen<unknown> | null): void;
}

export function createShownLists(): ShownLists {
  const store = createStore<{ chosen: Readonly<Record<string, Chosen<unknown>>> }>(() => ({ chosen: {} }));
  return {
    store,
    get: (listId) => store.getState().chosen[listId] ?? nothingChosen,
    set: (listId, chosen) =>
      store.setState(({ chosen: before }) => {
        const rest = Object.fromEntries(Object.entries(before).filter(([id]) => id !== listId));
        return { chosen: chosen === null ? rest : { ...rest, [listId]: chosen } };
      }),
  };
}
