import { chmodSync, existsSync, mkdirSync, rmSync, readdirSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountBehavior } from '#shared/model/state-migration';
import { AssociationId } from '#shared/model/ids';
import { StateStoreListQuery } from '#shared/model/lists';
import { ofIds } from '#shared/model/list';
import { listStateStoreRows } from '../store/lists/state-store-list.ts';
import { createMigrationSite, type MigrationSite, run, summary, restored } from './fakes/migration-site.ts';
import { lookAtFolder } from './folder-facts.ts';

let temp: MigrationSite['temp'];
let associations: MigrationSite['associations'];
let points: MigrationSite['points'];
let stores: MigrationSite['stores'];
let engine: MigrationSite['engine'];
let old: MigrationSite['old'];
let fresh: MigrationSite['fresh'];
let pointInput: MigrationSite['pointInput'];
let addPoint: MigrationSite['addPoint'];
let associate: MigrationSite['associate'];
let capture: MigrationSite['capture'];

beforeEach(async () => {
  ({ temp, associations, points, stores, engine, old, fresh, pointInput, addPoint, associate, capture } =
    await createMigrationSite());
});
afterEach(async () => {
  await temp.remove();
});

describe('associations', () => {
  it('[MIG-1] are made, listed with names, changed and deleted', async () => {
    const { id } = await associate('capture-all-restore-specified', ['LAB\\anna', ' lab\\ANNA ', 'ben']);
    expect(await associations.list()).toMatchObject([
      {
        id,
        type: 'side-by-side',
        sourceName: 'OLD-PC',
        destinationName: 'NEW-PC',
        status: 'not-started',
        createdBy: 'me',
      },
    ]);
    await associations.setAccounts(id, { behavior: 'capture-specified-restore-specified', accounts: ['carla'] });
    expect((await associations.list())[0]).toMatchObject({
      behavior: 'capture-specified-restore-specified',
      accounts: ['carla'],
    });
    await associations.remove(ofIds([id]), 'keep');
    expect(await associations.list()).toEqual([]);
    await expect(associations.remove(ofIds([id]), 'keep')).rejects.toMatchObject({ code: 'ASSOCIATION_NOT_FOUND' });
  });

  it('[MIG-1] one of several that does not exist: none is deleted', async () => {
    const { id } = await associate();
    await expect(associations.remove(ofIds([id, AssociationId.parse(temp.ids.uuid())]), 'keep')).rejects.toMatchObject({
      code: 'ASSOCIATION_NOT_FOUND',
    });
    expect(await associations.list()).toHaveLength(1);
  });

  it('[MIG-1] the same pair twice, one device twice and devices that do not exist are refused', async () => {
    await associate();
    await expect(associate()).rejects.toMatchObject({ code: 'ASSOCIATION_EXISTS' });
    const fixed = { behavior: 'capture-all-restore-all' as const, accounts: [] };
    const attempt = (sourceDeviceId: string, destinationDeviceId: string) =>
      associations.create({ ...fixed, sourceDeviceId, destinationDeviceId });
    await expect(attempt(old, old)).rejects.toMatchObject({ code: 'ASSOCIATION_SAME_DEVICE' });
    await expect(attempt(old, temp.ids.uuid())).rejects.toMatchObject({ code: 'DEVICE_NOT_FOUND' });
  });

  it('[MIG-20] accounts that others changed meanwhile are told with both sides', async () => {
    const behavior = 'capture-specified-restore-specified';
    const { id } = await associate(behavior, ['anna']);
    const shown = { behavior, accounts: ['anna'] } as const;
    await associations.setAccounts(id, { behavior, accounts: ['ben'] }, shown);
    await associations.setAccounts(id, { behavior, accounts: ['ben'] }, shown);
    const late = associations.setAccounts(id, { behavior, accounts: ['carla'] }, shown);
    await expect(late).rejects.toMatchObject({
      code: 'REVISION_CONFLICT',
      details: { fields: 'accounts', 'mine.accounts': '["carla"]', 'theirs.accounts': '["ben"]' },
    });
    expect((await associations.list())[0]?.accounts).toEqual(['ben']);
  });

  it('[MIG-2] the status follows the store', async () => {
    await addPoint();
    await associate();
    const status = async () => (await associations.list())[0]?.status;
    const { storeId } = await engine.request('capture', old, run(1));
    expect(await status()).toBe('not-started');
    await engine.noteEnded(storeId, { kind: 'captured', result: summary }, run(1));
    expect((await associations.list())[0]).toMatchObject({
      status: 'in-progress',
      stateStoreId: storeId,
      missingCount: 1,
    });
    await engine.release(storeId, 'published', run(1));
    await engine.noteEnded(storeId, restored(), run(2));
    expect(await status()).toBe('completed');
  });

  it.each<[AccountBehavior, string[] | null, string[] | null]>([
    ['capture-all-restore-all', null, null],
    ['capture-all-restore-specified', null, ['LAB\\anna', 'ben']],
    ['capture-specified-restore-specified', ['LAB\\anna', 'ben'], ['LAB\\anna', 'ben']],
  ])('[MIG-3] %s: whom capture and restore are for', async (behavior, captured, asked) => {
    await addPoint();
    await associate(behavior, ['LAB\\anna', 'ben']);
    const { users, storeId } = await engine.request('capture', old, run(1));
    await engine.noteEnded(storeId, { kind: 'captured', result: summary }, run(1));
    await engine.release(storeId, 'published', run(1));
    expect([users, (await engine.request('restore', fresh, run(2))).users]).toEqual([captured, asked]);
  });

  it('[MIG-3] a choice that names accounts needs one, and “all” keeps none', async () => {
    for (const accounts of [[], ['  ']]) {
      await expect(associate('capture-all-restore-specified', accounts)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      });
    }
    await associate('capture-all-restore-all', ['ignored']);
    expect((await associations.list())[0]?.accounts).toEqual([]);
  });
});

describe('migration points', () => {
  it('[MIG-6] are listed with what is true of their folders now', async () => {
    const id = await addPoint();
    const missing = pointInput(['absent'], { name: 'Away', deletion: { kind: 'immediate' } });
    await points.create(missing);
    const tight = pointInput(['smp'], { name: 'Tight' });
    await points.create({
      ...tight,
      folders: tight.folders.map((one) => ({ ...one, minimumFreeSpace: 100, minimumFreeSpaceUnit: 'percent' })),
    });
    await capture(old, 1);
    const list = await points.list();
    expect(
      list.map(({ name, deletion, folders }) => [name, deletion.kind, folders[0]?.state, folders[0]?.clients]),
    ).toEqual([
      ['Away', 'immediate', 'missing', 0],
      ['SMP', 'after-days', 'usable', 1],
      ['Tight', 'after-days', 'free-space', 0],
    ]);
    expect(list.find((one) => one.id === id)?.folders[0]?.usedBytes).toBe(70);
    const point = list.find((one) => one.id === id);
    const limited = pointInput(['smp'], {
      folders: pointInput(['smp']).folders.map((one) => ({
        ...one,
        id: point?.folders[0]?.id ?? null,
        maximumClients: 1,
      })),
    });
    await points.set(id, limited);
    expect((await points.list()).find((one) => one.id === id)?.folders[0]?.state).toBe('client-limit');
  });

  it('[MIG-6] a folder that holds state cannot go, with its point or without, and one that is empty can', async () => {
    const id = await addPoint();
    await capture(old, 1);
    const refusal = { code: 'MIGRATION_POINT_HOLDS_STATE', details: { name: 'SMP', count: 1 } };
    await expect(points.remove(id)).rejects.toMatchObject(refusal);
    mkdirSync(join(temp.site.dir, 'other'));
    await expect(points.set(id, pointInput(['other']))).rejects.toMatchObject(refusal);
    expect((await points.list())[0]?.folders[0]?.path).toBe(join(temp.site.dir, 'smp'));
    const [store] = (await listStateStoreRows(temp.site.database, StateStoreListQuery.parse({}))).rows;
    await stores.finishDelete(store?.id ?? '');
    await points.remove(id);
    expect(await points.list()).toEqual([]);
  });

  it('[MIG-21] what is given changes and nothing else; what others changed meanwhile is told with both sides', async () => {
    const id = await addPoint();
    const [before] = await points.list();
    const folders = before?.folders.map(({ id: own, path, maximumClients, minimumFreeSpace, minimumFreeSpaceUnit }) => {
      return { id: own, path, maximumClients, minimumFreeSpace, minimumFreeSpaceUnit };
    });
    await Promise.all([
      points.set(id, { restoreOnly: true }, { restoreOnly: false }),
      points.set(id, { deletion: { kind: 'immediate' } }, { deletion: { kind: 'after-days', days: 3 } }),
      points.set(id, { name: 'Other' }, { name: 'SMP' }),
    ]);
    expect(await points.list()).toMatchObject([
      { name: 'Other', restoreOnly: true, deletion: { kind: 'immediate' }, folders: [{ id: folders?.[0]?.id }] },
    ]);
    const more = (maximumClients: number) => folders?.map((folder) => ({ ...folder, maximumClients })) ?? [];
    await points.set(id, { folders: more(7) }, { folders: folders ?? [] });
    const late = points.set(id, { name: 'Third', folders: more(8) }, { name: 'Other', folders: folders ?? [] });
    await expect(late).rejects.toMatchObject({
      code: 'REVISION_CONFLICT',
      details: { name: 'Other', fields: 'folders' },
    });
    expect((await points.list())[0]).toMatchObject({ name: 'Other', folders: [{ maximumClients: 7 }] });
  });

  it('[MIG-22] a folder that belongs to another point is not taken from it', async () => {
    await addPoint();
    const [first] = await points.list();
    const own = first?.folders[0]?.id ?? null;
    const input = pointInput(['other'], { name: 'Second' });
    const { id } = await points.create(input);
    await points.set(id, { folders: input.folders.map((folder) => ({ ...folder, id: own })) });
    expect((await points.list()).find(({ name }) => name === 'SMP')).toMatchObject({
      folders: [{ id: own, path: first?.folders[0]?.path }],
    });
  });

  it('[MIG-6] no folder twice, no name twice', async () => {
    await expect(points.create(pointInput(['smp', 'smp']))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await addPoint();
    await expect(addPoint({ name: 'smp' })).rejects.toMatchObject({ code: 'NAME_TAKEN' });
    await expect(points.remove(temp.ids.uuid())).rejects.toMatchObject({ code: 'MIGRATION_POINT_NOT_FOUND' });
  });

  it('[MIG-6] looking at a folder never fails and never changes it', async () => {
    const folder = join(temp.site.dir, 'smp');
    expect(await lookAtFolder(folder)).toMatchObject({ state: 'usable' });
    rmSync(folder, { recursive: true });
    expect(await lookAtFolder(folder)).toEqual({ state: 'missing', freeBytes: null, totalBytes: null });
    expect(existsSync(folder)).toBe(false);
    expect((await lookAtFolder(join(temp.site.dir, 'site.db'))).state).toBe('missing');
    mkdirSync(folder);
    // The read-only bit of a folder says nothing on Windows.
    if (process.platform === 'win32') return;
    chmodSync(folder, 0o555);
    // An administrator may write everywhere.
    expect((await lookAtFolder(folder)).state).toBe(process.getuid?.() === 0 ? 'usable' : 'read-only');
    chmodSync(folder, 0o755);
  });

  it('[MIG-6] on Windows a folder is usable when a file could be made in it, which is gone again', async () => {
    const folder = join(temp.site.dir, 'smp');
    // What `access` says there of a folder that only others may write to.
    const calls = { ...fs, access: () => Promise.resolve() };
    expect((await lookAtFolder(folder, calls, 'win32')).state).toBe('usable');
    const refused = Object.assign(new Error('EPERM'), { code: 'EPERM' });
    const denied = { ...calls, open: () => Promise.reject(refused) };
    expect((await lookAtFolder(folder, denied, 'win32')).state).toBe('read-only');
    expect(readdirSync(folder)).toEqual([]);
  });
});
