import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { ReadConnection } from '../store/connection.ts';
import { listStorePlaces } from '../store/lists/state-store-list.ts';
import { nameKey } from '../store/tables/columns.ts';
import { getStateStore, type StateStoreRow } from '../store/tables/state-store.ts';

/** What the system knows a place by, whatever it is called; undefined for what is not there. */
function identityOf(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${String(found.dev)}/${String(found.ino)}`;
}

/** As `identityOf`, and undefined too for what may not be looked at. */
export function placeIdentity(path: string): string | undefined {
  try {
    return identityOf(path);
  } catch {
    // Not to be looked at: only its name tells.
    return undefined;
  }
}

/** The other stores that were not deleted and lie where this one does, under whatever name of the folders above it. */
export async function othersInPlace(
  connection: ReadConnection,
  row: Pick<StateStoreRow, 'id' | 'path'>,
): Promise<StateStoreRow[]> {
  const own = placeIdentity(row.path);
  const name = nameKey(basename(row.path));
  const others = listStorePlaces(connection).filter(
    ({ id, path }) =>
      id !== row.id &&
      (path === row.path || (own !== undefined && nameKey(basename(path)) === name && placeIdentity(path) === own)),
  );
  return Promise.all(others.map(({ id }) => getStateStore(connection, id)));
}

/** Whether the files in a place that others have too are those of this row: it was captured last. */
export function isLatest(row: StateStoreRow, others: readonly StateStoreRow[]): boolean {
  return !others.some(({ capturedAt }) => capturedAt !== null && capturedAt >= (row.capturedAt ?? 0));
}
