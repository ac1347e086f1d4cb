import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { JobId } from '#shared/model/ids';
import type { Job } from '#shared/model/job';
import { isAbandoned } from '#core/engine/claims';
import type { RunOwner } from '#core/engine/ports';
import type { Clock } from '#core/ports/clock';
import type { Ids } from '#core/ports/ids';
import type { Log } from '#core/ports/log';
import type { Processes } from '#core/ports/processes';
import type { Database } from '#core/store/connection';
import {
  askToCancelJob,
  findJob,
  forgetOldJobs,
  insertJob,
  interruptJobs,
  listJobs,
  type StoredJob,
  updateJob,
} from '#core/store/tables/job';
import type { EventHub } from './event-hub.ts';
import { cancelledOr, toWireError } from './wire-error.ts';

/** A job says how far it is; the last word of each tenth of a second is sent. */
export interface JobReport {
  (done: number, total: number | null, text: string): void;
}

export interface JobStart {
  kind: Job['kind'];
  /** What it is done to, by name; empty when the kind says it all. */
  title: string;
  /** How many, where there is no one name. */
  count?: number;
  stateStoreId: Job['stateStoreId'];
  work(signal: AbortSignal, report: JobReport): Promise<void>;
  /** Asked when the work came to its end: false when something was refused or found damaged (MIG-173). */
  isWhole?(): boolean;
}

export interface JobParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly hub: Pick<EventHub, 'emit'>;
  readonly log: Log;
  readonly processes: Pick<Processes, 'ownId' | 'startOf' | 'lifeOf'>;
  readonly computerId: string;
}

const sendEveryMs = 100;
/** What others see of the progress need not be as fresh. */
const storeEveryMs = 1000;
/** A job of a process of which nothing was heard for so long has none any more. */
const leaseMs = 30_000;
/** So many are kept and listed. */
const keepJobs = 200;

interface Entry {
  readonly job: Job;
  readonly abort: AbortController;
  ended: Promise<void>;
  storedAt: number;
}

/**
 * Long work that is not a run. It goes on when its page is left, can be cancelled from anywhere, and is a row of the
 * site: other windows, other processes and the next start see it, also when its process is gone (HOST-181).
 */
export class Jobs {
  readonly #parts: JobParts;
  readonly #owner: RunOwner;
  /** Those of this process, until they are forgotten. */
  readonly #jobs = new Map<string, Entry>();

  constructor(parts: JobParts) {
    this.#parts = parts;
    const processId = parts.processes.ownId();
    this.#owner = {
      ...{ ownerId: parts.ids.uuid(), computerId: parts.computerId },
      ...{ processId, processStart: parts.processes.startOf(processId) },
    };
  }

  start(start: JobStart): JobId {
    const { clock, ids, hub } = this.#parts;
    const id = JobId.parse(ids.uuid());
    const { kind, title, count, stateStoreId } = start;
    const job: Job = {
      ...{ id, kind, title, ...(count === undefined ? {} : { count }), state: 'running' },
      ...{ startedAt: clock.now(), endedAt: null, done: 0, total: null, text: '', stateStoreId, error: null },
    };
    const entry: Entry = { job, abort: new AbortController(), ended: Promise.resolve(), storedAt: clock.now() };
    this.#jobs.set(id, entry);
    entry.ended = this.#carryOut(entry, start);
    hub.emit('job.advanced', { ...job });
    return id;
  }

  /** Those that run and the latest others, newest first: those of this process as they stand, others as they were stored last. */
  async list(): Promise<Job[]> {
    const stored = await listJobs(this.#parts.database.read, keepJobs);
    const own = [...this.#jobs.values()].map(({ job }) => ({ ...job }));
    const others = stored.filter(({ job }) => !this.#jobs.has(job.id)).map((one) => this.#asSeen(one));
    const all = [...own, ...others].sort((a, b) => b.startedAt - a.startedAt);
    const running = all.filter(({ state }) => state === 'running').length;
    let ended = Math.max(0, keepJobs - running);
    return all.filter(({ state }) => state === 'running' || ended-- > 0);
  }

  /** Also of another process, which is asked. Errors: `NOT_FOUND`. */
  async cancel(id: string): Promise<void> {
    const { database, clock } = this.#parts;
    const own = this.#jobs.get(id);
    if (own !== undefined) own.abort.abort();
    else if ((await this.#find(id)).state === 'running') {
      await database.write((transaction) => askToCancelJob(transaction, id, clock.now()));
    }
  }

  /** Resolves when a job of this process has ended, however it ended; with one of another as it stands. */
  async finished(id: string): Promise<Job> {
    const entry = this.#jobs.get(id);
    if (entry === undefined) return this.#find(id);
    await entry.ended;
    return { ...entry.job };
  }

  /** Says of the jobs of owners that are gone that they were interrupted. */
  async recover(): Promise<void> {
    const { database } = this.#parts;
    const stored = await listJobs(database.read, keepJobs);
    const gone = stored
      .filter(({ job }) => job.state === 'running' && !this.#jobs.has(job.id))
      .map((one) => this.#asSeen(one));
    const ids = gone.filter(({ state }) => state === 'interrupted').map(({ id }) => id);
    if (ids.length > 0) await database.write((transaction) => interruptJobs(transaction, ids));
  }

  /** Renews the leases of what this process does, and ends what another one asked to end. Call it every few seconds. */
  async keep(): Promise<void> {
    const { database } = this.#parts;
    for (const entry of this.#jobs.values()) {
      if (entry.job.state !== 'running') continue;
      const stored = await findJob(database.read, entry.job.id);
      if (stored !== undefined && stored.cancelAskedAt !== null) entry.abort.abort();
      await this.#store(entry);
    }
  }

  async close(): Promise<void> {
    const all = [...this.#jobs.values()];
    for (const { abort } of all) abort.abort();
    await Promise.all(all.map(({ ended }) => ended));
  }

  #asSeen({ job, owner }: StoredJob): Job {
    if (job.state !== 'running' || !isAbandoned(this.#parts, this.#owner, owner)) return job;
    return { ...job, state: 'interrupted' };
  }

  async #find(id: string): Promise<Job> {
    const stored = await findJob(this.#parts.database.read, id);
    if (stored === undefined) throw new AppError('NOT_FOUND', { what: reason('a-job') });
    return this.#asSeen(stored);
  }

  async #carryOut(entry: Entry, start: JobStart): Promise<void> {
    const { clock, hub, log, database } = this.#parts;
    const { job, abort } = entry;
    let sentAt = 0;
    const report: JobReport = (done, total, text) => {
      Object.assign(job, { done, total, text: text.slice(0, 500) });
      const now = clock.now();
      if (now - sentAt < sendEveryMs) return;
      sentAt = now;
      hub.emit('job.advanced', { ...job });
      if (now - entry.storedAt >= storeEveryMs) void this.#store(entry);
    };
    try {
      const owner = { ...this.#owner, leaseUntil: clock.now() + leaseMs };
      await database.write((transaction) => insertJob(transaction, { job, owner }));
      await start.work(abort.signal, report);
      job.state = start.isWhole?.() === false ? 'incomplete' : 'succeeded';
    } catch (error) {
      job.error = toWireError(cancelledOr(error, abort.signal), `job ${start.kind}`, log);
      job.state = job.error.code === 'CANCELLED' ? 'cancelled' : 'failed';
    }
    job.endedAt = clock.now();
    await this.#store(entry);
    hub.emit('job.advanced', { ...job });
    await this.#forgetOld();
  }

  /** What cannot be stored is no error of the work: it is logged, and told here all the same. */
  async #store(entry: Entry): Promise<void> {
    const { database, clock, log } = this.#parts;
    entry.storedAt = clock.now();
    const leaseUntil = clock.now() + leaseMs;
    try {
      await database.write((transaction) => updateJob(transaction, entry.job, leaseUntil));
    } catch (error) {
      log.error(`The state of job ${entry.job.id} could not be stored`, error);
    }
  }

  async #forgetOld(): Promise<void> {
    const { database, log } = this.#parts;
    const ended = [...this.#jobs.values()]
      .filter(({ job }) => job.state !== 'running')
      .sort((a, b) => (a.job.endedAt ?? 0) - (b.job.endedAt ?? 0));
    for (const { job } of ended.slice(0, Math.max(0, ended.length - keepJobs))) this.#jobs.delete(job.id);
    try {
      await database.write((transaction) => forgetOldJobs(transaction, keepJobs));
    } catch (error) {
      log.error('Old jobs could not be forgotten', error);
    }
  }
}
