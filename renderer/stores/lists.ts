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

/** How a list that is shown becomes a file. */
export interface ListExport {
  /** What the list is called. */
  readonly name: string;
  /** Reads all that match, page by page, and gives the parts of the file. Errors: `CANCELLED` after the signal. */
  readonly read: (onProgress: (done: number, total: number) => void, signal: AbortSignal) => Promise<readonly string[]>;
}

export const nothingChosen: Chosen<never> = { count: 0, rows: [], input: null };

/** What is chosen and shown in each list on the screen: a command acts on nothing that a person cannot see. */
export interface ShownLists {
  readonly store: StoreApi<{ readonly chosen: Readonly<Record<string, Chosen<unknown>>> }>;
  /** The list of this id as it is filtered and sorted; null when it is not shown. */
  exportOf(listId: string): ListExport | null;
  setExport(listId: string, made: ListExport | null): void;
  /** The row that takes the place of the chosen ones when they go: the one after them, else before; null for none. */
  nextTo(listId: string): string | null;
  setNextTo(listId: string, find: (() => string | null) | null): void;
  get(listId: string): Chosen<unknown>;
  /** Null when the list is not shown any more. */
  set(listId: string, chosen: Chosen<unknown> | null): void;
}

export function createShownLists(): ShownLists {
  const store = createStore<{ chosen: Readonly<Record<string, Chosen<unknown>>> }>(() => ({ chosen: {} }));
  const exports = new Map<string, ListExport>();
  const next = new Map<string, () => string | null>();
  return {
    store,
    exportOf: (listId) => exports.get(listId) ?? null,
    setExport: (listId, made) => {
      if (made === null) exports.delete(listId);
      else exports.set(listId, made);
    },
    nextTo: (listId) => next.get(listId)?.() ?? null,
    setNextTo: (listId, find) => {
      if (find === null) next.delete(listId);
      else next.set(listId, find);
    },
    get: (listId) => store.getState().chosen[listId] ?? nothingChosen,
    set: (listId, chosen) =>
      store.setState(({ chosen: before }) => {
        const rest = Object.fromEntries(Object.entries(before).filter(([id]) => id !== listId));
        return { chosen: chosen === null ? rest : { ...rest, [listId]: chosen } };
      }),
  };
}
