import type { EditLabel } from '#shared/model/edit-label';
import type { Client } from '../../../api/client.ts';

/** Starts something later; the returned function takes it back. */
export type Schedule = (action: () => void, milliseconds: number) => () => void;

/** What a reader of the screen is told. The words are in `shared/text/en/sequence-editor.ts` under `said`. */
export type Spoken =
  | { key: 'changed' | 'undone' | 'redone'; label: EditLabel | null }
  | { key: 'moved'; count: number; name: string; number: number }
  | { key: 'copied'; count: number }
  | { key: 'conditionsCopied'; count: number }
  | { key: 'pasted'; count: number }
  | { key: 'removed'; count: number; name: string }
  | { key: 'saved'; revision: number }
  | { key: 'found'; count: number }
  | { key: 'refused'; reason: string };

/** Everything from outside; a test brings its own. */
export interface EditorDeps {
  readonly client: Client;
  readonly schedule: Schedule;
  readonly say: (spoken: Spoken) => void;
}

/** Something on its way from one place, or one editor, to another. Lives as long as the window. */
export interface Clipboard<T> {
  read(): T | null;
  write(copied: T): void;
  subscribe(listener: () => void): () => void;
}
export interface CopiedSteps {
  readonly xml: string;
  readonly count: number;
}
/** Parts of conditions as their text, one by one. */
export interface CopiedConditions {
  readonly xml: readonly string[];
}

/** One clipboard for all editors of a window. */
export function createClipboard<T>(): Clipboard<T> {
  let held: T | null = null;
  const listeners = new Set<() => void>();
  return {
    read: () => held,
    write: (copied) => {
      held = copied;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
