import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import { MigrationPointFolderId, MigrationPointId, Revision } from '#shared/model/ids';
import { reason } from '#shared/contract/message';
import { FreeSpaceUnit } from '#shared/model/state-migration';
import type { UnreadableRow } from '#shared/model/list';
import type { ReadConnection, Transaction } from '../connection.ts';
import { demandUpdated, everyRow, Flag, nameKey, toFlag, parseRow, readableRows } from './columns.ts';

const MigrationPointFolderRow = z.object({
  id: MigrationPointFolderId,
  migrationPointId: MigrationPointId,
  ordinal: z.int(),
  path: z.string(),
  maximumClients: z.int(),
  minimumFreeSpace: z.int(),
  minimumFreeSpaceUnit: FreeSpaceUnit,
});
export type MigrationPointFolderRow = z.infer<typeof MigrationPointFolderRow>;

const Row = z.object({
  id: MigrationPointId,
  name: z.string(),
  restoreOnly: Flag,
  deletion: z.enum(['immediate', 'after-days']),
  deletionDays: z.int().nullable(),
  revision: Revision,
});
/** A migration point with its folders in order. `deletionDays` is set for `after-days` only. */
export type MigrationPointRow = z.infer<typeof Row> & { folders: MigrationPointFolderRow[] };

export interface MigrationPointValues {
  name: string;
  restoreOnly: boolean;
  deletion: 'immediate' | 'after-days';
  deletionDays: number | null;
  folders: {
    id: string;
    path: string;
    maximumClients: number;
    minimumFreeSpace: number;
    minimumFreeSpaceUnit: FreeSpaceUnit;
  }[];
}

async function readFolders(
  connection: ReadConnection,
  id: string | null,
  leftOut?: UnreadableRow[],
): Promise<MigrationPointFolderRow[]> {
  let query = connection.db.selectFrom('migrationPointFolder').selectAll();
  if (id !== null) query = query.where('migrationPointId', '=', id);
  const rows = await query.orderBy('migrationPointId').orderBy('ordinal').execute();
  if (id !== null) return everyRow(MigrationPointFolderRow, rows, 'migration-point-folder');
  return readableRows(MigrationPointFolderRow, rows, { connection, table: 'migration_point_folder', leftOut });
}

const columns = ['id', 'name', 'restoreOnly', 'deletion', 'deletionDays', 'revision'] as const;

/** All migration points by name; `leftOut` gets those that cannot be read, and their folders that cannot. */
export async function listMigrationPoints(
  connection: ReadConnection,
  leftOut?: UnreadableRow[],
): Promise<MigrationPointRow[]> {
  const rows = await connection.db.selectFrom('migrationPoint').select(columns).orderBy('nameKey').execute();
  const folders = await readFolders(connection, null, leftOut);
  return readableRows(Row, rows, { connection, table: 'migration_point', leftOut }).map((point) => {
    return { ...point, folders: folders.filter((folder) => folder.migrationPointId === point.id) };
  });
}

/**
 * A point that is asked for by its name is there, or it is said why not: throws `ROW_UNREADABLE` for one that lists leave
 * out.
 */
export async function demandReadablePoints(connection: ReadConnection, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const rows = await connection.db
    .selectFrom('migrationPoint')
    .select(columns)
    .where('nameKey', 'in', names.map(nameKey))
    .execute();
  everyRow(Row, rows, 'migration-point');
}

/** Throws `MIGRATION_POINT_NOT_FOUND` (`{id}`), `ROW_UNREADABLE` for the point or a folder of it. */
export async function getMigrationPoint(connection: ReadConnection, id: string): Promise<MigrationPointRow> {
  const row = await connection.db.selectFrom('migrationPoint').select(columns).where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new AppError('MIGRATION_POINT_NOT_FOUND', { id });
  return { ...parseRow(Row, row, 'migration-point'), folders: await readFolders(connection, id) };
}

/** The folder of a migration point by its own id, or undefined. */
export async function findMigrationPointFolder(
  connection: ReadConnection,
  id: string,
): Promise<MigrationPointFolderRow | undefined> {
  const row = await connection.db
    .selectFrom('migrationPointFolder')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : parseRow(MigrationPointFolderRow, row, 'migration-point-folder');
}

async function demandFreeName(transaction: Transaction, id: string, name: string): Promise<void> {
  if (name.trim() === '') throw new AppError('NAME_INVALID', { name, reason: reason('name-empty') });
  const other = await transaction.db
    .selectFrom('migrationPoint')
    .select('id')
    .where('nameKey', '=', nameKey(name))
    .where('id', '<>', id)
    .executeTakeFirst();
  if (other !== undefined) throw new AppError('NAME_TAKEN', { name });
}

function toColumns(values: MigrationPointValues) {
  return {
    name: values.name,
    nameKey: nameKey(values.name),
    restoreOnly: toFlag(values.restoreOnly),
    deletion: values.deletion,
    deletionDays: values.deletionDays,
  };
}

async function insertFolders(
  transaction: Transaction,
  migrationPointId: string,
  folders: MigrationPointValues['folders'],
): Promise<void> {
  if (folders.length === 0) return;
  await transaction.db
    .insertInto('migrationPointFolder')
    .values(folders.map((folder, index) => ({ ...folder, migrationPointId, ordinal: index + 1 })))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((expression) => ({
        ordinal: expression.ref('excluded.ordinal'),
        path: expression.ref('excluded.path'),
        maximumClients: expression.ref('excluded.maximumClients'),
        minimumFreeSpace: expression.ref('excluded.minimumFreeSpace'),
        minimumFreeSpaceUnit: expression.ref('excluded.minimumFreeSpaceUnit'),
      })),
    )
    .execute();
}

/** Throws `NAME_TAKEN` (`{name}`), `NAME_INVALID` for one of blanks. */
export async function insertMigrationPoint(
  transaction: Transaction,
  id: string,
  values: MigrationPointValues,
): Promise<MigrationPointRow> {
  await demandFreeName(transaction, id, values.name);
  await transaction.db
    .insertInto('migrationPoint')
    .values({ id, ...toColumns(values) })
    .execute();
  await insertFolders(transaction, id, values.folders);
  return getMigrationPoint(transaction, id);
}

/** The folders of a point anew: those with a known id stay what they are, others are new or go. */
async function replaceFolders(
  transaction: Transaction,
  current: MigrationPointRow,
  folders: MigrationPointValues['folders'],
): Promise<void> {
  const kept = new Set(folders.map((folder) => folder.id));
  for (const folder of current.folders) {
    if (kept.has(folder.id)) {
      // Out of the way of the unique order; the numbers are given anew below.
      await transaction.db
        .updateTable('migrationPointFolder')
        .set({ ordinal: -folder.ordinal })
        .where('id', '=', folder.id)
        .execute();
    } else {
      await transaction.db.deleteFrom('migrationPointFolder').where('id', '=', folder.id).execute();
    }
  }
  await insertFolders(transaction, current.id, folders);
}

/**
 * Changes what `change` gives, of the point as it is in this transaction, and nothing else. Folders come with the ids
 * that they have in this point. Throws `MIGRATION_POINT_NOT_FOUND`, `NAME_TAKEN`, and what `change` throws.
 */
export async function updateMigrationPoint(
  transaction: Transaction,
  id: string,
  change: (row: MigrationPointRow) => Partial<MigrationPointValues>,
): Promise<MigrationPointRow> {
  const current = await getMigrationPoint(transaction, id);
  const given = change(current);
  const values = { ...current, ...given };
  await demandFreeName(transaction, id, values.name);
  const result = await transaction.db
    .updateTable('migrationPoint')
    .set({ ...toColumns(values), revision: current.revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', current.revision)
    .executeTakeFirst();
  demandUpdated(result.numUpdatedRows, current.name);
  if (given.folders !== undefined) await replaceFolders(transaction, current, given.folders);
  return getMigrationPoint(transaction, id);
}

/** State stores keep their path; they only forget where they came from. Throws `MIGRATION_POINT_NOT_FOUND`. */
export async function deleteMigrationPoint(transaction: Transaction, id: string): Promise<void> {
  await getMigrationPoint(transaction, id);
  await transaction.db.deleteFrom('migrationPoint').where('id', '=', id).execute();
}
