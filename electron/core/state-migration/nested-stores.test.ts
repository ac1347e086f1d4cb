import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StateStoreId } from '#shared/model/ids';
import { getStateStore } from '../store/tables/state-store.ts';
import { CATALOG_FILE, DATA_FOLDER } from '../userstate/stores/catalog-format.ts';
import { createMigrationSite, type MigrationSite, run, summary } from './fakes/migration-site.ts';

let site: MigrationSite;
let outer: string;
let inner: string;
const rowOf = (id: string) => getStateStore(site.temp.site.database.read, id);

beforeEach(async () => {
  site = await createMigrationSite();
  outer = path.join(site.temp.site.dir, 'folder', 'Outer');
  inner = path.join(outer, 'deep', 'inner');
});
afterEach(() => site.temp.remove());

function writeStore(at: string): void {
  fs.mkdirSync(path.join(at, DATA_FOLDER), { recursive: true });
  fs.writeFileSync(path.join(at, CATALOG_FILE), 'catalog');
}

async function capture(at: string, runId: number): Promise<StateStoreId> {
  const { storeId } = await site.engine.useLocal('capture', at, site.old, run(runId));
  await site.engine.noteBegun(storeId, 'capture', run(runId));
  writeStore(at);
  await site.engine.noteEnded(storeId, { kind: 'captured', result: summary }, run(runId));
  return storeId;
}

const rows = async () =>
  site.temp.site.database.read.db
    .selectFrom('stateStore')
    .select('id')
    .execute()
    .then(({ length }) => length);

it.each([
  ['whole', ''],
  ['being written', '.partial'],
  ['being replaced', '.replaced'],
  ['being deleted', '.deleting'],
])('[UST-240] a capture into a store that is %s is refused before there is a row of it', async (_what, end) => {
  writeStore(`${outer}${end}`);
  const refused = { code: 'STATE_STORE_INSIDE', details: { path: inner, store: outer } };
  await expect(site.engine.useLocal('capture', inner, site.old, run(1))).rejects.toMatchObject(refused);
  expect(await rows()).toBe(0);
  const within = path.join(`${outer}${end}`, 'inner');
  await expect(site.engine.useLocal('capture', within, site.old, run(1))).rejects.toMatchObject({
    code: 'STATE_STORE_INSIDE',
  });
});

it('[UST-240] no folder of a point is a store or lies in one', async () => {
  writeStore(outer);
  const name = (at: string) => path.relative(site.temp.site.dir, at);
  for (const at of [outer, path.join(outer, DATA_FOLDER), inner]) {
    const refused = { code: 'STATE_STORE_INSIDE', details: { path: at, store: outer } };
    await expect(site.points.create(site.pointInput([name(at)]))).rejects.toMatchObject(refused);
  }
  const { id } = await site.points.create(site.pointInput(['folder']));
  const { folders } = site.pointInput(['folder', name(inner)]);
  await expect(site.points.set(id, { folders })).rejects.toMatchObject({ code: 'STATE_STORE_INSIDE' });
});

it('[UST-240] a capture begins in no store that another row writes or deletes, though nothing of it is there yet', async () => {
  fs.mkdirSync(path.dirname(outer));
  const waiting = await site.engine.useLocal('capture', inner, site.old, run(2));
  const writer = await site.engine.useLocal('capture', outer, site.old, run(1));
  await site.engine.noteBegun(writer.storeId, 'capture', run(1));
  const refused = { code: 'STATE_STORE_INSIDE', details: { path: inner, store: outer } };
  await expect(site.engine.noteBegun(waiting.storeId, 'capture', run(2))).rejects.toMatchObject(refused);
  expect((await rowOf(waiting.storeId)).state).toBe('requested');
  await site.engine.noteEnded(writer.storeId, { kind: 'capture-failed' }, run(1));
  await site.stores.beginDelete(writer.storeId);
  await expect(site.engine.noteBegun(waiting.storeId, 'capture', run(2))).rejects.toMatchObject(refused);
  await site.stores.finishDelete(writer.storeId);
  await site.engine.noteBegun(waiting.storeId, 'capture', run(2));
});

it('[UST-240] no folder of a point is where another row writes, or deletes, a store, though nothing of it is there', async () => {
  const { storeId } = await site.engine.useLocal('capture', outer, site.old, run(1));
  await site.engine.noteBegun(storeId, 'capture', run(1));
  const name = (at: string) => path.relative(site.temp.site.dir, at);
  for (const at of [outer, `${outer}.deleting`, inner]) {
    const refused = { code: 'STATE_STORE_INSIDE', details: { path: at, store: outer } };
    await expect(site.points.create(site.pointInput([name(at)]))).rejects.toMatchObject(refused);
  }
});

it.each(['.partial', '.replaced', '.deleting'])(
  '[UST-241] a store of which only “%s” is there still takes its place in another one',
  async (end) => {
    const id = await capture(inner, 1);
    const { storeId } = await site.engine.useLocal('capture', outer, site.old, run(2));
    fs.renameSync(inner, `${inner}${end}`);
    const refused = { code: 'STATE_STORE_HOLDS', details: { path: outer, store: inner } };
    await expect(site.engine.noteBegun(storeId, 'capture', run(2))).rejects.toMatchObject(refused);
    fs.rmSync(`${inner}${end}`, { recursive: true });
    await site.engine.noteBegun(storeId, 'capture', run(2));
    expect((await rowOf(id)).state).toBe('captured');
  },
);

it('[UST-241] a capture begins in no folder that has the store of another row in it', async () => {
  await capture(inner, 1);
  const { storeId } = await site.engine.useLocal('capture', outer, site.old, run(2));
  const refused = { code: 'STATE_STORE_HOLDS', details: { path: outer, store: inner } };
  await expect(site.engine.noteBegun(storeId, 'capture', run(2))).rejects.toMatchObject(refused);
});

/** As versions before let it be: a store came to lie in another one. */
async function plantNested(): Promise<{ outerId: StateStoreId; innerId: StateStoreId }> {
  const innerId = await capture(inner, 1);
  const { storeId: outerId } = await site.engine.useLocal('capture', outer, site.old, run(2));
  writeStore(outer);
  await site.engine.noteEnded(outerId, { kind: 'captured', result: summary }, run(2));
  return { outerId, innerId };
}

it('[UST-241] a store that holds that of another row is not deleted, and is what it was, until the other is', async () => {
  const { outerId, innerId } = await plantNested();
  fs.rmSync(path.join(inner, CATALOG_FILE));
  const { result: _result, ...before } = await rowOf(outerId);
  await site.stores.beginDelete(outerId);
  const refused = { code: 'STATE_STORE_HOLDS', details: { path: outer, store: inner } };
  await expect(site.stores.finishDelete(outerId)).rejects.toMatchObject(refused);
  expect(await rowOf(outerId)).toMatchObject(before);
  expect(fs.existsSync(path.join(inner, DATA_FOLDER))).toBe(true);
  await site.stores.beginDelete(innerId);
  await site.stores.finishDelete(innerId);
  await site.stores.beginDelete(outerId);
  await site.stores.finishDelete(outerId);
  expect([(await rowOf(outerId)).state, fs.existsSync(outer)]).toEqual(['deleted', false]);
});

it('[UST-241] a store that holds one which no row knows is not deleted', async () => {
  const id = await capture(outer, 1);
  writeStore(inner);
  await site.stores.beginDelete(id);
  const refused = { code: 'STATE_STORE_HOLDS', details: { path: outer, store: inner } };
  await expect(site.stores.finishDelete(id)).rejects.toMatchObject(refused);
  expect([(await rowOf(id)).state, fs.existsSync(path.join(inner, CATALOG_FILE))]).toEqual(['captured', true]);
});

it('[UST-241] a row of which nothing was ever there keeps no store around it', async () => {
  const { storeId } = await site.engine.useLocal('restore', inner, site.fresh, run(1));
  const id = await capture(outer, 2);
  // Nor one that was begun to be deleted, whose folder above it is away.
  await site.stores.beginDelete(storeId);
  await site.stores.beginDelete(id);
  await site.stores.finishDelete(id);
  expect([(await rowOf(id)).state, (await rowOf(storeId)).state]).toEqual(['deleted', 'incomplete']);
});

it('[UST-241] names are compared by the file system: another case of the letters is the same folder where it is one', async () => {
  await capture(inner, 1);
  const other = path.join(path.dirname(outer), 'OUTER');
  const isSame = fs.existsSync(other);
  const { storeId } = await site.engine.useLocal('capture', other, site.old, run(2));
  const begun = site.engine.noteBegun(storeId, 'capture', run(2));
  if (isSame) await expect(begun).rejects.toMatchObject({ code: 'STATE_STORE_HOLDS' });
  else await begun;
});
