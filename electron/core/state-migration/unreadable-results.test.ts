import { afterEach, beforeEach, expect, it } from 'vitest';
import { getStateStore, listStateStoresToDelete } from '../store/tables/state-store.ts';
import { createMigrationSite, type MigrationSite, restored, run } from './fakes/migration-site.ts';
import { changeStateStore, mayGo, readResults } from './state-stores.ts';

let site: MigrationSite;
let storeId: string;
const database = () => site.temp.site.database;

/** What lies there, as a newer program or a broken disk left it. */
async function setText(text: string): Promise<void> {
  await database().write((transaction) => {
    transaction.native.prepare('UPDATE state_store SET result = ? WHERE id = ?').run(text, storeId);
    return Promise.resolve();
  });
}

/** Changes what is kept of the store. */
async function change(of: (kept: Record<string, unknown>) => Record<string, unknown>): Promise<void> {
  const { result } = await getStateStore(database().read, storeId);
  await setText(JSON.stringify(of(result as Record<string, unknown>)));
}

beforeEach(async () => {
  site = await createMigrationSite();
  await site.addPoint({ deletion: { kind: 'immediate' } });
  await site.associate();
  storeId = await site.capture(site.old, 1);
});
afterEach(async () => {
  await site.temp.remove();
});

it('[STO-181] one result that cannot be read costs itself alone, and is named', async () => {
  await change((kept) => ({ ...kept, capture: { files: 'many' }, verify: 7 }));
  const { row, capture, verify, unreadable } = await site.stores.get(storeId);
  expect([row.id, capture, verify, unreadable]).toEqual([storeId, null, null, ['capture', 'verify']]);
  expect(readResults(await getStateStore(database().read, storeId))).toMatchObject({ captureRunId: 1 });
});

it('[STO-181] what cannot be read stays as it lies when other results are written', async () => {
  const device = { deviceId: site.third, at: 1, isComplete: 'half' };
  await change((kept) => ({ ...kept, capture: { files: 'many' }, restoredOn: [device], future: [1] }));
  await database().write((transaction) => changeStateStore(transaction, storeId, {}, { restoreRunId: run(9) }));
  const known = { deviceId: site.fresh, at: 2 } as const;
  await database().write((transaction) => changeStateStore(transaction, storeId, {}, { restoredOn: [known as never] }));
  expect((await getStateStore(database().read, storeId)).result).toMatchObject({
    ...{ capture: { files: 'many' }, restoreRunId: 9, future: [1] },
    restoredOn: [known, device],
  });
});

it('[STO-181] it proves nothing: no retention begins by a restore that cannot be read', async () => {
  const { engine } = site;
  await engine.request('restore', site.fresh, run(2));
  await engine.noteEnded(storeId as never, restored(0), run(2));
  await change((kept) => ({
    ...kept,
    restore: { isComplete: 'yes' },
    restoredOn: [{ deviceId: site.fresh, at: 5 }],
  }));
  expect(mayGo(await getStateStore(database().read, storeId))).toBe(false);
  expect((await engine.release(storeId as never, 'retention', run(2))).isKept).toBe(true);
  expect(await listStateStoresToDelete(database().read, site.temp.clock.now())).toEqual([]);
});

it.each(['{', '[]', '"text"', '7', 'null'])('[STO-181] a result that is no object costs no store: %s', async (text) => {
  await setText(text);
  const { row, capture, unreadable } = await site.stores.get(storeId);
  expect([row.id, capture]).toEqual([storeId, null]);
  expect(unreadable.length).toBe(text === 'null' ? 0 : 6);
  const { engine } = site;
  expect((await engine.request('restore', site.fresh, run(2))).storeId).toBe(storeId);
  expect(readResults(await getStateStore(database().read, storeId))).toMatchObject({ restoreRunId: 2, unreadable: [] });
});
