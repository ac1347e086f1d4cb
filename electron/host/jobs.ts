import { AppError } from '#shared/contract/errors';
import { JobId } from '#shared/model/ids';
import type { Job } from '#shared/model/job';
import type { Clock } from '#core/ports/clock';
import type { Ids } from '#core/ports/ids';
import type { Log } from '#core/ports/log';
import type { EventHub } from './event-hub.ts';
import { cancelledOr, toWireError } from './wire-error.ts';

/** A job says how far it is; the last word of each tenth of a second is sent. */
export interface JobReport {
  (done: number, total: number | null, text: string): void;
}

export interface JobStart {
  kind: Job['kind'];
  title: string;
  stateStoreId: Job['stateStoreId'];
  work(signal: AbortSignal, report: JobReport): Promise<void>;
}

const sendEveryMs = 100;
const keepEnded = 100;

/** Long work that is not a run. It goes on when its page is left, and can be cancelled from anywhere. */
export class Jobs {
  readonly #jobs = new Map<string, { job: Job; abort: AbortController; ended: Promise<void> }>();
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #hub: EventHub;
  readonly #log: Log;

  constructor(clock: Clock, ids: Ids, hub: EventHub, log: Log) {
    this.#log = log;
    this.#clock = clock;
    this.#ids = ids;
    this.#hub = hub;
  }

  start(start: JobStart): JobId {
    const id = JobId.parse(this.#ids.uuid());
    const abort = new AbortController();
    const job: Job = {
      id,
      kind: start.kind,
      title: start.title,
      state: 'running',
      startedAt: this.#clock.now(),
      endedAt: null,
      done: 0,
      total: null,
      text: '',
      stateStoreId: start.stateStoreId,
      error: null,
    };
    const entry = { job, abort, ended: Promise.resolve() };
    this.#jobs.set(id, entry);
    entry.ended = this.#carryOut(entry, start);
    this.#hub.emit('job.advanced', { ...job });
    return id;
  }

  list(): Job[] {
    return [...this.#jobs.values()].map(({ job }) => ({ ...job }));
  }

  /** Errors: `NOT_FOUND`. */
  cancel(id: string): void {
    this.#find(id).abort.abort();
  }

  /** Resolves when the job has ended, however it ended. */
  async finished(id: string): Promise<Job> {
    const entry = this.#find(id);
    await entry.ended;
    return { ...entry.job };
  }

  async close(): Promise<void> {
    const all = [...this.#jobs.values()];
    for (const { abort } of all) abort.abort();
    await Promise.all(all.map(({ ended }) => ended));
  }

  #find(id: string) {
    const entry = this.#jobs.get(id);
    if (entry === undefined) throw new AppError('NOT_FOUND', { what: 'The job' });
    return entry;
  }

  async #carryOut(entry: { job: Job; abort: AbortController }, start: JobStart): Promise<void> {
    const { job, abort } = entry;
    let sentAt = 0;
    const report: JobReport = (done, total, text) => {
      Object.assign(job, { done, total, text: text.slice(0, 500) });
      if (this.#clock.now() - sentAt < sendEveryMs) return;
      sentAt = this.#clock.now();
      this.#hub.emit('job.advanced', { ...job });
    };
    try {
      await start.work(abort.signal, report);
      job.state = 'succeeded';
    } catch (error) {
      job.error = toWireError(cancelledOr(error, abort.signal), start.title, this.#log);
      job.state = job.error.code === 'CANCELLED' ? 'cancelled' : 'failed';
    }
    job.endedAt = this.#clock.now();
    this.#hub.emit('job.advanced', { ...job });
    this.#forgetOld();
  }

  #forgetOld(): void {
    const ended = [...this.#jobs.values()].filter(({ job }) => job.state !== 'running');
    for (const { job } of ended.slice(0, Math.max(0, ended.length - keepEnded))) this.#jobs.delete(job.id);
  }
}
