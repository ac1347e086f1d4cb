import { AppError } from '#shared/contract/errors';
import { demandNoConflict } from '#shared/model/change';
import type { Association, AssociationCondition, AssociationStatus } from '#shared/model/state-migration';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { KeyedQueue } from '../queue/keyed-queue.ts';
import type { Database, ReadConnection } from '../store/connection.ts';
import type { AssociationRow } from '../store/tables/association.ts';
import {
  deleteAssociation,
  insertAssociation,
  listAssociations,
  updateAssociationAccounts,
} from '../store/tables/association.ts';
import type { StateStoreRow } from '../store/tables/state-store.ts';
import { listStateStores } from '../store/tables/state-store.ts';
import { beginDelete, missingOf, readResults, restoredAt, servesAssociation } from './state-stores.ts';

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
  /**
   * `shown` has what a person saw: accounts that are others by now, and not the wanted ones, are `REVISION_CONFLICT`.
   * Errors: `ASSOCIATION_NOT_FOUND`, `ASSOCIATION_SOURCE_TAKEN`, `INVALID_INPUT`.
   */
  setAccounts(id: string, change: AccountChoice, shown?: Partial<AccountChoice>): Promise<void>;
  /**
   * Removes associations, all of them or none, and gives the stores that are to be deleted with them: with `delete`
   * those that serve these associations and no other one (MIG-11), each begun as by `beginDelete`. Errors:
   * `ASSOCIATION_NOT_FOUND`, `STATE_STORE_IN_USE`.
   */
  remove(ids: readonly string[], stores: 'keep' | 'delete'): Promise<StateStoreRow[]>;
}

/** For whom state is carried over. */
export interface AccountChoice {
  readonly behavior: Association['behavior'];
  readonly accounts: readonly string[];
}

export interface AssociationParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly userName: string;
  readonly queue: KeyedQueue;
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

/** What a person should read: what goes on in the store, then the times, then what is missing. */
function conditionOf(store: StateStoreRow | undefined, destinationDeviceId: string): AssociationCondition {
  if (store === undefined) return 'not-started';
  if (restoredAt(store, destinationDeviceId) !== null) {
    if (missingOf(store) > 0) return 'restored-incomplete';
    return readResults(store).restore === null ? 'restored' : 'completed';
  }
  if (store.state === 'capturing' || store.state === 'requested') return 'capturing';
  if (store.capturedAt === null) return store.state === 'incomplete' ? 'capture-failed' : 'not-started';
  return store.releasedAt === null ? 'captured' : 'waiting';
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
    storeState: store?.state ?? null,
    condition: conditionOf(store, row.destinationDeviceId),
    missingCount: store === undefined ? 0 : missingOf(store),
    restoreMissing: store === undefined ? null : (readResults(store).restore?.missingCount ?? null),
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

/** Stores that exist and serve these associations and no other one: what may be deleted with them (MIG-11). */
export async function listOwnStores(connection: ReadConnection, ids: readonly string[]): Promise<StateStoreRow[]> {
  const isGiven = new Set<string>(ids);
  const all = await listAssociations(connection);
  const gone = all.filter((one) => isGiven.has(one.id));
  const kept = all.filter((one) => !isGiven.has(one.id));
  return (await listStateStores(connection)).filter(
    (store) =>
      store.deletedAt === null &&
      gone.some((one) => servesAssociation(store, one)) &&
      !kept.some((one) => servesAssociation(store, one)),
  );
}

const keyOf = (id: string): string => `association/${id}`;

/** Computer associations of a site: which computer's state goes to which, and for whom. Rules: MIG-1 to MIG-3. */
export function createAssociations({ database, clock, ids, userName, queue }: AssociationParts): Associations {
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
  const setAccounts: Associations['setAccounts'] = (id, { behavior, accounts }, shown = {}) => {
    const decide = (row: AssociationRow): AccountChoice => {
      const change = { behavior, accounts: checkAccounts(behavior, accounts) };
      const name = `${row.sourceName} → ${row.destinationName}`;
      demandNoConflict(
        { name, revision: row.revision },
        { behavior: row.behavior, accounts: row.accounts },
        change,
        shown,
      );
      return change;
    };
    return queue.run(keyOf(id), () =>
      database.write((transaction) => updateAssociationAccounts(transaction, id, decide)),
    );
  };
  const remove: Associations['remove'] = (given, stores) =>
    queue.runAll(given.map(keyOf), () =>
      database.write(async (transaction) => {
        const going = stores === 'delete' ? await listOwnStores(transaction, given) : [];
        for (const store of going) await beginDelete(transaction, store.id, clock.now());
        for (const id of given) await deleteAssociation(transaction, id);
        return going;
      }),
    );
  return { list, create, setAccounts, remove };
}
