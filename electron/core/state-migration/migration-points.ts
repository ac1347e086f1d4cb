import { AppError } from '#shared/contract/errors';
import type { RunId, StateStoreId } from '#shared/model/ids';
import type { MigrationPoints, StateStoreOutcome, StateStoreUse, UserStatePort } from '../engine/ports.ts';
import { getMigrationPoint, findMigrationPointFolder } from '../store/tables/migration-point.ts';
import { listAssociationsFrom } from '../store/tables/association.ts';
import { getStateStore, type StateStoreChange, type StateStoreRow } from '../store/tables/state-store.ts';
import type { Database, Transaction } from '../store/connection.ts';
import { findStoreRowAt } from '../store/lists/state-store-list.ts';
import { deleteAfter, policyOf } from './migration-point-rules.ts';
import { createGrants, type GrantPorts } from './grants.ts';
import {
  changeStateStore,
  demandNoneGoes,
  demandStays,
  endOthers,
  readResults,
  type KeptResults,
  isSettled,
  mayGo,
  servesAssociation,
  partsOfUse,
} from './state-stores.ts';
import { demandNotNested, lookForNested } from './nested-rows.ts';
import { beginLook, type SeenPlaces } from './place-look.ts';
import { lookInPlaces, othersInPlace, placesNow, seePlaces } from './shared-place.ts';
import { demandPlaceUnread } from './store-use.ts';

/** When the deletion policy lets a store go that was restored at `at`; null for a store that no point holds (MIG-9). */
async function dueAfter(transaction: Transaction, storeId: string, at: number): Promise<number | null> {
  const { migrationPointFolderId } = await getStateStore(transaction, storeId);
  if (migrationPointFolderId === null) return null;
  const folder = await findMigrationPointFolder(transaction, migrationPointFolderId);
  if (folder === undefined) return null;
  const point = await getMigrationPoint(transaction, folder.migrationPointId);
  return deleteAfter(policyOf(point), at);
}

function changeAfter(outcome: StateStoreOutcome, at: number): StateStoreChange {
  switch (outcome.kind) {
    case 'captured':
      return {
        state: 'captured',
        capturedAt: at,
        fileCount: outcome.result.files,
        byteCount: outcome.result.bytes,
        missingCount: outcome.result.missingCount,
      };
    case 'capture-failed':
      return { state: 'incomplete' };
    case 'restored':
      return { state: 'restored', restoredAt: at };
    case 'restore-failed':
      return {};
  }
}

/** What is noted of a restore: its device has the state now. */
async function restoredOn(
  transaction: Transaction,
  storeId: string,
  at: number,
  result: Extract<StateStoreOutcome, { kind: 'restored' }>['result'],
): Promise<Pick<KeptResults, 'restoredOn'>> {
  const row = await getStateStore(transaction, storeId);
  const deviceId = row.destinationDeviceId;
  const others = readResults(row).restoredOn.filter((one) => one.deviceId !== deviceId);
  const { isComplete, missingCount: missing } = result;
  return { restoredOn: deviceId === null ? others : [...others, { deviceId, at, isComplete, missing }] };
}

/** Whether a side-by-side association waits for this state still: its destination has not all of it (MIG-11, MIG-30). */
async function isAwaited(transaction: Transaction, row: StateStoreRow): Promise<boolean> {
  const associations = row.sourceDeviceId === null ? [] : await listAssociationsFrom(transaction, row.sourceDeviceId);
  return associations.some(
    (one) => one.type === 'side-by-side' && servesAssociation(row, one) && !isSettled(row, one.destinationDeviceId),
  );
}

async function release(
  transaction: Transaction,
  storeId: StateStoreId,
  how: 'published' | 'kept' | 'retention',
  at: number,
): Promise<{ isKept: boolean }> {
  const row = await getStateStore(transaction, storeId);
  if (how === 'published' && row.releasedAt === null) {
    await changeStateStore(transaction, storeId, { state: 'available', releasedAt: at });
  }
  if (how === 'kept') await changeStateStore(transaction, storeId, { state: 'incomplete' });
  if (how !== 'retention') return { isKept: false };
  await beginRetention(transaction, row, at);
  return { isKept: !mayGo(row) };
}

/** The retention time begins once, when every restore that the store is for was complete or accepted (MIG-30). */
async function beginRetention(transaction: Transaction, row: StateStoreRow, at: number): Promise<void> {
  if (row.restoreReleasedAt !== null || !mayGo(row) || (await isAwaited(transaction, row))) return;
  const change = { restoreReleasedAt: at, deleteAfter: await dueAfter(transaction, row.id, at) };
  await changeStateStore(transaction, row.id, change);
}

/**
 * A person is content with a restore that left something out: the reason is kept with the store, and its retention time
 * begins. Throws `NOT_FOUND`, `STATE_STORE_NOT_ACCEPTABLE` for a store whose last restore is none, complete or accepted
 * (MIG-31).
 */
export async function acceptRestore(ports: GrantPorts, id: StateStoreId, why: string): Promise<void> {
  await ports.database.write(async (transaction) => {
    await demandStays(transaction, id);
    const row = await getStateStore(transaction, id);
    const { restoredOn: all } = readResults(row);
    const last = all.find(({ deviceId }) => deviceId === row.destinationDeviceId);
    if (row.state !== 'restored' || last === undefined || mayGo(row)) {
      throw new AppError('STATE_STORE_NOT_ACCEPTABLE', { path: row.path });
    }
    const at = ports.clock.now();
    const accepted = { reason: why, at, by: ports.userName };
    await changeStateStore(
      transaction,
      id,
      {},
      { restoredOn: all.map((one) => (one === last ? { ...one, accepted } : one)) },
    );
    await beginRetention(transaction, await getStateStore(transaction, id), at);
  });
}

interface Begun {
  readonly storeId: StateStoreId;
  readonly use: StateStoreUse;
  readonly runId: RunId;
}

interface Ended {
  readonly storeId: StateStoreId;
  readonly outcome: StateStoreOutcome;
  readonly runId: RunId;
}

/** What a capture asks of the disk before it begins; a restore asks nothing. */
async function lookBeforeBegun({ database, placeCalls }: GrantPorts, { storeId, use }: Begun): Promise<SeenPlaces> {
  const look = beginLook(placeCalls);
  if (use === 'restore') return look.seen;
  const row = await getStateStore(database.read, storeId);
  await lookInPlaces(database.read, [row.path], look);
  await lookForNested(database.read, row, look);
  return look.seen;
}

/** What is asked of the disk after a capture that has replaced what lay there. */
async function lookBeforeEnded({ database, placeCalls }: GrantPorts, { storeId, outcome }: Ended): Promise<SeenPlaces> {
  const rows = outcome.kind === 'captured' ? [await getStateStore(database.read, storeId)] : [];
  const paths = rows.map(({ path }) => path);
  return seePlaces(database.read, paths, placeCalls);
}

/** A capture or a restore begins: nothing else may be done with what lies there (MIG-185, MIG-190, UST-240, UST-241). */
async function noteBegun(
  transaction: Transaction,
  ports: GrantPorts,
  { storeId, use, runId }: Begun,
  seen: SeenPlaces,
): Promise<void> {
  await demandStays(transaction, storeId);
  const row = await getStateStore(transaction, storeId);
  if (use === 'restore') {
    const restoring = [...new Set([...readResults(row).restoring, runId])];
    await changeStateStore(transaction, storeId, {}, { restoreRunId: runId, restoring });
    return;
  }
  const places = placesNow(transaction, seen);
  await demandNoneGoes(transaction, row, places);
  await demandNotNested(transaction, row, seen);
  await demandPlaceUnread(transaction, row, { ...partsOfUse(ports), ownRun: runId }, places);
  await changeStateStore(transaction, storeId, { state: 'capturing' }, { captureRunId: runId });
}

async function noteEnded(
  transaction: Transaction,
  { storeId, outcome, runId }: Ended,
  at: number,
  seen: SeenPlaces,
): Promise<void> {
  const row = await getStateStore(transaction, storeId);
  const results = outcome.kind === 'restored' ? await restoredOn(transaction, storeId, at, outcome.result) : {};
  const isRestore = outcome.kind === 'restored' || outcome.kind === 'restore-failed';
  const restoring = readResults(row).restoring.filter((one) => one !== runId);
  const ended = isRestore ? { ...results, restoring } : results;
  await changeStateStore(transaction, storeId, changeAfter(outcome, at), ended);
  if (outcome.kind !== 'captured') return;
  await endOthers(transaction, await othersInPlace(transaction, row, placesNow(transaction, seen)), at);
}

/** The engine's view of migration points, associations and state stores. */
export function createMigrationPoints(ports: GrantPorts): MigrationPoints {
  const { database, clock } = ports;
  const grants = createGrants(ports);
  return {
    request: (use, deviceId, runId) => grants.request(use, deviceId, runId),
    useLocal: (use, hostPath, deviceId, runId) => grants.useLocal(use, hostPath, deviceId, runId),
    noteBegun: async (storeId, use, runId) => {
      const begun = { storeId, use, runId };
      const seen = await lookBeforeBegun(ports, begun);
      await database.write((transaction) => noteBegun(transaction, ports, begun, seen));
    },
    noteEnded: async (storeId, outcome, runId) => {
      const ended = { storeId, outcome, runId };
      const seen = await lookBeforeEnded(ports, ended);
      await database.write((transaction) => noteEnded(transaction, ended, clock.now(), seen));
    },
    release: (storeId, how) => database.write((transaction) => release(transaction, storeId, how, clock.now())),
  };
}

async function keepResult(database: Database, path: string, results: Partial<KeptResults>): Promise<void> {
  await database.write(async (transaction) => {
    const id = findStoreRowAt(transaction, path);
    if (id !== undefined) await changeStateStore(transaction, id, {}, results);
  });
}

/** User state whose results are kept beside the store, so that the result page can be opened at any later time. */
export function rememberResults(userState: UserStatePort, database: Database): UserStatePort {
  return {
    describe: (storePath) => userState.describe(storePath),
    capture: async (request, options) => {
      const capture = await userState.capture(request, options);
      await keepResult(database, request.storePath, { capture, restore: null, verify: null });
      return capture;
    },
    restore: async (request, options) => {
      const restore = await userState.restore(request, options);
      await keepResult(database, request.storePath, { restore });
      return restore;
    },
  };
}
