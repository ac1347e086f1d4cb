import { basename } from 'node:path';
import type { ReadConnection } from '../store/connection.ts';
import { listStorePlaces } from '../store/lists/state-store-list.ts';
import { nameKey } from '../store/tables/columns.ts';
import { getStateStore, type StateStoreRow } from '../store/tables/state-store.ts';
import { beginLook, type Look, type PlaceCalls, type SeenPlaces } from './place-look.ts';

interface Place {
  readonly id: string;
  readonly path: string;
}
type PlacesByName = ReadonlyMap<string, readonly Place[]>;

/** Where stores lie: by the rows of now, and by what was seen of the disk before. */
export interface KnownPlaces {
  readonly byName: PlacesByName;
  readonly seen: SeenPlaces;
}

function listByName(connection: ReadConnection): PlacesByName {
  const found = new Map<string, Place[]>();
  for (const place of listStorePlaces(connection)) {
    const key = nameKey(basename(place.path));
    const alike = found.get(key);
    if (alike === undefined) found.set(key, [place]);
    else alike.push(place);
  }
  return found;
}

const alikeOf = (byName: PlacesByName, path: string): readonly Place[] => byName.get(nameKey(basename(path))) ?? [];

/** Looks at what may be the same place as one of these, all of them in one go: what has the same name. */
export async function lookInPlaces(connection: ReadConnection, paths: readonly string[], look: Look): Promise<void> {
  const byName = listByName(connection);
  for (const path of paths) {
    for (const other of alikeOf(byName, path)) {
      if (other.path === path) continue;
      await look.identity(path);
      await look.identity(other.path);
    }
  }
}

/**
 * The places as the rows of this connection have them, with what was seen before its transaction. It holds for as long as
 * no row is added, moved or deleted. A row that came since the look is judged by its path.
 */
export function placesNow(connection: ReadConnection, seen: SeenPlaces): KnownPlaces {
  return { byName: listByName(connection), seen };
}

/** What was seen of the places of these, for a transaction that decides about them (MIG-200). */
export async function seePlaces(
  connection: ReadConnection,
  paths: readonly string[],
  calls?: PlaceCalls,
): Promise<SeenPlaces> {
  const look = beginLook(calls);
  await lookInPlaces(connection, paths, look);
  return look.seen;
}

/** The other stores that were not deleted and lie where this one does, under whatever name of the folders above it. */
export async function othersInPlace(
  connection: ReadConnection,
  row: Place,
  { byName, seen }: KnownPlaces,
): Promise<StateStoreRow[]> {
  const own = seen.identities.get(row.path);
  const others = alikeOf(byName, row.path).filter(
    ({ id, path }) => id !== row.id && (path === row.path || (own !== undefined && seen.identities.get(path) === own)),
  );
  return Promise.all(others.map(({ id }) => getStateStore(connection, id)));
}

/** Whether the files in a place that others have too are those of this row: it was captured last. */
export function isLatest(row: StateStoreRow, others: readonly StateStoreRow[]): boolean {
  return !others.some(({ capturedAt }) => capturedAt !== null && capturedAt >= (row.capturedAt ?? 0));
}
