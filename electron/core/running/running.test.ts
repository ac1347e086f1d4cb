import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeviceId, PackageId, RunId } from '#shared/model/ids';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { createKeyFileSealer, createSecretStore, type SecretStore } from '../ports/secrets.ts';
import { type DeviceValues, getDevice, insertDevice, putDeviceVariable } from '../store/tables/device.ts';
import { listJournal } from '../store/tables/journal.ts';
import { readRunLog } from '../store/tables/run-log.ts';
import { getSealed } from '../store/tables/secret.ts';
import { listRunClaims } from '../store/tables/run-claim.ts';
import { deleteSequences } from '../store/lists/act-on-selected.ts';
import { insertSequence, type NewSequence, updateSequence } from '../store/tables/sequence.ts';
import { createMigrationPoints } from '../state-migration/migration-points.ts';
import { placesNow, seePlaces } from '../state-migration/shared-place.ts';
import { beginDelete, partsOfUse } from '../state-migration/state-stores.ts';
import { getStateStore } from '../store/tables/state-store.ts';
import { createRunDevices } from './devices.ts';
import type { ClaimRequest, RunDecision, RunStore } from '../engine/ports.ts';
import { createJournalStore, createRunStore } from './run-store.ts';
import { createRunSecrets } from './secrets.ts';

let temp: TempSite;
let secrets: SecretStore;
let told: number;
let device: DeviceId;

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
  await site.database.write((transaction) => insertSequence(transaction, sequence));
  site.database.onChanged(() => (told += 1));
});
afterEach(async () => {
  await temp.remove();
});

const newRun = (deviceId: DeviceId) => ({
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
});
const claimBy = (processId: number, leaseUntil = 100): ClaimRequest => ({
  owner: { ownerId: `o${String(processId)}`, computerId: 'pc', processId, processStart: `start ${String(processId)}` },
  at: 5,
  leaseUntil,
});
const claims = async () => (await listRunClaims(temp.site.database.read)).map((one) => [one.runId, one.processId]);
const makeRuns = (): RunStore => createRunStore(temp.site.database, secrets);
const nothing = () => ({ rows: [], secrets: [] });
const create = (runs: RunStore, processId = 11) => runs.create(newRun(device), nothing, claimBy(processId));
const sealedOf = async (runId: number) => [...(await secrets.getAll(`run/${String(runId)}/`)).keys()];
const row = (ordinal: number) => ({
  ordinal,
  version: 1,
  at: ordinal * 10,
  kind: 'k',
  nodeId: ordinal === 1 ? null : 'n2',
  payload: `{"a":${String(ordinal)}}`,
});
const line = (ordinal: number, severity: 'information' | 'warning' | 'error' = 'information') => ({
  ordinal,
  at: ordinal,
  stepNumber: null,
  component: 'TSManager',
  severity,
  thread: 1,
  message: `line ${String(ordinal)}`,
});
const decision = (fence: number | null, part: Partial<RunDecision>): RunDecision => ({
  hold: fence === null ? null : { fence },
  ...{ leaseUntil: null, rows: [], lines: [], snapshot: null },
  ...part,
});

describe('the end of a run', () => {
  it('[ENG-31] takes what was sealed for the run in the same transaction; an interrupted one keeps it', async () => {
    const runs = makeRuns();
    const [{ runId, fence }, other] = [await create(runs), await addDevice({ name: 'OTHER' })];
    const second = await runs.create(newRun(other), nothing, claimBy(12));
    for (const id of [runId, second.runId]) await secrets.put(`run/${String(id)}/variable/start`, 'hidden');
    expect(await runs.end(runId, { fence }, { state: 'interrupted' })).toBe(true);
    expect(await sealedOf(runId)).toHaveLength(1);
    expect(await runs.end(runId, { fence }, { state: 'failed' })).toBe(false);
    expect(await sealedOf(runId)).toHaveLength(1);
    expect(await runs.end(runId, null, { state: 'cancelled', endedAt: 9 })).toBe(true);
    expect([await sealedOf(runId), (await sealedOf(second.runId)).length]).toEqual([[], 1]);
  });

  it('[MIG-186] leaves no store that is being captured; a run that was interrupted may begin it again', async () => {
    const { ids, site } = temp;
    const { database } = site;
    const runs = makeRuns();
    const { runId, fence } = await create(runs);
    const points = createMigrationPoints({ database, clock: temp.clock, ids, userName: 'me' });
    const { storeId } = await points.useLocal('capture', '/disk/c/state', device, runId);
    await points.noteBegun(storeId, 'capture', runId);
    const stateOf = async (): Promise<string> => (await getStateStore(database.read, storeId)).state;
    await runs.end(runId, { fence }, { state: 'interrupted' });
    expect(await stateOf()).toBe('incomplete');
    await points.noteBegun(storeId, 'capture', runId);
    expect(await stateOf()).toBe('capturing');
    await runs.end(runId, null, { state: 'cancelled', endedAt: 9 });
    expect(await stateOf()).toBe('incomplete');
    const seen = await seePlaces(database.read, []);
    await database.write((transaction) =>
      beginDelete(transaction, storeId, { ...partsOfUse({ clock: temp.clock }), at: 9 }, placesNow(transaction, seen)),
    );
    expect(await runs.end(runId, null, { state: 'cancelled' })).toBe(true);
  });
});

const sequence: NewSequence = {
  packageId: PackageId.parse('WST00001'),
  ...{ name: 'S', description: '', dialect: 'cm', folderId: null, enabled: true, stepCount: 4 },
  ...{ document: Buffer.from('<sequence/>'), carry: null, properties: {}, at: 1, by: 'me' },
};

it('[RNG-25] a sequence that was disabled or deleted a moment ago is not run, and nothing of the run is there', async () => {
  const runs = makeRuns();
  const { database } = temp.site;
  const change = (given: { readonly enabled: boolean }) =>
    database.write((transaction) => updateSequence(transaction, 'WST00001', { ...given, at: 2, by: 'other' }));
  await change({ enabled: false });
  await expect(create(runs)).rejects.toMatchObject({ code: 'SEQUENCE_DISABLED', details: { name: 'S' } });
  await change({ enabled: true });
  await database.write((transaction) => deleteSequences(transaction, { kind: 'ids', ids: [sequence.packageId] }, 3));
  await expect(create(runs)).rejects.toMatchObject({ code: 'SEQUENCE_NOT_FOUND' });
  expect([await claims(), await runs.get(RunId.parse(1))]).toEqual([[], null]);
});

describe('runs', () => {
  it('[RNG-1] [RNG-6] a run comes with its claim, and its end gives the claim back', async () => {
    const runs = makeRuns();
    const { runId: id, fence } = await create(runs);
    expect(await runs.get(id)).toMatchObject({
      row: { id, state: 'running', stepDone: 0, stepTotal: 4 },
      engineVersion: 1,
    });
    expect(Buffer.from((await runs.get(id))?.document ?? []).toString()).toBe('<sequence/>');
    expect([await claims(), told]).toEqual([[[id, 11]], 1]);
    await expect(create(runs, 12)).rejects.toMatchObject({
      code: 'DEVICE_BUSY',
      details: { run: id, name: 'OLD-PC' },
    });
    expect([await runs.get(RunId.parse(id + 1)), told]).toEqual([null, 1]);
    const error = { code: 'CANCELLED', details: {}, stepNumber: 2, returnCode: 1 } as const;
    expect(await runs.end(id, { fence }, { state: 'failed', endedAt: 9, stepDone: 2, error })).toBe(true);
    expect([await claims(), told]).toEqual([[], 2]);
    expect((await runs.get(id))?.row).toMatchObject({ state: 'failed', stepDone: 2, endedAt: 9, error });
    await expect(runs.claim(id, device, claimBy(13))).rejects.toMatchObject({ code: 'RUN_ALREADY_ENDED' });
  });

  it('[RNG-21] a run waits without a claim, with what it begins with, until one process claims it', async () => {
    const runs = makeRuns();
    const begin = () => ({ rows: [row(1)], secrets: [{ key: 'run/1/a', value: 'hidden' }] });
    const { runId } = await runs.create(newRun(device), begin, null);
    expect([(await runs.get(runId))?.row.state, await claims()]).toEqual(['waiting', []]);
    expect(await createJournalStore(temp.site.database).read(runId, 0, 9)).toEqual([row(1)]);
    expect(await secrets.get('run/1/a')).toBe('hidden');
    const results = await Promise.allSettled([
      runs.claim(runId, device, claimBy(11)),
      runs.claim(runId, device, claimBy(12)),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect([(await runs.get(runId))?.row.state, await claims()]).toEqual(['running', [[runId, 11]]]);
  });

  it('[RNG-21] nothing of a run is there when its device is taken: no row, no journal, no secret', async () => {
    const runs = makeRuns();
    await create(runs);
    const begin = () => ({ rows: [row(1)], secrets: [{ key: 'run/2/a', value: 'hidden' }] });
    await expect(runs.create(newRun(device), begin, claimBy(12))).rejects.toMatchObject({ code: 'DEVICE_BUSY' });
    expect(await runs.get(RunId.parse(2))).toBeNull();
    expect(await createJournalStore(temp.site.database).read(RunId.parse(2), 0, 9)).toEqual([]);
    expect(await getSealed(temp.site.database.read, 'run/2/a')).toBeUndefined();
  });

  it('[RNG-7] the wish to cancel lies with the claim and goes with it', async () => {
    const runs = makeRuns();
    const { runId: id, fence } = await create(runs);
    expect(await runs.askForCancel(id, 7)).toBe(true);
    expect(await runs.listClaims()).toMatchObject([{ runId: id, isCancelAsked: true }]);
    await runs.end(id, { fence }, { state: 'interrupted' });
    expect(await runs.askForCancel(id, 8)).toBe(false);
    await runs.claim(id, device, claimBy(13));
    expect(await runs.listClaims()).toMatchObject([{ runId: id, isCancelAsked: false }]);
  });

  it('[RNG-22] every claim has another fence; what an earlier owner writes is refused and changes nothing', async () => {
    const runs = makeRuns();
    const journal = createJournalStore(temp.site.database);
    const { runId: id, fence } = await create(runs);
    await journal.append(id, decision(fence, { rows: [row(1)], lines: [line(1)] }));
    await runs.end(id, { fence }, { state: 'interrupted' });
    const later = await runs.claim(id, device, claimBy(13));
    expect(later.fence).toBeGreaterThan(fence);
    const lost = { code: 'RUN_CLAIM_LOST', details: { run: id } };
    await expect(journal.append(id, decision(fence, { rows: [row(2)], lines: [line(2)] }))).rejects.toMatchObject(lost);
    await expect(journal.append(id, decision(null, { rows: [row(2)] }))).rejects.toMatchObject(lost);
    const renewal = { leaseUntil: 500, lines: [line(2)] };
    await expect(journal.append(id, decision(fence, renewal))).rejects.toMatchObject(lost);
    expect(await runs.end(id, { fence }, { state: 'succeeded' })).toBe(false);
    expect(await runs.end(id, null, { state: 'succeeded' })).toBe(false);
    expect([await journal.read(id, 0, 9), await journal.lastLogOrdinal(id)]).toEqual([[row(1)], 1]);
    expect([(await runs.get(id))?.row.state, await claims()]).toEqual(['running', [[id, 13]]]);
  });

  it('[RNG-23] leases are renewed together and with what is written; who lost his claim is told', async () => {
    const runs = makeRuns();
    const { runId: id, fence } = await create(runs);
    const leases = async () => (await runs.listClaims()).map(({ leaseUntil }) => leaseUntil);
    expect(await leases()).toEqual([100]);
    await createJournalStore(temp.site.database).append(id, decision(fence, { leaseUntil: 200 }));
    expect(await leases()).toEqual([200]);
    expect(await runs.renew([{ runId: id, fence }], 300)).toEqual([]);
    expect(await leases()).toEqual([300]);
    expect(await runs.renew([{ runId: id, fence: fence + 1 }], 400)).toEqual([id]);
    expect(await leases()).toEqual([300]);
  });

  it('[RNG-1] an end that cannot be written keeps the claim; an unknown run is null', async () => {
    const runs = makeRuns();
    const { runId: id, fence } = await create(runs);
    const unstorable = { stepDone: 1.5 };
    await expect(runs.end(id, { fence }, unstorable)).rejects.toThrow();
    expect([await claims(), await runs.get(RunId.parse(999))]).toEqual([[[id, 11]], null]);
  });

  it('[RNG-2] the journal keeps rows as they came, and refuses a number that is taken', async () => {
    const { runId: id, fence } = await create(makeRuns());
    const journal = createJournalStore(temp.site.database);
    const append = (...rows: ReturnType<typeof row>[]) => journal.append(id, decision(fence, { rows }));
    await append(row(1));
    await append(row(2), row(3));
    expect(await journal.read(id, 0, 9)).toEqual([row(1), row(2), row(3)]);
    expect(await journal.read(id, 1, 1)).toEqual([row(2)]);
    await expect(append(row(2))).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(append(row(4), row(9))).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await listJournal(temp.site.database.read, id, { afterOrdinal: 0, limit: 9 })).toHaveLength(3);
  });

  it('[RNG-3] log lines are kept with their numbers', async () => {
    const { runId: id, fence } = await create(makeRuns());
    const journal = createJournalStore(temp.site.database);
    expect(await journal.lastLogOrdinal(id)).toBe(0);
    await journal.append(id, decision(fence, { lines: [line(1), line(2, 'warning')] }));
    await journal.append(id, decision(fence, { lines: [line(3, 'error')] }));
    expect(await journal.lastLogOrdinal(id)).toBe(3);
    const rows = await readRunLog(temp.site.database.read, id, { afterOrdinal: 0, limit: 10 });
    expect(rows.map((one) => [one.ordinal, one.severity, one.message])).toEqual([
      [1, 1, 'line 1'],
      [2, 2, 'line 2'],
      [3, 3, 'line 3'],
    ]);
  });

  it('[RNG-24] rows and the lines that tell of them are there together or not at all', async () => {
    const { runId: id, fence } = await create(makeRuns());
    const journal = createJournalStore(temp.site.database);
    const snapshot = { ordinal: 1, version: 1, hash: 'h', state: '{}' };
    // A line number that leaves a gap is found last, when all else is written.
    const gap = decision(fence, { rows: [row(1)], lines: [line(2)], snapshot });
    await expect(journal.append(id, gap)).rejects.toMatchObject({ code: 'CONFLICT' });
    const stored = async () => [await journal.read(id, 0, 9), await journal.lastLogOrdinal(id)];
    expect([...(await stored()), await journal.findSnapshot(id)]).toEqual([[], 0, null]);
    await journal.append(id, decision(fence, { rows: [row(1)], lines: [line(1)], snapshot }));
    expect([...(await stored()), await journal.findSnapshot(id)]).toEqual([[row(1)], 1, snapshot]);
    await journal.keepSnapshot(id, { ...snapshot, ordinal: 2 });
    expect(await journal.findSnapshot(id)).toEqual({ ...snapshot, ordinal: 2 });
  });
});

describe('devices of runs', () => {
  it('[RNG-4] have drives only as folder devices, accounts, and variables with their secrets opened', async () => {
    await secrets.put(`device/${device}/pin`, '4711');
    await temp.site.database.write(async (transaction) => {
      await putDeviceVariable(transaction, device, { name: 'Plain', value: 'x' });
      await putDeviceVariable(transaction, device, { name: 'Pin', secretKey: `device/${device}/pin` });
      await putDeviceVariable(transaction, device, { name: 'Lost', secretKey: `device/${device}/lost` });
    });
    const devices = createRunDevices(temp.site.database, secrets, temp.clock);
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
    const devices = createRunDevices(temp.site.database, secrets, temp.clock);
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

it('[RNG-5] sealed values of a run are opened, and forgotten with its end and no other', async () => {
  const findAll = (id: string, texts: readonly string[]) => Promise.resolve(texts.map((text) => `${id}/${text}`));
  const steps = { findAll };
  const own = createRunSecrets(secrets, steps);
  await own.seal('run/1/a', 'one');
  await own.seal('run/1/b', 'two');
  await own.seal('run/10/a', 'other');
  expect([await own.open('run/1/a'), await own.open('run/2/a')]).toEqual(['one', null]);
  const runs = makeRuns();
  const { runId, fence } = await create(runs);
  expect(runId).toBe(1);
  await runs.end(runId, { fence }, { state: 'succeeded' });
  expect([await own.open('run/1/a'), await own.open('run/1/b'), await own.open('run/10/a')]).toEqual([
    null,
    null,
    'other',
  ]);
  expect(await own.openAll('run/')).toEqual(new Map([['run/10/a', 'other']]));
  expect(await own.ofSteps(PackageId.parse('WST00001'), ['a name'])).toEqual(['WST00001/a name']);
});
