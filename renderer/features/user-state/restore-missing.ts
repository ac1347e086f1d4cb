import type { StateStoreId } from '#shared/model/ids';
import type { StateStoreRow } from '#shared/model/state-migration';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../api/client.ts';

/** More restored stores than this are not looked into for the list; their own result still tells. */
const mostRead = 200;

export interface RestoreMissing {
  readonly store: StoreApi<{ readonly byStore: ReadonlyMap<StateStoreId, number> }>;
  /** Reads the results of restored stores that were not read since their restore, newest first, one after another. */
  read(rows: readonly StateStoreRow[]): void;
}

/** How many files each restore left behind: rows of stores know only what the capture could not take. */
export function createRestoreMissing(client: Client): RestoreMissing {
  const store = createStore<{ byStore: ReadonlyMap<StateStoreId, number> }>(() => ({ byStore: new Map() }));
  const readAt = new Map<StateStoreId, number>();
  let queue: readonly StateStoreRow[] = [];
  let isReading = false;
  const readOne = async ({ id, restoredAt }: StateStoreRow): Promise<void> => {
    readAt.set(id, restoredAt ?? 0);
    try {
      const { restore } = await client.call('stateStore.get', { stateStoreId: id });
      if (restore !== null)
        store.setState(({ byStore }) => ({ byStore: new Map(byStore).set(id, restore.missingCount) }));
    } catch {
      // Not known is shown as such; the result itself says why it cannot be read. The next change asks again.
      readAt.delete(id);
    }
  };
  const work = async (): Promise<void> => {
    isReading = true;
    for (let next = queue[0]; next !== undefined; next = queue[0]) {
      queue = queue.slice(1);
      await readOne(next);
    }
    isReading = false;
  };
  return {
    store,
    read: (rows) => {
      queue = rows
        .filter((row) => row.restoredAt !== null && readAt.get(row.id) !== row.restoredAt)
        .sort((one, other) => (other.restoredAt ?? 0) - (one.restoredAt ?? 0))
        .slice(0, mostRead);
      if (!isReading) void work();
    },
  };
}
