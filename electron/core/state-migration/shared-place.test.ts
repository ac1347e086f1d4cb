import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StateStoreId } from '#shared/model/ids';
import { getStateStore } from '../store/tables/state-store.ts';
import { CATALOG_FILE } from '../userstate/stores/catalog-format.ts';
import { createMigrationSite, type MigrationSite, run, startRun, summary } from './fakes/migration-site.ts';

let site: MigrationSite;
let place: string;
const rowOf = (id: string) => getStateStore(site.temp.site.database.read, id);

beforeEach(async () => {
  site = await createMigrationSite();
  place = path.join(site.temp.site.dir, 'folder', 'state');
});
afterEach(() => site.temp.remove());

/** A capture that writes, or tries to, into a folder that its sequence chose. */
async function capture(runId: number, isDone: boolean, at = place): Promise<StateStoreId> {
  const { storeId } = await site.engine.useLocal('capture', at, site.old, run(runId));
  await site.engine.noteBegun(storeId, 'capture', run(runId));
  await site.temp.clock.advance(1);
  if (isDone) {
    fs.mkdirSync(at, { recursive: true });
    fs.writeFileSync(path.join(at, CATALOG_FILE), String(runId));
  }
  const outcome = isDone ? ({ kind: 'captured', result: summary } as const) : ({ kind: 'capture-failed' } as const);
  await site.engine.noteEnded(storeId, outcome, run(runId));
  return storeId;
}

async function remove(id: StateStoreId): Promise<void> {
  await site.stores.beginDelete(id);
  await site.stores.finishDelete(id);
}

const held = (): string | null =>
  fs.existsSync(path.join(place, CATALOG_FILE)) ? fs.readFileSync(path.join(place, CATALOG_FILE), 'utf8') : null;

it('[MIG-185] deleting the row of a store that a later one has replaced leaves the later one', async () => {
  const [older, newer] = [await capture(1, true), await capture(2, true)];
  expect(older).not.toBe(newer);
  await remove(older);
  expect([(await rowOf(older)).state, (await rowOf(newer)).state, held()]).toEqual(['deleted', 'captured', '2']);
  await remove(newer);
  expect([(await rowOf(newer)).state, held()]).toEqual(['deleted', null]);
});

it('[MIG-185] deleting what a refused capture left leaves the store that it was refused for', async () => {
  const [older, failed] = [await capture(1, true), await capture(2, false)];
  await remove(failed);
  expect([(await rowOf(failed)).state, (await rowOf(older)).state, held()]).toEqual(['deleted', 'captured', '1']);
});

it('[MIG-185] nothing is deleted where a capture of another row writes, and none begins where something is', async () => {
  const older = await capture(9, true);
  const runId = await startRun(site, site.old);
  const { storeId } = await site.engine.useLocal('capture', place, site.old, runId);
  await site.engine.noteBegun(storeId, 'capture', runId);
  await site.stores.beginDelete(older);
  const inUse = { code: 'STATE_STORE_IN_USE', details: { path: place } };
  await expect(site.stores.finishDelete(older)).rejects.toMatchObject(inUse);
  expect([(await rowOf(older)).state, held()]).toEqual(['captured', '9']);
  await site.engine.noteEnded(storeId, { kind: 'capture-failed' }, runId);
  await site.stores.beginDelete(older);
  const next = await site.engine.useLocal('capture', place, site.old, run(3));
  await expect(site.engine.noteBegun(next.storeId, 'capture', run(3))).rejects.toMatchObject(inUse);
  await site.stores.finishDelete(older);
  await site.engine.noteBegun(next.storeId, 'capture', run(3));
});
