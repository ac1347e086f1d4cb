import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { realFiles } from '../ports/files-real.ts';
import { JobId, type StateStoreId } from '#shared/model/ids';
import { insertJob } from '../store/tables/job.ts';
import { getStateStore } from '../store/tables/state-store.ts';
import { CATALOG_FILE, DATA_FOLDER } from '../userstate/stores/catalog-format.ts';
import { beginStore } from '../userstate/stores/store-folder.ts';
import { createMigrationSite, type MigrationSite, restored, run, summary } from './fakes/migration-site.ts';

let site: MigrationSite;
let place: string;
let other: string;

beforeEach(async () => {
  site = await createMigrationSite();
  place = path.join(site.temp.site.dir, 'folder', 'state');
  other = path.join(site.temp.site.dir, 'other');
  fs.mkdirSync(path.dirname(place), { recursive: true });
  fs.symlinkSync(path.dirname(place), other, 'junction');
});
afterEach(() => site.temp.remove());

async function capture(runId: number, at: string): Promise<StateStoreId> {
  const { storeId } = await site.engine.useLocal('capture', at, site.old, run(runId));
  await site.engine.noteBegun(storeId, 'capture', run(runId));
  await site.temp.clock.advance(1);
  fs.mkdirSync(at, { recursive: true });
  fs.writeFileSync(path.join(at, CATALOG_FILE), String(runId));
  await site.engine.noteEnded(storeId, { kind: 'captured', result: summary }, run(runId));
  return storeId;
}

async function remove(id: StateStoreId): Promise<void> {
  await site.stores.beginDelete(id);
  await site.stores.finishDelete(id);
}

it('[MIG-176] a link in the place of a store goes alone', async () => {
  const id = await capture(1, place);
  const elsewhere = path.join(site.temp.site.dir, 'elsewhere');
  fs.renameSync(place, elsewhere);
  fs.symlinkSync(elsewhere, place, 'junction');
  await remove(id);
  expect([fs.existsSync(place), fs.readdirSync(elsewhere)]).toEqual([false, [CATALOG_FILE]]);
});

it('[MIG-185] a place is the same by whatever way it is come to', async () => {
  const older = await capture(1, place);
  await capture(2, path.join(other, 'state'));
  const { state } = await getStateStore(site.temp.site.database.read, older);
  if (state !== 'deleted') await remove(older);
  expect(fs.readFileSync(path.join(place, CATALOG_FILE), 'utf8')).toBe('2');
});

it('[MIG-192] with the files of a place go its rows by whatever way that names it', async () => {
  const id = await capture(1, place);
  const { storeId } = await site.engine.useLocal('restore', path.join(other, 'state'), site.fresh, run(2));
  await site.engine.noteBegun(storeId, 'restore', run(2));
  await site.engine.noteEnded(storeId, restored(), run(2));
  await remove(id);
  expect((await getStateStore(site.temp.site.database.read, storeId)).state).toBe('deleted');
});

it('[MIG-190] what is restored by another way keeps a place from being captured to, and from being deleted', async () => {
  const id = await capture(1, place);
  const { storeId } = await site.engine.useLocal('restore', path.join(other, 'state'), site.fresh, run(2));
  const job = { id: JobId.parse(site.temp.ids.uuid()), kind: 'verify', title: '', state: 'running' } as const;
  const times = { startedAt: site.temp.clock.now(), endedAt: null, done: 0, total: null, text: '', error: null };
  const owner = { ownerId: 'other', computerId: 'elsewhere', processId: 7, processStart: 's' };
  await site.temp.site.database.write((transaction) =>
    insertJob(transaction, {
      job: { ...job, ...times, stateStoreId: storeId },
      owner: { ...owner, leaseUntil: site.temp.clock.now() + 30_000 },
    }),
  );
  await expect(site.stores.beginDelete(id)).rejects.toMatchObject({ code: 'STATE_STORE_IN_USE' });
  const next = await site.engine.useLocal('capture', place, site.old, run(3));
  await expect(site.engine.noteBegun(next.storeId, 'capture', run(3))).rejects.toMatchObject({
    code: 'STATE_STORE_IN_USE',
  });
});

it('[UST-240] a place that is come to by a link is in the store that is really around it', async () => {
  const outer = path.join(other, 'state');
  const inner = path.join(place, 'inner');
  const waiting = await site.engine.useLocal('capture', inner, site.old, run(2));
  const writer = await site.engine.useLocal('capture', outer, site.old, run(1));
  fs.mkdirSync(place);
  await site.engine.noteBegun(writer.storeId, 'capture', run(1));
  const inside = { code: 'STATE_STORE_INSIDE', details: { path: inner, store: outer } };
  await expect(site.engine.noteBegun(waiting.storeId, 'capture', run(2))).rejects.toMatchObject(inside);
});

it('[UST-240] a link into a store is no way around it, though nothing of the store is there yet', async () => {
  const link = path.join(site.temp.site.dir, 'link');
  fs.mkdirSync(path.join(place, 'deep'), { recursive: true });
  fs.symlinkSync(path.join(place, 'deep'), link, 'junction');
  const inner = path.join(link, 'inner');
  const waiting = await site.engine.useLocal('capture', inner, site.old, run(2));
  const writer = await site.engine.useLocal('capture', place, site.old, run(1));
  await site.engine.noteBegun(writer.storeId, 'capture', run(1));
  const inside = { code: 'STATE_STORE_INSIDE', details: { path: inner, store: place } };
  await expect(site.engine.noteBegun(waiting.storeId, 'capture', run(2))).rejects.toMatchObject(inside);
});

it('[UST-240] nothing is written into a store by a link that leads into it', () => {
  const link = path.join(site.temp.site.dir, 'link');
  fs.mkdirSync(path.join(place, DATA_FOLDER), { recursive: true });
  fs.writeFileSync(path.join(place, CATALOG_FILE), '');
  fs.symlinkSync(path.join(place, DATA_FOLDER), link, 'junction');
  for (const at of ['inner', path.join('not', 'there', 'inner')]) {
    expect(() => beginStore(realFiles, path.join(link, at), true, {})).toThrow('STATE_STORE_INSIDE');
  }
  expect(fs.readdirSync(path.join(place, DATA_FOLDER))).toEqual([]);
});
