import { StateStoreId } from '#shared/model/ids';
import type { ListPage } from '#shared/model/list';
import { type AssociationSelection, type StateStoreListQuery, listKinds } from '#shared/model/lists';
import { StateStoreRow } from '#shared/model/state-migration';
import { type Database, prepared, type ReadConnection } from '../connection.ts';
import { selectedAssociations } from './association-list.ts';
import { serves } from './derive.ts';
import { type Condition, given, isNamed, isSame, type ListTable, resolveIds } from './list-statement.ts';
import { readPage } from './read-page.ts';

const stateStoreTable: ListTable<NonNullable<StateStoreListQuery['sort']>['column']> = {
  table: 'list_state_store',
  kinds: listKinds.stateStores,
  joins: 'CROSS JOIN state_store s ON s.id = l.id',
  columns: `s.id, s.association_id AS associationId, s.source_device_id AS sourceDeviceId,
    s.source_device_name AS sourceName, s.destination_device_id AS destinationDeviceId,
    l.destination_name AS destinationName, l.migration_point_id AS migrationPointId,
    l.migration_point_name AS migrationPointName, s.path, s.state, l.state AS condition, s.requested_at AS requestedAt,
    s.captured_at AS capturedAt, s.released_at AS releasedAt, s.restored_at AS restoredAt,
    s.delete_after AS deleteAfter, s.deleted_at AS deletedAt, s.file_count AS fileCount, s.byte_count AS byteCount,
    l.missing AS missingCount, l.restore_missing AS restoreMissing, l.capture_run_id AS captureRunId,
    l.restore_run_id AS restoreRunId`,
  order: { by: ['l.requested_at'], descending: true },
  sort: {
    owner: ['l.source_sort'],
    destination: ['l.destination_sort'],
    size: ['l.byte_count'],
    state: ['l.state'],
    next: ['l.delete_after'],
    requested: ['l.requested_at'],
    captured: ['l.captured_at'],
    files: ['l.file_count'],
    missing: ['l.missing'],
    path: ['l.path'],
  },
  codes: { state: 'l.state' },
};

/** Stores that exist and serve these associations and no other one: what may be deleted with them. */
function isOwnOf(selection: AssociationSelection): Condition {
  const { text, values } = selectedAssociations(selection);
  const serving = `SELECT t.id FROM association a JOIN state_store t ON ${serves('t')} WHERE a.id IN ${text}`;
  const others = `SELECT 1 FROM association a JOIN state_store t ON ${serves('t')} WHERE t.id = l.id AND a.id NOT IN ${text}`;
  return {
    text: `(l.is_deleted = 0 AND l.id IN (${serving}) AND NOT EXISTS (${others}))`,
    values: [...values, ...values],
  };
}

function criteriaOf(query: StateStoreListQuery): Condition[] {
  const prefix = query.idPrefix.toLowerCase();
  return [
    ...given(query.exists, (exists) => isSame('l.is_deleted', Number(!exists))),
    ...given(query.migrationPointId, (id) => isSame('l.migration_point_id', id)),
    ...given(query.associationId, (id) => ({
      text: 'l.id IN (SELECT id FROM state_store WHERE association_id = ?)',
      values: [id],
    })),
    ...given(query.sourceDeviceId, (id) => ({
      text: 'l.id IN (SELECT id FROM state_store WHERE source_device_id = ?)',
      values: [id],
    })),
    ...given(query.sourceNames, isNamed),
    ...given(query.runId, (id) => ({ text: '(l.capture_run_id = ? OR l.restore_run_id = ?)', values: [id, id] })),
    ...(prefix === '' ? [] : [{ text: '(l.id >= ? AND l.id < ?)', values: [prefix, `${prefix}\u{10ffff}`] }]),
    ...given(query.ownOf, isOwnOf),
  ];
}

/** A page of state stores as the query filters and sorts them, and how many there are. */
export function listStateStoreRows(database: Database, query: StateStoreListQuery): Promise<ListPage<StateStoreRow>> {
  // A row is what SQLite gives; the page as a whole is checked where it leaves the core.
  return readPage(database, stateStoreTable, query, criteriaOf(query), (row: StateStoreRow) => row, {
    schema: StateStoreRow,
    fallbacks: {
      ...{
        state: 'incomplete',
        condition: 'incomplete',
        requestedAt: 0,
        capturedAt: null,
        releasedAt: null,
        restoredAt: null,
      },
      ...{ deleteAfter: null, deletedAt: null, captureRunId: null, restoreRunId: null, restoreMissing: null },
    },
  });
}

/** One row as lists show it; undefined when there is none. */
export function findStateStoreRow(connection: ReadConnection, id: string): StateStoreRow | undefined {
  const { columns, joins } = stateStoreTable;
  const text = `SELECT ${columns} FROM list_state_store l ${joins} WHERE l.id = ?`;
  return prepared(connection, text).get(id) as StateStoreRow | undefined;
}

/** In each migration point folder, the stores whose last verification failed. */
export function countDamaged(connection: ReadConnection): ReadonlyMap<string, number> {
  const text = `SELECT s.migration_point_folder_id AS folder, count(*) AS damaged
    FROM list_state_store l JOIN state_store s ON s.id = l.id
    WHERE l.state = 'damaged' AND s.migration_point_folder_id IS NOT NULL GROUP BY 1`;
  const rows = prepared(connection, text).all() as { folder: string; damaged: number }[];
  return new Map(rows.map(({ folder, damaged }) => [folder, damaged]));
}

/** The ids of stores that may be deleted with these associations. */
export function resolveOwnStores(connection: ReadConnection, selection: AssociationSelection): StateStoreId[] {
  const { text, values } = isOwnOf(selection);
  const own = { text: `(SELECT l.id FROM list_state_store l WHERE ${text})`, values };
  return resolveIds(connection, own).map((id) => StateStoreId.parse(id));
}

/** Stores in this folder that were not deleted, the latest request first. */
export function findStoresAt(connection: ReadConnection, path: string): StateStoreId[] {
  const text = 'SELECT id FROM list_state_store WHERE path = ? AND is_deleted = 0 ORDER BY requested_at DESC, id';
  return (prepared(connection, text).pluck().all(path) as string[]).map((id) => StateStoreId.parse(id));
}

/** The store that a result of this folder is of: the latest request that was not deleted, or else the latest of all. */
export function findStoreRowAt(connection: ReadConnection, path: string): StateStoreId | undefined {
  const text = 'SELECT id FROM list_state_store WHERE path = ? ORDER BY is_deleted, requested_at DESC, id LIMIT 1';
  const id = prepared(connection, text).pluck().get(path) as string | undefined;
  return id === undefined ? undefined : StateStoreId.parse(id);
}

/** Every store that was not deleted, with where it lies. */
export function listStorePlaces(connection: ReadConnection): { readonly id: string; readonly path: string }[] {
  const text = 'SELECT id, path FROM list_state_store WHERE is_deleted = 0';
  return prepared(connection, text).all() as { id: string; path: string }[];
}

/** Stores that a capture of this run is writing, as far as their rows say. */
export function findCapturingOf(connection: ReadConnection, runId: number): StateStoreId[] {
  const text = `SELECT s.id FROM list_state_store l JOIN state_store s ON s.id = l.id
    WHERE l.capture_run_id = ? AND s.state = 'capturing'`;
  return (prepared(connection, text).pluck().all(runId) as string[]).map((id) => StateStoreId.parse(id));
}
