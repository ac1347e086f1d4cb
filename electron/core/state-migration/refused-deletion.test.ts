import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StateStoreId } from '#shared/model/ids';
import { systemError } from '../ports/system-reason.ts';
import { createKeyedQueue } from '../queue/keyed-queue.ts';
import { getStateStore, listStateStoresToDelete } from '../store/tables/state-store.ts';
import { CATALOG_FILE, DATA_FOLDER } from '../userstate/stores/catalog-format.ts';
import { createMigrationSite, type MigrationSite, restored, run } from './fakes/migration-site.ts';
import { realRemoval, type RemovalCalls, treeRemoval } from './remove-store.ts';
import { isGoing } from './going.ts';
import { createStateStores, type StateStores } from './state-stores.ts';

let site: MigrationSite;
const read = () => site.temp.site.database.read;
const rowOf = (id: string) => getStateStore(read(), id);

beforeEach(async () => {
  site = await createMigrationSite();
  await site.addPoint();
  await site.associate();
});
afterEach(async () => {
  await site.temp.remove();
});

/** A captured store with files in its folder. */
async function plantStore(runId = 1): Promise<{ id: StateStoreId; folder: string }> {
  const id = await site.capture(site.old, runId);
  const folder = (await rowOf(id)).path;
  fs.mkdirSync(path.join(folder, DATA_FOLDER), { recursive: true });
  fs.writeFileSync(path.join(folder, CATALOG_FILE), 'catalog');
  fs.writeFileSync(path.join(folder, DATA_FOLDER, '1'), 'one');
  return { id, folder };
}

function storesWith(calls: Partial<RemovalCalls>): StateStores {
  const parts = { database: site.temp.site.database, clock: site.temp.clock, queue: createKeyedQueue() };
  return createStateStores({ ...parts, removal: { ...realRemoval, ...calls } });
}

const refuse =
  (call: string, code = 'EACCES', place?: string) =>
  (at: string): Promise<void> =>
    Promise.reject(systemError(code, call, place ?? at));

const refuseName =
  (code: string): RemovalCalls['renameSync'] =>
  (at) => {
    throw systemError(code, 'rename', String(at));
  };

function filesIn(folder: string): string[] {
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

const whole = [CATALOG_FILE, DATA_FOLDER, path.join(DATA_FOLDER, '1')].sort();

/** The double says what is refused, and of which system the refusal is: each has a remedy of its own. */
const systems = [
  ['posix', 'access', 'busy'],
  ['windows', 'held', 'held'],
] as const;

it.each(
  systems.flatMap(([manner, remedy]) => [
    { call: 'rename', manner, remedy, calls: { renameSync: refuseName('EACCES') }, below: '' },
    { call: 'unlink', manner, remedy, calls: { unlink: refuse('unlink') }, below: CATALOG_FILE },
  ]),
)(
  '[MIG-175] a store of which a refused $call of $manner removed nothing stays what it was',
  async ({ manner, remedy, calls, below }) => {
    const { id, folder } = await plantStore();
    const before = await rowOf(id);
    const stores = storesWith({ manner, ...calls });
    await stores.beginDelete(id);
    expect(isGoing(await rowOf(id))).toBe(true);
    expect((await stores.get(id)).row.condition).toBe('deleting');
    await expect(stores.finishDelete(id)).rejects.toMatchObject({
      code: 'STATE_STORE_NOT_DELETED',
      details: {
        ...{ path: folder, place: path.join(folder, below), reason: { say: 'reasons:system.EACCES' } },
        remedy: { say: `reasons:system-remedy.${remedy}` },
      },
    });
    const { result: _result, ...kept } = before;
    expect(await rowOf(id)).toMatchObject(kept);
    expect(filesIn(folder)).toEqual(whole);
    expect((await stores.get(id)).row.condition).toBe('available');
    expect((await site.engine.request('restore', site.fresh, run(2))).storeId).toBe(id);
    expect(await listStateStoresToDelete(read(), site.temp.clock.now())).toEqual([]);
    await site.stores.beginDelete(id);
    await site.stores.finishDelete(id);
    expect([fs.existsSync(folder), (await rowOf(id)).state]).toEqual([false, 'deleted']);
  },
);

it('[MIG-175] what a run noted while it was deleted counts for a store that stays', async () => {
  const { id } = await plantStore();
  const stores = storesWith({ renameSync: refuseName('EACCES') });
  await site.engine.request('restore', site.fresh, run(2));
  await site.engine.noteBegun(id, 'restore', run(2));
  await stores.beginDelete(id);
  await site.engine.noteEnded(id, restored(), run(2));
  await site.engine.release(id, 'retention', run(2));
  expect((await rowOf(id)).state).toBe('incomplete');
  await expect(stores.finishDelete(id)).rejects.toMatchObject({ code: 'STATE_STORE_NOT_DELETED' });
  const { state, deleteAfter } = await rowOf(id);
  expect({ state, due: deleteAfter }).toEqual({ state: 'restored', due: site.temp.clock.now() + 3 * 86_400_000 });
});

it.each(systems)(
  '[MIG-176] a store of which something was removed goes on going, says so, and is deleted by a further attempt: %s',
  async (manner, _access, remedy) => {
    const { id, folder } = await plantStore();
    const removeTree: RemovalCalls['removeTree'] = (at) =>
      fs.existsSync(at) ? refuse('rmdir', 'EBUSY', path.join(at, DATA_FOLDER))(at) : Promise.resolve();
    const stores = storesWith({ manner, removeTree });
    await stores.beginDelete(id);
    // The second attempt finds no store any more: that it was whole once says nothing of what is left.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(stores.finishDelete(id)).rejects.toMatchObject({
        code: 'STATE_STORE_PARTLY_DELETED',
        details: {
          ...{ path: folder, place: path.join(`${folder}.deleting`, DATA_FOLDER) },
          ...{ reason: { say: 'reasons:system.EBUSY' }, remedy: { say: `reasons:system-remedy.${remedy}` } },
        },
      });
      expect((await stores.get(id)).row.condition).toBe('partly-deleted');
      expect((await listStateStoresToDelete(read(), site.temp.clock.now())).map((one) => one.id)).toEqual([id]);
      await stores.beginDelete(id);
    }
    await site.stores.finishDelete(id);
    expect((await rowOf(id)).state).toBe('deleted');
    expect(fs.readdirSync(path.dirname(folder))).toEqual([]);
  },
);

it('[MIG-176] everything that captures left beside a store goes with it', async () => {
  const { id, folder } = await plantStore();
  for (const end of ['.partial', '.replaced', '.deleting'])
    fs.mkdirSync(`${folder}${end}/${DATA_FOLDER}`, { recursive: true });
  await site.stores.beginDelete(id);
  await site.stores.finishDelete(id);
  expect(fs.readdirSync(path.dirname(folder))).toEqual([]);
});

it('[MIG-175] Windows says the same of what is open and of what is forbidden: the remedy names both', async () => {
  const { id } = await plantStore();
  const stores = storesWith({ manner: 'windows', renameSync: refuseName('EPERM') });
  await stores.beginDelete(id);
  await expect(stores.finishDelete(id)).rejects.toMatchObject({
    details: { remedy: { say: 'reasons:system-remedy.held' } },
  });
});

it('[MIG-175] what is no refusal of the system is a fault of ours, and leaves the store going', async () => {
  const { id } = await plantStore();
  const stores = storesWith({
    renameSync: () => {
      throw new Error('a bug');
    },
  });
  await stores.beginDelete(id);
  await expect(stores.finishDelete(id)).rejects.toThrow('a bug');
  expect(isGoing(await rowOf(id))).toBe(true);
});

it('[UST-231] the first cause is told of a file that may not be removed, not that it is no folder', async () => {
  const { id, folder } = await plantStore();
  const file = path.join(`${folder}.deleting`, DATA_FOLDER, '1');
  // As Node does.
  const rm = (at: string): Promise<void> =>
    at.endsWith('.deleting') && fs.existsSync(at)
      ? Promise.reject(systemError('ENOTDIR', 'scandir', file))
      : Promise.resolve();
  const stores = storesWith({
    removeTree: treeRemoval({ rm: rm as typeof fs.promises.rm, unlink: refuse('unlink', 'EPERM') }),
  });
  await stores.beginDelete(id);
  await expect(stores.finishDelete(id)).rejects.toMatchObject({
    code: 'STATE_STORE_PARTLY_DELETED',
    details: { place: file, reason: { say: 'reasons:system.EPERM' } },
  });
});

it('[UST-231] what a second attempt at a file removes is no reason to stop', async () => {
  const { folder } = await plantStore();
  let isFirst = true;
  const removeTree = treeRemoval({
    rm: ((at: string) => {
      if (!isFirst) return fs.promises.rm(at, { recursive: true });
      isFirst = false;
      return Promise.reject(systemError('ENOTDIR', 'scandir', path.join(at, DATA_FOLDER, '1')));
    }) as typeof fs.promises.rm,
    unlink: fs.promises.unlink,
  });
  await removeTree(folder);
  expect(fs.existsSync(folder)).toBe(false);
});

it('[UST-232] a store of a point whose folder is away is not deleted, and is when it is there again', async () => {
  const { id, folder } = await plantStore();
  const before = await rowOf(id);
  const point = path.dirname(folder);
  fs.renameSync(point, `${point}-away`);
  const stores = storesWith({});
  await stores.beginDelete(id);
  await expect(stores.finishDelete(id)).rejects.toMatchObject({
    code: 'STATE_STORE_NOT_DELETED',
    details: { path: folder, place: point, reason: { say: 'reasons:point-away' } },
  });
  const { result: _result, ...kept } = before;
  expect(await rowOf(id)).toMatchObject(kept);
  fs.renameSync(`${point}-away`, point);
  expect(filesIn(folder)).toEqual(whole);
  await stores.beginDelete(id);
  await stores.finishDelete(id);
  expect([fs.existsSync(folder), (await rowOf(id)).deletedAt !== null]).toEqual([false, true]);
});

it('[UST-232] a store that is gone from a folder that is there is deleted', async () => {
  const { id, folder } = await plantStore();
  fs.rmSync(folder, { recursive: true });
  const stores = storesWith({});
  await stores.beginDelete(id);
  await stores.finishDelete(id);
  expect((await rowOf(id)).deletedAt).not.toBeNull();
});
