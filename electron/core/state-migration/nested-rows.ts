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
import { beginLook, type Look, namesAbove, type PlaceCalls, type SeenPlaces } from './place-look.ts';

interface Place {
  readonly id: string;
  readonly path: string;
}
type FoldersByName = ReadonlyMap<string, readonly string[]>;

/** The folders above a place, the nearest first, as it is called and as it really is. */
function foldersAbove(path: string, { realAbove }: SeenPlaces): string[] {
  const above = namesAbove(path);
  const real = realAbove.get(path);
  if (real === undefined || above.includes(real)) return above;
  const isRoot = real === dirname(real);
  return isRoot ? above : [...above, real, ...namesAbove(real)];
}

function byName(folders: readonly string[]): FoldersByName {
  const found = new Map<string, string[]>();
  for (const folder of folders) {
    const key = nameKey(basename(folder));
    found.set(key, [...(found.get(key) ?? []), folder]);
  }
  return found;
}

const alikeOf = (above: FoldersByName, folder: string): readonly string[] => above.get(nameKey(basename(folder))) ?? [];

/** Whether a place lies in a folder: compared by name first, then by what the system knows both by. */
function isBelow(above: FoldersByName, folder: string, { identities }: SeenPlaces): boolean {
  const alike = alikeOf(above, folder);
  if (alike.includes(folder)) return true;
  const identity = alike.length === 0 ? undefined : identities.get(folder);
  return identity !== undefined && alike.some((one) => identities.get(one) === identity);
}

async function lookBelow(above: FoldersByName, folder: string, look: Look): Promise<boolean> {
  const alike = alikeOf(above, folder);
  if (alike.length === 0) return false;
  if (!alike.includes(folder)) for (const one of [folder, ...alike]) await look.identity(one);
  return isBelow(above, folder, look.seen);
}

/** A row of which nothing lies anywhere, and which nobody fills, takes no place; one that was not looked at takes its. */
function takesPlace({ state, path }: StateStoreRow, { areThere }: SeenPlaces): boolean {
  return state === 'capturing' || (areThere.get(path) ?? true);
}

/** What comes to lie in the place of a store that goes would go with it, whatever is there of that store. */
function takesAround(row: StateStoreRow, seen: SeenPlaces): boolean {
  return takesPlace(row, seen) || isGoing(row);
}

async function takingPlace(
  connection: ReadConnection,
  places: readonly { readonly id: string }[],
  takes: (row: StateStoreRow) => boolean,
): Promise<StateStoreRow | undefined> {
  const rows = await Promise.all(places.map(({ id }) => getStateStore(connection, id)));
  return rows.find(takes);
}

async function lookAtRowsAround(
  connection: ReadConnection,
  folders: readonly string[],
  look: Look,
  own?: string,
): Promise<void> {
  const above = byName(folders);
  for (const { id, path } of listStorePlaces(connection)) {
    if (id === own) continue;
    for (const one of storeFolders(path)) if (await lookBelow(above, one, look)) await look.isThere(path);
  }
}

async function findRowAround(
  connection: ReadConnection,
  folders: readonly string[],
  seen: SeenPlaces,
  own?: string,
): Promise<StateStoreRow | undefined> {
  const above = byName(folders);
  const around = listStorePlaces(connection).filter(
    ({ id, path }) => id !== own && storeFolders(path).some((one) => isBelow(above, one, seen)),
  );
  return takingPlace(connection, around, (row) => takesAround(row, seen));
}

/** The places of other rows that may lie in this one: its name is among theirs. */
function listMaybeWithin(connection: ReadConnection, { id, path }: Place): readonly Place[] {
  const key = nameKey(basename(path));
  return listStorePlaces(connection).filter((other) => other.id !== id && nameKey(other.path).includes(key));
}

/** Looks at what `demandHoldsNoRow` decides by. */
export async function lookWithin(connection: ReadConnection, place: Place, look: Look): Promise<void> {
  for (const { path } of listMaybeWithin(connection, place)) {
    await look.realAbove(path);
    if (await lookBelow(byName(foldersAbove(path, look.seen)), place.path, look)) await look.isThere(path);
  }
}

/** Throws `STATE_STORE_HOLDS` (`{path, store}`) when the store of another row lies in this place (UST-241). */
export async function demandHoldsNoRow(connection: ReadConnection, place: Place, seen: SeenPlaces): Promise<void> {
  const { path } = place;
  const within = listMaybeWithin(connection, place).filter((other) =>
    isBelow(byName(foldersAbove(other.path, seen)), path, seen),
  );
  const found = await takingPlace(connection, within, (row) => takesPlace(row, seen));
  if (found !== undefined) throw new AppError('STATE_STORE_HOLDS', { path, store: found.path });
}

/** Looks at what `demandNotNested` decides by. */
export async function lookForNested(connection: ReadConnection, place: Place, look: Look): Promise<void> {
  await look.realAbove(place.path);
  await lookAtRowsAround(connection, foldersAbove(place.path, look.seen), look, place.id);
  await lookWithin(connection, place, look);
}

/**
 * Throws `STATE_STORE_INSIDE` or `STATE_STORE_HOLDS` (`{path, store}`) for a place of a capture that lies in the store of
 * another row, or has one in it (UST-240, UST-241).
 */
export async function demandNotNested(connection: ReadConnection, place: Place, seen: SeenPlaces): Promise<void> {
  const { id, path } = place;
  const found = await findRowAround(connection, foldersAbove(path, seen), seen, id);
  if (found !== undefined) throw new AppError('STATE_STORE_INSIDE', { path, store: found.path });
  await demandHoldsNoRow(connection, place, seen);
}

async function findRowAroundFolder(
  connection: ReadConnection,
  folder: string,
  calls?: PlaceCalls,
): Promise<StateStoreRow | undefined> {
  const look = beginLook(calls);
  await look.realAbove(folder);
  const folders = [folder, ...foldersAbove(folder, look.seen)];
  await lookAtRowsAround(connection, folders, look);
  return findRowAround(connection, folders, look.seen);
}

/**
 * Throws `STATE_STORE_INSIDE` (`{path, store}`) for what would be written into a folder that is a store, or lies in one, by
 * the disk or by a row (UST-240). It looks at the disk, and so has no place in a transaction.
 */
export async function demandNoStore(connection: ReadConnection, path: string, into = path): Promise<void> {
  const store = findStoreAround({ existsSync, realpathSync }, into);
  const found = store ?? (await findRowAroundFolder(connection, into))?.path;
  if (found !== undefined) throw new AppError('STATE_STORE_INSIDE', { path, store: found });
}
