import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeviceId, RunId } from '#shared/model/ids';
import { ofIds } from '#shared/model/list';
import { createTempSite } from '../../ports/fakes/temp-site.ts';
import type { TempSite } from '../../ports/fakes/temp-site.ts';
import { realClock } from '../../ports/real.ts';
import { openSite } from '../../site/site.ts';
import type { Site } from '../../site/site.ts';
import type { Transaction } from '../connection.ts';
import { deleteDevices, deleteRuns } from '../lists/act-on-selected.ts';
import { insertDevice } from './device.ts';
import { appendJournal, findJournalSnapshot, listJournal, putJournalSnapshot } from './journal.ts';
import { appendRunLog, countRunLog, lastRunLogOrdinal, readRunLog } from './run-log.ts';
import type { NewRunLogRow } from './run-log.ts';
import { claimDevice, findRunClaim, listRunClaims, releaseDevice } from './run-claim.ts';
import { getRun, getRunRow, insertRun, listRuns, updateRun } from './run.ts';

let temp: TempSite;
let deviceId: DeviceId;

beforeEach(async () => {
  temp = await createTempSite();
  deviceId = DeviceId.parse(temp.ids.uuid());
  const values = { mac: '', smbiosGuid: '', connection: 'none', driveMap: {}, facts: {}, description: '' } as const;
  await write((transaction) =>
    insertDevice(
      transaction,
      deviceId,
      { ...values, name: 'OLD-PC', allowHostCommands: false, environment: 'FullOS' },
      1,
    ),
  );
});
afterEach(async () => {
  await temp.remove();
});

const write = <Result>(work: (transaction: Transaction) => Promise<Result>) => temp.site.database.write(work);
const read = () => temp.site.database.read;
const newRun = () => ({
  packageId: 'WST00001',
  sequenceName: 'One',
  sequenceRevision: 4,
  document: new Uint8Array([1, 0, 255]),
  deviceId,
  deviceName: 'OLD-PC',
  startedAt: 10,
  startedBy: 'anna',
  stepTotal: 7,
  engineVersion: 1,
});
const start = () => write((transaction) => insertRun(transaction, newRun()));

describe('runs', () => {
  it('[STO-70] a run keeps the document it began with, and changes only what is given', async () => {
    const run = await start();
    const { document, ...rest } = newRun();
    const row = {
      ...rest,
      id: 1,
      state: 'waiting',
      endedAt: null,
      stepDone: 0,
      failedSteps: 0,
      isCancelling: false,
      incomplete: false,
      returnCode: null,
      error: null,
      leftBehind: null,
    };
    expect(run).toEqual(row);
    expect(new Uint8Array((await getRun(read(), run.id)).document)).toEqual(document);
    const error = { code: 'COMMAND_EXIT_CODE', details: { code: 5 }, stepNumber: 3, returnCode: 5 } as const;
    const change = { state: 'failed', endedAt: 20, stepDone: 3, incomplete: true, returnCode: 5, error } as const;
    await write((transaction) => updateRun(transaction, run.id, change));
    expect(await getRunRow(read(), run.id)).toEqual({ ...row, ...change });
    await write((transaction) => updateRun(transaction, run.id, { error: null }));
    expect(await getRunRow(read(), run.id)).toEqual({ ...row, ...change, error: null });
    await expect(getRunRow(read(), 99)).rejects.toMatchObject({ code: 'RUN_NOT_FOUND', details: { run: 99 } });
  });

  it('[STO-71] numbers are never used twice, and the list reads on from a number', async () => {
    for (let count = 0; count < 4; count += 1) await start();
    await write((transaction) => deleteRuns(transaction, ofIds([RunId.parse(4)])));
    expect((await start()).id).toBe(5);
    const ids = async (options: Parameters<typeof listRuns>[1]) =>
      (await listRuns(read(), options)).map(({ id }) => id);
    expect(await ids({ limit: 2 })).toEqual([5, 3]);
    expect(await ids({ limit: 2, before: 3 })).toEqual([2, 1]);
    await write((transaction) => updateRun(transaction, 2, { state: 'interrupted' }));
    expect(await ids({ limit: 9, states: ['interrupted', 'failed'] })).toEqual([2]);
  });

  it('[STO-72] one device has one active run, across processes', async () => {
    const [one, two] = [await start(), await start()];
    const owner = { ownerId: 'o', computerId: 'pc', processId: 77, processStart: '7' };
    const claim = (site: Site, runId: number) =>
      site.database.write((transaction) =>
        claimDevice(transaction, { ...owner, deviceId, runId, at: 5, leaseUntil: 35 }),
      );
    const sites = await Promise.all([
      openSite(temp.site.dir, { clock: realClock }),
      openSite(temp.site.dir, { clock: realClock }),
    ]);
    const results = await Promise.allSettled([claim(sites[0], one.id), claim(sites[1], two.id)]);
    await Promise.all(sites.map((site) => site.close()));
    const won = results.findIndex((result) => result.status === 'fulfilled');
    const holder = won === 0 ? one.id : two.id;
    expect(results[1 - won]).toMatchObject({
      reason: { code: 'DEVICE_BUSY', details: { name: 'OLD-PC', run: holder } },
    });
    expect(await listRunClaims(read())).toEqual([
      { ...owner, deviceId, runId: holder, fence: 1, leaseUntil: 35, startedAt: 5, cancelAskedAt: null },
    ]);
    await expect(claim(temp.site, holder)).rejects.toMatchObject({ code: 'DEVICE_BUSY', details: { run: holder } });
    await expect(write((transaction) => deleteRuns(transaction, ofIds([holder])))).rejects.toMatchObject({
      code: 'DEVICE_BUSY',
    });
    await expect(write((transaction) => deleteDevices(transaction, ofIds([deviceId]), false))).rejects.toMatchObject({
      code: 'DEVICE_BUSY',
    });
    await write((transaction) => releaseDevice(transaction, holder));
    expect(await findRunClaim(read(), deviceId)).toBeUndefined();
    await claim(temp.site, won === 0 ? two.id : one.id);
  });

  it('[STO-73] a run outlives its device by name', async () => {
    const run = await start();
    await write((transaction) => deleteDevices(transaction, ofIds([deviceId]), false));
    expect(await getRunRow(read(), run.id)).toMatchObject({ deviceId: null, deviceName: 'OLD-PC' });
  });
});

describe('journal', () => {
  const row = (ordinal: number, kind: string) => ({
    ...{ ordinal, version: 1, at: 3, kind, stepId: kind === 'c' ? null : 'n4' },
    payload: `{ "kind": "${kind}", "list": [1] }`,
  });
  const list = (runId: number, afterOrdinal = 0, limit = 100) => listJournal(read(), runId, { afterOrdinal, limit });
  const append = (runId: number, ...rows: ReturnType<typeof row>[]) =>
    write((transaction) => appendJournal(transaction, runId, rows));

  it('[STO-74] rows are counted per run from 1 and read on from any of them, as they were written', async () => {
    const [one, two] = [await start(), await start()];
    const rows = [row(1, 'a'), row(2, 'b'), row(3, 'c')];
    await append(one.id, row(1, 'a'), row(2, 'b'));
    await append(two.id, row(1, 'x'));
    await append(one.id, row(3, 'c'));
    expect(await list(one.id)).toEqual(rows);
    expect([await list(one.id, 2), await list(one.id, 0, 2)]).toEqual([rows.slice(2), rows.slice(0, 2)]);
    await expect(append(one.id, row(5, 'gap'))).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('[STO-74] a row is never changed', async () => {
    const run = await start();
    await append(run.id, row(1, 'a'));
    await expect(
      write((transaction) => transaction.db.updateTable('journal').set({ kind: 'b' }).execute()),
    ).rejects.toThrow('append-only');
    expect((await list(run.id)).map(({ kind }) => kind)).toEqual(['a']);
  });

  it('[STO-141] a snapshot takes the place of the one before and goes with its run', async () => {
    const run = await start();
    const snapshot = { ordinal: 1, version: 1, hash: 'h', state: '{}' };
    const put = (change: Partial<typeof snapshot>) =>
      write((transaction) => putJournalSnapshot(transaction, run.id, { ...snapshot, ...change }));
    expect(await findJournalSnapshot(read(), run.id)).toBeUndefined();
    await put({});
    await put({ ordinal: 9, state: '[]' });
    expect(await findJournalSnapshot(read(), run.id)).toEqual({ ...snapshot, ordinal: 9, state: '[]' });
    await write((transaction) => deleteRuns(transaction, ofIds([run.id])));
    expect(await findJournalSnapshot(read(), run.id)).toBeUndefined();
  });
});

describe('run log', () => {
  const line = (index: number): NewRunLogRow => ({
    at: index,
    stepNumber: index % 5 === 0 ? null : index,
    component: index % 2 === 0 ? 'Engine' : 'ScanState',
    severity: index % 10 === 9 ? 3 : index % 10 === 8 ? 2 : 1,
    thread: 7,
    message: `Line ${String(index)} 100% of a_b \\ Ä`,
  });

  it('[STO-75] lines by the thousand go in at once and are read by cursor without gap or repeat', async () => {
    const run = await start();
    const lines = Array.from({ length: 5000 }, (_, index) => line(index));
    expect(await write((transaction) => appendRunLog(transaction, run.id, lines.slice(0, 4000)))).toBe(4000);
    expect(await write((transaction) => appendRunLog(transaction, run.id, lines.slice(4000)))).toBe(5000);
    const found = [];
    for (let cursor = 0; ; cursor = found.at(-1)?.ordinal ?? 0) {
      const page = await readRunLog(read(), run.id, { afterOrdinal: cursor, limit: 700 });
      if (page.length === 0) break;
      found.push(...page);
    }
    expect(found).toEqual(lines.map((one, index) => ({ runId: run.id, ordinal: index + 1, ...one })));
  });

  it('[STO-76] severities filter; text is text, not a pattern', async () => {
    const run = await start();
    await write((transaction) =>
      appendRunLog(
        transaction,
        run.id,
        Array.from({ length: 30 }, (_, index) => line(index)),
      ),
    );
    const ordinals = async (filter: { severities?: (1 | 2 | 3)[]; text?: string }) =>
      (await readRunLog(read(), run.id, { afterOrdinal: 0, limit: 100, ...filter })).map(({ ordinal }) => ordinal);
    expect(await ordinals({ severities: [2, 3] })).toEqual([9, 10, 19, 20, 29, 30]);
    expect(await ordinals({ severities: [3] })).toEqual([10, 20, 30]);
    expect(await ordinals({ text: 'LINE 7 ' })).toEqual([8]);
    expect(await ordinals({ text: 'scanstate', severities: [3] })).toEqual([10, 20, 30]);
    expect(await ordinals({ text: '100% OF A_B \\ Ä' })).toHaveLength(30);
    expect(await ordinals({ text: '1%0' })).toEqual([]);
    expect(await ordinals({ text: 'aXb' })).toEqual([]);
    expect(await ordinals({ text: '' })).toHaveLength(30);
    expect(await ordinals({ severities: [] })).toEqual([]);
    expect(await ordinals({ severities: [1, 2, 3] })).toHaveLength(30);
  });

  it('[STO-76] the process goes on while words are looked for in a long log', async () => {
    const run = await start();
    const message = { say: 'log:step-begins', values: {} };
    const line = { at: 1, stepNumber: null, component: 'c', severity: 1, thread: 1, message } as const;
    await write((transaction) => appendRunLog(transaction, run.id, Array<NewRunLogRow>(3500).fill(line)));
    let turns = 0;
    let isOver = false;
    const count = (): void => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const query = { afterOrdinal: 0, limit: 9, text: 'absent', say: () => 'words' };
    expect(await readRunLog(read(), run.id, query)).toEqual([]);
    isOver = true;
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  it('[STO-77] without a cursor the last lines come, in order', async () => {
    const run = await start();
    await write((transaction) =>
      appendRunLog(
        transaction,
        run.id,
        Array.from({ length: 30 }, (_, index) => line(index)),
      ),
    );
    const tail = await readRunLog(read(), run.id, { afterOrdinal: null, limit: 3, severities: [1] });
    expect(tail.map(({ ordinal }) => ordinal)).toEqual([26, 27, 28]);
    const counts = { information: 24, warning: 3, error: 3 };
    expect(await countRunLog(temp.site.database, run.id)).toEqual({ counts, lastOrdinal: 30 });
    expect(await lastRunLogOrdinal(read(), run.id)).toBe(30);
  });

  it('[STO-77] a run without lines counts nothing', async () => {
    const run = await start();
    const counts = { information: 0, warning: 0, error: 0 };
    expect(await countRunLog(temp.site.database, run.id)).toEqual({ counts, lastOrdinal: 0 });
    expect(await lastRunLogOrdinal(read(), run.id)).toBe(0);
  });
});
