import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeviceId } from '#shared/model/ids';
import { ofIds } from '#shared/model/list';
import type { AccountBehavior } from '#shared/model/state-migration';
import { createTempSite } from '../../ports/fakes/temp-site.ts';
import type { TempSite } from '../../ports/fakes/temp-site.ts';
import type { Transaction } from '../connection.ts';
import { deleteAssociations, deleteDevices } from '../lists/act-on-selected.ts';
import {
  getAssociation,
  insertAssociation,
  listAssociationsFrom,
  listAssociationsTo,
  updateAssociationAccounts,
} from './association.ts';
import {
  deleteDeviceVariable,
  findDeviceByName,
  getDevice,
  insertDevice,
  listDeviceVariables,
  putDeviceVariable,
  updateDevice,
} from './device.ts';
import type { DeviceValues } from './device.ts';
import {
  deleteMigrationPoint,
  findMigrationPointFolder,
  getMigrationPoint,
  insertMigrationPoint,
  listMigrationPoints,
  updateMigrationPoint,
} from './migration-point.ts';
import {
  countClients,
  countClientsOfFolder,
  getStateStore,
  insertStateStore,
  listStateStoresOfSource,
  listStateStoresToDelete,
  updateStateStore,
} from './state-store.ts';

let temp: TempSite;

beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(async () => {
  await temp.remove();
});

const write = <Result>(work: (transaction: Transaction) => Promise<Result>) => temp.site.database.write(work);
const read = () => temp.site.database.read;
const device = (name: string): DeviceValues => ({
  name,
  mac: '00:11:22:33:44:55',
  smbiosGuid: 'g',
  connection: 'folder',
  driveMap: { 'C:': '/disk/c' },
  facts: { Model: 'X1' },
  allowHostCommands: false,
  environment: 'FullOS',
  description: 'd',
});
const addDevice = (name: string) => write((transaction) => insertDevice(transaction, temp.ids.uuid(), device(name), 5));

describe('devices', () => {
  it('[STO-80] a device comes back as it was given, under a name that is unique without regard to case', async () => {
    const made = await addDevice('Old-PC');
    expect(made).toEqual({
      ...device('Old-PC'),
      computerId: '',
      id: made.id,
      createdAt: 5,
      modifiedAt: 5,
      revision: 1,
    });
    await expect(addDevice('OLD-pc')).rejects.toMatchObject({ code: 'DEVICE_NAME_TAKEN', details: { name: 'OLD-pc' } });
    const other = await addDevice('a-pc');
    expect(await findDeviceByName(read(), 'OLD-PC')).toEqual(made);
    await expect(
      write((transaction) => updateDevice(transaction, other.id, () => device('old-pc'), 6)),
    ).rejects.toMatchObject({ code: 'DEVICE_NAME_TAKEN' });
    const values = {
      ...device('OLD-PC'),
      computerId: '',
      connection: 'none',
      driveMap: {},
      allowHostCommands: true,
    } as const;
    expect(await write((transaction) => updateDevice(transaction, made.id, () => values, 9))).toEqual({
      ...values,
      id: made.id,
      createdAt: 5,
      modifiedAt: 9,
      revision: 2,
    });
    await expect(getDevice(read(), temp.ids.uuid())).rejects.toMatchObject({ code: 'DEVICE_NOT_FOUND' });
  });

  it('[STO-93] a value that code does not know is refused, and nothing is written', async () => {
    const made = await addDevice('Old-PC');
    const unknown = { connection: 'remote' as 'none' };
    const insert = write((transaction) =>
      insertDevice(transaction, temp.ids.uuid(), { ...device('Other'), ...unknown }, 5),
    );
    await expect(insert).rejects.toMatchObject({ code: 'ROW_UNREADABLE' });
    const update = write((transaction) => updateDevice(transaction, made.id, () => unknown, 6));
    await expect(update).rejects.toMatchObject({ code: 'ROW_UNREADABLE' });
    expect([await findDeviceByName(read(), 'Other'), await getDevice(read(), made.id)]).toEqual([undefined, made]);
  });

  it('[STO-81] a variable has a value or the key of a secret, never both, under one name without regard to case', async () => {
    const { id } = await addDevice('OLD-PC');
    await write(async (transaction) => {
      await putDeviceVariable(transaction, id, { name: 'OSDDomain', value: 'lab' });
      await putDeviceVariable(transaction, id, { name: 'JoinPassword', value: 'plain' });
      await putDeviceVariable(transaction, id, { name: 'joinpassword', secretKey: 'device/1' });
    });
    expect(await listDeviceVariables(read(), id)).toEqual([
      { deviceId: id, name: 'joinpassword', value: null, secretKey: 'device/1' },
      { deviceId: id, name: 'OSDDomain', value: 'lab', secretKey: null },
    ]);
    await write((transaction) => deleteDeviceVariable(transaction, id, 'JOINPASSWORD'));
    expect((await listDeviceVariables(read(), id)).map(({ name }) => name)).toEqual(['OSDDomain']);
  });
});

describe('associations', () => {
  const associate = (
    from: DeviceId,
    to: DeviceId,
    behavior: AccountBehavior = 'capture-all-restore-all',
    accounts: string[] = [],
  ) =>
    write((transaction) =>
      insertAssociation(transaction, {
        id: temp.ids.uuid(),
        sourceDeviceId: from,
        destinationDeviceId: to,
        type: from === to ? 'in-place' : 'side-by-side',
        behavior,
        accounts,
        at: 8,
        by: 'anna',
      }),
    );
  const specified = 'capture-specified-restore-specified';

  it('[STO-82] an association comes back with names and accounts in order, from either side', async () => {
    const [old, next] = [await addDevice('OLD-PC'), await addDevice('NEW-PC')];
    const made = await associate(old.id, next.id, 'capture-all-restore-specified', ['LAB\\zoe', 'anna']);
    expect(made).toEqual({
      id: made.id,
      sourceDeviceId: old.id,
      sourceName: 'OLD-PC',
      destinationDeviceId: next.id,
      destinationName: 'NEW-PC',
      type: 'side-by-side',
      behavior: 'capture-all-restore-specified',
      accounts: ['LAB\\zoe', 'anna'],
      createdAt: 8,
      createdBy: 'anna',
      revision: 1,
    });
    const second = await associate(old.id, old.id);
    expect(await listAssociationsFrom(read(), old.id)).toEqual([made, second]);
    expect(await listAssociationsTo(read(), next.id)).toEqual([made]);
    await expect(write((transaction) => deleteDevices(transaction, ofIds([next.id]), false))).rejects.toMatchObject({
      code: 'ASSOCIATION_EXISTS',
      details: { source: 'OLD-PC', destination: 'NEW-PC' },
    });
    await write((transaction) => deleteAssociations(transaction, ofIds([made.id])));
    await write((transaction) => deleteDevices(transaction, ofIds([next.id]), false));
    await expect(getAssociation(read(), made.id)).rejects.toMatchObject({ code: 'ASSOCIATION_NOT_FOUND' });
  });

  it('[STO-83] the same device stands on both sides only in place', async () => {
    const [one, two] = [await addDevice('A'), await addDevice('B')];
    const insert = (to: DeviceId, type: 'in-place' | 'side-by-side') =>
      write((transaction) =>
        insertAssociation(transaction, {
          id: temp.ids.uuid(),
          sourceDeviceId: one.id,
          destinationDeviceId: to,
          type,
          behavior: 'capture-all-restore-all',
          accounts: [],
          at: 1,
          by: 'x',
        }),
      );
    await expect(insert(one.id, 'side-by-side')).rejects.toMatchObject({
      code: 'ASSOCIATION_SAME_DEVICE',
      details: { source: 'A' },
    });
    await expect(insert(two.id, 'in-place')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(insert(DeviceId.parse(temp.ids.uuid()), 'side-by-side')).rejects.toMatchObject({
      code: 'DEVICE_NOT_FOUND',
    });
    expect(await listAssociationsFrom(read(), one.id)).toEqual([]);
  });

  it('[STO-84] the same pair twice is refused, the way back is another pair', async () => {
    const [one, two] = [await addDevice('A'), await addDevice('B')];
    await associate(one.id, two.id);
    await expect(associate(one.id, two.id)).rejects.toMatchObject({ code: 'ASSOCIATION_EXISTS' });
    await associate(two.id, one.id);
  });

  it.each([
    [specified, 'capture-all-restore-all', true],
    ['capture-all-restore-all', specified, true],
    [specified, specified, true],
    ['capture-all-restore-all', 'capture-all-restore-specified', false],
  ] as const)('[STO-85] a source with %s and then %s: refused is %s', async (first, second, isRefused) => {
    const [source, one, two] = [await addDevice('A'), await addDevice('B'), await addDevice('C')];
    await associate(source.id, one.id, first, ['anna']);
    const outcome = await associate(source.id, two.id, second, ['ben']).then(
      () => 'made',
      (error: unknown) => error,
    );
    if (isRefused)
      expect(outcome).toMatchObject({ code: 'ASSOCIATION_SOURCE_TAKEN', details: { source: 'A', takenBy: 'B' } });
    else expect(outcome).toBe('made');
  });

  it('[STO-85] a change of the accounts follows the same rule and touches nothing else', async () => {
    const [source, one, two] = [await addDevice('A'), await addDevice('B'), await addDevice('C')];
    const first = await associate(source.id, one.id, 'capture-all-restore-specified', ['anna', 'ben']);
    const change = (behavior: AccountBehavior, accounts: string[]) =>
      write((transaction) => updateAssociationAccounts(transaction, first.id, () => ({ behavior, accounts })));
    await change(specified, ['zoe']);
    expect(await getAssociation(read(), first.id)).toEqual({
      ...{ ...first, behavior: specified, accounts: ['zoe'], revision: 2 },
    });
    await change('capture-all-restore-all', []);
    await associate(source.id, two.id);
    await expect(change(specified, ['anna'])).rejects.toMatchObject({
      code: 'ASSOCIATION_SOURCE_TAKEN',
      details: { source: 'A', takenBy: 'C' },
    });
    expect(await getAssociation(read(), first.id)).toEqual({
      ...first,
      behavior: 'capture-all-restore-all',
      revision: 3,
      accounts: [],
    });
  });
});

describe('migration points and state stores', () => {
  const folder = (id: string, path: string) => ({
    id,
    path,
    maximumClients: 3,
    minimumFreeSpace: 5,
    minimumFreeSpaceUnit: 'GB' as const,
  });
  const point = (name: string, folders: ReturnType<typeof folder>[]) => ({
    name,
    restoreOnly: false,
    deletion: 'after-days' as const,
    deletionDays: 1,
    folders,
  });
  const addStore = (values: { folderId?: string; source?: string; association?: string; at?: number }) =>
    write((transaction) =>
      insertStateStore(transaction, {
        id: temp.ids.uuid(),
        associationId: values.association ?? null,
        sourceDeviceId: values.source ?? null,
        sourceDeviceName: 'OLD-PC',
        destinationDeviceId: null,
        migrationPointFolderId: values.folderId ?? null,
        path: '/smp/s',
        at: values.at ?? 1,
      }),
    );

  it('[STO-86] a migration point keeps its folders in order; a known folder stays the same at a change', async () => {
    const [a, b, c, id] = [temp.ids.uuid(), temp.ids.uuid(), temp.ids.uuid(), temp.ids.uuid()];
    const made = await write((transaction) =>
      insertMigrationPoint(transaction, id, point('SMP', [folder(a, '/a'), folder(b, '/b')])),
    );
    expect(made).toEqual({
      ...point('SMP', []),
      revision: 1,
      id,
      folders: [folder(a, '/a'), folder(b, '/b')].map((one, index) => ({
        ...one,
        migrationPointId: id,
        ordinal: index + 1,
      })),
    });
    const store = await addStore({ folderId: b });
    const lost = await addStore({ folderId: a });
    const changed = {
      ...point('smp', [folder(c, '/c'), folder(b, '/moved')]),
      restoreOnly: true,
      deletion: 'immediate' as const,
      deletionDays: null,
    };
    const after = await write((transaction) => updateMigrationPoint(transaction, id, () => changed));
    expect(after.folders.map(({ id: one, path, ordinal }) => [one, path, ordinal])).toEqual([
      [c, '/c', 1],
      [b, '/moved', 2],
    ]);
    expect(await listMigrationPoints(read())).toEqual([after]);
    expect((await getStateStore(read(), store.id)).migrationPointFolderId).toBe(b);
    expect(await getStateStore(read(), lost.id)).toMatchObject({ migrationPointFolderId: null, path: '/smp/s' });
    expect(await findMigrationPointFolder(read(), a)).toBeUndefined();
    await expect(
      write((transaction) => insertMigrationPoint(transaction, temp.ids.uuid(), point('SmP', []))),
    ).rejects.toMatchObject({ code: 'NAME_TAKEN' });
    await write((transaction) => deleteMigrationPoint(transaction, id));
    await expect(getMigrationPoint(read(), id)).rejects.toMatchObject({ code: 'MIGRATION_POINT_NOT_FOUND' });
    for (const { id: one } of [store, lost]) {
      expect((await getStateStore(read(), one)).migrationPointFolderId).toBeNull();
    }
  });

  it('[STO-87] the clients of a folder are its stores that are not deleted', async () => {
    const [a, b] = [temp.ids.uuid(), temp.ids.uuid()];
    await write((transaction) =>
      insertMigrationPoint(transaction, temp.ids.uuid(), point('SMP', [folder(a, '/a'), folder(b, '/b')])),
    );
    const first = await addStore({ folderId: a });
    await addStore({ folderId: a });
    await addStore({});
    expect([...(await countClients(read()))]).toEqual([[a, 2]]);
    await write((transaction) => updateStateStore(transaction, first.id, { state: 'deleted', deletedAt: 9 }));
    expect([await countClientsOfFolder(read(), a), await countClientsOfFolder(read(), b)]).toEqual([1, 0]);
  });

  it('[STO-88] a store changes only what is given and outlives its association and devices by name', async () => {
    const [old, next] = [await addDevice('OLD-PC'), await addDevice('NEW-PC')];
    const association = await write((transaction) =>
      insertAssociation(transaction, {
        id: temp.ids.uuid(),
        sourceDeviceId: old.id,
        destinationDeviceId: next.id,
        type: 'side-by-side',
        behavior: 'capture-all-restore-all',
        accounts: ['anna'],
        at: 1,
        by: 'x',
      }),
    );
    const store = await addStore({ association: association.id, source: old.id });
    const change = {
      state: 'captured',
      capturedAt: 4,
      fileCount: 10,
      byteCount: 2 ** 40,
      result: { missing: [] },
    } as const;
    const changed = { ...store, ...change };
    expect(await write((transaction) => updateStateStore(transaction, store.id, change))).toEqual(changed);
    expect(await write((transaction) => updateStateStore(transaction, store.id, {}))).toEqual(changed);
    expect(await listStateStoresOfSource(read(), old.id)).toEqual([changed]);
    await write(async (transaction) => {
      await deleteAssociations(transaction, ofIds([association.id]));
      await deleteDevices(transaction, ofIds([old.id]), false);
    });
    expect(await getStateStore(read(), store.id)).toEqual({ ...changed, associationId: null, sourceDeviceId: null });
    await expect(
      write((transaction) => updateStateStore(transaction, temp.ids.uuid(), { state: 'deleted' })),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('[STO-89] a store is due when its time has come and it still exists', async () => {
    const [early, late, gone] = [await addStore({}), await addStore({}), await addStore({})];
    await addStore({});
    await write(async (transaction) => {
      await updateStateStore(transaction, early.id, { deleteAfter: 100 });
      await updateStateStore(transaction, late.id, { deleteAfter: 101 });
      await updateStateStore(transaction, gone.id, { deleteAfter: 50, deletedAt: 60, state: 'deleted' });
    });
    expect((await listStateStoresToDelete(read(), 100)).map(({ id }) => id)).toEqual([early.id]);
    expect(await listStateStoresToDelete(read(), 99)).toEqual([]);
  });
});
