import { saidOf } from '../store/unreadable.ts';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { demandNoConflict } from '#shared/model/change';
import type { ListPage, UnreadableRow } from '#shared/model/list';
import type { MigrationPointListQuery } from '#shared/model/lists';
import type { MigrationPoint, MigrationPointFolder, MigrationPointInput } from '#shared/model/state-migration';
import type { Ids } from '../ports/ids.ts';
import type { KeyedQueue } from '../queue/keyed-queue.ts';
import type { Database, ReadConnection } from '../store/connection.ts';
import { type ListShape, pageOf } from '../store/lists/page.ts';
import { countDamaged } from '../store/lists/state-store-list.ts';
import { nameKey } from '../store/tables/columns.ts';
import {
  demandReadablePoints,
  deleteMigrationPoint,
  getMigrationPoint,
  insertMigrationPoint,
  listMigrationPoints,
  type MigrationPointFolderRow,
  type MigrationPointRow,
  type MigrationPointValues,
  updateMigrationPoint,
} from '../store/tables/migration-point.ts';
import { countClients, sumBytes } from '../store/tables/state-store.ts';
import { minimumFreeBytes, policyOf, usedShare } from './migration-point-rules.ts';
import { lookAtFolder } from './folder-facts.ts';
import { demandNoStore } from './nested-rows.ts';

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

/** What the stores in each folder come to, counted once for all points. */
interface Usage {
  readonly clients: ReadonlyMap<string, number>;
  readonly bytes: ReadonlyMap<string, number>;
  readonly damaged: ReadonlyMap<string, number>;
}

async function readUsage(connection: ReadConnection): Promise<Usage> {
  const [clients, bytes] = [await countClients(connection), await sumBytes(connection)];
  return { clients, bytes, damaged: countDamaged(connection) };
}

async function describePoint(row: MigrationPointRow, { clients, bytes, damaged }: Usage): Promise<MigrationPoint> {
  const folders = await Promise.all(
    row.folders.map((folder) => describeFolder(folder, clients.get(folder.id) ?? 0, bytes.get(folder.id) ?? 0)),
  );
  return {
    id: row.id,
    name: row.name,
    restoreOnly: row.restoreOnly,
    deletion: policyOf(row),
    folders,
    storeCount: folders.reduce((sum, folder) => sum + folder.clients, 0),
    damagedCount: folders.reduce((sum, { id }) => sum + (damaged.get(id) ?? 0), 0),
  };
}

/** What a person enters about a point, as it is now. */
function toInput(row: MigrationPointRow): MigrationPointInput {
  const { name, restoreOnly } = row;
  const deletion = policyOf(row);
  const folders = row.folders.map(({ id, path, maximumClients, minimumFreeSpace, minimumFreeSpaceUnit }) => {
    return { id, path, maximumClients, minimumFreeSpace, minimumFreeSpaceUnit };
  });
  return { name, restoreOnly, deletion, folders };
}

/** Folders of the point keep their ids; whatever else is given is a new one. */
function toFolders(
  given: MigrationPointInput['folders'],
  own: MigrationPointRow['folders'],
  ids: Ids,
): MigrationPointValues['folders'] {
  const paths = given.map((folder) => folder.path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) throw new AppError('INVALID_INPUT', { reason: reason('named-twice', { path: twice }) });
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

type PointColumn = NonNullable<MigrationPointListQuery['sort']>['column'];

/** A point as far as the database knows it. */
interface KnownPoint {
  readonly row: MigrationPointRow;
  readonly clients: number;
  /** What its folders say, once they were looked at. */
  readonly seen: MigrationPoint | null;
}

const freeBytes = (point: MigrationPoint | null): number =>
  (point?.folders ?? []).reduce((sum, folder) => sum + (folder.freeBytes ?? 0), 0);

const pointShape: ListShape<KnownPoint, PointColumn> = {
  id: ({ row }) => row.id,
  name: ({ row }) => row.name,
  texts: ({ row }) => [row.name],
  codes: ({ row, seen }) => [
    `mode:${row.restoreOnly ? 'restoreOnly' : 'both'}`,
    ...(seen?.folders ?? []).map(({ state }) => `health:${state}`),
    ...((seen?.damagedCount ?? 0) > 0 ? ['health:damaged'] : []),
  ],
  value: ({ row, clients, seen }, column) =>
    ({
      name: row.name,
      health: `${(seen?.folders ?? []).map(({ state }) => state).join(' ')} ${seen?.damagedCount ?? 0}`,
      mode: row.restoreOnly ? 'restoreOnly' : 'both',
      used: usedShare(seen?.folders ?? []),
      free: freeBytes(seen),
      clients,
      stores: clients,
    })[column],
};

/** Whether the place of a point depends on what its folders say just now. */
function asksFolders({ sort, meanings }: MigrationPointListQuery): boolean {
  if (sort !== null && ['health', 'used', 'free'].includes(sort.column)) return true;
  return meanings.some(({ codes }) => codes.some((code) => code.startsWith('health:')));
}

/** Migration points are few; looking at their folders is what costs. */
async function listPoints(database: Database, query: MigrationPointListQuery): Promise<ListPage<MigrationPoint>> {
  await demandReadablePoints(database.read, query.names ?? []);
  const usage = await readUsage(database.read);
  const names = query.names?.map(nameKey);
  const leftOut: UnreadableRow[] = [];
  const rows = (await listMigrationPoints(database.read, leftOut)).filter(
    (row) => names?.includes(nameKey(row.name)) !== false,
  );
  const isAsked = asksFolders(query);
  const known = await Promise.all(
    rows.map(async (row): Promise<KnownPoint> => {
      const clients = row.folders.reduce((sum, folder) => sum + (usage.clients.get(folder.id) ?? 0), 0);
      return { row, clients, seen: isAsked ? await describePoint(row, usage) : null };
    }),
  );
  const page = pageOf(known, query, pointShape);
  const shown = await Promise.all(page.rows.map(async ({ row, seen }) => seen ?? (await describePoint(row, usage))));
  return { ...page, rows: shown, ...saidOf(leftOut) };
}

export interface Points {
  /** Every migration point with what is true now of its folders. */
  list(): Promise<MigrationPoint[]>;
  /** A page of them. Only the folders of its points are looked at, unless the page depends on what others say. */
  page(query: MigrationPointListQuery): Promise<ListPage<MigrationPoint>>;
  /** Errors: `MIGRATION_POINT_NOT_FOUND`. */
  get(id: string): Promise<MigrationPoint>;
  /** Errors: `NAME_TAKEN`, `INVALID_INPUT`, `STATE_STORE_INSIDE` for a folder that is a store or lies in one (UST-240). */
  create(input: MigrationPointInput): Promise<MigrationPointRow>;
  /**
   * Changes what is given and nothing else. `shown` has what a person saw of it: what has another value by now, and not
   * the wanted one, is `REVISION_CONFLICT`. Errors: `MIGRATION_POINT_NOT_FOUND`, `NAME_TAKEN`,
   * `MIGRATION_POINT_HOLDS_STATE` for a folder that goes while it holds state, `STATE_STORE_INSIDE` as of `create`.
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

/** What would be captured into a folder inside a store would go with that store. */
async function demandNoStores(connection: ReadConnection, folders: MigrationPointInput['folders'] = []): Promise<void> {
  for (const { path } of folders) await demandNoStore(connection, path);
}

/** State migration points of a site (MIG-6, MIG-21). */
export function createPoints({ database, ids, queue }: PointParts): Points {
  const set: Points['set'] = async (id, change, shown = {}) => {
    await demandNoStores(database.read, change.folders);
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
      const usage = await readUsage(database.read);
      return Promise.all((await listMigrationPoints(database.read)).map((row) => describePoint(row, usage)));
    },
    page: (query) => listPoints(database, query),
    get: async (id) => describePoint(await getMigrationPoint(database.read, id), await readUsage(database.read)),
    create: async (input) => {
      await demandNoStores(database.read, input.folders);
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
