import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../api/problem.ts';

export interface ToastInput {
  readonly intent: 'success' | 'info' | 'warning' | 'error';
  readonly title: string;
  readonly text?: string;
  /** Undo, or the way to what was made. */
  readonly action?: { readonly label: string; readonly run: () => void | Promise<void> };
  readonly problem?: Problem;
}
export interface Toast extends ToastInput {
  readonly id: number;
}

export interface Toasts {
  readonly store: StoreApi<{ readonly toasts: readonly Toast[] }>;
  show(toast: ToastInput): number;
  dismiss(id: number): void;
}

/** Only for finished or undoable things. How long one stays is the toaster's business. */
export function createToasts(): Toasts {
  const store = createStore<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }));
  let last = 0;
  return {
    store,
    show: (toast) => {
      last += 1;
      const id = last;
      store.setState(({ toasts }) => ({ toasts: [...toasts, { ...toast, id }].slice(-4) }));
      return id;
    },
    dismiss: (id) => store.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
  };
}
