import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import type { JobId } from '#shared/model/ids';
import type { Job } from '#shared/model/job';
import { createFakeProcesses, type FakeProcesses } from '#core/ports/fakes/fake-processes';
import { createMemoryLog, type MemoryLog } from '#core/ports/fakes/memory-log';
import { createTempSite, type TempSite } from '#core/ports/fakes/temp-site';
import { findJob, interruptJobs, listJobs } from '#core/store/tables/job';
import { type JobParts, type JobReport, Jobs } from './jobs.ts';

let temp: TempSite;
let log: MemoryLog;
let processes: FakeProcesses;
let events: Job[];
beforeEach(async () => {
  temp = await createTempSite();
  [log, processes, events] = [createMemoryLog(), createFakeProcesses(), []];
});
afterEach(() => temp.remove());

const hub: JobParts['hub'] = { emit: (_topic, payload) => void events.push(structuredClone(payload) as Job) };
/** The jobs of a process with this number. */
function jobsOf(processId: number, more: Partial<JobParts> = {}): Jobs {
  processes.alive.set(processId, `start of ${String(processId)}`);
  const { site, clock, ids } = temp;
  const own = { ...processes, ownId: () => processId };
  return new Jobs({ database: site.database, clock, ids, hub, log, processes: own, computerId: 'here', ...more });
}

/** Work that a test ends by hand, or by cancelling it. */
function heldWork() {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const begun = Promise.withResolvers<JobReport>();
  const work = async (signal: AbortSignal, report: JobReport): Promise<void> => {
    begun.resolve(report);
    await Promise.race([promise, new Promise((end) => signal.addEventListener('abort', end, { once: true }))]);
    if (signal.aborted) throw new AppError('CANCELLED');
  };
  return { work, begun: begun.promise, end: () => resolve(undefined) };
}
const start = (jobs: Jobs, work: ReturnType<typeof heldWork>['work'], title = 'OLD-PC'): JobId =>
  jobs.start({ kind: 'verify', title, stateStoreId: null, work });
const stored = async (id: string) => (await findJob(temp.site.database.read, id))?.job;

describe('jobs', () => {
  it('[HOST-187] a job that cannot be read here hides no other, keeps no console from opening and stays as it is', async () => {
    const jobs = jobsOf(1);
    const [one, other] = [start(jobs, () => Promise.resolve()), start(jobs, () => Promise.resolve())];
    await Promise.all([one, other].map((id) => jobs.finished(id)));
    for (const change of [`kind = 'later'`, `state = 'paused'`, `title = 'x'`, `error = '{"code":"LATER"}'`]) {
      await temp.site.database.write((transaction) => {
        transaction.native.prepare(`UPDATE job SET ${change} WHERE id = ?`).run(other);
        return Promise.resolve();
      });
      const next = jobsOf(2);
      await next.recover();
      expect((await next.list()).map(({ id }) => id)).toEqual([one]);
      await expect(next.cancel(other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await stored(one)).toMatchObject({ state: 'succeeded' });
  });

  it('[HOST-181] is a row before its work begins, and says there how it ended', async () => {
    const jobs = jobsOf(1);
    let before: Job | undefined;
    const id: JobId = jobs.start({
      ...{ kind: 'import', title: '', count: 3, stateStoreId: null },
      work: async () => {
        before = await stored(id);
      },
    });
    const ended = await jobs.finished(id);
    expect(before).toMatchObject({ id, kind: 'import', title: '', count: 3, state: 'running' });
    expect(ended).toMatchObject({ state: 'succeeded', error: null });
    expect(await stored(id)).toEqual(ended);
    expect(events.map(({ state }) => state)).toEqual(['running', 'succeeded']);
  });

  it('[HOST-181] another process and the next start see a job, and its error with code and details', async () => {
    const jobs = jobsOf(1);
    const id = start(jobs, () => Promise.reject(new AppError('STATE_STORE_NOT_FOUND', { path: '/smp/1' })));
    const ended = await jobs.finished(id);
    const seen = await jobsOf(2).list();
    expect(seen).toEqual([ended]);
    expect(seen[0]).toMatchObject({
      state: 'failed',
      error: { code: 'STATE_STORE_NOT_FOUND', details: { path: '/smp/1' } },
    });
  });

  it('[HOST-182] a job whose process is gone is interrupted, for who looks and for the next start', async () => {
    const held = heldWork();
    const jobs = jobsOf(1);
    const id = start(jobs, held.work);
    await held.begun;
    const other = jobsOf(2);
    expect(await jobs.list()).toMatchObject([{ id, state: 'running' }]);
    expect(await other.list()).toMatchObject([{ id, state: 'running' }]);
    await other.recover();
    expect(await stored(id)).toMatchObject({ state: 'running' });
    processes.alive.delete(1);
    expect(await other.list()).toMatchObject([{ id, state: 'interrupted' }]);
    await other.recover();
    expect(await stored(id)).toMatchObject({ state: 'interrupted' });
    held.end();
    await jobs.finished(id);
  });

  it('[HOST-182] a job that ended while others looked is not interrupted', async () => {
    const jobs = jobsOf(1);
    const id = start(jobs, () => Promise.resolve());
    const ended = await jobs.finished(id);
    await temp.site.database.write((transaction) => interruptJobs(transaction, [id]));
    expect(await stored(id)).toEqual(ended);
  });

  it('[HOST-182] on another computer the lease decides, which the owner renews', async () => {
    const held = heldWork();
    const jobs = jobsOf(1);
    const id = start(jobs, held.work);
    await held.begun;
    const other = jobsOf(2, { computerId: 'there' });
    for (let round = 0; round < 10; round += 1) {
      await temp.clock.advance(5000);
      await jobs.keep();
    }
    expect(await other.list()).toMatchObject([{ id, state: 'running' }]);
    await temp.clock.advance(30_000);
    expect(await other.list()).toMatchObject([{ id, state: 'interrupted' }]);
    held.end();
    await jobs.finished(id);
  });

  it('[HOST-183] progress is stored at most once a second, and events are not', async () => {
    const held = heldWork();
    const jobs = jobsOf(1);
    const writes: number[] = [];
    const { database } = temp.site;
    const counted = { ...database, write: (work: never) => (writes.push(1), database.write(work)) };
    const counting = jobsOf(1, { database: counted as typeof database });
    const id = start(counting, held.work);
    const report = await held.begun;
    for (let step = 1; step <= 100; step += 1) {
      await temp.clock.advance(100);
      report(step, 100, `file ${String(step)}`);
    }
    expect([writes.length, events.length]).toEqual([11, 101]);
    held.end();
    await counting.finished(id);
    expect(await stored(id)).toMatchObject({ state: 'succeeded', done: 100, total: 100, text: 'file 100' });
    await jobs.close();
  });

  it('[HOST-184] is cancelled from its own process at once, from another by its next look', async () => {
    for (const from of ['own', 'other'] as const) {
      const held = heldWork();
      const jobs = jobsOf(1);
      const id = start(jobs, held.work);
      await held.begun;
      if (from === 'own') await jobs.cancel(id);
      else {
        await jobsOf(2).cancel(id);
        await jobs.keep();
      }
      expect((await jobs.finished(id)).state).toBe('cancelled');
      await jobsOf(2).cancel(id);
    }
    await expect(jobsOf(2).cancel(temp.ids.uuid())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('[HOST-185] keeps the latest two hundred, and every one that runs', async () => {
    const held = heldWork();
    const jobs = jobsOf(1);
    const first = start(jobs, held.work, 'runs');
    await held.begun;
    for (let count = 0; count < 205; count += 1) {
      await temp.clock.advance(1);
      await jobs.finished(start(jobs, () => Promise.resolve(), `job ${String(count)}`));
    }
    held.end();
    expect((await jobs.list()).length).toBe(200);
    const titles = (await listJobs(temp.site.database.read, 1000)).map(({ job }) => job.title);
    expect([titles.length, titles[0], titles.includes('runs')]).toEqual([201, 'job 204', true]);
    await jobs.finished(first);
  });

  it('[HOST-181] a row that cannot be written is no success that nobody sees', async () => {
    const { database } = temp.site;
    const full = () => Promise.reject(new AppError('STORE_FULL', { file: 'site.db' }));
    const jobs = jobsOf(1, { database: { ...database, write: full } });
    let hasActed = false;
    const id = start(jobs, async () => {
      hasActed = true;
      return Promise.resolve();
    });
    expect([await jobs.finished(id), hasActed]).toMatchObject([
      { state: 'failed', error: { code: 'STORE_FULL' } },
      false,
    ]);
    expect(log.entries.length).toBeGreaterThan(0);
  });
});
