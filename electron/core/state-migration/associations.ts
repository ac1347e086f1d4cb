import { AppError } from '#shared/contract/errors';
import { demandNoConflict } from '#shared/model/change';
import type { AssociationSelection } from '#shared/model/lists';
import type { Association } from '#shared/model/state-migration';
import { reason } from '#shared/contract/message';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { KeyedQueue } from '../queue/keyed-queue.ts';
import type { Database } from '../store/connection.ts';
import { deleteAssociations } from '../store/lists/act-on-selected.ts';
import { resolveOwnStores } from '../store/lists/state-store-list.ts';
import type { AssociationRow } from '../store/tables/association.ts';
import { insertAssociation, updateAssociationAccounts } from '../store/tables/association.ts';
import type { StateStoreRow } from '../store/tables/state-store.ts';
import { beginDelete } from './state-stores.ts';

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
   * those that serve these associations and no other one (MIG-11), each begun as by `beginDelete`. Errors:
   * `ASSOCIATION_NOT_FOUND`, `STATE_STORE_IN_USE`.
   */
  remove(
    selection: AssociationSelection,
    stores: 'keep' | 'delete',
  ): Promise<{ count: number; going: StateStoreRow[] }>;
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

/** The accounts belong to the choice: "all" has none, "specified" needs at least one, none of them twice (MIG-3). */
function checkAccounts(behavior: Association['behavior'], accounts: readonly string[]): string[] {
  const distinct = [...new Map(accounts.map((name) => [name.trim().toLowerCase(), name.trim()])).values()];
  if (behavior === 'capture-all-restore-all') return [];
  if (distinct.length === 0 || distinct.includes('')) {
    throw new AppError('INVALID_INPUT', { reason: reason('needs-account') });
  }
  return distinct;
}

const keyOf = (id: string): string => `association/${id}`;

/** Computer associations of a site: which computer's state goes to which, and for whom. Rules: MIG-1 to MIG-3. */
export function createAssociations({ database, clock, ids, userName, queue }: AssociationParts): Associations {
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
    queue.runAll(given.kind === 'ids' ? [...new Set(given.ids)].map(keyOf) : [], () =>
      database.write(async (transaction) => {
        const going: StateStoreRow[] = [];
        for (const id of stores === 'delete' ? resolveOwnStores(transaction, given) : []) {
          going.push(await beginDelete(transaction, id, clock.now()));
        }
        return { count: await deleteAssociations(transaction, given), going };
      }),
    );
  return { create, setAccounts, remove };
}
