import { AppError } from '#shared/contract/errors';
import { MigrationPointFolderId } from '#shared/model/ids';
import { demandNoConflict } from '#shared/model/change';
import type {
  DeletionPolicy,
  MigrationPoint,
  MigrationPointFolder,
  MigrationPointInput,
} from '#shared/model/state-migration';
import type { Ids } from '../ports/ids.ts';
import type { KeyedQueue } from '../queue/keyed-queue.ts';
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
    deletion: toPolicy(row),
    folders,
    storeCount: folders.reduce((sum, folder) => sum + folder.clients, 0),
  };
}

/** What a person enters about a point, as it is now. */
function toInput(row: MigrationPointRow): MigrationPointInput {
  const { name, restoreOnly } = row;
  const deletion = toPolicy(row);
  const folders = row.folders.map(({ id, path, maximumClients, minimumFreeSpace, minimumFreeSpaceUnit }) => {
    return { id, path, maximumClients, minimumFreeSpace, minimumFreeSpaceUnit };
  });
  return { name, restoreOnly, deletion, folders };
}

const toPolicy = ({ deletion, deletionDays }: MigrationPointRow): DeletionPolicy =>
  deletion === 'immediate' ? { kind: 'immediate' } : { kind: 'after-days', days: deletionDays ?? 1 };

/** Folders of the point keep their ids; whatever else is given is a new one. */
function toFolders(
  given: MigrationPointInput['folders'],
  own: MigrationPointRow['folders'],
  ids: Ids,
): MigrationPointValues['folders'] {
  const paths = given.map((folder) => folder.path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) throw new AppError('INVALID_INPUT', { reason: `${twice} is named twice` });
  return given.map((folder) => ({ ...folder, id: own.find(({ id }) => id === folder.id)?.id ?? ids.uuid() }));
}

function toValues(
  change: Partial<MigrationPointInput>,
  own: MigrationPointRow['folders'],
  ids: Ids,
): Partial<MigrationPointValues> {
  const { name, restoreOnly, deletion, folders } = change;
  const days = deletion?.kind === 'after-days' ? deletion.days : null;
  return {
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(restoreOnly === undefined ? {} : { restoreOnly }),
    ...(deletion === undefined ? {} : { deletion: deletion.kind, deletionDays: days }),
    ...(folders === undefined ? {} : { folders: toFolders(folders, own, ids) }),
  };
}

export interface Points {
  /** Every migration point with what is true now of its folders. */
  list(): Promise<MigrationPoint[]>;
  /** Errors: `NAME_TAKEN`, `INVALID_INPUT`. */
  create(input: MigrationPointInput): Promise<MigrationPointRow>;
  /**
   * Changes what is given and nothing else. `shown` has what a person saw of it: what has another value by now, and not
   * the wanted one, is `REVISION_CONFLICT`. Errors: `MIGRATION_POINT_NOT_FOUND`, `NAME_TAKEN`,
   * `MIGRATION_POINT_HOLDS_STATE` for a folder that goes while it holds state.
   */
  set(id: string, change: Partial<MigrationPointInput>, shown?: Partial<MigrationPointInput>): Promise<void>;
  /** Errors: `MIGRATION_POINT_NOT_FOUND`, `MIGRATION_POINT_HOLDS_STATE` while a folder of it holds state. */
  remove(id: string): Promise<void>;
}

export interface PointParts {
  readonly database: Database;
  readonly ids: Ids;
  readonly queue: KeyedQueue;
}

/** A folder that holds state cannot go: its stores would have no home (MIG-6). */
async function demandEmpty(connection: ReadConnection, point: MigrationPointRow, kept: ReadonlySet<string>) {
  const clients = await countClients(connection);
  for (const folder of point.folders) {
    const count = clients.get(folder.id) ?? 0;
    if (!kept.has(folder.id) && count > 0) {
      throw new AppError('MIGRATION_POINT_HOLDS_STATE', { path: folder.path, name: point.name, count });
    }
  }
}

const keyOf = (id: string): string => `migration-point/${id}`;

/** State migration points of a site (MIG-6, MIG-21). */
export function createPoints({ database, ids, queue }: PointParts): Points {
  const set: Points['set'] = async (id, change, shown = {}) => {
    const decide = (row: MigrationPointRow): Partial<MigrationPointValues> => {
      demandNoConflict(row, toInput(row), change, shown);
      return toValues(change, row.folders, ids);
    };
    const write = (): Promise<void> =>
      database.write(async (transaction) => {
        const before = await getMigrationPoint(transaction, id);
        const kept = new Set((change.folders ?? before.folders).map((folder) => String(folder.id)));
        await demandEmpty(transaction, before, kept);
        await updateMigrationPoint(transaction, id, decide);
      });
    await queue.run(keyOf(id), write);
  };
  return {
    list: async () => {
      const rows = await listMigrationPoints(database.read);
      return Promise.all(rows.map((row) => describePoint(database.read, row)));
    },
    create: async (input) => {
      const values = toValues(input, [], ids) as MigrationPointValues;
      return database.write((transaction) => insertMigrationPoint(transaction, ids.uuid(), values));
    },
    set,
    remove: (id) =>
      queue.run(keyOf(id), () =>
        database.write(async (transaction) => {
          await demandEmpty(transaction, await getMigrationPoint(transaction, id), new Set());
          await deleteMigrationPoint(transaction, id);
        }),
      ),
  };
}
