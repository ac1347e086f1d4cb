import { nameKey } from '#core/store/tables/columns';
import type { StateStores } from '#core/state-migration/state-stores';
import { type Associations, listOwnStores } from '#core/state-migration/associations';
import type { Points } from '#core/state-migration/points';
import type { Editing } from '#core/editing/editing-types';
import type { Library } from '#core/library/library-types';
import type { Database } from '#core/store/connection';
import { listDevices } from '#core/store/tables/device';
import { listRuns } from '#core/store/tables/run';
import { toRunRow } from '#core/running/run-store';
import { pageOf } from '#core/lists/page';
import { systemOfFacts, modelOfFacts, type DeviceRow } from '#shared/model/device';
import type { EditorDraft } from '#shared/model/editor';
import type { AssociationId, DeviceId, PackageId, RunId } from '#shared/model/ids';
import type { ListPage } from '#shared/model/list';
import {
  AssociationListQuery,
  type AssociationSelection,
  DeviceListQuery,
  type DeviceSelection,
  type DraftListQuery,
  type FolderListQuery,
  type MigrationPointListQuery,
  RunListQuery,
  type RunSelection,
  SequenceListQuery,
  type SequenceSelection,
  type StateStoreListQuery,
} from '#shared/model/lists';
import type { RunRow } from '#shared/model/run';
import type { Association, MigrationPoint, StateStoreRow } from '#shared/model/state-migration';
import type { TaskSequenceFolderRow, TaskSequenceRow } from '#shared/model/task-sequence';

export interface Lists {
  devices(query: DeviceListQuery): Promise<ListPage<DeviceRow>>;
  sequences(query: SequenceListQuery): Promise<ListPage<TaskSequenceRow>>;
  folders(query: FolderListQuery): Promise<ListPage<TaskSequenceFolderRow>>;
  drafts(query: DraftListQuery): Promise<ListPage<EditorDraft>>;
  associations(query: AssociationListQuery): Promise<ListPage<Association>>;
  points(query: MigrationPointListQuery): Promise<ListPage<MigrationPoint>>;
  stores(query: StateStoreListQuery): Promise<ListPage<StateStoreRow>>;
  runs(query: RunListQuery): Promise<ListPage<RunRow>>;
  selectDevices(selection: DeviceSelection): Promise<DeviceId[]>;
  selectSequences(selection: SequenceSelection): Promise<PackageId[]>;
  selectAssociations(selection: AssociationSelection): Promise<AssociationId[]>;
  selectRuns(selection: RunSelection): Promise<RunId[]>;
}

export interface ListParts {
  readonly database: Database;
  readonly library: Library;
  readonly editing: Editing;
  readonly associations: Associations;
  readonly points: Points;
  readonly stateStores: StateStores;
}

const whole = { offset: 0, limit: Number.MAX_SAFE_INTEGER, around: null, sort: null, ids: null, startsWith: '' };
const isNamed = (names: readonly string[] | null, name: string): boolean =>
  names === null || names.some((one) => nameKey(one) === nameKey(name));

function devicesOf(database: Database) {
  return async (query: DeviceListQuery): Promise<ListPage<DeviceRow>> => {
    const { names, connections } = query;
    const rows = (await listDevices(database.read))
      .filter((row) => isNamed(names, row.name) && connections?.includes(row.connection) !== false)
      .map(({ mac, connection, driveMap, facts, computerId: _computerId, ...row }): DeviceRow => {
        const kind = connection === 'folder' ? { kind: connection, drives: driveMap } : { kind: connection };
        return {
          ...row,
          macAddress: mac,
          connection: kind,
          system: systemOfFacts(facts),
          model: modelOfFacts(facts),
        };
      });
    const drives = (row: DeviceRow): string =>
      row.connection.kind === 'folder' ? Object.keys(row.connection.drives).sort().join(' ') : '';
    return pageOf(rows, query, {
      id: (row) => row.id,
      name: (row) => row.name,
      texts: (row) => [row.name, row.macAddress, row.system, row.model, drives(row), row.description],
      codes: (row) => [`connection:${row.connection.kind}`, `environment:${row.environment}`],
      value: (row, column) =>
        ({
          name: row.name,
          connection: row.connection.kind,
          environment: row.environment,
          mac: row.macAddress,
          system: row.system,
          model: row.model,
          drives: drives(row),
          modified: row.modifiedAt,
        })[column],
    });
  };
}

function sequencesOf(library: Library) {
  return async (query: SequenceListQuery): Promise<ListPage<TaskSequenceRow>> => {
    const folders = await library.folders.list();
    const below = new Set<string>(query.folderId === null ? [] : [query.folderId]);
    for (let size = 0; size !== below.size;) {
      size = below.size;
      for (const folder of folders) if (folder.parentId !== null && below.has(folder.parentId)) below.add(folder.id);
    }
    const rows = (await library.list({ deleted: query.deleted })).filter(
      (row) =>
        (query.folderId === null || (row.folderId !== null && below.has(row.folderId))) &&
        (query.deletedAt === null || row.deletedAt === query.deletedAt) &&
        (query.enabled === null || row.enabled === query.enabled) &&
        (query.hasDraft === null || row.hasDraft === query.hasDraft) &&
        isNamed(query.names, row.name),
    );
    return pageOf(rows, query, {
      id: (row) => row.packageId,
      name: (row) => row.name,
      texts: (row) => [row.name, row.packageId, row.folderPath.join(' / '), row.modifiedBy, row.description],
      codes: (row) => [`dialect:${row.dialect}`],
      value: (row, column) =>
        ({
          name: row.name,
          packageId: row.packageId,
          folder: row.folderPath.join('\n'),
          steps: row.stepCount,
          size: row.sizeBytes,
          modified: row.modifiedAt,
          by: row.modifiedBy,
          deleted: row.deletedAt,
        })[column],
    });
  };
}

function foldersOf(library: Library) {
  return async (query: FolderListQuery): Promise<ListPage<TaskSequenceFolderRow>> => {
    const folders = await library.folders.list();
    const pathTo = (id: string | null): string[] => {
      const folder = folders.find((one) => one.id === id);
      return folder === undefined ? [] : [...pathTo(folder.parentId), folder.name];
    };
    const sequences = await library.list({ deleted: false });
    const rows = folders
      .map((folder) => ({
        ...folder,
        path: pathTo(folder.id),
        sequenceCount: sequences.filter((row) => row.folderId === folder.id).length,
      }))
      .sort((a, b) => a.path.join('\n').localeCompare(b.path.join('\n')));
    return pageOf(rows, query, {
      id: (row) => row.id,
      name: (row) => row.name,
      texts: (row) => row.path,
      value: (row) => row.path.join('\n'),
    });
  };
}

function associationsOf(associations: Associations, devices: Lists['selectDevices']) {
  return async (query: AssociationListQuery): Promise<ListPage<Association>> => {
    const named = query.ofDevices === null ? null : new Set<string>(await devices(query.ofDevices));
    const rows = (await associations.list()).filter(
      (row) =>
        (query.sourceDeviceId === null || row.sourceDeviceId === query.sourceDeviceId) &&
        (query.destinationDeviceId === null || row.destinationDeviceId === query.destinationDeviceId) &&
        (named === null || named.has(row.sourceDeviceId) || named.has(row.destinationDeviceId)),
    );
    return pageOf(rows, query, {
      id: (row) => row.id,
      name: (row) => row.sourceName,
      texts: (row) => [row.sourceName, row.destinationName, row.storePath ?? '', ...row.accounts],
      codes: (row) => [`state:${row.condition}`, `type:${row.type}`, `behavior:${row.behavior}`],
      value: (row, column) =>
        ({
          source: row.sourceName,
          destination: row.destinationName,
          state: row.condition,
          type: row.type,
          accounts: row.behavior,
          saved: row.capturedAt,
          restored: row.restoredAt,
          missing: row.missingCount,
          store: row.storePath,
          created: row.createdAt,
        })[column],
    });
  };
}

function pointsOf(points: Points) {
  return async (query: MigrationPointListQuery): Promise<ListPage<MigrationPoint>> => {
    const rows = (await points.list()).filter((row) => isNamed(query.names, row.name));
    const free = (row: MigrationPoint): number => row.folders.reduce((sum, one) => sum + (one.freeBytes ?? 0), 0);
    return pageOf(rows, query, {
      id: (row) => row.id,
      name: (row) => row.name,
      texts: (row) => [row.name],
      codes: (row) => [
        `mode:${row.restoreOnly ? 'restoreOnly' : 'both'}`,
        ...row.folders.map(({ state }) => `health:${state}`),
      ],
      value: (row, column) =>
        ({
          name: row.name,
          health: row.folders.map((folder) => folder.state).join(' '),
          mode: row.restoreOnly ? 'restoreOnly' : 'both',
          used: free(row),
          free: free(row),
          clients: row.folders.reduce((sum, one) => sum + one.clients, 0),
          stores: row.storeCount,
        })[column],
    });
  };
}

function storesOf({ stateStores, database }: ListParts, select: Lists['selectAssociations']) {
  return async (query: StateStoreListQuery): Promise<ListPage<StateStoreRow>> => {
    const own =
      query.ownOf === null
        ? null
        : new Set<string>((await listOwnStores(database.read, await select(query.ownOf))).map(({ id }) => id));
    const rows = (await stateStores.list()).filter(
      (row) =>
        (query.exists === null || (row.deletedAt === null) === query.exists) &&
        (query.migrationPointId === null || row.migrationPointId === query.migrationPointId) &&
        (query.associationId === null || row.associationId === query.associationId) &&
        (query.sourceDeviceId === null || row.sourceDeviceId === query.sourceDeviceId) &&
        (query.runId === null || row.captureRunId === query.runId || row.restoreRunId === query.runId) &&
        isNamed(query.sourceNames, row.sourceName) &&
        row.id.startsWith(query.idPrefix.toLowerCase()) &&
        own?.has(row.id) !== false,
    );
    return pageOf(rows, query, {
      id: (row) => row.id,
      name: (row) => row.sourceName,
      texts: (row) => [row.sourceName, row.destinationName ?? '', row.migrationPointName ?? '', row.path],
      codes: (row) => [`state:${row.state}`],
      value: (row, column) =>
        ({
          owner: row.sourceName,
          destination: row.destinationName,
          size: row.byteCount,
          state: row.state,
          next: row.deleteAfter,
          requested: row.requestedAt,
          captured: row.capturedAt,
          files: row.fileCount,
          missing: row.missingCount,
          path: row.path,
        })[column],
    });
  };
}

function draftsOf(editing: Editing) {
  return async (query: DraftListQuery): Promise<ListPage<EditorDraft>> =>
    pageOf(await editing.drafts(), query, {
      id: (row) => row.packageId,
      name: (row) => row.sequenceName,
      texts: (row) => [row.sequenceName, row.packageId],
      value: (row, column) => ({ name: row.sequenceName, updated: row.updatedAt })[column],
    });
}

function runsOf(database: Database) {
  return async (query: RunListQuery): Promise<ListPage<RunRow>> => {
    const rows = (await listRuns(database.read, { limit: Number.MAX_SAFE_INTEGER }))
      .map(toRunRow)
      .filter(
        (row) =>
          query.states?.includes(row.state) !== false &&
          (query.deviceId === null || row.deviceId === query.deviceId) &&
          (query.packageId === null || row.packageId === query.packageId),
      );
    const state = (row: RunRow): string => (row.state === 'succeeded' && row.incomplete ? 'incomplete' : row.state);
    return pageOf(rows, query, {
      id: (row) => row.id,
      name: (row) => row.sequenceName,
      texts: (row) => [String(row.id), row.sequenceName, row.deviceName, row.startedBy, row.packageId],
      codes: (row) => [`state:${state(row)}`],
      value: (row, column) =>
        ({
          number: row.id,
          sequence: row.sequenceName,
          device: row.deviceName,
          state: state(row),
          started: row.startedAt,
          took: (row.endedAt ?? Number.MAX_SAFE_INTEGER) - row.startedAt,
          steps: row.stepDone,
          startedBy: row.startedBy,
        })[column],
    });
  };
}

/** The lists of a site. */
export function createLists(parts: ListParts): Lists {
  const devices = devicesOf(parts.database);
  const sequences = sequencesOf(parts.library);
  const runs = runsOf(parts.database);
  const selectDevices: Lists['selectDevices'] = async (selection) => {
    if (selection.kind === 'ids') return selection.ids;
    const { criteria, except, kind: _kind, ...filter } = selection;
    const query = { ...DeviceListQuery.parse({}), ...criteria, ...filter, ...whole };
    const { rows } = await devices(query);
    return rows.map((row) => row.id).filter((id) => !except.includes(id));
  };
  const associations = associationsOf(parts.associations, selectDevices);
  const selectAssociations: Lists['selectAssociations'] = async (selection) => {
    if (selection.kind === 'ids') return selection.ids;
    const { criteria, except, kind: _kind, ...filter } = selection;
    const { rows } = await associations({ ...AssociationListQuery.parse({}), ...criteria, ...filter, ...whole });
    return rows.map((row) => row.id).filter((id) => !except.includes(id));
  };
  return {
    devices,
    sequences,
    folders: foldersOf(parts.library),
    drafts: draftsOf(parts.editing),
    associations,
    points: pointsOf(parts.points),
    stores: storesOf(parts, selectAssociations),
    runs,
    selectDevices,
    selectAssociations,
    selectSequences: async (selection) => {
      if (selection.kind === 'ids') return selection.ids;
      const { criteria, except, kind: _kind, ...filter } = selection;
      const { rows } = await sequences({ ...SequenceListQuery.parse({}), ...criteria, ...filter, ...whole });
      return rows.map((row) => row.packageId).filter((id) => !except.includes(id));
    },
    selectRuns: async (selection) => {
      if (selection.kind === 'ids') return selection.ids;
      const { criteria, except, kind: _kind, ...filter } = selection;
      const { rows } = await runs({ ...RunListQuery.parse({}), ...criteria, ...filter, ...whole });
      return rows.map((row) => row.id).filter((id) => !except.includes(id));
    },
  };
}
