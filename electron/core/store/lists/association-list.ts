import { z } from 'zod';
import { AssociationId, DeviceId, StateStoreId, Timestamp } from '#shared/model/ids';
import type { ListPage } from '#shared/model/list';
import type { AssociationListQuery, AssociationSelection } from '#shared/model/lists';
import {
  AccountBehavior,
  type Association,
  AssociationCondition,
  StateStoreState,
} from '#shared/model/state-migration';
import { type Database, prepared, type ReadConnection } from '../connection.ts';
import { AssociationType } from '../tables/association.ts';
import { Json } from '../tables/columns.ts';
import { selectedDevices } from './device-list.ts';
import { type Condition, given, isSame, type ListTable, selectedIds } from './list-statement.ts';
import { readPage } from './read-page.ts';

const associationTable: ListTable<NonNullable<AssociationListQuery['sort']>['column']> = {
  table: 'list_association',
  joins: '',
  columns: `l.id, l.type, l.source_device_id AS sourceDeviceId, l.source_name AS sourceName,
    l.destination_device_id AS destinationDeviceId, l.destination_name AS destinationName, l.behavior, l.accounts,
    l.state_store_id AS stateStoreId, l.captured_at AS capturedAt, l.released_at AS releasedAt,
    l.restored_at AS restoredAt, l.deleted_at AS deletedAt, l.store_path AS storePath, l.store_state AS storeState,
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

function statusOf({ capturedAt, restoredAt }: Pick<Association, 'capturedAt' | 'restoredAt'>): Association['status'] {
  if (capturedAt === null) return 'not-started';
  return restoredAt === null ? 'in-progress' : 'completed';
}

const Row = z
  .object({
    id: AssociationId,
    type: AssociationType,
    sourceDeviceId: DeviceId,
    sourceName: z.string(),
    destinationDeviceId: DeviceId,
    destinationName: z.string(),
    behavior: AccountBehavior,
    accounts: Json(z.array(z.string())),
    stateStoreId: StateStoreId.nullable(),
    capturedAt: Timestamp.nullable(),
    releasedAt: Timestamp.nullable(),
    restoredAt: Timestamp.nullable(),
    deletedAt: Timestamp.nullable(),
    storePath: z.string(),
    storeState: StateStoreState.nullable(),
    condition: AssociationCondition,
    missingCount: z.int(),
    restoreMissing: z.int().nullable(),
    createdAt: Timestamp,
    createdBy: z.string(),
  })
  .transform((row): Association => {
    return { ...row, storePath: row.stateStoreId === null ? null : row.storePath, status: statusOf(row) };
  });

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

export function listAssociationRows(database: Database, query: AssociationListQuery): Promise<ListPage<Association>> {
  return readPage(database, associationTable, query, criteriaOf(query), Row);
}

/** One row as lists show it; undefined when there is none. */
export function findAssociationRow(connection: ReadConnection, id: string): Association | undefined {
  const text = `SELECT ${associationTable.columns} FROM list_association l WHERE l.id = ?`;
  const row = prepared(connection, text).get(id);
  return row === undefined ? undefined : Row.parse(row);
}

export function selectedAssociations(selection: AssociationSelection): Condition {
  return selectedIds(associationTable, selection, selection.kind === 'ids' ? [] : criteriaOf(selection.criteria));
}
