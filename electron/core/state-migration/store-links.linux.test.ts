import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StateStoreId } from '#shared/model/ids';
import { getStateStore } from '../store/tables/state-store.ts';
import { CATALOG_FILE } from '../userstate/stores/catalog-format.ts';
import { createMigrationSite, type MigrationSite, run, summary } from './fakes/migration-site.ts';

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
