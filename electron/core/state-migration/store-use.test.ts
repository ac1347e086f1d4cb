import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { JobId, type StateStoreId } from '#shared/model/ids';
import type { Job } from '#shared/model/job';
import type { RestoreResult } from '#shared/model/user-state';
import { insertJob, interruptJobs } from '../store/tables/job.ts';
import { releaseDevice } from '../store/tables/run-claim.ts';
import { getStateStore } from '../store/tables/state-store.ts';
import { CATALOG_FILE, DATA_FOLDER } from '../userstate/stores/catalog-format.ts';
import {
  createMigrationSite,
  leaseMs,
  type MigrationSite,
  otherOwner,
  restored,
  run,
  startRun,
  summary,
} from './fakes/migration-site.ts';
import { rememberResults } from './migration-points.ts';
import { endOthers } from './state-stores.ts';

let site: MigrationSite;
let place: string;
const database = () => site.temp.site.database;
const rowOf = (id: string) => getStateStore(database().read, id);
const isHere = (): boolean => fs.existsSync(path.join(place, CATALOG_FILE));

beforeEach(async () => {
  site = await createMigrationSite();
  place = path.join(site.temp.site.dir, 'folder', 'state');
});
afterEach(() => site.temp.remove());

async function startJob(kind: Job['kind'], stateStoreId: StateStoreId): Promise<JobId> {
  const at = site.temp.clock.now();
  const id = JobId.parse(site.temp.ids.uuid());
  const job = { id, kind, title: '', state: 'running', startedAt: at, endedAt: null, done: 0 } as const;
  const rest = { total: null, text: '', stateStoreId, error: null };
  await database().write((transaction) =>
    insertJob(transaction, { job: { ...job, ...rest }, owner: { ...otherOwner, leaseUntil: at + leaseMs } }),
  );
  return id;
}

const startVerifyJob = (stateStoreId: StateStoreId): Promise<JobId> => startJob('verify', stateStoreId);

function writeStore(content: string, at = place): void {
  fs.mkdirSync(path.join(at, DATA_FOLDER), { recursive: true });
  fs.writeFileSync(path.join(at, CATALOG_FILE), content);
}

async function capture(runId: number): Promise<StateStoreId> {
  const { storeId } = await site.engine.useLocal('capture', place, site.old, run(runId));
  await site.engine.noteBegun(storeId, 'capture', run(runId));
  await site.temp.clock.advance(1);
  writeStore(String(runId));
  await site.engine.noteEnded(storeId, { kind: 'captured', result: summary }, run(runId));
  return storeId;
}

async function remove(id: StateStoreId): Promise<void> {
  await site.stores.beginDelete(id);
  await site.stores.finishDelete(id);
}

/** A restore from the place, of which only what it says is of interest. */
async function restoreHere(): Promise<void> {
  const userState = rememberResults(
    {
      capture: () => Promise.reject(new Error('not asked')),
      describe: () => Promise.reject(new Error('not asked')),
      restore: () => Promise.resolve({ isComplete: true } as RestoreResult),
    },
    database(),
  );
  await userState.restore({ storePath: place } as never, {});
}

const inUse = () => ({ code: 'STATE_STORE_IN_USE', details: { path: place } });

it.each(['restored', 'restore-failed'] as const)(
  '[MIG-190] what a run restores is not deleted before the restore has ended: %s',
  async (end) => {
    const id = await capture(1);
    const before = await rowOf(id);
    const runId = await startRun(site, site.fresh);
    await site.engine.noteBegun(id, 'restore', runId);
    await expect(site.stores.beginDelete(id)).rejects.toMatchObject(inUse());
    expect([(await rowOf(id)).state, (await rowOf(id)).deleteAfter, isHere()]).toEqual([before.state, null, true]);
    await site.engine.noteEnded(id, end === 'restored' ? restored() : { kind: end }, runId);
    await remove(id);
    expect([(await rowOf(id)).state, isHere()]).toEqual(['deleted', false]);
  },
);

it('[MIG-190] what two runs restore is kept until the second has ended too, in either order', async () => {
  const id = await capture(1);
  for (const isFirstOut of [true, false]) {
    const [first, second] = [await startRun(site, site.fresh), await startRun(site, site.third)];
    await site.engine.noteBegun(id, 'restore', first);
    await site.engine.noteBegun(id, 'restore', second);
    const [out, stays] = isFirstOut ? [first, second] : [second, first];
    await site.engine.noteEnded(id, { kind: 'restore-failed' }, out);
    await database().write((transaction) => releaseDevice(transaction, out));
    await expect(site.stores.beginDelete(id)).rejects.toMatchObject(inUse());
    await site.engine.noteEnded(id, { kind: 'restore-failed' }, stays);
    await database().write((transaction) => releaseDevice(transaction, stays));
  }
  await remove(id);
});

it('[MIG-190] a restore whose owner is gone keeps no store: by its lease, and by its claim', async () => {
  const id = await capture(1);
  const runId = await startRun(site, site.fresh);
  await site.engine.noteBegun(id, 'restore', runId);
  await site.temp.clock.advance(leaseMs - 1);
  await expect(site.stores.beginDelete(id)).rejects.toMatchObject(inUse());
  await site.temp.clock.advance(1);
  await remove(id);
  const other = await capture(2);
  const second = await startRun(site, site.third);
  await site.engine.noteBegun(other, 'restore', second);
  await expect(site.stores.beginDelete(other)).rejects.toMatchObject(inUse());
  await database().write((transaction) => releaseDevice(transaction, second));
  await remove(other);
});

it('[UST-260] what a capture was writing whose owner is gone can be deleted, and its run begins nothing with it', async () => {
  fs.mkdirSync(path.dirname(place));
  const runId = await startRun(site, site.old);
  const { storeId: id } = await site.engine.useLocal('capture', place, site.old, runId);
  await site.engine.noteBegun(id, 'capture', runId);
  await site.temp.clock.advance(leaseMs - 1);
  await expect(site.stores.beginDelete(id)).rejects.toMatchObject(inUse());
  await site.temp.clock.advance(1);
  await remove(id);
  expect((await rowOf(id)).state).toBe('deleted');
  await expect(site.engine.noteBegun(id, 'capture', runId)).rejects.toMatchObject({ code: 'STATE_STORE_GONE' });
});

it('[UST-260] an interrupted capture keeps no other row of its place, a living one does', async () => {
  const older = await capture(9);
  const runId = await startRun(site, site.old);
  const { storeId: next } = await site.engine.useLocal('capture', place, site.old, runId);
  await site.engine.noteBegun(next, 'capture', runId);
  await expect(remove(older)).rejects.toMatchObject(inUse());
  expect([(await rowOf(older)).state, isHere()]).toEqual(['captured', true]);
  await database().write((transaction) => releaseDevice(transaction, runId));
  await remove(older);
  expect([(await rowOf(older)).state, (await rowOf(next)).state, isHere()]).toEqual(['deleted', 'capturing', false]);
  // Its run may be resumed: it begins anew.
  await site.engine.noteBegun(next, 'capture', runId);
});

it('[MIG-190] what a job checks is not deleted, whatever process has it, until the job or its owner is gone', async () => {
  const id = await capture(1);
  const job = await startVerifyJob(id);
  await expect(site.stores.beginDelete(id)).rejects.toMatchObject(inUse());
  await database().write((transaction) => interruptJobs(transaction, [job]));
  await site.stores.beginDelete(id);
  await site.stores.finishDelete(id);
  const other = await capture(2);
  await startVerifyJob(other);
  await expect(site.stores.beginDelete(other)).rejects.toMatchObject(inUse());
  await site.temp.clock.advance(leaseMs);
  await remove(other);
});

it('[MIG-190] the files of a place are in use whichever of its rows is restored or checked', async () => {
  const older = await capture(1);
  await database().write((transaction) =>
    transaction.db.updateTable('stateStore').set({ capturedAt: 5 }).where('id', '=', older).execute(),
  );
  const { storeId: other } = await site.engine.useLocal('capture', place, site.old, run(2));
  await startVerifyJob(other);
  await expect(site.stores.beginDelete(older)).rejects.toMatchObject(inUse());
});

it('[MIG-190] a row that is not the latest of its place goes alone, and what is done with the others does not keep it', async () => {
  const older = await capture(1);
  const newer = await capture(2);
  await database().write((transaction) =>
    transaction.db
      .updateTable('stateStore')
      .set({ state: 'captured', deletedAt: null })
      .where('id', '=', older)
      .execute(),
  );
  await startVerifyJob(newer);
  await remove(older);
  expect([(await rowOf(older)).state, (await rowOf(newer)).state, isHere()]).toEqual(['deleted', 'captured', true]);
});

it('[MIG-190] no capture begins over a store of its own row that a job checks, and other jobs keep it from nothing', async () => {
  const id = await capture(1);
  const job = await startJob('delete-store', id);
  await site.engine.noteBegun(id, 'capture', run(1));
  await site.engine.noteEnded(id, { kind: 'captured', result: summary }, run(1));
  await database().write((transaction) => interruptJobs(transaction, [job]));
  await startVerifyJob(id);
  await expect(site.engine.noteBegun(id, 'capture', run(1))).rejects.toMatchObject(inUse());
});

it('[MIG-190] no capture begins where a run restores or a job checks', async () => {
  const id = await capture(1);
  const runId = await startRun(site, site.fresh);
  await site.engine.noteBegun(id, 'restore', runId);
  const next = await site.engine.useLocal('capture', place, site.old, run(9));
  await expect(site.engine.noteBegun(next.storeId, 'capture', run(9))).rejects.toMatchObject(inUse());
  expect((await rowOf(next.storeId)).state).toBe('requested');
  // What the run itself has restored it may capture again.
  await site.engine.noteBegun(next.storeId, 'capture', runId);
});

it('[MIG-190] [UST-271] nothing begins with a store that goes: no restore, no verification', async () => {
  const id = await capture(1);
  await site.stores.demandStays(id);
  await site.stores.beginDelete(id);
  await expect(site.stores.demandStays(id)).rejects.toMatchObject({ code: 'STATE_STORE_GONE' });
  await expect(site.engine.noteBegun(id, 'restore', run(2))).rejects.toMatchObject({ code: 'STATE_STORE_GONE' });
});

it('[MIG-191] with an association go the stores that nobody uses; one in use stays and is named', async () => {
  await site.addPoint();
  const { id } = await site.associate();
  const [idle, used] = [await site.capture(site.old, 1), await site.capture(site.old, 2)];
  await startVerifyJob(used);
  const ids = { kind: 'ids' as const, ids: [id] };
  const { count, going, inUse: stayed } = await site.associations.remove(ids, 'delete');
  expect([count, going.map((one) => one.id), stayed.map((one) => one.id)]).toEqual([1, [idle], [used]]);
  expect([(await rowOf(idle)).state, (await rowOf(used)).state]).toEqual(['incomplete', 'available']);
  expect(await site.associations.list()).toEqual([]);
});

it('[MIG-192] with the files of the latest row go those that older rows of the folder name', async () => {
  const older = await capture(1);
  // As versions before left it: both rows are captured, the files are those of the later one.
  const newer = await capture(2);
  await database().write((transaction) =>
    transaction.db
      .updateTable('stateStore')
      .set({ state: 'captured', deletedAt: null })
      .where('id', '=', older)
      .execute(),
  );
  const waiting = await site.engine.useLocal('capture', place, site.old, run(3));
  await remove(newer);
  expect([(await rowOf(older)).state, (await rowOf(older)).deletedAt]).toEqual(['deleted', site.temp.clock.now()]);
  // Nothing of it was ever there, and its run may begin yet.
  expect((await rowOf(waiting.storeId)).state).toBe('requested');
});

it('[MIG-192] a capture that replaces ends the older rows of its folder, one that fails ends none', async () => {
  const older = await capture(1);
  const failed = await site.engine.useLocal('capture', place, site.old, run(2));
  await site.engine.noteBegun(failed.storeId, 'capture', run(2));
  await site.engine.noteEnded(failed.storeId, { kind: 'capture-failed' }, run(2));
  expect((await rowOf(older)).state).toBe('captured');
  const newer = await capture(3);
  expect([(await rowOf(older)).state, (await rowOf(newer)).state]).toEqual(['deleted', 'captured']);
});

it('[MIG-192] a row that is just captured anew is ended by no other one', async () => {
  const older = await capture(1);
  await site.engine.noteBegun(older, 'capture', run(1));
  await capture(2);
  expect([(await rowOf(older)).state, (await rowOf(older)).deletedAt]).toEqual(['capturing', null]);
});

it('[MIG-192] a row that was captured anew since it was found is ended by no other one', async () => {
  const id = await capture(1);
  const found = await rowOf(id);
  await site.engine.noteBegun(id, 'capture', run(1));
  await site.temp.clock.advance(1);
  await site.engine.noteEnded(id, { kind: 'captured', result: summary }, run(1));
  await database().write((transaction) => endOthers(transaction, [found], site.temp.clock.now()));
  expect((await rowOf(id)).state).toBe('captured');
  const latest = await rowOf(id);
  await database().write((transaction) => endOthers(transaction, [latest], site.temp.clock.now()));
  expect((await rowOf(id)).state).toBe('deleted');
});

it('[MIG-193] where the rest of a store lies that was deleted in part, a capture is told so, and what helps', async () => {
  const id = await capture(1);
  await site.stores.beginDelete(id);
  const next = await site.engine.useLocal('capture', place, site.old, run(2));
  const begin = () => site.engine.noteBegun(next.storeId, 'capture', run(2));
  await expect(begin()).rejects.toMatchObject(inUse());
  await database().write((transaction) =>
    transaction.db.updateTable('stateStore').set({ result: '{"before":null}' }).where('id', '=', id).execute(),
  );
  await expect(begin()).rejects.toMatchObject({ code: 'STATE_STORE_REMAINS', details: { path: place } });
  await remove(id);
  await begin();
});

it('[MIG-195] what a restore or a verification says of a row that is deleted is kept with the row', async () => {
  const id = await capture(1);
  await remove(id);
  await restoreHere();
  await site.engine.noteEnded(id, restored(), run(2));
  const { state, result } = await rowOf(id);
  expect([state, result]).toMatchObject(['deleted', { restore: { isComplete: true } }]);
});

it('[MIG-195] what a restore says is kept with the row that has the files, not with a later one that was deleted', async () => {
  const id = await capture(1);
  await site.temp.clock.advance(1);
  const later = await site.engine.useLocal('capture', place, site.old, run(2));
  await remove(later.storeId);
  await restoreHere();
  expect([(await rowOf(id)).result, (await rowOf(later.storeId)).state]).toMatchObject([
    { restore: { isComplete: true } },
    'deleted',
  ]);
});
