import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { getStateStore, listStateStoresToDelete } from '../store/tables/state-store.ts';
import { createMigrationSite, type MigrationSite, run, summary, restored } from './fakes/migration-site.ts';

let site: MigrationSite;
const read = () => site.temp.site.database.read;

beforeEach(async () => {
  site = await createMigrationSite();
});
afterEach(async () => {
  await site.temp.remove();
});

it('[MIG-23] what a run notes of a store that goes does not bring it back', async () => {
  const { stores, engine, old, fresh, addPoint, associate } = site;
  await addPoint();
  await associate();
  const { storeId } = await engine.request('capture', old, run(1));
  await engine.noteBegun(storeId, 'capture', run(1));
  await engine.noteEnded(storeId, { kind: 'captured', result: summary }, run(1));
  await stores.beginDelete(storeId);
  await engine.release(storeId, 'published', run(1));
  const refused = { code: 'STATE_NONE_WAITING' };
  await expect(engine.request('restore', fresh, run(2))).rejects.toMatchObject(refused);
  await stores.finishDelete(storeId);
  await engine.release(storeId, 'published', run(1));
  await expect(engine.request('restore', fresh, run(2))).rejects.toMatchObject(refused);
  expect(await getStateStore(read(), storeId)).toMatchObject({ state: 'deleted' });
});

it('[MIG-23] the end of a restore that had begun does not put off when a store goes', async () => {
  const { temp, stores, engine, old, fresh, addPoint, associate, capture } = site;
  await addPoint();
  await associate();
  const storeId = await capture(old, 1);
  await engine.request('restore', fresh, run(2));
  await engine.noteBegun(storeId, 'restore', run(2));
  await stores.beginDelete(storeId);
  await engine.noteEnded(storeId, restored(), run(2));
  await engine.release(storeId, 'retention', run(2));
  expect(await getStateStore(read(), storeId)).toMatchObject({ state: 'incomplete', restoredAt: temp.clock.now() });
  expect((await listStateStoresToDelete(read(), temp.clock.now())).map((one) => one.id)).toEqual([storeId]);
});

it('[MIG-23] [UST-271] nothing begins with a store that goes: a step that is repeated gets another one', async () => {
  const { temp, stores, engine, old, addPoint } = site;
  await addPoint();
  const path = join(temp.site.dir, 'local');
  for (const request of [
    () => engine.request('capture', old, run(1)),
    () => engine.useLocal('capture', path, old, run(1)),
  ]) {
    const { storeId } = await request();
    await stores.beginDelete(storeId);
    const gone = { code: 'STATE_STORE_GONE' };
    await expect(engine.noteBegun(storeId, 'capture', run(1))).rejects.toMatchObject(gone);
    expect((await request()).storeId).not.toBe(storeId);
    await stores.finishDelete(storeId);
    await expect(engine.noteBegun(storeId, 'capture', run(1))).rejects.toMatchObject(gone);
  }
});
