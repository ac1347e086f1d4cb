import { dirname } from 'node:path';
import { AppError } from '#shared/contract/errors';
import type { DeviceId, RunId } from '#shared/model/ids';
import type { StateStoreGrant, StateStoreUse } from '../engine/ports.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Database, ReadConnection, Transaction } from '../store/connection.ts';
import {
  type AssociationRow,
  getAssociation,
  insertAssociation,
  listAssociationsFrom,
  listAssociationsTo,
} from '../store/tables/association.ts';
import { findStoresAt } from '../store/lists/state-store-list.ts';
import { getDevice } from '../store/tables/device.ts';
import {
  findMigrationPointFolder,
  getMigrationPoint,
  listMigrationPoints,
  type MigrationPointFolderRow,
} from '../store/tables/migration-point.ts';
import {
  countClientsOfFolder,
  getStateStore,
  insertStateStore,
  listStateStoresOfSource,
  type StateStoreRow,
} from '../store/tables/state-store.ts';
import { checkCaptureRequest, storePathIn } from './migration-point-rules.ts';
import { type FolderFacts, lookAtFolder } from './folder-facts.ts';
import { isGoing } from './going.ts';
import { demandNoStore } from './nested-rows.ts';
import type { PlaceCalls } from './place-look.ts';
import { changeStateStore, readResults, servesAssociation } from './state-stores.ts';
import type { IsGone } from './store-use.ts';

export interface GrantPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly userName: string;
  /** As of `StateStoreParts`. */
  readonly isGone?: IsGone;
  /** As of `StateStoreParts`. */
  readonly placeCalls?: PlaceCalls;
}

function usersOf(association: AssociationRow | null, use: StateStoreUse): string[] | null {
  if (association === null) return null;
  const isSpecified =
    association.behavior === 'capture-specified-restore-specified' ||
    (use === 'restore' && association.behavior === 'capture-all-restore-specified');
  return isSpecified ? [...association.accounts] : null;
}

async function grantOf(
  connection: Transaction,
  row: StateStoreRow,
  association: AssociationRow | null,
  use: StateStoreUse,
): Promise<StateStoreGrant> {
  const folder =
    row.migrationPointFolderId === null
      ? undefined
      : await findMigrationPointFolder(connection, row.migrationPointFolderId);
  const point = folder === undefined ? undefined : await getMigrationPoint(connection, folder.migrationPointId);
  return {
    storeId: row.id,
    path: row.path,
    migrationPointName: point?.name ?? null,
    users: usersOf(association, use),
  };
}

/**
 * The association that a capture on this device is for, the latest of several: they capture the same, or the second
 * would have been refused. The first one of a device without any is in-place (MIG-7).
 */
async function associationForCapture(
  transaction: Transaction,
  ports: GrantPorts,
  deviceId: DeviceId,
): Promise<AssociationRow> {
  const [latest] = await listAssociationsFrom(transaction, deviceId);
  if (latest !== undefined) return latest;
  return insertAssociation(transaction, {
    id: ports.ids.uuid(),
    sourceDeviceId: deviceId,
    destinationDeviceId: deviceId,
    type: 'in-place',
    behavior: 'capture-all-restore-all',
    accounts: [],
    at: ports.clock.now(),
    by: ports.userName,
  });
}

type Facts = ReadonlyMap<string, FolderFacts>;

/** Looks at every folder before a transaction begins: inside one, only the database is awaited. */
async function lookAtFolders(connection: ReadConnection): Promise<Facts> {
  const folders = (await listMigrationPoints(connection)).flatMap((point) => point.folders);
  return new Map(
    await Promise.all(folders.map(async (folder) => [folder.id, await lookAtFolder(folder.path)] as const)),
  );
}

/** The first folder that takes another client; otherwise the refusal of the first one. */
async function findFolder(transaction: Transaction, facts: Facts): Promise<MigrationPointFolderRow> {
  let refusal: AppError | undefined;
  for (const point of await listMigrationPoints(transaction)) {
    for (const folder of point.folders) {
      const refused = checkCaptureRequest({
        name: point.name,
        isRestoreOnly: point.restoreOnly,
        folder,
        clients: await countClientsOfFolder(transaction, folder.id),
        facts: facts.get(folder.id) ?? { state: 'missing', freeBytes: null, totalBytes: null },
      });
      if (refused === null) return folder;
      refusal ??= refused;
    }
  }
  throw refusal ?? new AppError('MIGRATION_POINT_NONE');
}

async function requestCapture(
  transaction: Transaction,
  ports: GrantPorts,
  client: { deviceId: DeviceId; runId: RunId },
  facts: Facts,
): Promise<StateStoreGrant> {
  const { deviceId, runId } = client;
  const own = (await listStateStoresOfSource(transaction, deviceId)).find(
    (row) => readResults(row).captureRunId === runId && row.migrationPointFolderId !== null && !isGoing(row),
  );
  const association = await associationForCapture(transaction, ports, deviceId);
  if (own !== undefined) return grantOf(transaction, own, association, 'capture');
  const folder = await findFolder(transaction, facts);
  const device = await getDevice(transaction, deviceId);
  const id = ports.ids.uuid();
  const row = await insertStateStore(transaction, {
    id,
    associationId: association.id,
    sourceDeviceId: deviceId,
    sourceDeviceName: device.name,
    destinationDeviceId: association.destinationDeviceId,
    migrationPointFolderId: folder.id,
    path: storePathIn(folder.path, id),
    at: ports.clock.now(),
  });
  await changeStateStore(transaction, id, {}, { captureRunId: runId });
  return grantOf(transaction, row, association, 'capture');
}

/** The latest published state that serves an association that ends on this device (MIG-8, MIG-11). */
async function requestRestore(transaction: Transaction, deviceId: DeviceId, runId: RunId): Promise<StateStoreGrant> {
  const candidates: { row: StateStoreRow; association: AssociationRow }[] = [];
  const associations = await listAssociationsTo(transaction, deviceId);
  for (const association of associations) {
    for (const row of await listStateStoresOfSource(transaction, association.sourceDeviceId)) {
      const isPublished = row.state === 'available' || row.state === 'restored';
      if (isPublished && servesAssociation(row, association)) candidates.push({ row, association });
    }
  }
  candidates.sort((a, b) => (b.row.capturedAt ?? 0) - (a.row.capturedAt ?? 0));
  const [latest] = candidates;
  if (latest === undefined) {
    const { name } = await getDevice(transaction, deviceId);
    const [first] = associations;
    if (first === undefined) throw new AppError('ASSOCIATION_NONE_FOR_DEVICE', { name });
    const { name: source } = await getDevice(transaction, first.sourceDeviceId);
    throw new AppError('STATE_NONE_WAITING', { name, source });
  }
  await changeStateStore(transaction, latest.row.id, { destinationDeviceId: deviceId }, { restoreRunId: runId });
  return grantOf(transaction, latest.row, latest.association, 'restore');
}

/** A store in a folder that the sequence chose itself. */
async function grantLocal(
  transaction: Transaction,
  ports: GrantPorts,
  use: StateStoreUse,
  place: { path: string; deviceId: DeviceId; runId: RunId },
): Promise<StateStoreGrant> {
  const rows: StateStoreRow[] = [];
  for (const id of findStoresAt(transaction, place.path)) rows.push(await getStateStore(transaction, id));
  const staying = rows.filter((row) => !isGoing(row));
  const known = staying.find((row) => use === 'restore' || readResults(row).captureRunId === place.runId);
  const run = use === 'capture' ? { captureRunId: place.runId } : { restoreRunId: place.runId };
  if (known !== undefined) {
    await changeStateStore(transaction, known.id, {}, run);
    const association = known.associationId === null ? null : await getAssociation(transaction, known.associationId);
    return grantOf(transaction, known, association, use);
  }
  const device = await getDevice(transaction, place.deviceId);
  const row = await insertStateStore(transaction, {
    id: ports.ids.uuid(),
    associationId: null,
    sourceDeviceId: use === 'capture' ? place.deviceId : null,
    sourceDeviceName: use === 'capture' ? device.name : '',
    destinationDeviceId: use === 'restore' ? place.deviceId : null,
    migrationPointFolderId: null,
    path: place.path,
    at: ports.clock.now(),
  });
  await changeStateStore(transaction, row.id, {}, run);
  return grantOf(transaction, row, null, use);
}

/** What a step asks of the migration points: one transaction each, so that two runs cannot both get the last place. */
export function createGrants(ports: GrantPorts) {
  const { database } = ports;
  return {
    request: async (use: StateStoreUse, deviceId: DeviceId, runId: RunId): Promise<StateStoreGrant> => {
      const facts = await lookAtFolders(database.read);
      return database.write((transaction) =>
        use === 'capture'
          ? requestCapture(transaction, ports, { deviceId, runId }, facts)
          : requestRestore(transaction, deviceId, runId),
      );
    },
    useLocal: async (use: StateStoreUse, path: string, deviceId: DeviceId, runId: RunId): Promise<StateStoreGrant> => {
      // Before there is a row of it.
      if (use === 'capture') await demandNoStore(database.read, path, dirname(path));
      return database.write((transaction) => grantLocal(transaction, ports, use, { path, deviceId, runId }));
    },
  };
}
