import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeviceId, FolderId } from '#shared/model/ids';
import { ofIds } from '#shared/model/list';
import { SiteArea } from '#shared/model/site';
import { createTempSite } from '../ports/fakes/temp-site.ts';
import type { TempSite } from '../ports/fakes/temp-site.ts';
import { openSite } from '../site/site.ts';
import type { Changes } from './connection.ts';
import { runStoreChild } from './fakes/store-child.ts';
import { deleteDevices } from './lists/act-on-selected.ts';
import { insertDevice, putDeviceVariable } from './tables/device.ts';
import { appendEdit, insertEditingSession, setPosition } from './tables/editing-session.ts';
import { insertFolder, renameFolder } from './tables/folder.ts';
import { insertSequence } from './tables/sequence.ts';
import { putSetting } from './tables/setting.ts';
import { nextPackageId } from './tables/site.ts';

let temp: TempSite;
let told: Changes[];

beforeEach(async () => {
  temp = await createTempSite();
  told = [];
  temp.site.database.onChanged((changes) => void told.push(changes));
});
afterEach(async () => {
  await temp.remove();
});

const device = (name: string) => ({
  ...{ name, mac: '', smbiosGuid: '', connection: 'none' as const, driveMap: {}, facts: {}, description: '' },
  ...{ allowHostCommands: false, environment: 'FullOS' as const },
});
const changesTold = () => told.flatMap(({ changes }) => changes);

describe('changes', () => {
  it('[STO-110] a commit tells which rows it made, changed and removed, each once; what was undone tells nothing', async () => {
    const { database } = temp.site;
    const [id, other] = [temp.ids.uuid(), temp.ids.uuid()];
    await database.write(async (transaction) => {
      await insertDevice(transaction, id, device('A'), 1);
      await putDeviceVariable(transaction, id, { name: 'x', value: '1' });
      await insertFolder(transaction, { id: other, parentId: null, kind: 'task-sequence', name: 'f' });
    });
    expect(changesTold()).toEqual([
      { kind: 'devices', ids: [id] },
      { kind: 'folders', ids: [other] },
    ]);
    const first = told.at(-1)?.revision ?? NaN;
    await expect(
      database.write(async (transaction) => {
        await renameFolder(transaction, FolderId.parse(other), 'g');
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(told).toHaveLength(1);
    await database.write((transaction) => deleteDevices(transaction, ofIds([DeviceId.parse(id)]), false));
    expect(told.at(-1)?.changes).toEqual([{ kind: 'devices', ids: [id] }]);
    expect(told.at(-1)?.revision).toBeGreaterThan(first);
    await database.write(() => Promise.resolve());
    expect(told).toHaveLength(2);
  });

  it('[STO-111] what another process changed is told with its rows at the next look, and once', async () => {
    const { database } = temp.site;
    expect(await runStoreChild(['write-setting', temp.site.dir, 'theirs', 'x'])).toEqual(['written']);
    expect(told).toEqual([]);
    database.lookForChanges();
    database.lookForChanges();
    expect(changesTold()).toEqual([{ kind: 'settings', ids: ['theirs'] }]);
    const other = await openSite(temp.site.dir, { clock: temp.clock });
    await other.database.write((transaction) => putSetting(transaction, 'again', 1));
    await other.close();
    await database.write((transaction) => putSetting(transaction, 'ours', 1));
    expect(told.at(-1)?.changes).toEqual([{ kind: 'settings', ids: ['again', 'ours'] }]);
  });

  it('[STO-111] a look that comes while a write is under way is made up for, also when that write is undone', async () => {
    const { database } = temp.site;
    expect(await runStoreChild(['write-setting', temp.site.dir, 'theirs', 'x'])).toEqual(['written']);
    const undone = database.write(() => {
      database.lookForChanges();
      return Promise.reject(new Error('no'));
    });
    await expect(undone).rejects.toThrow('no');
    expect(changesTold()).toEqual([{ kind: 'settings', ids: ['theirs'] }]);
  });

  it('[STO-112] many rows are told as many; changes are kept in a bounded number, and who missed some hears of all', async () => {
    const { database } = temp.site;
    const other = await openSite(temp.site.dir, { clock: temp.clock });
    for (let round = 0; round < 24; round += 1) {
      await database.write(async (transaction) => {
        for (let one = 0; one < 1001; one += 1) await putSetting(transaction, `k${String(one)}`, round);
      });
    }
    expect(changesTold()).toEqual(Array(24).fill({ kind: 'settings', ids: null }));
    const kept = database.read.native.prepare('SELECT count(*) FROM change').pluck().get() as number;
    expect(kept).toBeLessThanOrEqual(22_000);
    const heard: Changes[] = [];
    other.database.onChanged((changes) => void heard.push(changes));
    other.database.lookForChanges();
    expect(heard.map(({ changes }) => changes)).toEqual([SiteArea.options.map((kind) => ({ kind, ids: null }))]);
    await other.close();
  });

  it('[STO-113] a draft is told when it begins and when it ends, not with each edit', async () => {
    const { database } = temp.site;
    const packageId = await database.write(async (transaction) => {
      const id = await nextPackageId(transaction);
      const fixed = { folderId: null, description: '', dialect: 'cm' as const, carry: null, properties: {}, by: 'x' };
      const document = new Uint8Array([1]);
      await insertSequence(transaction, {
        ...fixed,
        packageId: id,
        name: 'One',
        document,
        stepCount: 0,
        enabled: true,
        at: 1,
      });
      const begun = { packageId: id, generation: 'g', savedRevision: 1, baseDocument: document, at: 1 };
      await insertEditingSession(transaction, begun);
      return id;
    });
    told = [];
    const edit = { label: { code: 'relink' as const, values: {} }, mergeKey: null, at: 2, patches: [] };
    const known = (revision: number) => ({ generation: 'g', revision });
    for (let count = 0; count < 3; count += 1) {
      await database.write((transaction) => appendEdit(transaction, packageId, known(count), edit));
    }
    expect(changesTold()).toEqual([{ kind: 'sequences', ids: [packageId] }]);
    await database.write((transaction) => setPosition(transaction, packageId, known(3), 0, 3));
    expect(changesTold()).toEqual(Array(2).fill({ kind: 'sequences', ids: [packageId] }));
  });

  it('[STO-114] every table whose rows are shown tells its changes', () => {
    const names = temp.site.database.read.native
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%INTO change%' ORDER BY name")
      .pluck()
      .all();
    const tables = [
      ...['association', 'association_user', 'device', 'device_variable', 'editing_session', 'folder', 'job'],
      'imported_reference',
      ...['migration_point', 'migration_point_folder', 'run', 'sequence', 'setting', 'state_store'],
    ];
    const ofTables = tables.flatMap((table) => ['changed', 'made', 'removed'].map((how) => `${table}_${how}`));
    // Who asks for the end of a run writes to its claim, and the run is shown otherwise from then on (UI-631).
    expect(names).toEqual([...ofTables, 'run_claim_cancelled'].sort());
  });
});
