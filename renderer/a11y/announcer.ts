import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Announcer {
  readonly store: StoreApi<{ readonly polite: string; readonly assertive: string }>;
  /** Says it when there is a pause: moved, undone, saved, problems counted. */
  say(text: string): void;
  /** Says it at once: failures only. */
  alert(text: string): void;
}

/** One live region for the whole console. A repeated text gets a trailing space, or it would not be read again. */
export function createAnnouncer(): Announcer {
  const store = createStore(() => ({ polite: '', assertive: '' }));
  const next = (before: string, text: string): string => (before === text ? `${text}\u00a0` : text);
  return {
    store,
    say: (text) => store.setState(({ polite }) => ({ polite: next(polite, text) })),
    alert: (text) => store.setState(({ assertive }) => ({ assertive: next(assertive, text) })),
  };
}
