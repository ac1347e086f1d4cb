import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeviceId, PackageId, RunId } from '#shared/model/ids';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { createKeyFileSealer, createSecretStore, type SecretStore } from '../ports/secrets.ts';
import { type DeviceValues, getDevice, insertDevice, putDeviceVariable } from '../store/tables/device.ts';
import { listJournal } from '../store/tables/journal.ts';
import { readRunLog } from '../store/tables/run-log.ts';
import { listRunClaims } from '../store/tables/run.ts';
import { createRunDevices } from './devices.ts';
import { createJournalStore, createLogSink, createRunStore } from './run-store.ts';
import { createRunSecrets } from './secrets.ts';

let temp: TempSite;
let secrets: SecretStore;
let told: number;
let device: DeviceId;
const onChange = (): void => {
  told += 1;
};

const values: DeviceValues = {
  name: 'OLD-PC',
  mac: '',
  smbiosGuid: '',
  connection: 'folder',
  driveMap: { 'C:': '/disk/c' },
  facts: { 'account:anna': 'LAB\\anna', Model: 'X' },
  allowHostCommands: true,
  environment: 'FullOS',
  description: '',
};

const addDevice = (change: Partial<DeviceValues>): Promise<DeviceId> =>
  temp.site.database.write(async (transaction) =>
    DeviceId.parse((await insertDevice(transaction, temp.ids.uuid(), { ...values, ...change }, 1)).id),
  );

beforeEach(async () => {
  temp = await createTempSite();
  told = 0;
  const { site, clock } = temp;
  secrets = createSecretStore(site.database, createKeyFileSealer(site.paths.secretKey), clock);
  device = await addDevice({});
});
afterEach(async () => {
  await temp.remove();
});

const newRun = (deviceId: DeviceId, processId = 11) => ({
  packageId: PackageId.parse('WST00001'),
  sequenceName: 'S',
  sequenceRevision: 3,
  document: Buffer.from('<sequence/>'),
  deviceId,
  deviceName: 'OLD-PC',
  startedAt: 5,
  startedBy: 'me',
  stepTotal: 4,
  engineVersion: 1,
  processId,
  processStart: `start of ${String(processId)}`,
});
const claims = async () => (await listRunClaims(temp.site.database.read)).map((one) => [one.runId, one.processId]);

describe('runs', () => {
  it('[RNG-1] [RNG-6] a run comes with its claim, and its end gives the claim back', async () => {
    const runs = createRunStore(temp.site.database, temp.clock, onChange);
    const id = await runs.create(newRun(device));
    expect(await runs.get(id)).toMatchObject({
      row: { id, state: 'running', stepDone: 0, stepTotal: 4 },
      engineVersion: 1,
    });
    expect(Buffer.from((await runs.get(id))?.document ?? []).toString()).toBe('<sequence/>');
    expect([await claims(), told]).toEqual([[[id, 11]], 1]);
    await expect(runs.create(newRun(device, 12))).rejects.toMatchObject({
      code: 'DEVICE_BUSY',
      details: { run: id, name: 'OLD-PC' },
    });
    expect([(await runs.list()).length, told]).toEqual([1, 1]);
    await runs.change(id, { stepDone: 2 });
    await runs.end(id, {
      state: 'failed',
      endedAt: 9,
      error: { code: 'CANCELLED', details: {}, stepNumber: 2, returnCode: 1 },
    });
    expect([await claims(), told]).toEqual([[], 3]);
    expect((await runs.list())[0]).toMatchObject({
      state: 'failed',
      stepDone: 2,
      endedAt: 9,
      error: { code: 'CANCELLED' },
    });
    await runs.claim({ runId: id, deviceId: device, processId: 13, processStart: '7' }, 10);
    expect(await runs.listClaims()).toEqual([
      { runId: id, deviceId: device, processId: 13, processStart: '7', isCancelAsked: false },
    ]);
  });

  it('[RNG-7] the wish to cancel lies with the claim and goes with it', async () => {
    const runs = createRunStore(temp.site.database, temp.clock, onChange);
    const id = await runs.create(newRun(device));
    expect(await runs.askForCancel(id, 7)).toBe(true);
    expect(await runs.listClaims()).toMatchObject([{ runId: id, isCancelAsked: true }]);
    await runs.end(id, { state: 'interrupted' });
    expect(await runs.askForCancel(id, 8)).toBe(false);
    await runs.claim({ runId: id, deviceId: device, processId: 13, processStart: '7' }, 10);
    expect(await runs.listClaims()).toMatchObject([{ runId: id, isCancelAsked: false }]);
  });

  it('[RNG-1] an end that cannot be written keeps the claim; an unknown run is null', async () => {
    const runs = createRunStore(temp.site.database, temp.clock, onChange);
    const id = await runs.create(newRun(device));
    await expect(runs.end(RunId.parse(999), { state: 'failed' })).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
    expect([await claims(), await runs.get(RunId.parse(999))]).toEqual([[[id, 11]], null]);
  });

  it('[RNG-2] the journal keeps rows as they came, and refuses a number that is taken', async () => {
    const id = await createRunStore(temp.site.database, temp.clock, onChange).create(newRun(device));
    const journal = createJournalStore(temp.site.database);
    const row = (ordinal: number) => ({
      ordinal,
      version: 1,
      at: ordinal * 10,
      kind: 'k',
      nodeId: ordinal === 1 ? null : 'n2',
      payload: `{"a":${String(ordinal)}}`,
    });
    await journal.append(id, row(1));
    await journal.append(id, row(2));
    expect(await journal.read(id)).toEqual([row(1), row(2)]);
    await expect(journal.append(id, row(2))).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(journal.append(id, row(9))).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await listJournal(temp.site.database.read, id)).toHaveLength(2);
  });

  it('[RNG-3] log lines are kept with their numbers', async () => {
    const id = await createRunStore(temp.site.database, temp.clock, onChange).create(newRun(device));
    const sink = createLogSink(temp.site.database);
    expect(await sink.lastOrdinal(id)).toBe(0);
    const line = (ordinal: number, severity: 'information' | 'warning' | 'error') => ({
      ordinal,
      at: ordinal,
      stepNumber: null,
      component: 'TSManager',
      severity,
      thread: 1,
      message: `line ${String(ordinal)}`,
    });
    await sink.append(id, [line(1, 'information'), line(2, 'warning')]);
    await sink.append(id, [line(3, 'error')]);
    expect(await sink.lastOrdinal(id)).toBe(3);
    const rows = await readRunLog(temp.site.database.read, id, { afterOrdinal: 0, limit: 10 });
    expect(rows.map((one) => [one.ordinal, one.severity, one.message])).toEqual([
      [1, 1, 'line 1'],
      [2, 2, 'line 2'],
      [3, 3, 'line 3'],
    ]);
  });
});

describe('devices of runs', () => {
  it('[RNG-4] have drives only as folder devices, accounts, and variables with their secrets opened', async () => {
    await secrets.put('device/pin', '4711');
    await temp.site.database.write(async (transaction) => {
      await putDeviceVariable(transaction, device, { name: 'Plain', value: 'x' });
      await putDeviceVariable(transaction, device, { name: 'Pin', secretKey: 'device/pin' });
      await putDeviceVariable(transaction, device, { name: 'Lost', secretKey: 'device/lost' });
    });
    const devices = createRunDevices(temp.site.database, secrets, temp.clock, onChange);
    const found = await devices.get(device);
    expect(found).toMatchObject({
      name: 'OLD-PC',
      drives: { 'C:': '/disk/c' },
      allowHostCommands: true,
      accounts: [{ userName: 'anna', domain: 'LAB' }],
    });
    expect([...found.variables].sort((a, b) => a.name.localeCompare(b.name))).toEqual([
      { name: 'Lost', value: '', isSecret: true },
      { name: 'Pin', value: '4711', isSecret: true },
      { name: 'Plain', value: 'x', isSecret: false },
    ]);
    const bare = await addDevice({ name: 'BARE', connection: 'none' });
    expect((await devices.get(bare)).drives).toBeNull();
    await expect(devices.get(DeviceId.parse(temp.ids.uuid()))).rejects.toMatchObject({ code: 'DEVICE_NOT_FOUND' });
  });

  it('[RNG-4] [RNG-6] remember the environment and nothing else of a run', async () => {
    const devices = createRunDevices(temp.site.database, secrets, temp.clock, onChange);
    await devices.setEnvironment(device, 'WinPE');
    await devices.setEnvironment(device, 'WinPE');
    const {
      id: _id,
      createdAt: _createdAt,
      modifiedAt: _modifiedAt,
      revision,
      ...kept
    } = await getDevice(temp.site.database.read, device);
    expect(kept).toEqual({ ...values, environment: 'WinPE', computerId: '' });
    expect(revision).toBe(2);
    expect(told).toBeGreaterThan(0);
  });
});

it('[RNG-5] sealed values of a run are opened, and forgotten by their prefix alone', async () => {
  const steps = { find: (...words: string[]) => Promise.resolve(words.join('/')) };
  const own = createRunSecrets(temp.site.database, secrets, steps);
  await own.seal('run/1/a', 'one');
  await own.seal('run/1/b', 'two');
  await own.seal('run/10/a', 'other');
  expect([await own.open('run/1/a'), await own.open('run/2/a')]).toEqual(['one', null]);
  await own.forget('run/1/');
  expect([await own.open('run/1/a'), await own.open('run/1/b'), await own.open('run/10/a')]).toEqual([
    null,
    null,
    'other',
  ]);
  expect(await own.ofStep(PackageId.parse('WST00001'), 'a name')).toBe('WST00001/a name');
});
