import { afterEach, beforeEach, expect, it } from 'vitest';
import { StateStoreListQuery } from '#shared/model/lists';
import type { VerifyResult } from '#shared/model/user-state';
import { AppError } from '#shared/contract/errors';
import { listStateStoreRows } from '../store/lists/state-store-list.ts';
import { createMigrationSite, type MigrationSite, restored, run } from './fakes/migration-site.ts';

let site: MigrationSite;

beforeEach(async () => {
  site = await createMigrationSite();
  await site.addPoint();
});
afterEach(async () => {
  await site.temp.remove();
});

const verified = (isSound: boolean): VerifyResult => ({
  ...{ storePath: '/s', storeId: 's', isSound, checkedFiles: 3, checkedBytes: 70, catalogIsSound: isSound },
  ...{ damaged: [], damagedCount: isSound ? 0 : 1, missingFromCapture: [], missingFromCaptureCount: 0, files: [] },
  ...{ exitCode: isSound ? 0 : 3, timing: { startedAt: 1, endedAt: 2 } },
});

/** What the lists of stores, associations and points say, and the store by itself. */
async function conditions(storeId: string): Promise<unknown[]> {
  const { database } = site.temp.site;
  const { rows } = await listStateStoreRows(database, StateStoreListQuery.parse({}));
  const [association] = await site.associations.list();
  const [point] = await site.points.list();
  const { row } = await site.stores.get(storeId);
  return [
    rows.map(({ condition }) => condition),
    row.condition,
    [association?.condition, association?.storeCondition],
    association?.status,
    point?.damagedCount,
  ];
}

async function restore(device: MigrationSite['fresh'], runId: number, missing: number): Promise<void> {
  const { storeId } = await site.engine.request('restore', device, run(runId));
  await site.engine.noteBegun(storeId, 'restore', run(runId));
  await site.engine.noteEnded(storeId, restored(missing), run(runId));
  await site.engine.release(storeId, 'retention', run(runId));
}

it('[MIG-170] a store that failed its verification is damaged everywhere, until one succeeds', async () => {
  await site.associate();
  const storeId = await site.capture(site.old, 1);
  const sound = [['available'], 'available', ['waiting', 'available'], 'in-progress', 0];
  expect(await conditions(storeId)).toEqual(sound);
  await site.stores.noteVerified(storeId, verified(false));
  expect(await conditions(storeId)).toEqual([['damaged'], 'damaged', ['damaged', 'damaged'], 'in-progress', 1]);
  // What came over is proved by its own hashes; the store stays damaged.
  await restore(site.fresh, 2, 0);
  expect(await conditions(storeId)).toEqual([['damaged'], 'damaged', ['completed', 'damaged'], 'completed', 1]);
  await site.stores.noteVerified(storeId, verified(true));
  expect(await conditions(storeId)).toEqual([['restored'], 'restored', ['completed', 'restored'], 'completed', 0]);
});

it('[MIG-172] a verification that cannot read the store is a failed one', async () => {
  await site.associate();
  const storeId = await site.capture(site.old, 1);
  await site.stores.noteUnreadable(storeId, new AppError('STATE_STORE_DAMAGED', { path: '/s' }));
  const { verify } = await site.stores.get(storeId);
  expect([verify?.isSound, verify?.damagedCount, verify?.catalogIsSound]).toEqual([false, 1, false]);
  expect(await conditions(storeId)).toEqual([['damaged'], 'damaged', ['damaged', 'damaged'], 'in-progress', 1]);
  // Called off, or a fault of ours: nothing is known of the store.
  await site.stores.noteVerified(storeId, verified(true));
  await site.stores.noteUnreadable(storeId, new AppError('CANCELLED'));
  expect((await site.stores.get(storeId)).verify?.isSound).toBe(true);
});

it('[MIG-171] a restore that was not complete completes no association, also where no file is missing', async () => {
  await site.associate();
  const storeId = await site.capture(site.old, 1);
  const { storeId: granted } = await site.engine.request('restore', site.fresh, run(2));
  await site.engine.noteBegun(granted, 'restore', run(2));
  // A copy of the catalog was damaged.
  await site.engine.noteEnded(granted, { kind: 'restored', result: { isComplete: false, missingCount: 0 } }, run(2));
  const unproven = 'restored-unproven';
  expect(await conditions(storeId)).toEqual([[unproven], unproven, [unproven, unproven], 'in-progress', 0]);
});

it('[MIG-171] each association reads the restore of its own destination', async () => {
  await site.associate();
  const pair = { sourceDeviceId: site.old, destinationDeviceId: site.third };
  await site.associations.create({ ...pair, behavior: 'capture-all-restore-all', accounts: [] });
  const storeId = await site.capture(site.old, 1);
  await restore(site.third, 2, 2);
  const shown = async (): Promise<unknown> =>
    Object.fromEntries(
      (await site.associations.list()).map((one) => [
        one.destinationName,
        [one.condition, one.missingCount, one.restoreMissing],
      ]),
    );
  // The capture of the fake misses one.
  expect(await shown()).toEqual({ 'THIRD-PC': ['restored-incomplete', 2, 2], 'NEW-PC': ['waiting', 1, null] });
  await restore(site.fresh, 3, 0);
  expect(await shown()).toEqual({ 'THIRD-PC': ['restored-incomplete', 2, 2], 'NEW-PC': ['completed', 0, 0] });
  // The store is not as green as its last restore.
  expect((await site.stores.get(storeId)).row.condition).toBe('restored-unproven');
  await restore(site.third, 4, 0);
  expect((await site.stores.get(storeId)).row.condition).toBe('restored');
});

it('[UST-263] what stayed of a deleted association is restored by one of the same pair, and shown with it', async () => {
  const { id } = await site.associate();
  const storeId = await site.capture(site.old, 1);
  const ids = { kind: 'ids' as const, ids: [id] };
  await site.associations.remove(ids, 'keep');
  await site.temp.clock.advance(1000);
  const pair = { sourceDeviceId: site.old, behavior: 'capture-all-restore-all' as const, accounts: [] };
  await site.associations.create({ ...pair, destinationDeviceId: site.third });
  await expect(site.engine.request('restore', site.third, run(8))).rejects.toMatchObject({
    code: 'STATE_NONE_WAITING',
  });
  await site.associations.create({ ...pair, destinationDeviceId: site.fresh });
  const list = await site.associations.list();
  const found = list.find(({ destinationDeviceId }) => destinationDeviceId === site.fresh);
  expect([found?.condition, found?.stateStoreId]).toEqual(['waiting', storeId]);
  await restore(site.fresh, 2, 0);
});

it('[UST-263] what was restored completely belongs to the round that is over', async () => {
  const { id } = await site.associate();
  await site.capture(site.old, 1);
  await restore(site.fresh, 2, 0);
  await site.associations.remove({ kind: 'ids', ids: [id] }, 'keep');
  await site.temp.clock.advance(1000);
  await site.associate();
  expect((await site.associations.list()).map(({ status }) => status)).toEqual(['not-started']);
});
