import { afterEach, beforeEach, expect, it } from 'vitest';
import { getStateStore, listStateStoresToDelete } from '../store/tables/state-store.ts';
import { createMigrationSite, type MigrationSite, restored, run } from './fakes/migration-site.ts';
import { acceptRestore } from './migration-points.ts';
import { changeStateStore, mayGo } from './state-stores.ts';

let site: MigrationSite;
const read = () => site.temp.site.database.read;
const ports = () => {
  const { clock, ids } = site.temp;
  return { database: site.temp.site.database, clock, ids, userName: 'me' };
};

beforeEach(async () => {
  site = await createMigrationSite();
  await site.addPoint({ deletion: { kind: 'immediate' } });
});
afterEach(async () => {
  await site.temp.remove();
});

/** As the steps do it; whether the release kept the store. */
async function restore(device: MigrationSite['fresh'], runId: number, missing: number): Promise<boolean> {
  const { engine } = site;
  const { storeId } = await engine.request('restore', device, run(runId));
  await engine.noteBegun(storeId, 'restore', run(runId));
  await engine.noteEnded(storeId, restored(missing), run(runId));
  return (await engine.release(storeId, 'retention', run(runId))).isKept;
}

const due = async () => (await listStateStoresToDelete(read(), site.temp.clock.now())).map(({ id }) => id);

it('[MIG-30] an incomplete restore starts no retention, and restoring again works and does', async () => {
  await site.associate();
  const storeId = await site.capture(site.old, 1);
  for (const runId of [2, 3]) {
    expect(await restore(site.fresh, runId, 2)).toBe(true);
    expect(await getStateStore(read(), storeId)).toMatchObject({ restoreReleasedAt: null, deleteAfter: null });
    expect(await due()).toEqual([]);
  }
  expect(await restore(site.fresh, 4, 0)).toBe(false);
  expect(await due()).toEqual([storeId]);
});

it('[MIG-30] nor does one of several destinations, whatever the others have', async () => {
  await site.associate();
  const pair = { sourceDeviceId: site.old, destinationDeviceId: site.third };
  await site.associations.create({ ...pair, behavior: 'capture-all-restore-all', accounts: [] });
  const storeId = await site.capture(site.old, 1);
  await restore(site.third, 2, 1);
  await restore(site.fresh, 3, 0);
  expect(await due()).toEqual([]);
  await restore(site.third, 4, 0);
  expect(await due()).toEqual([storeId]);
});

it('[MIG-30] the policy leaves what an earlier version let go after an incomplete restore', async () => {
  await site.associate();
  const storeId = await site.capture(site.old, 1);
  await restore(site.fresh, 2, 1);
  await ports().database.write((transaction) => changeStateStore(transaction, storeId, { deleteAfter: 1 }));
  expect(mayGo(await getStateStore(read(), storeId))).toBe(false);
  const { id: associationId } = (await site.associations.list())[0] ?? { id: '' };
  await site.associations.remove({ kind: 'ids', ids: [associationId as never] }, 'delete');
  expect(mayGo(await getStateStore(read(), storeId))).toBe(true);
});

it('[MIG-31] a person accepts it with a reason that stays with the store, and its retention begins', async () => {
  await site.associate();
  const storeId = await site.capture(site.old, 1);
  const refused = { code: 'STATE_STORE_NOT_ACCEPTABLE' };
  await expect(acceptRestore(ports(), storeId, 'why')).rejects.toMatchObject(refused);
  await restore(site.fresh, 2, 2);
  await acceptRestore(ports(), storeId, 'they were copies');
  const { accepted } = await site.stores.get(storeId);
  expect(accepted).toMatchObject({ reason: 'they were copies', by: 'me' });
  expect(await due()).toEqual([storeId]);
  await expect(acceptRestore(ports(), storeId, 'again')).rejects.toMatchObject(refused);
});
