import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DialogKind, DialogMap } from './dialog-map.ts';

/** One open dialog as data. */
export type DialogRequest = {
  [K in DialogKind]: { readonly kind: K; readonly request: DialogMap[K]['request'] };
}[DialogKind];

export interface OpenDialog {
  readonly id: number;
  readonly dialog: DialogRequest;
}

export interface Dialogs {
  readonly store: StoreApi<{ readonly open: readonly OpenDialog[] }>;
  /** Opens a dialog; the promise gives its result, or undefined when it was dismissed. */
  ask<K extends DialogKind>(kind: K, request: DialogMap[K]['request']): Promise<DialogMap[K]['result'] | undefined>;
  close(id: number, result?: unknown): void;
}

export function createDialogs(): Dialogs {
  const store = createStore<{ open: readonly OpenDialog[] }>(() => ({ open: [] }));
  const waiting = new Map<number, (result: unknown) => void>();
  let last = 0;
  return {
    store,
    ask: (kind, request) =>
      new Promise((resolve) => {
        last += 1;
        const entry = { id: last, dialog: { kind, request } as DialogRequest };
        waiting.set(entry.id, resolve as (result: unknown) => void);
        store.setState(({ open }) => ({ open: [...open, entry] }));
      }),
    close: (id, result) => {
      store.setState(({ open }) => ({ open: open.filter((entry) => entry.id !== id) }));
      waiting.get(id)?.(result);
      waiting.delete(id);
    },
  };
}
