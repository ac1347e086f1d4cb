import { AppError } from '#shared/contract/errors';
import type { Association, AssociationStatus } from '#shared/model/state-migration';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Database } from '../store/connection.ts';
import type { AssociationRow } from '../store/tables/association.ts';
import {
  deleteAssociation,
  getAssociation,
  insertAssociation,
  listAssociations,
  updateAssociationAccounts,
} from '../store/tables/association.ts';
import type { StateStoreRow } from '../store/tables/state-store.ts';
import { listStateStores } from '../store/tables/state-store.ts';
import { countMissing, restoredAt, servesAssociation } from './state-stores.ts';

export interface AssociationInput {
  sourceDeviceId: string;
  destinationDeviceId: string;
  behavior: Association['behavior'];
  accounts: readonly string[];
}

export interface Associations {
  list(): Promise<Association[]>;
  /** Errors: `ASSOCIATION_SAME_DEVICE`, `ASSOCIATION_EXISTS`, `ASSOCIATION_SOURCE_TAKEN`, `DEVICE_NOT_FOUND`, `INVALID_INPUT`. */
  create(input: AssociationInput): Promise<AssociationRow>;
  setAccounts(id: string, behavior: Association['behavior'], accounts: readonly string[]): Promise<void>;
  /** Stores that exist and serve these associations and no other one: what may be deleted with them (MIG-11). */
  listOwnStores(ids: readonly string[]): Promise<StateStoreRow[]>;
  /** Removes associations; what becomes of their stores is the caller's. Errors: `ASSOCIATION_NOT_FOUND`. */
  remove(ids: readonly string[]): Promise<void>;
}

/** The latest store that still exists, else the latest of all: what the list shows about an association. */
function currentStore(stores: readonly StateStoreRow[]): StateStoreRow | undefined {
  return stores.find((store) => store.deletedAt === null) ?? stores[0];
}

/** Not captured: not started. Captured: in progress. Captured, and restored on its destination: completed (MIG-2). */
export function associationStatus(store: StateStoreRow | undefined, destinationDeviceId: string): AssociationStatus {
  if (store?.capturedAt == null) return 'not-started';
  return restoredAt(store, destinationDeviceId) === null ? 'in-progress' : 'completed';
}

function toAssociation(row: AssociationRow, stores: readonly StateStoreRow[]): Association {
  const store = currentStore(stores);
  return {
    id: row.id,
    type: row.type,
    sourceDeviceId: row.sourceDeviceId,
    sourceName: row.sourceName,
    destinationDeviceId: row.destinationDeviceId,
    destinationName: row.destinationName,
    behavior: row.behavior,
    accounts: row.accounts,
    status: associationStatus(store, row.destinationDeviceId),
    stateStoreId: store?.id ?? null,
    capturedAt: store?.capturedAt ?? null,
    releasedAt: store?.releasedAt ?? null,
    restoredAt: store === undefined ? null : restoredAt(store, row.destinationDeviceId),
    deletedAt: store?.deletedAt ?? null,
    storePath: store?.path ?? null,
    missingCount: store === undefined ? 0 : countMissing(store),
    createdAt: row.createdAt,
    createdBy: row.createdBy,
  };
}

/** The accounts belong to the choice: "all" has none, "specified" needs at least one, none of them twice (MIG-3). */
function checkAccounts(behavior: Association['behavior'], accounts: readonly string[]): string[] {
  const distinct = [...new Map(accounts.map((name) => [name.trim().toLowerCase(), name.trim()])).values()];
  if (behavior === 'capture-all-restore-all') return [];
  if (distinct.length === 0 || distinct.includes('')) {
    throw new AppError('INVALID_INPUT', { reason: 'this choice needs at least one user account' });
  }
  return distinct;
}

/** Computer associations of a site: which computer's state goes to which, and for whom. Rules: MIG-1 to MIG-3. */
export function createAssociations(database: Database, clock: Clock, ids: Ids, userName: string): Associations {
  const list = async (): Promise<Association[]> => {
    const stores = Map.groupBy(await listStateStores(database.read), (store) => store.sourceDeviceId);
    const rows = await listAssociations(database.read);
    return rows.map((row) => {
      const ofSource = stores.get(row.sourceDeviceId) ?? [];
      return toAssociation(
        row,
        ofSource.filter((store) => servesAssociation(store, row)),
      );
    });
  };
  const create = async (input: AssociationInput): Promise<AssociationRow> => {
    const accounts = checkAccounts(input.behavior, input.accounts);
    return database.write((transaction) =>
      insertAssociation(transaction, {
        ...input,
        accounts,
        id: ids.uuid(),
        type: 'side-by-side',
        at: clock.now(),
        by: userName,
      }),
    );
  };
  const setAccounts: Associations['setAccounts'] = async (id, behavior, accounts) => {
    const checked = checkAccounts(behavior, accounts);
    await database.write((transaction) => updateAssociationAccounts(transaction, id, { behavior, accounts: checked }));
  };
  const listOwnStores: Associations['listOwnStores'] = async (given) => {
    const all = await listAssociations(database.read);
    const isGiven = new Set<string>(given);
    const gone = all.filter((one) => isGiven.has(one.id));
    const kept = all.filter((one) => !isGiven.has(one.id));
    return (await listStateStores(database.read)).filter(
      (store) =>
        store.deletedAt === null &&
        gone.some((one) => servesAssociation(store, one)) &&
        !kept.some((one) => servesAssociation(store, one)),
    );
  };
  const remove = (given: readonly string[]): Promise<void> =>
    database.write(async (transaction) => {
      for (const id of given) {
        await getAssociation(transaction, id);
        await deleteAssociation(transaction, id);
      }
    });
  return { list, create, setAccounts, listOwnStores, remove };
}
