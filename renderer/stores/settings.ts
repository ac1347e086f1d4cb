import { defaultSettings, mergeSettings, type Settings } from '#shared/model/site';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../api/client.ts';
import type { ListLayout } from '../components/list-model.ts';

export interface SettingsModel {
  readonly store: StoreApi<{ readonly settings: Settings; readonly isLoaded: boolean }>;
  refresh(): Promise<void>;
  /** Acts at once on the screen, then keeps it in the site. */
  set(change: Partial<Settings>): Promise<void>;
  setList(listId: string, list: ListLayout): Promise<void>;
  setPane(paneId: string, size: number): Promise<void>;
}

export const emptyList: ListLayout = { widths: {}, hidden: [], sort: null };
/** Of lists with more columns than a window of 1280 px has room for; which ones show is a choice of the person. */
const atFirst: Readonly<Record<string, ListLayout>> = { 'task-sequences': { ...emptyList, hidden: ['created'] } };

/** How a list is arranged that nobody has arranged yet. */
export function firstLayout(listId: string): ListLayout {
  return atFirst[listId] ?? emptyList;
}

export function createSettings(client: Client): SettingsModel {
  const store = createStore(() => ({ settings: defaultSettings, isLoaded: false }));
  let changes = 0;
  const set = async (change: Partial<Settings>): Promise<void> => {
    changes += 1;
    store.setState(({ settings }) => ({ settings: mergeSettings(settings, change) }));
    await client.call('setting.set', change);
  };
  return {
    store,
    set,
    refresh: async () => {
      for (let before = -1; before !== changes;) {
        before = changes;
        const settings = await client.call('setting.get', {});
        // An answer from before a choice would take the choice back on the screen: it is asked for again.
        if (before === changes) store.setState({ settings, isLoaded: true });
      }
    },
    setList: (listId, list) => set({ lists: { [listId]: list } }),
    setPane: (paneId, size) => set({ panes: { [paneId]: Math.max(0, Math.round(size)) } }),
  };
}
