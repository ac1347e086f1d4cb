import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceInput } from '#shared/model/device';
import { DeviceId } from '#shared/model/ids';
import { ofIds } from '#shared/model/list';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { createKeyFileSealer, createSecretStore, type SecretStore, sealWith } from '../ports/secrets.ts';
import { createKeyedQueue } from '../queue/keyed-queue.ts';
import { failingDatabase } from '../store/fakes/failing-database.ts';
import { listSealedKeys } from '../store/tables/secret.ts';
import { createDevices, type Devices, type DevicesParts } from './devices.ts';

let temp: TempSite;
let secrets: SecretStore;
let devices: Devices;
/** What is done while the facts of this computer are read. */
let meanwhile: () => Promise<void>;
const nothing = (): Promise<void> => Promise.resolve();

const computerOf = (id: string): DevicesParts['computer'] => ({
  id: () => id,
  drives: () => [{ drive: 'C:', path: temp.site.dir, kind: 'fixed', isUsed: true, totalBytes: null, freeBytes: null }],
  readFacts: async () => {
    await meanwhile();
    return { facts: { Model: 'Quay' }, macAddress: '02:00:00:00:00:09', smbiosGuid: '', sources: [] };
  },
});
const open = (change: Partial<DevicesParts> = {}): Devices =>
  createDevices({
    ...{ database: temp.site.database, clock: temp.clock, ids: temp.ids, secrets },
    ...{ queue: createKeyedQueue(), computer: computerOf('one') },
    ...change,
  });
const input = (name: string, change: Partial<DeviceInput> = {}): DeviceInput => ({
  ...{ name, macAddress: '', smbiosGuid: '', description: '', connection: { kind: 'none' } },
  ...{ allowHostCommands: false, environment: 'FullOS', facts: {} },
  ...change,
});
const keys = (): Promise<string[]> => listSealedKeys(temp.site.database.read, '');
const secret = (name: string, value: string | null = 'hidden') => ({ name, value, isSecret: true });

beforeEach(async () => {
  temp = await createTempSite();
  secrets = createSecretStore(temp.site.database, createKeyFileSealer(temp.site.paths.secretKey), temp.clock);
  meanwhile = nothing;
  devices = open();
});
afterEach(() => temp.remove());

describe('changes of a device', () => {
  it('[DEV-50] what is given changes and nothing else; what others changed meanwhile is told with both sides', async () => {
    const id = await devices.create(input('LAB-1', { facts: { Model: 'X' } }));
    await devices.set(id, { description: 'theirs' }, { description: '' });
    await devices.set(id, { macAddress: '02:00:00:00:00:01' }, { macAddress: '' });
    const mine = { description: 'mine', name: 'LAB-2' };
    await expect(devices.set(id, mine, { description: '', name: 'LAB-1' })).rejects.toMatchObject({
      code: 'REVISION_CONFLICT',
      details: { name: 'LAB-1', fields: 'description', 'mine.description': '"mine"', 'theirs.description': '"theirs"' },
    });
    expect(await devices.get(id)).toMatchObject({ name: 'LAB-1', description: 'theirs', facts: { Model: 'X' } });
    await devices.set(id, mine);
    expect(await devices.get(id)).toMatchObject({ ...mine, macAddress: '02:00:00:00:00:01' });
    await devices.set(id, { description: 'mine' }, { description: 'never so' });
    const unknown = DeviceId.parse(temp.ids.uuid());
    await expect(devices.set(unknown, mine)).rejects.toMatchObject({ code: 'DEVICE_NOT_FOUND' });
  });

  it('[DEV-52] a device stays the one of its computer while other fields change', async () => {
    const id = await devices.create(input('HERE', { connection: { kind: 'local' }, environment: 'WinPE' }));
    const elsewhere = open({ computer: computerOf('two') });
    await elsewhere.set(id, { description: 'from another computer', environment: 'WinPE' });
    expect(await devices.get(id)).toMatchObject({ connection: { kind: 'local' }, environment: 'FullOS' });
    await expect(elsewhere.check(id)).rejects.toMatchObject({ code: 'DEVICE_ELSEWHERE' });
    await elsewhere.set(id, { connection: { kind: 'none' } });
    await elsewhere.set(id, { connection: { kind: 'local' } });
    expect(await elsewhere.check(id)).toMatchObject([{ drive: 'C:', state: 'usable' }]);
  });

  it('[DEV-53] facts that are read again are put over the device as it is then', async () => {
    const id = await devices.create(input('HERE', { connection: { kind: 'local' } }));
    meanwhile = () => devices.set(id, { description: 'meanwhile', macAddress: '02:00:00:00:00:01' });
    expect(await devices.refreshFacts(id)).toEqual({ facts: { Model: 'Quay' }, sources: [] });
    expect(await devices.get(id)).toMatchObject({ description: 'meanwhile', macAddress: '02:00:00:00:00:09' });
    meanwhile = () => devices.set(id, { connection: { kind: 'none' } });
    await expect(devices.refreshFacts(id)).rejects.toMatchObject({ code: 'DEVICE_NOT_LOCAL' });
    meanwhile = nothing;
    await expect(devices.refreshFacts(id)).rejects.toMatchObject({ code: 'DEVICE_NOT_LOCAL' });
  });
});

describe('variables of a device', () => {
  it('[DEV-54] are all set or none, each secret with the variable that names it', async () => {
    const id = await devices.create(input('LAB-1'));
    const changes = [secret('Pin'), { name: 'Plain', value: 'x', isSecret: false }, secret('pin', 'second')];
    expect(await devices.setVariables(id, changes)).toEqual([
      { name: 'pin', value: null, isSecret: true },
      { name: 'Plain', value: 'x', isSecret: false },
    ]);
    expect([await keys(), await secrets.get(`device/${id}/pin`)]).toEqual([[`device/${id}/pin`], 'second']);
    await devices.setVariables(id, [{ name: 'PIN', value: 'open', isSecret: false }, secret('plain', null)]);
    expect([(await devices.get(id)).variables, await keys()]).toEqual([
      [{ name: 'PIN', value: 'open', isSecret: false }],
      [],
    ]);
  });

  it('[DEV-54] whichever query fails, and when nothing can be sealed, neither a value nor a name is left alone', async () => {
    const id = await devices.create(input('LAB-1'));
    const all = [secret('First'), secret('Second')];
    for (let failAt = 1, isDone = false; !isDone; failAt += 1) {
      const { database } = failingDatabase(temp.site.database, failAt);
      const failing = createSecretStore(database, createKeyFileSealer(temp.site.paths.secretKey), temp.clock);
      const work = open({ database, secrets: failing }).setVariables(id, all);
      const error: unknown = await work.then(
        () => null,
        (reason: unknown) => reason,
      );
      if (error !== null) expect(error).toMatchObject({ code: 'STORE_FULL' });
      isDone = error === null;
      const names = (await devices.get(id)).variables.map(({ name }) => `device/${id}/${name.toLowerCase()}`);
      expect(await keys()).toEqual(names);
    }
    const broken = sealWith(
      () => expect.fail('no sealing today'),
      () => '',
      'nowhere',
    );
    const unusable = open({ secrets: createSecretStore(temp.site.database, broken, temp.clock) });
    await expect(unusable.setVariables(id, [secret('First', null), secret('Third')])).rejects.toThrow(
      'SECRET_STORE_UNUSABLE',
    );
    expect((await keys()).length).toBe(2);
  });

  it('[DEV-55] go with their device, secrets and all; of several devices all go or none', async () => {
    const [one, two] = [await devices.create(input('LAB-1')), await devices.create(input('LAB-2'))];
    await devices.setVariables(one, [secret('Pin')]);
    const unknown = DeviceId.parse(temp.ids.uuid());
    const remove = (ids: DeviceId[]) => devices.remove(ofIds(ids), { withAssociations: false });
    await expect(remove([one, unknown])).rejects.toMatchObject({ code: 'DEVICE_NOT_FOUND' });
    expect((await keys()).length).toBe(1);
    await remove([one, two, one]);
    expect(await keys()).toEqual([]);
    await expect(devices.get(one)).rejects.toMatchObject({ code: 'DEVICE_NOT_FOUND' });
  });
});

it('[DEV-56] a check tells of each drive whether it can be used, and whose profiles are in it', async () => {
  const root = join(temp.site.dir, 'devices', 'c');
  for (const name of ['Anna', 'Public', 'Default']) mkdirSync(join(root, 'USERS', name), { recursive: true });
  writeFileSync(join(root, 'file'), '');
  const drives = { 'C:': root, 'D:': join(root, 'nothing'), 'E:': join(root, 'file'), 'F:': join(root, 'USERS') };
  const id = await devices.create(input('LAB-1', { connection: { kind: 'folder', drives } }));
  expect((await devices.check(id)).map(({ drive, state, profiles }) => [drive, state, profiles])).toEqual([
    ['C:', 'usable', ['Anna']],
    ['D:', 'missing', []],
    ['E:', 'not-a-folder', []],
    ['F:', 'usable', []],
  ]);
});
