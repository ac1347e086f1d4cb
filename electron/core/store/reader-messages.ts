import type { Statement } from './connection.ts';

export interface ReadOrder {
  readonly id: number;
  readonly statements: readonly Statement[];
}

/** What SQLite said travels as its code and words: the class would be lost between threads. */
export type ReadAnswer =
  | { readonly id: number; readonly rows: unknown[][]; readonly tookMs: number }
  | { readonly id: number; readonly code: string; readonly message: string };
