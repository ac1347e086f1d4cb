import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeviceId, RunId, type StateStoreId } from '#shared/model/ids';
import type { AccountBehavior, MigrationPointInput } from '#shared/model/state-migration';
import type { CaptureResult, RestoreResult, StoreSummary } from '#shared/model/user-state';
import type { MigrationPoints, UserStatePort } from '../engine/ports.ts';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { insertDevice } from '../store/tables/device.ts';
import { getStateStore, listStateStoresToDelete } from '../store/tables/state-store.ts';
import { type Associations, associationStatus, createAssociations } from './associations.ts';
import { lookAtFolder } from './folder-facts.ts';
import { createMigrationPoints, rememberResults } from './migration-points.ts';
import { createPoints, type Points } from './points.ts';
import { createStateStores } from './state-stores.ts';

let temp: TempSite;
let associations: Associations;
let points: Points;
let engine: MigrationPoints;
let told: number;
let old: DeviceId;
let fresh: DeviceId;

const addDevice = (name: string): Promise<DeviceId> =>
  temp.site.database.write(async (transaction) => {
    const fixed = { mac: '', smbiosGuid: '', connection: 'folder' as const, driveMap: {}, facts: {}, description: '' };
    const values = { ...fixed, name, allowHostCommands: false, environment: 'FullOS' as const };
    return DeviceId.parse((await insertDevice(transaction, temp.ids.uuid(), values, 1)).id);
  });

beforeEach(async () => {
  temp = await createTempSite();
  const { site, clock, ids } = temp;
  told = 0;
  associations = createAssociations(site.database, clock, ids, 'me');
  points = createPoints(site.database, ids);
  engine = createMigrationPoints({ database: site.database, clock, ids, userName: 'me' }, () => (told += 1));
  [old, fresh] = [await addDevice('OLD-PC'), await addDevice('NEW-PC')];
});
afterEach(async () => {
  await temp.remove();
});

const run = (id: number): RunId => RunId.parse(id);
const day = 24 * 60 * 60 * 1000;
const read = () => temp.site.database.read;

function pointInput(folders: readonly string[], change: Partial<MigrationPointInput> = {}): MigrationPointInput {
  const made = folders.map((name) => {
    const path = join(temp.site.dir, name);
    return { id: null, path, maximumClients: 2, minimumFreeSpace: 1, minimumFreeSpaceUnit: 'MB' as const };
  });
  return { name: 'SMP', restoreOnly: false, deletion: { kind: 'after-days', days: 3 }, folders: made, ...change };
}

const addPoint = async (change: Partial<MigrationPointInput> = {}): Promise<string> =>
  (await points.create(pointInput(['smp'], change))).id;
const associate = (behavior: AccountBehavior = 'capture-all-restore-all', accounts: string[] = []) =>
  associations.create({ sourceDeviceId: old, destinationDeviceId: fresh, behavior, accounts });

const timing = { startedAt: 1, endedAt: 2 };
const empty = { files: 3, folders: 1, bytes: 70, perUser: [], notes: [] };
const summary: StoreSummary = {
  storeId: 's',
  formatVersion: 1,
  tool: 't',
  form: 'copied',
  sourceDevice: 'OLD-PC',
  takenAt: 1,
  ruleSet: 'r',
  hasStandardOptions: true,
  isComplete: true,
  files: 3,
  folders: 1,
  links: 0,
  bytes: 70,
  missingCount: 1,
  perUser: [],
};

/** Capture and release as the steps do it. */
async function capture(device: DeviceId, runId: number): Promise<StateStoreId> {
  const { storeId } = await engine.request('capture', device, run(runId));
  await engine.noteBegun(storeId, 'capture', run(runId));
  await engine.noteEnded(storeId, { kind: 'captured', result: summary }, run(runId));
  await engine.release(storeId, 'published', run(runId));
  return storeId;
}

describe('associations', () => {
  it('[MIG-1] are made, listed with names, changed and deleted', async () => {
    const { id } = await associate('capture-all-restore-specified', ['LAB\\anna', ' lab\\ANNA ', 'ben']);
    expect(await associations.list()).toMatchObject([
      {
        id,
        type: 'side-by-side',
        sourceName: 'OLD-PC',
        destinationName: 'NEW-PC',
        status: 'not-started',
        createdBy: 'me',
      },
    ]);
    await associations.setAccounts(id, 'capture-specified-restore-specified', ['carla']);
    expect((await associations.list())[0]).toMatchObject({
      behavior: 'capture-specified-restore-specified',
      accounts: ['carla'],
    });
    await associations.remove([id]);
    expect(await associations.list()).toEqual([]);
    await expect(associations.remove([id])).rejects.toMatchObject({ code: 'ASSOCIATION_NOT_FOUND' });
  });

  it('[MIG-1] one of several that does not exist: none is deleted', async () => {
    const { id } = await associate();
    await expect(associations.remove([id, temp.ids.uuid()])).rejects.toMatchObject({ code: 'ASSOCIATION_NOT_FOUND' });
    expect(await associations.list()).toHaveLength(1);
  });

  it('[MIG-1] the same pair twice, one device twice and devices that do not exist are refused', async () => {
    await associate();
    await expect(associate()).rejects.toMatchObject({ code: 'ASSOCIATION_EXISTS' });
    const fixed = { behavior: 'capture-all-restore-all' as const, accounts: [] };
    const attempt = (sourceDeviceId: string, destinationDeviceId: string) =>
      associations.create({ ...fixed, sourceDeviceId, destinationDeviceId });
    await expect(attempt(old, old)).rejects.toMatchObject({ code: 'ASSOCIATION_SAME_DEVICE' });
    await expect(attempt(old, temp.ids.uuid())).rejects.toMatchObject({ code: 'DEVICE_NOT_FOUND' });
  });

  it('[MIG-2] the status follows the store', async () => {
    await addPoint();
    await associate();
    const status = async () => (await associations.list())[0]?.status;
    const { storeId } = await engine.request('capture', old, run(1));
    expect([associationStatus(undefined), await status()]).toEqual(['not-started', 'not-started']);
    await engine.noteEnded(storeId, { kind: 'captured', result: summary }, run(1));
    expect((await associations.list())[0]).toMatchObject({
      status: 'in-progress',
      stateStoreId: storeId,
      missingCount: 1,
    });
    await engine.release(storeId, 'published', run(1));
    await engine.noteEnded(storeId, { kind: 'restored' }, run(2));
    expect(await status()).toBe('completed');
  });

  it.each<[AccountBehavior, string[] | null, string[] | null]>([
    ['capture-all-restore-all', null, null],
    ['capture-all-restore-specified', null, ['anna', 'ben']],
    ['capture-specified-restore-specified', ['anna', 'ben'], ['anna', 'ben']],
  ])('[MIG-3] %s: whom capture and restore are for', async (behavior, captured, restored) => {
    await addPoint();
    await associate(behavior, ['LAB\\anna', 'ben']);
    const { users, storeId } = await engine.request('capture', old, run(1));
    await engine.noteEnded(storeId, { kind: 'captured', result: summary }, run(1));
    await engine.release(storeId, 'published', run(1));
    expect([users, (await engine.request('restore', fresh, run(2))).users]).toEqual([captured, restored]);
  });

  it('[MIG-3] a choice that names accounts needs one, and “all” keeps none', async () => {
    for (const accounts of [[], ['  ']]) {
      await expect(associate('capture-all-restore-specified', accounts)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      });
    }
    await associate('capture-all-restore-all', ['ignored']);
    expect((await associations.list())[0]?.accounts).toEqual([]);
  });
});

describe('migration points', () => {
  it('[MIG-6] are listed with what is true of their folders now', async () => {
    const id = await addPoint();
    const missing = pointInput(['absent'], { name: 'Away', deletion: { kind: 'immediate' } });
    await points.create(missing);
    const tight = pointInput(['smp'], { name: 'Tight' });
    await points.create({
      ...tight,
      folders: tight.folders.map((one) => ({ ...one, minimumFreeSpace: 100, minimumFreeSpaceUnit: 'percent' })),
    });
    await capture(old, 1);
    const list = await points.list();
    expect(
      list.map(({ name, deletion, folders }) => [name, deletion.kind, folders[0]?.state, folders[0]?.clients]),
    ).toEqual([
      ['Away', 'immediate', 'missing', 0],
      ['SMP', 'after-days', 'usable', 1],
      ['Tight', 'after-days', 'free-space', 0],
    ]);
    expect(list.find((one) => one.id === id)?.folders[0]?.usedBytes).toBe(70);
    const point = list.find((one) => one.id === id);
    const limited = pointInput(['smp'], {
      folders: pointInput(['smp']).folders.map((one) => ({
        ...one,
        id: point?.folders[0]?.id ?? null,
        maximumClients: 1,
      })),
    });
    await points.set(id, limited);
    expect((await points.list()).find((one) => one.id === id)?.folders[0]?.state).toBe('client-limit');
  });

  it('[MIG-6] a folder that holds state cannot go, with its point or without, and one that is empty can', async () => {
    const id = await addPoint();
    await capture(old, 1);
    const refusal = { code: 'MIGRATION_POINT_HOLDS_STATE', details: { name: 'SMP', count: 1 } };
    await expect(points.remove(id)).rejects.toMatchObject(refusal);
    mkdirSync(join(temp.site.dir, 'other'));
    await expect(points.set(id, pointInput(['other']))).rejects.toMatchObject(refusal);
    expect((await points.list())[0]?.folders[0]?.path).toBe(join(temp.site.dir, 'smp'));
    const [store] = await createStateStores(temp.site.database).list();
    await createStateStores(temp.site.database).noteDeleted(store?.id ?? '', temp.clock.now());
    await points.remove(id);
    expect(await points.list()).toEqual([]);
  });

  it('[MIG-6] no folder twice, no name twice', async () => {
    await expect(points.create(pointInput(['smp', 'smp']))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await addPoint();
    await expect(addPoint({ name: 'smp' })).rejects.toMatchObject({ code: 'NAME_TAKEN' });
    await expect(points.remove(temp.ids.uuid())).rejects.toMatchObject({ code: 'MIGRATION_POINT_NOT_FOUND' });
  });

  it('[MIG-6] looking at a folder never fails and never changes it', async () => {
    const folder = join(temp.site.dir, 'smp');
    expect(await lookAtFolder(folder)).toMatchObject({ state: 'usable' });
    rmSync(folder, { recursive: true });
    expect(await lookAtFolder(folder)).toEqual({ state: 'missing', freeBytes: null, totalBytes: null });
    expect(existsSync(folder)).toBe(false);
    expect((await lookAtFolder(join(temp.site.dir, 'site.db'))).state).toBe('missing');
    mkdirSync(folder);
    chmodSync(folder, 0o555);
    // An administrator may write everywhere.
    expect((await lookAtFolder(folder)).state).toBe(process.getuid?.() === 0 ? 'usable' : 'read-only');
    chmodSync(folder, 0o755);
  });
});

describe('requests', () => {
  it('[MIG-7] a capture gets a store in a folder that takes it; the same run gets it again', async () => {
    await addPoint();
    const { id } = await associate();
    const grant = await engine.request('capture', old, run(1));
    expect(grant).toMatchObject({ migrationPointName: 'SMP', users: null });
    expect(grant.path.startsWith(join(temp.site.dir, 'smp'))).toBe(true);
    expect(await engine.request('capture', old, run(1))).toEqual(grant);
    expect((await engine.request('capture', old, run(2))).storeId).not.toBe(grant.storeId);
    expect(await getStateStore(read(), grant.storeId)).toMatchObject({
      associationId: id,
      state: 'requested',
      destinationDeviceId: fresh,
    });
    expect(told).toBe(3);
  });

  it('[MIG-7] a device without association keeps its own state: an in-place one is made, once', async () => {
    await addPoint();
    await capture(old, 1);
    await engine.request('capture', old, run(2));
    expect((await associations.list()).map((one) => [one.type, one.sourceName, one.destinationName])).toEqual([
      ['in-place', 'OLD-PC', 'OLD-PC'],
    ]);
    expect((await engine.request('restore', old, run(3))).users).toBeNull();
  });

  it('[MIG-7] each refusal has its reason, and a folder that refuses is passed over for one that does not', async () => {
    await expect(engine.request('capture', old, run(1))).rejects.toMatchObject({ code: 'MIGRATION_POINT_NONE' });
    const id = await addPoint({ restoreOnly: true });
    await expect(engine.request('capture', old, run(1))).rejects.toMatchObject({
      code: 'MIGRATION_POINT_RESTORE_ONLY',
    });
    await points.set(id, pointInput(['absent']));
    await expect(engine.request('capture', old, run(1))).rejects.toMatchObject({
      code: 'MIGRATION_POINT_FOLDER_UNUSABLE',
    });
    const full = pointInput(['smp']);
    await points.set(id, {
      ...full,
      folders: full.folders.map((one) => ({ ...one, minimumFreeSpace: 100, minimumFreeSpaceUnit: 'percent' })),
    });
    await expect(engine.request('capture', old, run(1))).rejects.toMatchObject({ code: 'MIGRATION_POINT_FREE_SPACE' });
    expect(await associations.list()).toEqual([]);
    mkdirSync(join(temp.site.dir, 'second'));
    await points.set(id, { ...full, folders: pointInput(['absent', 'second']).folders });
    expect((await engine.request('capture', old, run(1))).path.startsWith(join(temp.site.dir, 'second'))).toBe(true);
  });

  it('[MIG-7] two runs at once do not both get the last place', async () => {
    const input = pointInput(['smp']);
    await points.create({ ...input, folders: input.folders.map((one) => ({ ...one, maximumClients: 1 })) });
    const results = await Promise.allSettled([
      engine.request('capture', old, run(1)),
      engine.request('capture', fresh, run(2)),
    ]);
    expect(results.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((one) => one.status === 'rejected')?.reason).toMatchObject({
      code: 'MIGRATION_POINT_CLIENT_LIMIT',
      details: { actual: 1, limit: 1 },
    });
  });

  it('[MIG-8] a restore gets the latest published store of its device, and none before', async () => {
    await addPoint();
    await associate();
    const refused = { code: 'ASSOCIATION_NONE_FOR_DEVICE', details: { name: 'NEW-PC' } };
    await expect(engine.request('restore', fresh, run(9))).rejects.toMatchObject(refused);
    const { storeId } = await engine.request('capture', old, run(1));
    await engine.noteEnded(storeId, { kind: 'captured', result: summary }, run(1));
    await expect(engine.request('restore', fresh, run(9))).rejects.toMatchObject(refused);
    await engine.release(storeId, 'published', run(1));
    expect((await engine.request('restore', fresh, run(9))).storeId).toBe(storeId);
    await temp.clock.advance(1000);
    const later = await capture(old, 2);
    expect((await engine.request('restore', fresh, run(10))).storeId).toBe(later);
    await expect(engine.request('restore', old, run(9))).rejects.toMatchObject({ code: 'ASSOCIATION_NONE_FOR_DEVICE' });
  });

  it('[MIG-8] restore-only mode takes no new state and gives back what is there', async () => {
    const id = await addPoint();
    await associate();
    const storeId = await capture(old, 1);
    const folders = (await points.list())[0]?.folders.map(
      ({ id: folder, path, maximumClients, minimumFreeSpace, minimumFreeSpaceUnit }) => ({
        id: folder,
        path,
        maximumClients,
        minimumFreeSpace,
        minimumFreeSpaceUnit,
      }),
    );
    await points.set(id, pointInput([], { restoreOnly: true, folders: folders ?? [] }));
    await expect(engine.request('capture', old, run(2))).rejects.toMatchObject({
      code: 'MIGRATION_POINT_RESTORE_ONLY',
    });
    expect((await engine.request('restore', fresh, run(3))).storeId).toBe(storeId);
  });

  it('[MIG-10] a folder of the sequence’s own choice has one store for a run', async () => {
    const path = join(temp.site.dir, 'local');
    const made = await engine.useLocal('capture', path, old, run(1));
    expect(made).toMatchObject({ path, migrationPointName: null, users: null });
    expect((await engine.useLocal('capture', path, old, run(1))).storeId).toBe(made.storeId);
    expect((await engine.useLocal('restore', path, fresh, run(2))).storeId).toBe(made.storeId);
    expect((await engine.useLocal('restore', join(path, 'other'), fresh, run(2))).storeId).not.toBe(made.storeId);
    await engine.noteEnded(made.storeId, { kind: 'captured', result: summary }, run(1));
    await engine.release(made.storeId, 'published', run(1));
    await engine.noteEnded(made.storeId, { kind: 'restored' }, run(2));
    await engine.release(made.storeId, 'retention', run(2));
    expect(await getStateStore(read(), made.storeId)).toMatchObject({ state: 'restored', deleteAfter: null });
  });
});

describe('the life of a store', () => {
  it('[MIG-9] captured, published, restored, and then kept as long as its point says', async () => {
    await addPoint();
    await associate();
    const storeId = await capture(old, 1);
    expect(await getStateStore(read(), storeId)).toMatchObject({
      state: 'available',
      fileCount: 3,
      byteCount: 70,
      deleteAfter: null,
    });
    await engine.request('restore', fresh, run(2));
    await engine.noteBegun(storeId, 'restore', run(2));
    await engine.noteEnded(storeId, { kind: 'restore-failed' }, run(2));
    expect((await getStateStore(read(), storeId)).state).toBe('available');
    await engine.noteEnded(storeId, { kind: 'restored' }, run(2));
    await engine.release(storeId, 'retention', run(2));
    const at = temp.clock.now();
    await temp.clock.advance(1000);
    for (const how of ['published', 'retention'] as const) await engine.release(storeId, how, run(2));
    expect(await getStateStore(read(), storeId)).toMatchObject({
      state: 'restored',
      restoreReleasedAt: at,
      deleteAfter: at + 3 * day,
    });
    expect(await listStateStoresToDelete(read(), at + 3 * day - 1)).toEqual([]);
    expect((await listStateStoresToDelete(read(), at + 3 * day)).map((one) => one.id)).toEqual([storeId]);
  });

  it('[MIG-9] with immediate deletion it may go at once', async () => {
    await addPoint({ deletion: { kind: 'immediate' } });
    await associate();
    const storeId = await capture(old, 1);
    await engine.noteEnded(storeId, { kind: 'restored' }, run(2));
    await engine.release(storeId, 'retention', run(2));
    expect((await listStateStoresToDelete(read(), temp.clock.now())).map((one) => one.id)).toEqual([storeId]);
  });

  it('[MIG-9] what failed, and what was kept back, is incomplete and no restore gets it', async () => {
    await addPoint();
    await associate();
    const first = await engine.request('capture', old, run(1));
    await engine.noteBegun(first.storeId, 'capture', run(1));
    expect((await getStateStore(read(), first.storeId)).state).toBe('capturing');
    await engine.noteEnded(first.storeId, { kind: 'capture-failed' }, run(1));
    const second = await engine.request('capture', old, run(2));
    await engine.noteEnded(second.storeId, { kind: 'captured', result: summary }, run(2));
    await engine.release(second.storeId, 'kept', run(2));
    for (const { storeId } of [first, second]) expect((await getStateStore(read(), storeId)).state).toBe('incomplete');
    await expect(engine.request('restore', fresh, run(3))).rejects.toMatchObject({
      code: 'ASSOCIATION_NONE_FOR_DEVICE',
    });
  });

  it('[MIG-4] the list has names, runs and times, and what is deleted stays in it', async () => {
    const stores = createStateStores(temp.site.database);
    await addPoint();
    await associate();
    const id = await capture(old, 1);
    await engine.request('restore', fresh, run(2));
    await stores.noteDeleted(id, 77);
    expect(await stores.list()).toMatchObject([
      {
        id,
        sourceName: 'OLD-PC',
        destinationName: 'NEW-PC',
        migrationPointName: 'SMP',
        state: 'deleted',
        deletedAt: 77,
        captureRunId: 1,
        restoreRunId: 2,
        missingCount: 1,
      },
    ]);
    await expect(stores.get(temp.ids.uuid())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('[MIG-5] results are kept as they were, and a store in the writing cannot be deleted', async () => {
    const stores = createStateStores(temp.site.database);
    await addPoint();
    const { storeId, path } = await engine.request('capture', old, run(1));
    const captured: CaptureResult = {
      ...empty,
      links: 0,
      leftOut: [],
      leftOutCount: 0,
      storePath: path,
      storeId: 's',
      isComplete: true,
      missingCount: 0,
      exitCode: 0,
      timing,
    };
    const restored: RestoreResult = {
      ...empty,
      storePath: path,
      storeId: 's',
      isComplete: true,
      alreadyThere: 0,
      renamed: [],
      renamedCount: 0,
      missing: [],
      missingCount: 0,
      linksNotRestored: 0,
      plannedAccounts: [],
      exitCode: 0,
      timing,
    };
    const inner: UserStatePort = {
      capture: () => Promise.resolve(captured),
      restore: () => Promise.resolve(restored),
      describe: () => Promise.resolve(summary),
    };
    const remembering = rememberResults(inner, temp.site.database, () => (told += 1));
    await remembering.capture({ storePath: path } as Parameters<UserStatePort['capture']>[0], {} as never);
    expect(await stores.get(storeId)).toMatchObject({ capture: captured, restore: null, verify: null });
    await remembering.restore({ storePath: path } as Parameters<UserStatePort['restore']>[0], {} as never);
    expect(await stores.get(storeId)).toMatchObject({ capture: captured, restore: restored });
    expect(await remembering.describe(path)).toEqual(summary);
    await engine.noteBegun(storeId, 'capture', run(1));
    await expect(stores.checkDeletable(storeId)).rejects.toMatchObject({
      code: 'STATE_STORE_IN_USE',
      details: { path },
    });
    await engine.noteEnded(storeId, { kind: 'capture-failed' }, run(1));
    expect((await stores.checkDeletable(storeId)).id).toBe(storeId);
  });
});
