import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import type { StateStoreId } from '#shared/model/ids';
import { createFakeProcesses } from '#core/ports/fakes/fake-processes';
import { createMemoryLog } from '#core/ports/fakes/memory-log';
import { createMigrationSite, type MigrationSite } from '#core/state-migration/fakes/migration-site';
import { getStateStore, updateStateStore } from '#core/store/tables/state-store';
import type { Core } from './core.ts';
import { Jobs } from './jobs.ts';
import { cleanUp, startVerify } from './state-jobs.ts';

let site: MigrationSite;
let jobs: Jobs;
let verifying: PromiseWithResolvers<never>;
let begun: PromiseWithResolvers<undefined>;
const rowOf = (id: string) => getStateStore(site.temp.site.database.read, id);

beforeEach(async () => {
  site = await createMigrationSite();
  const { clock, ids } = site.temp;
  const parts = { database: site.temp.site.database, clock, ids, log: createMemoryLog() };
  const processes = createFakeProcesses();
  jobs = new Jobs({ ...parts, hub: { emit: () => undefined }, processes, computerId: 'here' });
  [verifying, begun] = [Promise.withResolvers<never>(), Promise.withResolvers<undefined>()];
  await site.addPoint();
});
afterEach(() => site.temp.remove());

const core = (): Core =>
  ({
    ...{ jobs, clock: site.temp.clock, site: site.temp.site, stateStores: site.stores },
    userState: {
      verify: () => {
        begun.resolve(undefined);
        return verifying.promise;
      },
    },
  }) as unknown as Core;

/** A store whose retention time is over. */
async function dueStore(runId: number): Promise<StateStoreId> {
  const id = await site.capture(site.old, runId);
  const deleteAfter = site.temp.clock.now();
  await site.temp.site.database.write((transaction) =>
    updateStateStore(transaction, id, { deleteAfter, destinationDeviceId: null }),
  );
  return id;
}

async function allEnded(): Promise<void> {
  for (const { id, kind } of await jobs.list()) if (kind === 'delete-store') await jobs.finished(id);
}

it('[MIG-191] the clean-up leaves a store that is checked, deletes the others, and takes that one the next time', async () => {
  await site.associate();
  const [used, idle] = [await dueStore(1), await dueStore(2)];
  const check = startVerify(core(), used, 'path', 'OLD-PC');
  await begun.promise;
  await cleanUp(core());
  await allEnded();
  expect([(await rowOf(used)).state, (await rowOf(idle)).state]).toEqual(['available', 'deleted']);
  verifying.reject(new Error('away'));
  await jobs.finished(check);
  await cleanUp(core());
  await allEnded();
  expect((await rowOf(used)).state).toBe('deleted');
});

it('[MIG-190] [UST-271] no verification begins with a store that goes, and nothing is noted of one', async () => {
  await site.associate();
  const id = await site.capture(site.old, 1);
  await site.stores.beginDelete(id);
  const job = await jobs.finished(startVerify(core(), id, 'path', 'OLD-PC'));
  expect([job.state, job.error?.code]).toEqual(['failed', 'STATE_STORE_GONE']);
  expect((await site.stores.get(id)).verify).toBeNull();
});

it('[MIG-191] a store whose record is gone meanwhile keeps none of the others from being deleted', async () => {
  await site.associate();
  const [gone, due] = [await dueStore(1), await dueStore(2)];
  const stateStores: Core['stateStores'] = {
    ...site.stores,
    beginDelete: (id) =>
      id === gone ? Promise.reject(new AppError('NOT_FOUND', { what: id })) : site.stores.beginDelete(id),
  };
  await cleanUp({ ...core(), stateStores });
  await allEnded();
  expect([(await rowOf(gone)).state, (await rowOf(due)).state]).toEqual(['available', 'deleted']);
  const broken = { ...stateStores, beginDelete: () => Promise.reject(new Error('disk')) };
  await expect(cleanUp({ ...core(), stateStores: broken })).rejects.toThrow('disk');
});
