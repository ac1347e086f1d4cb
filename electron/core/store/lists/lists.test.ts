import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderId, type PackageId } from '#shared/model/ids';
import { ofIds } from '#shared/model/list';
import {
  DeviceListQuery,
  DeviceSelection,
  RunListQuery,
  SequenceListQuery,
  StateStoreListQuery,
} from '#shared/model/lists';
import { createTempSite } from '../../ports/fakes/temp-site.ts';
import type { TempSite } from '../../ports/fakes/temp-site.ts';
import type { Database, Transaction } from '../connection.ts';
import { insertDevice, updateDevice } from '../tables/device.ts';
import { insertFolder, renameFolder } from '../tables/folder.ts';
import { insertMigrationPoint, updateMigrationPoint } from '../tables/migration-point.ts';
import { getRunRow, insertRun, updateRun } from '../tables/run.ts';
import { askForCancel, claimDevice, releaseDevice } from '../tables/run-claim.ts';
import { insertSequence } from '../tables/sequence.ts';
import { nextPackageId } from '../tables/site.ts';
import { insertStateStore } from '../tables/state-store.ts';
import { changeSequences, deleteDevices, deleteSequences } from './act-on-selected.ts';
import { countSite } from './count-site.ts';
import { listDeviceRows, selectedDevices } from './device-list.ts';
import { resolveIds } from './list-statement.ts';
import { sortKey } from './list-keys.ts';
import { listRunRows } from './run-list.ts';
import { listSequenceRows } from './sequence-list.ts';
import { listStateStoreRows } from './state-store-list.ts';

let temp: TempSite;

beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(async () => {
  await temp.remove();
});

const write = <Result>(work: (transaction: Transaction) => Promise<Result>) => temp.site.database.write(work);

async function addDevices(...names: string[]): Promise<string[]> {
  return write(async (transaction) => {
    const ids: string[] = [];
    for (const [index, name] of names.entries()) {
      const facts = { OperatingSystem: index % 2 === 0 ? 'Windows 11' : 'Windows 10' };
      const fixed = { mac: '', smbiosGuid: '', connection: 'none' as const, driveMap: {}, description: '' };
      const id = temp.ids.uuid();
      const values = { ...fixed, name, facts, allowHostCommands: false, environment: 'FullOS' as const };
      await insertDevice(transaction, id, values, index);
      ids.push(id);
    }
    return ids;
  });
}

async function addSequence(
  name: string,
  folderId: string | null = null,
  document = new Uint8Array(3),
): Promise<PackageId> {
  return write(async (transaction) => {
    const packageId = await nextPackageId(transaction);
    const fixed = {
      description: '',
      dialect: 'cm' as const,
      carry: null,
      properties: {},
      stepCount: 1,
      by: 'x',
      at: 1,
    };
    await insertSequence(transaction, { ...fixed, packageId, name, folderId, document, enabled: true });
    return packageId;
  });
}

const devices = async (query: Partial<DeviceListQuery> = {}) =>
  listDeviceRows(temp.site.database, { ...DeviceListQuery.parse({}), ...query });
const deviceNames = async (query: Partial<DeviceListQuery> = {}) => (await devices(query)).rows.map(({ name }) => name);

describe('sequences that move the state of users', () => {
  it('[STO-214] are found by their steps, whatever Unicode their documents are written in', async () => {
    const step = (kind: string) => `<step type="SMS_TaskSequence_${kind}UserStateAction" name="x"/>`;
    await addSequence('neither');
    await addSequence('capture', null, Buffer.from(step('Capture')));
    await addSequence('both', null, Buffer.from(`\ufeff${step('Capture')}${step('Restore')}`, 'utf16le'));
    const names = async (holds: 'capture' | 'restore' | null) =>
      (await listSequenceRows(temp.site.database, SequenceListQuery.parse({ holds }))).rows.map(({ name }) => name);
    expect(await names(null)).toEqual(['neither', 'capture', 'both']);
    expect(await names('capture')).toEqual(['capture', 'both']);
    expect(await names('restore')).toEqual(['both']);
  });
});

describe('lists', () => {
  it('[STO-116] are sorted as people sort: without case and accents, numbers by value, both ways, equal ones by id', async () => {
    await addDevices('pc-10', 'PC-9', 'Ärger', 'arg', 'ÄRGER 2');
    expect(await deviceNames()).toEqual(['arg', 'Ärger', 'ÄRGER 2', 'PC-9', 'pc-10']);
    expect(await deviceNames({ sort: { column: 'name', descending: true } })).toEqual(
      ['arg', 'Ärger', 'ÄRGER 2', 'PC-9', 'pc-10'].reverse(),
    );
    const bySystem = await deviceNames({ sort: { column: 'system', descending: false } });
    expect(bySystem).toEqual(['PC-9', 'arg', 'pc-10', 'Ärger', 'ÄRGER 2']);
    expect(await deviceNames({ sort: { column: 'system', descending: true } })).toEqual([...bySystem].reverse());
    expect([sortKey('a2') < sortKey('a10'), sortKey('É'), sortKey('007') === sortKey('7')]).toEqual([true, 'e', true]);
  });

  it('[STO-117] are filtered by every word, in every script, and by the codes that a word means', async () => {
    await addDevices('ЛАБ-1', 'лаб-2', 'PC 100%', 'pc_x');
    expect(await deviceNames({ filter: 'лАб' })).toEqual(['ЛАБ-1', 'лаб-2']);
    expect(await deviceNames({ filter: 'лаб 10' })).toEqual(['лаб-2']);
    expect(await deviceNames({ filter: '%' })).toEqual(['PC 100%']);
    expect(await deviceNames({ filter: 'unreachable' })).toEqual([]);
    const meanings = [{ word: 'Unreachable', codes: ['connection:none', 'no:such'] }];
    expect(await deviceNames({ filter: 'unreachable pc', meanings })).toEqual(['PC 100%', 'pc_x']);
    expect(await deviceNames({ startsWith: 'ЛАБ' })).toEqual(['ЛАБ-1', 'лаб-2']);
    expect(await deviceNames({ names: ['PC_X', 'none'] })).toEqual(['pc_x']);
  });

  it('[STO-118] come in pages with the whole count, by the place of a row, and by ids', async () => {
    const ids = await addDevices(...Array.from({ length: 25 }, (_, index) => `PC-${String(index)}`));
    const last = await devices({ offset: 20, limit: 10 });
    expect([last.total, last.offset, last.rows.length]).toEqual([25, 20, 5]);
    const around = await devices({ around: ids[13] as never, limit: 5 });
    expect([around.offset, around.rows[3]?.name]).toEqual([10, 'PC-13']);
    expect(await deviceNames({ around: temp.ids.uuid() as never, limit: 1 })).toEqual(['PC-0']);
    expect(await deviceNames({ ids: [ids[3], ids[1], temp.ids.uuid()] as never })).toEqual(['PC-1', 'PC-3']);
    expect(await countSite(temp.site.database)).toMatchObject({ devices: 25, taskSequences: 0, runs: 0 });
  });

  it('[STO-118] have no end: the row after ten thousand runs and after a hundred thousand devices comes like the first', async () => {
    await write((transaction) =>
      Promise.resolve(
        transaction.native.exec(`
          WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10001)
            INSERT INTO run (package_id, sequence_name, sequence_revision, device_name, state, started_at, started_by,
              step_total, step_done, incomplete, engine_version, document)
            SELECT 'WST00001', 'One', 1, 'PC', 'failed', i, 'me', 1, 0, 0, 1, x'00' FROM n;
          WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100001)
            INSERT INTO device (id, name, name_key, mac, smbios_guid, connection, drive_map, facts,
              allow_host_commands, environment, description, created_at, modified_at)
            SELECT printf('00000000-0000-4000-8000-%012d', i), 'PC-' || i, 'pc-' || i, '', '', 'none', '{}', '{}', 0,
              'FullOS', '', 1, 1 FROM n;`),
      ),
    );
    const runs = await listRunRows(temp.site.database, { ...RunListQuery.parse({}), offset: 10_000 });
    expect([runs.total, runs.rows.map(({ id }) => id)]).toEqual([10_001, [1]]);
    const last = await devices({ offset: 100_000 });
    expect([last.total, last.rows.map(({ name }) => name)]).toEqual([100_001, ['PC-100001']]);
  }, 60_000);

  it('[STO-161] count what matches once, and again after a change, of whatever connection, that was noted or is forgotten', async () => {
    await addDevices('PC-1', 'PC-2', 'LAB-1');
    const counted: unknown[] = [];
    const { database } = temp.site;
    const watched: Database = {
      ...database,
      readAside: async (statements) => {
        const answers = await database.readAside(statements);
        counted.push(answers[1]?.map((row) => (row as { total: unknown }).total));
        return answers;
      },
    };
    const count = async (filter: string) =>
      (await listDeviceRows(watched, { ...DeviceListQuery.parse({}), filter })).total;
    expect([await count('pc'), await count('pc'), await count('lab')]).toEqual([2, 2, 1]);
    expect(counted).toEqual([[2], [null], [1]]);
    await addSequence('Not of this list');
    expect([await count('pc'), counted.at(-1)]).toEqual([2, [null]]);
    await addDevices('PC-3');
    expect([await count('pc'), await count('lab')]).toEqual([3, 1]);
    const { openSite } = await import('../../site/site.ts');
    const other = await openSite(temp.site.dir, { clock: temp.clock });
    await other.database.write((transaction) =>
      Promise.resolve(
        transaction.native.exec("DELETE FROM device WHERE name = 'PC-1'; DELETE FROM change WHERE kind = 'devices'"),
      ),
    );
    await other.close();
    expect(await count('pc')).toBe(2);
  });

  it('[STO-119] follow what their rows stand for: a renamed folder, a run that goes on, what was undone', async () => {
    const id = FolderId.parse(temp.ids.uuid());
    const below = FolderId.parse(temp.ids.uuid());
    await write(async (transaction) => {
      await insertFolder(transaction, { id, parentId: null, kind: 'task-sequence', name: 'Lab' });
      await insertFolder(transaction, { id: below, parentId: id, kind: 'task-sequence', name: 'Old' });
    });
    const packageId = await addSequence('One', below);
    await write((transaction) => renameFolder(transaction, id, 'Werk'));
    const list = async (query: Partial<SequenceListQuery>) =>
      (await listSequenceRows(temp.site.database, { ...SequenceListQuery.parse({}), ...query })).rows;
    expect((await list({ folderId: id }))[0]?.folderPath).toEqual(['Werk', 'Old']);
    expect(await list({ filter: 'werk' })).toHaveLength(1);
    const run = await write((transaction) =>
      insertRun(transaction, {
        ...{ packageId, sequenceName: 'One', sequenceRevision: 1, document: new Uint8Array(1), deviceId: null },
        ...{ deviceName: 'PC', startedAt: 1, startedBy: 'me', stepTotal: 3, engineVersion: 1 },
      }),
    );
    await write((transaction) => updateRun(transaction, run.id, { state: 'succeeded', incomplete: true, stepDone: 3 }));
    const runs = async (query: Partial<RunListQuery>) =>
      (await listRunRows(temp.site.database, { ...RunListQuery.parse({}), ...query })).rows.map(({ state }) => state);
    expect(await runs({ states: ['succeeded'] })).toEqual(['succeeded']);
    const meanings = [{ word: 'gaps', codes: ['state:incomplete'] }];
    expect(await runs({ filter: 'gaps', meanings })).toEqual(['succeeded']);
    expect(await runs({ filter: 'gaps' })).toEqual([]);
  });

  it('[UI-631] [UI-638] runs are found by what is shown of them: being cancelled, and ended past steps that failed', async () => {
    const [deviceId = ''] = await addDevices('PC');
    const packageId = await addSequence('One', null);
    const values = {
      ...{ packageId, sequenceName: 'One', sequenceRevision: 1, document: new Uint8Array(1), deviceId },
      ...{ deviceName: 'PC', startedAt: 1, startedBy: 'me', stepTotal: 3, engineVersion: 1 },
    };
    const owner = { ownerId: 'o', computerId: 'c', processId: 1, processStart: 's' };
    const run = await write(async (transaction) => {
      const made = await insertRun(transaction, values);
      await updateRun(transaction, made.id, { state: 'running' });
      await claimDevice(transaction, { ...owner, deviceId, runId: made.id, at: 1, leaseUntil: 2 });
      return made;
    });
    const rows = async (query: Partial<RunListQuery>) =>
      (await listRunRows(temp.site.database, { ...RunListQuery.parse({}), ...query })).rows;
    const found = async (code: string) =>
      (await rows({ filter: 'word', meanings: [{ word: 'word', codes: [`state:${code}`] }] })).length;
    expect(await rows({ states: ['running'] })).toMatchObject([{ isCancelling: false, failedSteps: 0 }]);
    await write((transaction) => askForCancel(transaction, run.id, 5));
    expect(await rows({ states: ['running'] })).toMatchObject([{ state: 'running', isCancelling: true }]);
    expect([await found('cancelling'), await found('running')]).toEqual([1, 0]);
    expect(await getRunRow(temp.site.database.read, run.id)).toMatchObject({ isCancelling: true });
    await write((transaction) => updateRun(transaction, run.id, { state: 'interrupted' }));
    expect(await rows({ states: ['interrupted'] })).toMatchObject([{ state: 'interrupted', isCancelling: false }]);
    await write(async (transaction) => {
      await updateRun(transaction, run.id, { state: 'succeeded', failedSteps: 2 });
      await releaseDevice(transaction, run.id);
    });
    expect(await rows({ states: ['succeeded'] })).toMatchObject([{ isCancelling: false, failedSteps: 2 }]);
    expect([await found('with-errors'), await found('succeeded')]).toEqual([1, 0]);
  });

  it('[STO-119] state stores follow the names of their device and their migration point', async () => {
    const [device = ''] = await addDevices('NEW-PC');
    const [point, folder] = [temp.ids.uuid(), temp.ids.uuid()];
    await write(async (transaction) => {
      const place = { path: '/smp', maximumClients: 1, minimumFreeSpace: 1, minimumFreeSpaceUnit: 'MB' as const };
      const values = { name: 'SMP', restoreOnly: false, deletion: 'immediate' as const, deletionDays: null };
      await insertMigrationPoint(transaction, point, { ...values, folders: [{ id: folder, ...place }] });
      await insertStateStore(transaction, {
        ...{ id: temp.ids.uuid(), associationId: null, sourceDeviceId: null, sourceDeviceName: 'OLD-PC' },
        ...{ destinationDeviceId: device, migrationPointFolderId: folder, path: '/smp/1', at: 1 },
      });
    });
    const names = async (filter: string) =>
      (await listStateStoreRows(temp.site.database, StateStoreListQuery.parse({ filter }))).rows.map(
        ({ destinationName, migrationPointName }) => [destinationName, migrationPointName],
      );
    expect(await names('')).toEqual([['NEW-PC', 'SMP']]);
    await write((transaction) => updateDevice(transaction, device, () => ({ name: 'NEWER-PC' }), 2));
    expect(await names('newer')).toEqual([['NEWER-PC', 'SMP']]);
    await write((transaction) => updateMigrationPoint(transaction, point, () => ({ name: 'Depot' })));
    expect(await names('depot')).toEqual([['NEWER-PC', 'Depot']]);
  });

  it('[STO-120] a selection of all is what matches when the command is carried out; of named rows all or none', async () => {
    const [first = '', second = ''] = await addDevices('LAB-1', 'LAB-2', 'PC-1');
    const all = DeviceSelection.parse({ kind: 'all', filter: 'lab', criteria: {}, except: [second] });
    expect(resolveIds(temp.site.database.read, selectedDevices(all))).toEqual([first]);
    await addDevices('LAB-3');
    const gone = await write((transaction) => deleteDevices(transaction, all, false));
    expect([gone, await deviceNames()]).toEqual([2, ['LAB-2', 'PC-1']]);
    const packageId = await addSequence('One');
    const missing = ofIds([packageId, 'WST000FF' as PackageId]);
    await expect(write((transaction) => deleteSequences(transaction, missing, 5))).rejects.toMatchObject({
      code: 'SEQUENCE_NOT_FOUND',
      details: { packageId: 'WST000FF' },
    });
    const change = { enabled: false, at: 2, by: 'y' };
    const every = { kind: 'all' as const, filter: '', meanings: [], except: [], criteria: SequenceListQuery.parse({}) };
    expect(await write((transaction) => changeSequences(transaction, every, change))).toBe(1);
    const query = { ...SequenceListQuery.parse({}), enabled: false };
    expect((await listSequenceRows(temp.site.database, query)).total).toBe(1);
  });

  it('[STO-162] a command on many rows lets the process go on between its batches, tells nothing before its end, and is undone as a whole', async () => {
    await addDevices(...Array.from({ length: 450 }, (_, index) => `PC-${String(index)}`));
    const all = DeviceSelection.parse({ kind: 'all', filter: 'pc', criteria: {}, except: [] });
    const told: unknown[] = [];
    temp.site.database.onChanged(({ changes }) => void told.push(changes));
    const seen: number[] = [];
    let isOver = false;
    const look = async (): Promise<void> => {
      while (!isOver) {
        temp.site.database.lookForChanges();
        seen.push((await devices({ limit: 1 })).total);
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const looking = look();
    const failing = write(async (transaction) => {
      await deleteDevices(transaction, all, false);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    isOver = true;
    await looking;
    expect([seen.length > 4, new Set(seen), told]).toEqual([true, new Set([450]), []]);
    expect(await write((transaction) => deleteDevices(transaction, all, false))).toBe(450);
    expect([await deviceNames(), told]).toEqual([[], [[{ kind: 'devices', ids: expect.any(Array) as unknown }]]]);
  });

  it('[STO-115] hold after any change what they hold when they are made anew', async () => {
    const [id = ''] = await addDevices('A', 'B');
    await write((transaction) => updateDevice(transaction, id, () => ({ name: 'Z', facts: { os: 'x' } }), 9));
    await addSequence('One');
    const { native } = temp.site.database.read;
    const dump = () =>
      ['device', 'sequence', 'association', 'state_store', 'run'].map((table) =>
        native.prepare(`SELECT * FROM list_${table} ORDER BY id`).all(),
      );
    const before = dump();
    await write((transaction) => Promise.resolve(transaction.native.exec('UPDATE list_form SET form = 0')));
    const { openSite } = await import('../../site/site.ts');
    const again = await openSite(temp.site.dir, { clock: temp.clock });
    await again.close();
    expect(dump()).toEqual(before);
    expect(before[0]).toHaveLength(2);
  });

  it('[UI-638] runs of before are found by how they ended once a site is opened whose lists have the form of before', async () => {
    const values = { packageId: await addSequence('One', null), sequenceName: 'One', sequenceRevision: 1 };
    const rest = { deviceId: null, deviceName: 'PC', startedAt: 1, startedBy: 'me', stepTotal: 3, engineVersion: 1 };
    await write(async (transaction) => {
      const { id } = await insertRun(transaction, { ...values, ...rest, document: new Uint8Array(1) });
      await updateRun(transaction, id, { state: 'succeeded', failedSteps: 2 });
    });
    const states = () => temp.site.database.read.native.prepare('SELECT state FROM list_run').pluck().all();
    // Form 4 told no run that went on past a step that failed from others.
    await write((transaction) =>
      Promise.resolve(
        transaction.native.exec(`UPDATE list_run SET state = 'succeeded'; UPDATE list_form SET form = 4`),
      ),
    );
    expect(states()).toEqual(['succeeded']);
    const { openSite } = await import('../../site/site.ts');
    await (await openSite(temp.site.dir, { clock: temp.clock })).close();
    expect(states()).toEqual(['with-errors']);
  });
});
