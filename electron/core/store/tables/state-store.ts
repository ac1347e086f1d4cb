import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { AssociationId, DeviceId, MigrationPointFolderId, StateStoreId, Timestamp } from '#shared/model/ids';
import { StateStoreState } from '#shared/model/state-migration';
import type { ReadConnection, Transaction } from '../connection.ts';
import { parseRow, readableRows } from './columns.ts';

/** What its owner kept, JSON; text that is none stays text: it costs the result, and not the store's row (STO-181). */
const Result = z.string().transform((text): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
});

const StateStoreRow = z.object({
  id: StateStoreId,
  associationId: AssociationId.nullable(),
  sourceDeviceId: DeviceId.nullable(),
  sourceDeviceName: z.string(),
  destinationDeviceId: DeviceId.nullable(),
  migrationPointFolderId: MigrationPointFolderId.nullable(),
  path: z.string(),
  state: StateStoreState,
  requestedAt: Timestamp,
  capturedAt: Timestamp.nullable(),
  releasedAt: Timestamp.nullable(),
  restoredAt: Timestamp.nullable(),
  restoreReleasedAt: Timestamp.nullable(),
  deleteAfter: Timestamp.nullable(),
  deletedAt: Timestamp.nullable(),
  fileCount: z.int(),
  byteCount: z.int(),
  missingCount: z.int(),
  result: Result.nullable(),
});
export type StateStoreRow = z.infer<typeof StateStoreRow>;

export interface NewStateStore {
  id: string;
  associationId: string | null;
  sourceDeviceId: string | null;
  sourceDeviceName: string;
  destinationDeviceId: string | null;
  migrationPointFolderId: string | null;
  path: string;
  at: number;
}

/** What changes while a store is filled, published, restored and deleted. What is left out stays as it is. */
export interface StateStoreChange {
  state?: StateStoreState;
  path?: string;
  associationId?: string | null;
  destinationDeviceId?: string | null;
  capturedAt?: number | null;
  releasedAt?: number | null;
  restoredAt?: number | null;
  restoreReleasedAt?: number | null;
  deleteAfter?: number | null;
  deletedAt?: number | null;
  fileCount?: number;
  byteCount?: number;
  missingCount?: number;
  /** Any JSON; null removes it. */
  result?: unknown;
}

/** Throws `NOT_FOUND` (`{what}`). */
export async function getStateStore(connection: ReadConnection, id: string): Promise<StateStoreRow> {
  const row = await connection.db.selectFrom('stateStore').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new AppError('NOT_FOUND', { what: reason('a-state-store') });
  return parseRow(StateStoreRow, row, 'state-store');
}

/** Stores of a source device, the latest request first. */
export async function listStateStoresOfSource(connection: ReadConnection, deviceId: string): Promise<StateStoreRow[]> {
  const rows = await connection.db
    .selectFrom('stateStore')
    .selectAll()
    .where('sourceDeviceId', '=', deviceId)
    .orderBy('requestedAt', 'desc')
    .orderBy('id')
    .execute();
  return readableRows(StateStoreRow, rows, { connection, table: 'state_store' });
}

/** The clients of each migration point folder: its stores that are not deleted. */
export async function countClients(connection: ReadConnection): Promise<Map<MigrationPointFolderId, number>> {
  const rows = await connection.db
    .selectFrom('stateStore')
    .select(['migrationPointFolderId', (expression) => expression.fn.countAll<number | string>().as('clients')])
    .where('migrationPointFolderId', 'is not', null)
    .where('state', '<>', 'deleted')
    .groupBy('migrationPointFolderId')
    .execute();
  return new Map(rows.map((row) => [MigrationPointFolderId.parse(row.migrationPointFolderId), Number(row.clients)]));
}

/** The bytes in each migration point folder: of its stores that are not deleted. */
export async function sumBytes(connection: ReadConnection): Promise<Map<MigrationPointFolderId, number>> {
  const rows = await connection.db
    .selectFrom('stateStore')
    .select(['migrationPointFolderId', (expression) => expression.fn.sum<number | string>('byteCount').as('bytes')])
    .where('migrationPointFolderId', 'is not', null)
    .where('deletedAt', 'is', null)
    .groupBy('migrationPointFolderId')
    .execute();
  return new Map(rows.map((row) => [MigrationPointFolderId.parse(row.migrationPointFolderId), Number(row.bytes)]));
}

/** The clients of one migration point folder. */
export async function countClientsOfFolder(connection: ReadConnection, folderId: string): Promise<number> {
  const row = await connection.db
    .selectFrom('stateStore')
    .select((expression) => expression.fn.countAll<number | string>().as('clients'))
    .where('migrationPointFolderId', '=', folderId)
    .where('state', '<>', 'deleted')
    .executeTakeFirstOrThrow();
  return Number(row.clients);
}

/** Stores whose retention has ended at `now` and that still exist. */
export async function listStateStoresToDelete(connection: ReadConnection, now: number): Promise<StateStoreRow[]> {
  const rows = await connection.db
    .selectFrom('stateStore')
    .selectAll()
    .where('deleteAfter', '<=', now)
    .where('deletedAt', 'is', null)
    .orderBy('deleteAfter')
    .orderBy('id')
    .execute();
  return readableRows(StateStoreRow, rows, { connection, table: 'state_store' });
}

/** Makes a store in state `requested`. */
export async function insertStateStore(transaction: Transaction, store: NewStateStore): Promise<StateStoreRow> {
  const { at, ...rest } = store;
  await transaction.db
    .insertInto('stateStore')
    .values({
      ...rest,
      state: 'requested',
      requestedAt: at,
      capturedAt: null,
      releasedAt: null,
      restoredAt: null,
      restoreReleasedAt: null,
      deleteAfter: null,
      deletedAt: null,
      fileCount: 0,
      byteCount: 0,
      missingCount: 0,
      result: null,
    })
    .execute();
  return getStateStore(transaction, store.id);
}

/** Throws `NOT_FOUND`. Which change is allowed in which state is decided by its caller. */
export async function updateStateStore(
  transaction: Transaction,
  id: string,
  change: StateStoreChange,
): Promise<StateStoreRow> {
  const { result, ...columns } = change;
  const given: [string, unknown][] = Object.entries(columns);
  if (result !== undefined) given.push(['result', result === null ? null : JSON.stringify(result)]);
  if (given.length > 0) {
    await transaction.db.updateTable('stateStore').set(Object.fromEntries(given)).where('id', '=', id).execute();
  }
  return getStateStore(transaction, id);
}
