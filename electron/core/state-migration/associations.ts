import { AppError, isAppError } from '#shared/contract/errors';
import { demandNoConflict } from '#shared/model/change';
import type { AssociationSelection } from '#shared/model/lists';
import type { Association } from '#shared/model/state-migration';
import { reason } from '#shared/contract/message';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { KeyedQueue } from '../queue/keyed-queue.ts';
import type { Database, ReadConnection, Transaction } from '../store/connection.ts';
import { deleteAssociations } from '../store/lists/act-on-selected.ts';
import { resolveOwnStores } from '../store/lists/state-store-list.ts';
import type { AssociationRow } from '../store/tables/association.ts';
import { insertAssociation, updateAssociationAccounts } from '../store/tables/association.ts';
import { getStateStore, listStateStoresOfSource, type StateStoreRow } from '../store/tables/state-store.ts';
import { beginDelete, changeStateStore, mayGo, partsOfUse } from './state-stores.ts';
import type { PlaceCalls, SeenPlaces } from './place-look.ts';
import { placesNow, seePlaces } from './shared-place.ts';
import type { IsGone } from './store-use.ts';

export interface AssociationInput {
  sourceDeviceId: string;
  destinationDeviceId: string;
  behavior: Association['behavior'];
  accounts: readonly string[];
}

export interface Associations {
  /** Errors: `ASSOCIATION_SAME_DEVICE`, `ASSOCIATION_EXISTS`, `ASSOCIATION_SOURCE_TAKEN`, `DEVICE_NOT_FOUND`, `INVALID_INPUT`. */
  create(input: AssociationInput): Promise<AssociationRow>;
  /**
   * `shown` has what a person saw: accounts that are others by now, and not the wanted ones, are `REVISION_CONFLICT`.
   * Errors: `ASSOCIATION_NOT_FOUND`, `ASSOCIATION_SOURCE_TAKEN`, `INVALID_INPUT`.
   */
  setAccounts(id: string, change: AccountChoice, shown?: Partial<AccountChoice>): Promise<void>;
  /**
   * Removes associations, all of them or none, and gives the stores that are to be deleted with them: with `delete`
   * those that serve these associations and no other one (MIG-11), each begun as by `beginDelete`. One that is in use
   * stays, and is among `inUse` (MIG-191). Errors: `ASSOCIATION_NOT_FOUND`.
   */
  remove(
    selection: AssociationSelection,
    stores: 'keep' | 'delete',
  ): Promise<{ count: number; going: StateStoreRow[]; inUse: StateStoreRow[] }>;
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
  /** As of `StateStoreParts`. */
  readonly isGone?: IsGone;
  /** As of `StateStoreParts`. */
  readonly placeCalls?: PlaceCalls;
}

/** The accounts belong to the choice: "all" has none, "specified" needs at least one, none of them twice (MIG-3). */
function checkAccounts(behavior: Association['behavior'], accounts: readonly string[]): string[] {
  const distinct = [...new Map(accounts.map((name) => [name.trim().toLowerCase(), name.trim()])).values()];
  if (behavior === 'capture-all-restore-all') return [];
  if (distinct.length === 0 || distinct.includes('')) {
    throw new AppError('INVALID_INPUT', { reason: reason('needs-account') });
  }
  return distinct;
}

/** Each store by itself: one that is in use keeps none of the others. */
async function beginDeletions(
  transaction: Transaction,
  ids: readonly string[],
  parts: AssociationParts,
  seen: SeenPlaces,
) {
  const [use, places] = [{ ...partsOfUse(parts), at: parts.clock.now() }, placesNow(transaction, seen)];
  const [going, inUse]: [StateStoreRow[], StateStoreRow[]] = [[], []];
  for (const id of ids) {
    try {
      going.push(await beginDelete(transaction, id, use, places));
    } catch (error) {
      if (!isAppError(error, 'STATE_STORE_IN_USE')) throw error;
      inUse.push(await getStateStore(transaction, id));
    }
  }
  return { going, inUse };
}

/**
 * State that was captured for this very pair, and stayed when their association was deleted, is this one's as long as
 * it was not restored completely: nothing else would lead to it any more (UST-263).
 */
async function takeUpKept(transaction: Transaction, made: AssociationRow): Promise<void> {
  for (const row of await listStateStoresOfSource(transaction, made.sourceDeviceId)) {
    const isOfPair = row.associationId === null && row.destinationDeviceId === made.destinationDeviceId;
    if (!isOfPair || row.migrationPointFolderId === null || row.deletedAt !== null || mayGo(row)) continue;
    await changeStateStore(transaction, row.id, { associationId: made.id });
  }
}

/** One look for all of them, however many there are. */
async function seePlacesOf(ids: readonly string[], { database, placeCalls }: AssociationParts): Promise<SeenPlaces> {
  const rows = await Promise.all(ids.map((id) => getStateStore(database.read, id)));
  const paths = rows.map(({ path }) => path);
  return seePlaces(database.read, paths, placeCalls);
}

const keyOf = (id: string): string => `association/${id}`;

/** Computer associations of a site: which computer's state goes to which, and for whom. Rules: MIG-1 to MIG-3. */
export function createAssociations(parts: AssociationParts): Associations {
  const { database, clock, ids, userName, queue } = parts;
  const create = async (input: AssociationInput): Promise<AssociationRow> => {
    const accounts = checkAccounts(input.behavior, input.accounts);
    return database.write(async (transaction) => {
      const made = { ...input, accounts, id: ids.uuid(), type: 'side-by-side' as const };
      const row = await insertAssociation(transaction, { ...made, at: clock.now(), by: userName });
      await takeUpKept(transaction, row);
      return row;
    });
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
    queue.runAll(given.kind === 'ids' ? [...new Set(given.ids)].map(keyOf) : [], async () => {
      const ownOf = (connection: ReadConnection) => (stores === 'delete' ? resolveOwnStores(connection, given) : []);
      const seen = await seePlacesOf(ownOf(database.read), parts);
      return database.write(async (transaction) => {
        const begun = await beginDeletions(transaction, ownOf(transaction), parts, seen);
        return { count: await deleteAssociations(transaction, given), ...begun };
      });
    });
  return { create, setAccounts, remove };
}
