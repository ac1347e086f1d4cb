import type { StateStoreRow } from '../store/tables/state-store.ts';

/** True for a store that is to be deleted, or was: its row says so before its files go (MIG-23). */
export function isGoing(row: StateStoreRow): boolean {
  return row.deletedAt !== null || (row.state === 'incomplete' && row.deleteAfter !== null);
}
