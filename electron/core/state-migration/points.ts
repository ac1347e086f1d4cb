import { AppError } from '#shared/contract/errors';
import { MigrationPointFolderId } from '#shared/model/ids';
import type { MigrationPoint, MigrationPointFolder, MigrationPointInput } from '#shared/model/state-migration';
import type { Ids } from '../ports/ids.ts';
import type { Database, ReadConnection } from '../store/connection.ts';
import {
  deleteMigrationPoint,
  getMigrationPoint,
  insertMigrationPoint,
  listMigrationPoints,
  type MigrationPointFolderRow,
  type MigrationPointRow,
  type MigrationPointValues,
  updateMigrationPoint,
} from '../store/tables/migration-point.ts';
import { countClients, listStateStores } from '../store/tables/state-store.ts';
import { minimumFreeBytes } from './migration-point-rules.ts';
import { lookAtFolder } from './folder-facts.ts';

async function describeFolder(
  folder: MigrationPointFolderRow,
  clients: number,
  usedBytes: number,
): Promise<MigrationPointFolder> {
  const facts = await lookAtFolder(folder.path);
  const minimum =
    facts.totalBytes === null
      ? null
      : minimumFreeBytes(folder.minimumFreeSpace, folder.minimumFreeSpaceUnit, facts.totalBytes);
  let { state }: { state: MigrationPointFolder['state'] } = facts;
  if (state === 'usable' && clients >= folder.maximumClients) state = 'client-limit';
  if (state === 'usable' && minimum !== null && facts.freeBytes !== null && facts.freeBytes < minimum) {
    state = facts.freeBytes === 0 ? 'full' : 'free-space';
  }
  return {
    id: folder.id,
    path: folder.path,
    maximumClients: folder.maximumClients,
    minimumFreeSpace: folder.minimumFreeSpace,
    minimumFreeSpaceUnit: folder.minimumFreeSpaceUnit,
    clients,
    state,
    freeBytes: facts.freeBytes,
    totalBytes: facts.totalBytes,
    usedBytes,
  };
}

async function describePoint(connection: ReadConnection, row: MigrationPointRow): Promise<MigrationPoint> {
  const clients = await countClients(connection);
  const stores = (await listStateStores(connection)).filter((store) => store.deletedAt === null);
  const used = (id: string): number =>
    stores.filter((store) => store.migrationPointFolderId === id).reduce((sum, store) => sum + store.byteCount, 0);
  const folders = await Promise.all(
    row.folders.map((folder) =>
      describeFolder(folder, clients.get(MigrationPointFolderId.parse(folder.id)) ?? 0, used(folder.id)),
    ),
  );
  return {
    id: row.id,
    name: row.name,
    restoreOnly: row.restoreOnly,
    deletion:
      row.deletion === 'immediate' ? { kind: 'immediate' } : { kind: 'after-days', days: row.deletionDays ?? 1 },
    folders,
  };
}

function toValues(input: MigrationPointInput, ids: Ids): MigrationPointValues {
  const paths = input.folders.map((folder) => folder.path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) throw new AppError('INVALID_INPUT', { reason: `${twice} is named twice` });
  return {
    name: input.name.trim(),
    restoreOnly: input.restoreOnly,
    deletion: input.deletion.kind,
    deletionDays: input.deletion.kind === 'after-days' ? input.deletion.days : null,
    folders: input.folders.map((folder) => ({ ...folder, id: folder.id ?? ids.uuid() })),
  };
}

export interface Points {
  /** Every migration point with what is true now of its folders. */
  list(): Promise<MigrationPoint[]>;
  /** Errors: `NAME_TAKEN`, `INVALID_INPUT`. */
  create(input: MigrationPointInput): Promise<MigrationPointRow>;
  /** Errors: `MIGRATION_POINT_NOT_FOUND`, `NAME_TAKEN`, `MIGRATION_POINT_HOLDS_STATE` for a folder that goes while it holds state. */
  set(id: string, input: MigrationPointInput): Promise<void>;
  /** Errors: `MIGRATION_POINT_NOT_FOUND`, `MIGRATION_POINT_HOLDS_STATE` while a folder of it holds state. */
  remove(id: string): Promise<void>;
}

/** State migration points of a site. A folder that holds state cannot go: its stores would have no home (MIG-6). */
export function createPoints(database: Database, ids: Ids): Points {
  const demandEmpty = async (connection: ReadConnection, point: MigrationPointRow, kept: ReadonlySet<string>) => {
    const clients = await countClients(connection);
    for (const folder of point.folders) {
      const count = clients.get(folder.id) ?? 0;
      if (!kept.has(folder.id) && count > 0) {
        throw new AppError('MIGRATION_POINT_HOLDS_STATE', { path: folder.path, name: point.name, count });
      }
    }
  };
  return {
    list: async () => {
      const rows = await listMigrationPoints(database.read);
      return Promise.all(rows.map((row) => describePoint(database.read, row)));
    },
    create: (input) =>
      database.write((transaction) => insertMigrationPoint(transaction, ids.uuid(), toValues(input, ids))),
    set: async (id, input) => {
      const values = toValues(input, ids);
      await database.write(async (transaction) => {
        const kept = new Set(values.folders.map((folder) => folder.id));
        await demandEmpty(transaction, await getMigrationPoint(transaction, id), kept);
        await updateMigrationPoint(transaction, id, values);
      });
    },
    remove: (id) =>
      database.write(async (transaction) => {
        await demandEmpty(transaction, await getMigrationPoint(transaction, id), new Set());
        await deleteMigrationPoint(transaction, id);
      }),
  };
}
