import type { ListPage } from '#shared/model/list';
import { type AssociationListQuery, type AssociationSelection, listKinds } from '#shared/model/lists';
import { Association } from '#shared/model/state-migration';
import { type Database, prepared, type ReadConnection } from '../connection.ts';
import { selectedDevices } from './device-list.ts';
import { type Condition, given, isSame, type ListTable, selectedIds } from './list-statement.ts';
import { readPage } from './read-page.ts';

const associationTable: ListTable<NonNullable<AssociationListQuery['sort']>['column']> = {
  table: 'list_association',
  kinds: listKinds.associations,
  joins: '',
  columns: `l.id, l.type, l.source_device_id AS sourceDeviceId, l.source_name AS sourceName,
    l.destination_device_id AS destinationDeviceId, l.destination_name AS destinationName, l.behavior, l.accounts,
    l.state_store_id AS stateStoreId, l.captured_at AS capturedAt, l.released_at AS releasedAt,
    l.restored_at AS restoredAt, l.deleted_at AS deletedAt, l.store_path AS storePath, l.store_state AS storeCondition,
    l.condition, l.missing AS missingCount, l.restore_missing AS restoreMissing, l.created_at AS createdAt,
    l.created_by AS createdBy`,
  order: { by: ['l.created_at'], descending: true },
  sort: {
    source: ['l.source_sort'],
    destination: ['l.destination_sort'],
    state: ['l.condition'],
    type: ['l.type'],
    accounts: ['l.behavior', 'l.account_count'],
    saved: ['l.captured_at'],
    restored: ['l.restored_at'],
    missing: ['l.missing'],
    store: ['l.store_path'],
    created: ['l.created_at'],
  },
  codes: { state: 'l.condition', type: 'l.type', behavior: 'l.behavior' },
};

/** The three words of the field: what left something out is not completed (MIG-2, MIG-171). */
function statusOf({ capturedAt, restoredAt, condition }: Stored): Association['status'] {
  if (capturedAt === null) return 'not-started';
  const isShort = condition === 'restored-incomplete' || condition === 'restored-unproven';
  return restoredAt === null || isShort ? 'in-progress' : 'completed';
}

/** As SQLite gives it; the page as a whole is checked where it leaves the core. */
interface Stored extends Omit<Association, 'accounts' | 'status' | 'storePath'> {
  readonly accounts: string;
  readonly storePath: string;
}

function toRow(row: Stored): Association {
  return {
    ...row,
    accounts: JSON.parse(row.accounts) as string[],
    storePath: row.stateStoreId === null ? null : row.storePath,
    status: statusOf(row),
  };
}

type Criteria = Pick<AssociationListQuery, 'sourceDeviceId' | 'destinationDeviceId' | 'ofDevices'>;

function criteriaOf({ sourceDeviceId, destinationDeviceId, ofDevices }: Criteria): Condition[] {
  return [
    ...given(sourceDeviceId, (id) => isSame('l.source_device_id', id)),
    ...given(destinationDeviceId, (id) => isSame('l.destination_device_id', id)),
    ...given(ofDevices, (devices) => {
      const { text, values } = selectedDevices(devices);
      return {
        text: `(l.source_device_id IN ${text} OR l.destination_device_id IN ${text})`,
        values: [...values, ...values],
      };
    }),
  ];
}

/** A page of computer associations as the query filters and sorts them, and how many there are. */
export function listAssociationRows(database: Database, query: AssociationListQuery): Promise<ListPage<Association>> {
  return readPage(database, associationTable, query, criteriaOf(query), toRow, {
    schema: Association,
    fallbacks: {
      ...{ type: 'side-by-side', behavior: 'capture-all-restore-all', storeCondition: null, condition: 'not-started' },
      ...{ capturedAt: null, releasedAt: null, restoredAt: null, deletedAt: null, createdAt: 0, storePath: null },
    },
  });
}

/** One row as lists show it; undefined when there is none. */
export function findAssociationRow(connection: ReadConnection, id: string): Association | undefined {
  const text = `SELECT ${associationTable.columns} FROM list_association l WHERE l.id = ?`;
  const row = prepared(connection, text).get(id);
  return row === undefined ? undefined : toRow(row as Stored);
}

/** The ids of a selection as a query in brackets. */
export function selectedAssociations(selection: AssociationSelection): Condition {
  return selectedIds(associationTable, selection, selection.kind === 'ids' ? [] : criteriaOf(selection.criteria));
}
