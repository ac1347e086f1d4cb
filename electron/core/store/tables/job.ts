import { z } from 'zod';
import { WireError } from '#shared/contract/errors';
import { Amount, JobId, StateStoreId, Timestamp } from '#shared/model/ids';
import { Job } from '#shared/model/job';
import type { ReadConnection, Transaction } from '../connection.ts';
import { Json, readableRows } from './columns.ts';
import { ownerShape } from './run-claim.ts';

const Title = z.strictObject({ title: Job.shape.title, count: Amount.optional() });

const JobRow = z
  .object({
    ...ownerShape,
    id: JobId,
    kind: Job.shape.kind,
    title: Json(Title),
    state: Job.shape.state,
    startedAt: Timestamp,
    endedAt: Timestamp.nullable(),
    done: Amount,
    total: Amount.nullable(),
    progressText: Job.shape.text,
    stateStoreId: StateStoreId.nullable(),
    error: Json(WireError).nullable(),
    leaseUntil: Timestamp,
    cancelAskedAt: Timestamp.nullable(),
  })
  .transform(({ title, progressText, ownerId, computerId, processId, processStart, ...row }) => {
    const { leaseUntil, cancelAskedAt, ...job } = row;
    const owner = { ownerId, computerId, processId, processStart, leaseUntil };
    return { job: { ...job, ...title, text: progressText } satisfies Job, owner, cancelAskedAt };
  });
/** A job with who carries it out, and when its end was asked for by another process. */
export type StoredJob = z.infer<typeof JobRow>;

/** Undefined for a row of another version that this one does not know: a new kind of job changes no table. */
function readJob(row: unknown): StoredJob | undefined {
  return JobRow.safeParse(row).data;
}

/** The job itself as columns. */
function columnsOf(job: Job) {
  const { title, count, text, error, ...rest } = job;
  return {
    ...rest,
    title: JSON.stringify({ title, ...(count === undefined ? {} : { count }) }),
    progressText: text,
    error: error === null ? null : JSON.stringify(error),
  };
}

/** Keeps a new job with the process that carries it out. Nobody has asked it to end yet. */
export async function insertJob(
  transaction: Transaction,
  { job, owner }: Omit<StoredJob, 'cancelAskedAt'>,
): Promise<void> {
  await transaction.db
    .insertInto('job')
    .values({ ...columnsOf(job), ...owner, cancelAskedAt: null })
    .execute();
}

/** How the job stands now; a lease is renewed with it. */
export async function updateJob(transaction: Transaction, job: Job, leaseUntil: number): Promise<void> {
  const { id, kind: _kind, title: _title, startedAt: _startedAt, stateStoreId: _storeId, ...now } = columnsOf(job);
  await transaction.db
    .updateTable('job')
    .set({ ...now, leaseUntil })
    .where('id', '=', id)
    .execute();
}

/** Those that run and the latest others, each newest first, as far as this version knows them. */
export async function listJobs(connection: ReadConnection, limit: number): Promise<StoredJob[]> {
  const rows = await connection.db
    .selectFrom('job')
    .selectAll()
    .orderBy(({ eb }) => eb('state', '=', 'running'), 'desc')
    .orderBy('startedAt', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return readableRows(JobRow, rows, { connection, table: 'job' });
}

/** Undefined when there is none that this version knows. */
export async function findJob(connection: ReadConnection, id: string): Promise<StoredJob | undefined> {
  const row = await connection.db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : readJob(row);
}

/** Those of a kind that run and are about one of these stores, as far as this version knows them. */
export async function listJobsOfStores(
  connection: ReadConnection,
  kind: Job['kind'],
  storeIds: readonly string[],
): Promise<StoredJob[]> {
  const rows = await connection.db
    .selectFrom('job')
    .selectAll()
    .where('state', '=', 'running')
    .where('kind', '=', kind)
    .where('stateStoreId', 'in', storeIds)
    .execute();
  return readableRows(JobRow, rows, { connection, table: 'job' });
}

/** Asks the process that carries out the job to end it. */
export async function askToCancelJob(transaction: Transaction, id: string, at: number): Promise<void> {
  await transaction.db.updateTable('job').set({ cancelAskedAt: at }).where('id', '=', id).execute();
}

/** Says of jobs, whose owners are gone, that they were interrupted. */
export async function interruptJobs(transaction: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await transaction.db
    .updateTable('job')
    .set({ state: 'interrupted' })
    .where('id', 'in', ids)
    .where('state', '=', 'running')
    .execute();
}

/** Keeps those that ended last and those that run. */
export async function forgetOldJobs(transaction: Transaction, keep: number): Promise<void> {
  await transaction.db
    .deleteFrom('job')
    .where('state', '!=', 'running')
    .where('id', 'not in', (query) =>
      query.selectFrom('job').select('id').orderBy('endedAt', 'desc').orderBy('id').limit(keep),
    )
    .execute();
}
