import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TabKindName, TabMap } from './tab-map.ts';

export interface TabOf<K extends TabKindName> {
  readonly id: string;
  readonly kind: K;
  readonly params: TabMap[K];
  readonly title: string;
  readonly isDirty: boolean;
}
export type Tab = { [K in TabKindName]: TabOf<K> }[TabKindName];

export interface TabsState {
  readonly tabs: readonly Tab[];
  readonly activeId: string;
  /** Most recently used first: closing goes back to the one before. */
  readonly recent: readonly string[];
}

export interface OpenTab<K extends TabKindName> {
  readonly kind: K;
  readonly params: TabMap[K];
  readonly title: string;
  /** Tabs of one kind with the same key are one tab. */
  readonly key: string;
  /** A new tab waits in the strip: the person is busy elsewhere. */
  readonly isBehind?: boolean;
}

export interface Tabs {
  readonly store: StoreApi<TabsState>;
  /** Opens a tab or goes to the one that shows the same thing (then with these params); gives its id. */
  open<K extends TabKindName>(tab: OpenTab<K>): string;
  activate(id: string): void;
  /** Goes round the strip; `step` is 1 or -1. */
  cycle(step: 1 | -1): void;
  setTitle(id: string, title: string): void;
  setDirty(id: string, isDirty: boolean): void;
  /** Asked before a tab of the kind closes; false keeps it open. */
  guard(kind: TabKindName, mayClose: (tab: Tab) => Promise<boolean>): void;
  /** Puts the tabs of an earlier window behind the console, in their order; those that are open already stay as they are. */
  restore(tabs: readonly Tab[], activeId: string | null): void;
  /** Asks the guard first. Gives whether the tab is gone. The console tab never closes. */
  close(id: string): Promise<boolean>;
}

export const consoleTabId = 'console';

/** The console, the earlier tabs in their order, and what was opened meanwhile. */
function withEarlier(tabs: readonly Tab[], earlier: readonly Tab[]): readonly Tab[] {
  const known = new Set(earlier.map((tab) => tab.id));
  const kept = earlier.map((tab) => tabs.find((one) => one.id === tab.id) ?? tab);
  return [...tabs.slice(0, 1), ...kept, ...tabs.slice(1).filter((tab) => !known.has(tab.id))];
}

export function createTabs(consoleTitle: string): Tabs {
  const first: Tab = { id: consoleTabId, kind: 'console', params: {}, title: consoleTitle, isDirty: false };
  const store = createStore<TabsState>(() => ({ tabs: [first], activeId: consoleTabId, recent: [consoleTabId] }));
  const guards = new Map<TabKindName, (tab: Tab) => Promise<boolean>>();
  const activate = (id: string): void =>
    store.setState(({ tabs, activeId, recent }) =>
      tabs.some((tab) => tab.id === id)
        ? { activeId: id, recent: [id, ...recent.filter((other) => other !== id)] }
        : { activeId, recent },
    );
  const change = (id: string, part: Partial<Pick<Tab, 'title' | 'isDirty'>>): void =>
    store.setState(({ tabs }) => ({ tabs: tabs.map((tab) => (tab.id === id ? { ...tab, ...part } : tab)) }));
  const remove = (id: string): void =>
    store.setState(({ tabs, activeId, recent }) => {
      const rest = recent.filter((other) => other !== id);
      return {
        tabs: tabs.filter((tab) => tab.id !== id),
        recent: rest,
        activeId: activeId === id ? (rest[0] ?? consoleTabId) : activeId,
      };
    });
  return {
    store,
    activate,
    open: ({ kind, params, title, key, isBehind = false }) => {
      const id = `${kind}:${key}`;
      const tab = { id, kind, params, title, isDirty: false } as Tab;
      store.setState(({ tabs }) => ({
        tabs: tabs.some((other) => other.id === id)
          ? tabs.map((other) => (other.id === id ? ({ ...other, params } as Tab) : other))
          : [...tabs, tab],
      }));
      if (!isBehind) activate(id);
      return id;
    },
    cycle: (step) => {
      const { tabs, activeId } = store.getState();
      const at = tabs.findIndex((tab) => tab.id === activeId);
      const next = tabs[(at + step + tabs.length) % tabs.length];
      if (next) activate(next.id);
    },
    setTitle: (id, title) => change(id, { title }),
    setDirty: (id, isDirty) => change(id, { isDirty }),
    restore: (earlier, activeId) => {
      store.setState(({ tabs }) => ({ tabs: withEarlier(tabs, earlier) }));
      if (activeId !== null) activate(activeId);
    },
    guard: (kind, mayClose) => void guards.set(kind, mayClose),
    close: async (id) => {
      const tab = store.getState().tabs.find((other) => other.id === id);
      if (!tab || tab.kind === 'console') return false;
      const mayClose = guards.get(tab.kind);
      if (mayClose && !(await mayClose(tab))) return false;
      remove(id);
      return true;
    },
  };
}
