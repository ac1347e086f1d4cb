import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaptureResult, RestoreResult } from '#shared/model/user-state';
import type { AssociationId } from '#shared/model/ids';
import { StateStoreListQuery } from '#shared/model/lists';
import { ofIds } from '#shared/model/list';
import type { UserStatePort } from '../engine/ports.ts';
import { getStateStore, listStateStoresToDelete } from '../store/tables/state-store.ts';
import { listStateStoreRows } from '../store/lists/state-store-list.ts';
import { createMigrationSite, type MigrationSite, run, startRun, summary, restored } from './fakes/migration-site.ts';
import { rememberResults } from './migration-points.ts';

const day = 24 * 60 * 60 * 1000;
const timing = { startedAt: 1, endedAt: 2 };
const empty = { files: 3, folders: 1, bytes: 70, perUser: [], notes: [] };
let temp: MigrationSite['temp'];
let associations: MigrationSite['associations'];
let points: MigrationSite['points'];
let stores: MigrationSite['stores'];
let engine: MigrationSite['engine'];
let old: MigrationSite['old'];
let fresh: MigrationSite['fresh'];
let third: MigrationSite['third'];
let pointInput: MigrationSite['pointInput'];
let addPoint: MigrationSite['addPoint'];
let associate: MigrationSite['associate'];
let capture: MigrationSite['capture'];
const read = () => temp.site.database.read;

beforeEach(async () => {
  ({ temp, associations, points, stores, engine, old, fresh, third, pointInput, addPoint, associate, capture } =
    await createMigrationSite());
});
afterEach(async () => {
  await temp.remove();
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

  it('[MIG-8] [UST-262] a restore gets the latest published store of its device, and is told what is wanting before', async () => {
    await addPoint();
    await associate();
    const refused = { code: 'STATE_NONE_WAITING', details: { name: 'NEW-PC', source: 'OLD-PC' } };
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

  it('[MIG-11] one capture serves every association of its source, each with its own accounts and its own end', async () => {
    await addPoint({ deletion: { kind: 'immediate' } });
    await associate();
    const restoreSome = 'capture-all-restore-specified' as const;
    const pair = { sourceDeviceId: old, destinationDeviceId: third };
    await associations.create({ ...pair, behavior: restoreSome, accounts: ['LAB\\anna'] });
    const storeId = await capture(old, 1);
    const statuses = async () => (await associations.list()).map((one) => [one.destinationName, one.status]).sort();
    expect(await statuses()).toEqual([
      ['NEW-PC', 'in-progress'],
      ['THIRD-PC', 'in-progress'],
    ]);
    const restore = async (device: typeof fresh, runId: number) => {
      const grant = await engine.request('restore', device, run(runId));
      await engine.noteEnded(grant.storeId, restored(), run(runId));
      await engine.release(grant.storeId, 'retention', run(runId));
      return [grant.storeId, grant.users];
    };
    expect(await restore(fresh, 2)).toEqual([storeId, null]);
    expect(await statuses()).toEqual([
      ['NEW-PC', 'completed'],
      ['THIRD-PC', 'in-progress'],
    ]);
    // The other destination still needs it, whatever the deletion policy says.
    expect(await listStateStoresToDelete(read(), temp.clock.now())).toEqual([]);
    expect(await restore(third, 3)).toEqual([storeId, ['LAB\\anna']]);
    expect(await statuses()).toEqual([
      ['NEW-PC', 'completed'],
      ['THIRD-PC', 'completed'],
    ]);
    expect((await listStateStoresToDelete(read(), temp.clock.now())).map((one) => one.id)).toEqual([storeId]);
  });

  it('[MIG-11] with an association go only the stores that serve no other one', async () => {
    await addPoint();
    const first = await associate();
    const alone = await capture(old, 1);
    await temp.clock.advance(1000);
    const pair = { sourceDeviceId: old, destinationDeviceId: third };
    const second = await associations.create({ ...pair, behavior: 'capture-all-restore-all', accounts: [] });
    const shared = await capture(old, 2);
    const remove = async (...ids: AssociationId[]) =>
      (await associations.remove(ofIds(ids), 'delete')).going.map(({ id }) => id).sort();
    expect(await remove(first.id)).toEqual([alone]);
    await stores.finishDelete(alone);
    expect(await remove(second.id)).toEqual([shared]);
  });

  it('[MIG-11] with all of its associations goes a store that serves several, and with one of them none', async () => {
    await addPoint();
    const first = await associate();
    const pair = { sourceDeviceId: old, destinationDeviceId: third };
    const second = await associations.create({ ...pair, behavior: 'capture-all-restore-all', accounts: [] });
    const shared = await capture(old, 1);
    expect(await associations.remove(ofIds([second.id]), 'delete')).toEqual({ count: 1, going: [], inUse: [] });
    expect((await associations.remove(ofIds([first.id]), 'delete')).going.map(({ id }) => id)).toEqual([shared]);
  });

  it('[MIG-23] a store that goes is given to no restore, and goes later when this process ends before', async () => {
    await addPoint();
    const { id } = await associate();
    const [kept, going] = [await capture(old, 8), await capture(old, 9)];
    await stores.beginDelete(going);
    expect((await engine.request('restore', fresh, run(10))).storeId).toBe(kept);
    expect((await listStateStoresToDelete(read(), temp.clock.now())).map((one) => one.id)).toEqual([going]);
    await stores.finishDelete(going);
    const { deletedAt } = await getStateStore(read(), going);
    await temp.clock.advance(1000);
    await stores.finishDelete(going);
    expect((await getStateStore(read(), going)).deletedAt).toBe(deletedAt);
    expect(await listStateStoresToDelete(read(), temp.clock.now())).toEqual([]);
    const writing = await startRun({ temp }, old);
    const { storeId } = await engine.request('capture', old, writing);
    await engine.noteBegun(storeId, 'capture', writing);
    const removed = await associations.remove(ofIds([id]), 'delete');
    expect([removed.going.map((one) => one.id), removed.inUse.map((one) => one.id)]).toEqual([[kept], [storeId]]);
    expect((await getStateStore(read(), storeId)).state).toBe('capturing');
  });

  it('[MIG-11] what was captured before an association was made is not for it', async () => {
    await addPoint();
    await associate();
    const storeId = await capture(old, 1);
    await temp.clock.advance(1000);
    const pair = { sourceDeviceId: old, destinationDeviceId: third };
    await associations.create({ ...pair, behavior: 'capture-all-restore-all', accounts: [] });
    const refused = { code: 'STATE_NONE_WAITING' };
    await expect(engine.request('restore', third, run(2))).rejects.toMatchObject(refused);
    expect((await engine.request('restore', fresh, run(3))).storeId).toBe(storeId);
    await temp.clock.advance(1000);
    const later = await capture(old, 4);
    for (const device of [fresh, third]) {
      expect((await engine.request('restore', device, run(5))).storeId).toBe(later);
    }
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
    await engine.noteEnded(made.storeId, restored(), run(2));
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
    await engine.noteEnded(storeId, restored(), run(2));
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
    await engine.noteEnded(storeId, restored(), run(2));
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
    await expect(engine.request('restore', fresh, run(3))).rejects.toMatchObject({ code: 'STATE_NONE_WAITING' });
  });

  it('[MIG-4] the list has names, runs and times, and what is deleted stays in it', async () => {
    await addPoint();
    await associate();
    const id = await capture(old, 1);
    await engine.request('restore', fresh, run(2));
    await stores.finishDelete(id);
    expect((await listStateStoreRows(temp.site.database, StateStoreListQuery.parse({}))).rows).toMatchObject([
      {
        id,
        sourceName: 'OLD-PC',
        destinationName: 'NEW-PC',
        migrationPointName: 'SMP',
        state: 'deleted',
        deletedAt: temp.clock.now(),
        captureRunId: 1,
        restoreRunId: 2,
        missingCount: 1,
      },
    ]);
    await expect(stores.get(temp.ids.uuid())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('[MIG-5] results are kept as they were, and a store in the writing cannot be deleted', async () => {
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
    const remembering = rememberResults(inner, temp.site.database);
    const device = { name: 'OLD-PC', drives: {} };
    const order = { device, storePath: path, continueOnLockedFiles: true, hasStandardOptions: true, tool: 't' };
    await remembering.capture(order, {});
    expect(await stores.get(storeId)).toMatchObject({ capture: captured, restore: null, verify: null });
    await remembering.restore({ device, storePath: path, continueOnRestore: true, restoreLocalAccounts: false }, {});
    expect(await stores.get(storeId)).toMatchObject({ capture: captured, restore: restored });
    expect(await remembering.describe(path)).toEqual(summary);
    const again = await startRun({ temp }, old);
    await engine.noteBegun(storeId, 'capture', again);
    await expect(stores.beginDelete(storeId)).rejects.toMatchObject({
      code: 'STATE_STORE_IN_USE',
      details: { path },
    });
    await engine.noteEnded(storeId, { kind: 'capture-failed' }, again);
    expect((await stores.beginDelete(storeId)).id).toBe(storeId);
  });
});
