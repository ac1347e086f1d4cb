import fs, { type PathLike } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StateStoreId } from '#shared/model/ids';
import { createKeyedQueue } from '../queue/keyed-queue.ts';
import type { Database } from '../store/connection.ts';
import { getStateStore } from '../store/tables/state-store.ts';
import { CATALOG_FILE } from '../userstate/stores/catalog-format.ts';
import { createAssociations } from './associations.ts';
import { createMigrationSite, type MigrationSite, run, summary } from './fakes/migration-site.ts';
import { createMigrationPoints } from './migration-points.ts';
import { type PlaceCalls, realPlaceCalls } from './place-look.ts';
import { createStateStores } from './state-stores.ts';

const real = { statSync: fs.statSync, existsSync: fs.existsSync, realpathSync: fs.realpathSync };
let site: MigrationSite;
let folder: string;
let isOpen: boolean;
/** The paths that were asked for, each time, and those while a transaction was open. */
let asked: string[];
let askedInside: string[];

function note(at: string): void {
  if (!at.startsWith(folder)) return;
  asked.push(at);
  if (!isOpen) return;
  askedInside.push(at);
  throw new Error(`asked in a transaction: ${at}`);
}

/** The calls that wait in this thread, as a module that imports them gets them. */
function watchWaitingCalls(): void {
  const watched = (call: (...given: never[]) => unknown) => (at: PathLike, options: never) => {
    note(String(at));
    return call(at as never, options);
  };
  Object.assign(fs, {
    statSync: watched(real.statSync),
    existsSync: watched(real.existsSync),
    realpathSync: watched(real.realpathSync),
  });
  syncBuiltinESMExports();
}

const placeCalls: PlaceCalls = {
  stat: async (at) => {
    note(at);
    return realPlaceCalls.stat(at);
  },
  access: async (at) => {
    note(at);
    return realPlaceCalls.access(at);
  },
  realpath: async (at) => {
    note(at);
    return realPlaceCalls.realpath(at);
  },
};

/** Everything that acts on stores, over a database that tells when a transaction is open, and with these calls. */
function actors(calls: PlaceCalls = placeCalls, beforeWrite?: () => Promise<unknown>) {
  const { site: opened, clock, ids } = site.temp;
  const write: Database['write'] = async (work) => {
    await beforeWrite?.();
    return opened.database.write(async (transaction) => {
      isOpen = true;
      try {
        return await work(transaction);
      } finally {
        isOpen = false;
      }
    });
  };
  const database: Database = { ...opened.database, write };
  const parts = { database, clock, ids, userName: 'me', queue: createKeyedQueue(), placeCalls: calls };
  return {
    engine: createMigrationPoints(parts),
    stores: createStateStores(parts),
    associations: createAssociations(parts),
  };
}

beforeEach(async () => {
  site = await createMigrationSite();
  folder = path.join(site.temp.site.dir, 'folder');
  [isOpen, asked, askedInside] = [false, [], []];
  watchWaitingCalls();
});
afterEach(async () => {
  Object.assign(fs, real);
  syncBuiltinESMExports();
  await site.temp.remove();
  expect(askedInside).toEqual([]);
});

const rowOf = (id: string) => getStateStore(site.temp.site.database.read, id);

async function capture(runId: number, at: string, { engine }: Pick<MigrationSite, 'engine'>): Promise<StateStoreId> {
  const { storeId } = await engine.useLocal('capture', at, site.old, run(runId));
  await engine.noteBegun(storeId, 'capture', run(runId));
  await site.temp.clock.advance(1);
  fs.mkdirSync(at, { recursive: true });
  fs.writeFileSync(path.join(at, CATALOG_FILE), '');
  await engine.noteEnded(storeId, { kind: 'captured', result: summary }, run(runId));
  return storeId;
}

const move = (id: StateStoreId, to: string) =>
  site.temp.site.database.write((transaction) =>
    transaction.db.updateTable('stateStore').set({ path: to }).where('id', '=', id).execute(),
  );

/** Another process asks for a store there, and for its deletion. */
async function comeGoing(at: string): Promise<StateStoreId> {
  const { storeId } = await site.engine.useLocal('capture', at, site.third, run(9));
  await site.stores.beginDelete(storeId);
  return storeId;
}

it('[MIG-200] no file is asked for while a transaction is open: a capture, its end, a deletion', async () => {
  const acting = actors();
  // Alike by name, and one below the name of another: all that makes a decision look at the disk.
  const [first, second, inner] = [
    path.join(folder, 'a', 'state'),
    path.join(folder, 'b', 'state'),
    path.join(folder, 'state', 'c', 'inner'),
  ];
  const id = await capture(1, first, acting);
  await capture(2, second, acting);
  await capture(3, inner, acting);
  await capture(4, path.join(folder, 'd', 'state'), acting);
  expect(asked).toEqual(expect.arrayContaining([first, second, path.join(folder, 'state')]));
  await acting.stores.beginDelete(id);
  await acting.stores.finishDelete(id);
  expect((await rowOf(id)).state).toBe('deleted');
});

it('[MIG-201] with an association one look is had for all its stores, before the transaction', async () => {
  const acting = actors();
  await site.addPoint({ folders: site.pointInput(['smp']).folders.map((one) => ({ ...one, maximumClients: 9 })) });
  const association = await site.associate();
  const own: StateStoreId[] = [];
  for (const name of ['1', '2', '3', '4']) {
    const id = await site.capture(site.old, Number(name));
    own.push(id);
    await move(id, path.join(folder, name, 'state'));
  }
  asked = [];
  const ids = { kind: 'ids' as const, ids: [association.id] };
  const { going } = await acting.associations.remove(ids, 'delete');
  expect(going.map(({ id }) => id).sort()).toEqual([...own].sort());
  expect(asked.sort()).toEqual(['1', '2', '3', '4'].map((name) => path.join(folder, name, 'state')));
});

it('[MIG-200] a share that does not answer holds the act that asks it, and nobody else', async () => {
  const first = await capture(1, path.join(folder, 'a', 'state'), site);
  await capture(2, path.join(folder, 'b', 'state'), site);
  const [asks, gate] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  const stat: PlaceCalls['stat'] = async (at) => {
    asks.resolve(undefined);
    await gate.promise;
    return realPlaceCalls.stat(at);
  };
  const held = actors({ ...placeCalls, stat }).stores.beginDelete(first);
  await asks.promise;
  await site.temp.site.database.write(() => Promise.resolve());
  expect((await rowOf(first)).state).toBe('captured');
  gate.resolve(undefined);
  await held;
  expect((await rowOf(first)).state).toBe('incomplete');
});

it.each([
  ['at the same path', '', 'STATE_STORE_IN_USE'],
  ['below it', 'x', 'STATE_STORE_HOLDS'],
  ['around it', '..', 'STATE_STORE_INSIDE'],
])('[MIG-202] a row that came since the look is judged by its path: %s', async (_where, way, code) => {
  const place = path.join(folder, 'outer', 'state');
  await capture(1, path.join(folder, 'other', 'state'), site);
  const { storeId } = await site.engine.useLocal('capture', place, site.old, run(2));
  const { engine } = actors(placeCalls, () => comeGoing(path.join(place, way)));
  await expect(engine.noteBegun(storeId, 'capture', run(2))).rejects.toMatchObject({ code });
  expect((await rowOf(storeId)).state).toBe('requested');
});
