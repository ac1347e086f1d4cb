import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunId } from '#shared/model/ids';
import {
  AssociationListQuery,
  DeviceListQuery,
  FolderListQuery,
  MigrationPointListQuery,
  RunListQuery,
} from '#shared/model/lists';
import { createSimulatedClock } from '../../ports/fakes/simulated-clock.ts';
import { createTempSite } from '../../ports/fakes/temp-site.ts';
import type { TempSite } from '../../ports/fakes/temp-site.ts';
import { createKeyedQueue } from '../../queue/keyed-queue.ts';
import { createConsoleSettings } from '../../site/settings.ts';
import { openSite } from '../../site/site.ts';
import { openNative } from '../connection.ts';
import { listAssociationRows } from '../lists/association-list.ts';
import { listDeviceRows } from '../lists/device-list.ts';
import { listFolderRows } from '../lists/folder-list.ts';
import { listRunRows } from '../lists/run-list.ts';
import { unreadableRows } from '../unreadable.ts';
import { createRunStore } from '../../running/run-store.ts';
import { createPoints } from '../../state-migration/points.ts';
import { getAssociation, insertAssociation } from './association.ts';
import { getDevice, insertDevice, listDeviceVariables, putDeviceVariable } from './device.ts';
import { insertFolder } from './folder.ts';
import { listJournal } from './journal.ts';
import { insertMigrationPoint, listMigrationPoints } from './migration-point.ts';
import { claimDevice, listRunClaims } from './run-claim.ts';
import { getRunRow, insertRun } from './run.ts';

let temp: TempSite;
let ids: string[];

/** A site with two of everything, closed, and then changed by somebody else. */
async function changeOf(statements: string): Promise<void> {
  const { dir, database, paths } = temp.site;
  ids = await database.write(async (transaction) => {
    const [one, two, point, folder, association] = Array.from({ length: 5 }, () => temp.ids.uuid());
    const values = { mac: '', smbiosGuid: '', connection: 'none', driveMap: {}, facts: {}, description: '' } as const;
    for (const [id, name] of [
      [one, 'A'],
      [two, 'B'],
    ] as const) {
      const more = { allowHostCommands: false, environment: 'FullOS' } as const;
      await insertDevice(transaction, String(id), { ...values, ...more, name }, 1);
    }
    await insertAssociation(transaction, {
      ...{ id: String(association), sourceDeviceId: String(one), destinationDeviceId: String(two), accounts: [] },
      ...{ type: 'side-by-side', behavior: 'capture-all-restore-all', at: 1, by: 'x' },
    });
    for (const [index, name] of ['P', 'Q'].entries()) {
      const id = index === 0 ? String(point) : temp.ids.uuid();
      const folders: never[] = [];
      await insertMigrationPoint(transaction, id, {
        name,
        restoreOnly: false,
        deletion: 'immediate',
        deletionDays: null,
        folders,
      });
    }
    await insertFolder(transaction, { id: String(folder), parentId: null, kind: 'task-sequence', name: 'F' });
    await insertFolder(transaction, { id: temp.ids.uuid(), parentId: null, kind: 'task-sequence', name: 'G' });
    for (const deviceId of [one, two]) {
      const run = await insertRun(transaction, {
        ...{
          packageId: 'WST00001',
          sequenceName: 's',
          sequenceRevision: 1,
          document: new Uint8Array(),
          deviceId: String(deviceId),
        },
        ...{ deviceName: 'A', startedAt: 1, startedBy: 'x', stepTotal: 1, engineVersion: 1 },
      });
      const owner = { ownerId: 'o', computerId: 'c', processId: 1, processStart: '' };
      await claimDevice(transaction, { ...owner, deviceId: String(deviceId), runId: run.id, at: 1, leaseUntil: 2 });
    }
    return [one, two, point, folder, association].map(String);
  });
  await temp.site.close();
  const native = openNative(paths.database, {});
  native.pragma('foreign_keys = OFF');
  native.pragma('ignore_check_constraints = ON');
  // As if an earlier program had made the lists: all of them are made anew.
  native.exec(`${statements}; DELETE FROM list_form;`);
  native.close();
  const site = await openSite(dir, { clock: createSimulatedClock() });
  temp = { ...temp, site, remove: async () => site.close() };
}

beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(async () => {
  await temp.remove();
});

describe('a row of a newer program, or a broken one', () => {
  it('[STO-170] of a device is shown as far as it can be, and asked for alone it is named', async () => {
    await changeOf(
      `UPDATE device SET connection = 'satellite', facts = '{', drive_map = 'x', created_at = 9e18 WHERE name = 'A'`,
    );
    const { rows, total } = await listDeviceRows(temp.site.database, DeviceListQuery.parse({}));
    expect([total, rows.map(({ name, connection }) => [name, connection.kind])]).toEqual([
      2,
      [
        ['A', 'none'],
        ['B', 'none'],
      ],
    ]);
    await expect(getDevice(temp.site.database.read, ids[0] ?? '')).rejects.toMatchObject({ code: 'ROW_UNREADABLE' });
    expect([...unreadableRows(temp.site.database).keys()]).toEqual([`device/${String(ids[0])}`]);
  });

  it('[STO-170] that not even its id can be read of is left out and named', async () => {
    await changeOf(`UPDATE device SET id = 'no uuid' WHERE name = 'A'`);
    const { rows } = await listDeviceRows(temp.site.database, DeviceListQuery.parse({}));
    expect(rows.map(({ name }) => name)).toEqual(['B']);
    expect([...unreadableRows(temp.site.database).keys()]).toEqual(['device/no uuid']);
  });

  it('[STO-224] that is left out is named by the page that leaves it out, and by no other', async () => {
    await changeOf(`UPDATE device SET id = 'no uuid' WHERE name = 'A';
      UPDATE folder SET id = 'x', revision = -1 WHERE name = 'F';
      UPDATE migration_point SET deletion = 'never' WHERE name = 'P'`);
    const { database } = temp.site;
    const page = (offset: number) => listDeviceRows(database, DeviceListQuery.parse({ offset, limit: 1 }));
    expect((await page(0)).unreadable).toEqual([{ row: 'device/no uuid', place: 'id' }]);
    expect(await page(1)).not.toHaveProperty('unreadable');
    expect((await listFolderRows(database, FolderListQuery.parse({}))).unreadable).toEqual([
      { row: 'folder/x', place: 'id' },
    ]);
    const points = createPoints({ database, ids: temp.ids, queue: createKeyedQueue() });
    expect((await points.page(MigrationPointListQuery.parse({}))).unreadable).toEqual([
      { row: `migration_point/${String(ids[2])}`, place: 'deletion' },
    ]);
  });

  it('[STO-225] of a variable is never left out: its device says so, and setting it again mends it', async () => {
    await changeOf(`INSERT INTO device_variable (device_id, name_key, name, value, secret_key)
      SELECT id, 'v', 'V', NULL, NULL FROM device WHERE name = 'A'`);
    const { database } = temp.site;
    const id = String(ids[0]);
    await expect(listDeviceVariables(database.read, id)).rejects.toMatchObject({
      code: 'ROW_UNREADABLE',
      details: { what: `device_variable ${id}/V` },
    });
    expect([...unreadableRows(database).keys()]).toEqual([`device_variable/${id}/V`]);
    await database.write((transaction) => putDeviceVariable(transaction, id, { name: 'V', value: 'v' }));
    expect((await listDeviceVariables(database.read, id)).map(({ name, value }) => [name, value])).toEqual([
      ['V', 'v'],
    ]);
    expect(unreadableRows(database).size).toBe(0);
  });

  it('[STO-171] of a run or its claim keeps no site from opening', async () => {
    await changeOf(`UPDATE run SET state = 'dreaming', error = '{"code":"NEWER"}', started_at = 9e18 WHERE id = 1;
      UPDATE run_claim SET started_at = 9e18, lease_until = 9e18, cancel_asked_at = -9e18 WHERE run_id = 1`);
    const { rows } = await listRunRows(temp.site.database, RunListQuery.parse({}));
    expect(rows.map(({ id, state, error }) => [id, state, error])).toEqual([
      [2, 'waiting', null],
      [1, 'unreadable', null],
    ]);
    const unreadable = await listRunRows(temp.site.database, RunListQuery.parse({ states: ['unreadable'] }));
    expect(unreadable.rows.map(({ id }) => id)).toEqual([1]);
    expect((await listRunClaims(temp.site.database.read)).map(({ runId, leaseUntil }) => [runId, leaseUntil])).toEqual([
      [1, 0],
      [2, 2],
    ]);
    expect(await getRunRow(temp.site.database.read, 1)).toMatchObject({
      state: 'unreadable',
      error: null,
      startedAt: 0,
    });
  });

  it('[STO-170] of a folder, a migration point or an association costs no list', async () => {
    await changeOf(`UPDATE folder SET id = 'x', revision = -1 WHERE name = 'F';
      UPDATE migration_point SET deletion = 'never' WHERE name = 'P';
      UPDATE association SET behavior = 'capture-some'`);
    const { database } = temp.site;
    expect((await listFolderRows(database, FolderListQuery.parse({}))).rows.map(({ name }) => name)).toEqual(['G']);
    expect((await listMigrationPoints(database.read)).map(({ name }) => name)).toEqual(['Q']);
    expect((await listAssociationRows(database, AssociationListQuery.parse({}))).rows).toHaveLength(1);
    expect([...unreadableRows(database).keys()].sort()).toEqual([
      `association/${String(ids[4])}`,
      'folder/x',
      `migration_point/${String(ids[2])}`,
    ]);
    await expect(getAssociation(database.read, String(ids[4]))).rejects.toMatchObject({ code: 'ROW_UNREADABLE' });
  });

  it('[STO-180] of a folder is shown at the top when only its place cannot be read, and named', async () => {
    await changeOf(`UPDATE folder SET parent_id = 'nowhere' WHERE name = 'F'`);
    const { database } = temp.site;
    const { rows } = await listFolderRows(database, FolderListQuery.parse({}));
    expect(rows.map(({ name, parentId }) => [name, parentId])).toEqual([
      ['F', null],
      ['G', null],
    ]);
    expect([...unreadableRows(database)]).toEqual([[`folder/${String(ids[3])}`, 'parentId']]);
  });

  it('[STO-180] that was mended is named no more', async () => {
    await changeOf(`UPDATE migration_point SET deletion = 'never' WHERE name = 'P'`);
    const { database } = temp.site;
    await listMigrationPoints(database.read);
    expect(unreadableRows(database).size).toBe(1);
    await database.write((transaction) => {
      transaction.native.exec(`UPDATE migration_point SET deletion = 'immediate' WHERE name = 'P'`);
      return Promise.resolve();
    });
    expect(await listMigrationPoints(database.read)).toHaveLength(2);
    expect(unreadableRows(database).size).toBe(0);
  });

  it('[STO-180] of a migration point is named when it is asked for by its name', async () => {
    await changeOf(`UPDATE migration_point SET deletion = 'never' WHERE name = 'P'`);
    const points = createPoints({ database: temp.site.database, ids: temp.ids, queue: createKeyedQueue() });
    await expect(points.page(MigrationPointListQuery.parse({ names: ['p'] }))).rejects.toMatchObject({
      code: 'ROW_UNREADABLE',
      details: { what: `migration-point ${String(ids[2])}` },
    });
    expect((await points.page(MigrationPointListQuery.parse({}))).rows.map(({ name }) => name)).toEqual(['Q']);
  });

  it('[STO-182] of a journal is never left out of it', async () => {
    await changeOf(`INSERT INTO journal (run_id, ordinal, version, at, kind, step_id, payload)
      VALUES (1, 1, 2, 1, 'a', NULL, '{}'), (1, 2, 2, 9e18, 'b', NULL, '{}')`);
    await expect(listJournal(temp.site.database.read, 1, { afterOrdinal: 0, limit: 9 })).rejects.toMatchObject({
      code: 'ROW_UNREADABLE',
      details: { what: 'journal/1 2' },
    });
  });

  it('[STO-183] of a run can be ended, and its device is free then', async () => {
    await changeOf(`UPDATE run SET step_total = 9e18 WHERE id = 1`);
    const { database } = temp.site;
    const runs = createRunStore(database, { putIn: () => Promise.resolve() });
    expect(await runs.end(RunId.parse(1), { fence: 1 }, { state: 'interrupted' })).toBe(true);
    expect((await listRunClaims(database.read)).map(({ runId }) => runId)).toEqual([2]);
  });

  it('[STO-172] of the settings loses what cannot be read, and that alone', async () => {
    await changeOf(`INSERT INTO setting (key, value) VALUES ('console', '{"theme":"neon","openAction":"edit"}')`);
    const settings = createConsoleSettings(temp.site.database, createKeyedQueue());
    expect(await settings.get()).toMatchObject({ theme: 'system', openAction: 'edit' });
    await temp.site.database.write((transaction) => {
      transaction.native.exec(`UPDATE setting SET value = '{' WHERE key = 'console'`);
      return Promise.resolve();
    });
    expect(await settings.get()).toMatchObject({ theme: 'system', openAction: 'view' });
    expect(await settings.set({ theme: 'dark' })).toMatchObject({ theme: 'dark' });
  });
});
