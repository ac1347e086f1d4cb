import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { AppError } from '#shared/contract/errors';
import { findStoreAround } from '../userstate/stores/nested-store.ts';
import { storeFolders } from '../userstate/stores/store-paths.ts';
import type { ReadConnection } from '../store/connection.ts';
import { listStorePlaces } from '../store/lists/state-store-list.ts';
import { nameKey } from '../store/tables/columns.ts';
import { getStateStore, type StateStoreRow } from '../store/tables/state-store.ts';
import { isGoing } from './going.ts';
import { placeIdentity } from './shared-place.ts';

/** The folders above a place, the nearest first, as it is called and as it really is. */
function foldersAbove(path: string): string[] {
  const above: string[] = [];
  for (let at = dirname(path); at !== dirname(at); at = dirname(at)) above.push(at);
  const there = above.find((one) => existsSync(one));
  if (there === undefined) return above;
  let real: string;
  try {
    real = realpathSync(there);
  } catch {
    return above;
  }
  if (real === there) return above;
  for (let at = real; at !== dirname(at); at = dirname(at)) above.push(at);
  return above;
}

/** Whether a place lies in a folder: compared by name first, then by what the system knows both by. */
function isBelow(above: ReadonlyMap<string, readonly string[]>, folder: string): boolean {
  const alike = above.get(nameKey(basename(folder))) ?? [];
  if (alike.includes(folder)) return true;
  const identity = alike.length === 0 ? undefined : placeIdentity(folder);
  return identity !== undefined && alike.some((one) => placeIdentity(one) === identity);
}

function byName(folders: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const folder of folders) {
    const key = nameKey(basename(folder));
    found.set(key, [...(found.get(key) ?? []), folder]);
  }
  return found;
}

/** A row of which nothing lies anywhere, and which nobody fills, takes no place. */
function takesPlace({ state, path }: StateStoreRow): boolean {
  return state === 'capturing' || storeFolders(path).some((one) => existsSync(one));
}

/** What comes to lie in the place of a store that goes would go with it, whatever is there of that store. */
function takesAround(row: StateStoreRow): boolean {
  return takesPlace(row) || isGoing(row);
}

type Place = Pick<StateStoreRow, 'id' | 'path'>;

async function takingPlace(
  connection: ReadConnection,
  places: readonly { readonly id: string }[],
  takes: (row: StateStoreRow) => boolean,
): Promise<StateStoreRow | undefined> {
  const rows = await Promise.all(places.map(({ id }) => getStateStore(connection, id)));
  return rows.find(takes);
}

async function findRowAround(
  connection: ReadConnection,
  folders: readonly string[],
  own?: string,
): Promise<StateStoreRow | undefined> {
  const above = byName(folders);
  const around = listStorePlaces(connection).filter(
    ({ id, path }) => id !== own && storeFolders(path).some((one) => isBelow(above, one)),
  );
  return takingPlace(connection, around, takesAround);
}

/** Throws `STATE_STORE_HOLDS` (`{path, store}`) when the store of another row lies in this place (UST-241). */
export async function demandHoldsNoRow(connection: ReadConnection, { id, path }: Place): Promise<void> {
  const key = nameKey(basename(path));
  const within = listStorePlaces(connection).filter(
    (other) => other.id !== id && nameKey(other.path).includes(key) && isBelow(byName(foldersAbove(other.path)), path),
  );
  const found = await takingPlace(connection, within, takesPlace);
  if (found !== undefined) throw new AppError('STATE_STORE_HOLDS', { path, store: found.path });
}

/**
 * Throws `STATE_STORE_INSIDE` or `STATE_STORE_HOLDS` (`{path, store}`) for a place of a capture that lies in the store of
 * another row, or has one in it (UST-240, UST-241).
 */
export async function demandNotNested(connection: ReadConnection, place: Place): Promise<void> {
  const { id, path } = place;
  const found = await findRowAround(connection, foldersAbove(path), id);
  if (found !== undefined) throw new AppError('STATE_STORE_INSIDE', { path, store: found.path });
  await demandHoldsNoRow(connection, place);
}

/**
 * Throws `STATE_STORE_INSIDE` (`{path, store}`) for what would be written into a folder that is a store, or lies in one, by
 * the disk or by a row (UST-240).
 */
export async function demandNoStore(connection: ReadConnection, path: string, into = path): Promise<void> {
  const store = findStoreAround({ existsSync, realpathSync }, into);
  const found = store ?? (await findRowAround(connection, [into, ...foldersAbove(into)]))?.path;
  if (found !== undefined) throw new AppError('STATE_STORE_INSIDE', { path, store: found });
}
