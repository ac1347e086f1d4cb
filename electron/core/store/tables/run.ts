import { sql } from 'kysely';
import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import { DeviceId, PackageId, Revision, RunId, Timestamp } from '#shared/model/ids';
import { RunError, RunState, type WrittenRunState } from '#shared/model/run';
import type { ReadConnection, Transaction } from '../connection.ts';
import { Bytes, Flag, Json, toFlag, parseRow, readableRows } from './columns.ts';

/** By which the processes are found that an interrupted run has left: the mark's parts, and on which computer. */
const LeftBehind = z.object({ ownerId: z.string(), computerId: z.string(), step: z.int(), attempt: z.int() });
export type LeftBehind = z.infer<typeof LeftBehind>;

const rowShape = {
  id: RunId,
  packageId: PackageId,
  sequenceName: z.string(),
  sequenceRevision: Revision,
  deviceId: DeviceId.nullable(),
  deviceName: z.string(),
  // What a newer program wrote, or what is damaged: nothing is claimed of it, not even that it can go on (STO-171).
  state: RunState.catch('unreadable'),
  startedAt: Timestamp.catch(0),
  endedAt: Timestamp.nullable().catch(0),
  startedBy: z.string(),
  stepTotal: z.int(),
  stepDone: z.int(),
  failedSteps: z.int().min(0).catch(0),
  incomplete: Flag,
  returnCode: z.int().nullable(),
  error: Json(RunError).nullable().catch(null),
  engineVersion: z.int(),
  leftBehind: Json(LeftBehind).nullable(),
  /** Of its claim: somebody asked for its end. A list of runs that nobody carries out does not ask. */
  isCancelling: Flag.catch(false),
};
const StoredRunRow = z.object(rowShape);
export type StoredRunRow = z.infer<typeof StoredRunRow>;

const StoredRun = z.object({ ...rowShape, document: Bytes });
/** A run with the document as it was when the run began. */
export type StoredRun = z.infer<typeof StoredRun>;

const columns = [
  'id',
  'packageId',
  'sequenceName',
  'sequenceRevision',
  'deviceId',
  'deviceName',
  'state',
  'startedAt',
  'endedAt',
  'startedBy',
  'stepTotal',
  'stepDone',
  'failedSteps',
  'incomplete',
  'returnCode',
  'error',
  'engineVersion',
  'leftBehind',
] as const;

const isCancelling = sql<number>`EXISTS (SELECT 1 FROM run_claim c
  WHERE c.run_id = run.id AND c.cancel_asked_at IS NOT NULL)`.as('isCancelling');

export interface NewRun {
  packageId: string;
  sequenceName: string;
  sequenceRevision: number;
  document: Uint8Array;
  deviceId: string | null;
  deviceName: string;
  startedAt: number;
  startedBy: string;
  stepTotal: number;
  engineVersion: number;
}

/** What changes while a run goes on. What is left out stays as it is. */
export interface RunChange {
  state?: WrittenRunState;
  endedAt?: number | null;
  stepTotal?: number;
  stepDone?: number;
  failedSteps?: number;
  incomplete?: boolean;
  returnCode?: number | null;
  error?: RunError | null;
  leftBehind?: LeftBehind | null;
}

/** Makes a run in state `waiting`; its number is the site's next. */
export async function insertRun(transaction: Transaction, run: NewRun): Promise<StoredRunRow> {
  const { id } = await transaction.db
    .insertInto('run')
    .values({
      ...run,
      state: 'waiting',
      endedAt: null,
      stepDone: 0,
      failedSteps: 0,
      incomplete: 0,
      returnCode: null,
      error: null,
      leftBehind: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return getRunRow(transaction, id);
}

/** Runs, the latest first, without their documents; `before` (a run number) reads on. */
export async function listRuns(
  connection: ReadConnection,
  options: { limit: number; before?: number; states?: readonly RunState[] },
): Promise<StoredRunRow[]> {
  let query = connection.db.selectFrom('run').select(columns);
  if (options.before !== undefined) query = query.where('id', '<', options.before);
  if (options.states !== undefined) query = query.where('state', 'in', options.states);
  const rows = await query.orderBy('id', 'desc').limit(options.limit).execute();
  return readableRows(StoredRunRow, rows, { connection, table: 'run' });
}

/** Throws `RUN_NOT_FOUND` (`{run}`). */
export async function getRunRow(connection: ReadConnection, id: number): Promise<StoredRunRow> {
  const row = await connection.db
    .selectFrom('run')
    .select(columns)
    .select(isCancelling)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('RUN_NOT_FOUND', { run: id });
  return parseRow(StoredRunRow, row, 'run');
}

/** With the document. Throws `RUN_NOT_FOUND` (`{run}`). */
export async function getRun(connection: ReadConnection, id: number): Promise<StoredRun> {
  const row = await connection.db
    .selectFrom('run')
    .select([...columns, 'document'])
    .select(isCancelling)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('RUN_NOT_FOUND', { run: id });
  return parseRow(StoredRun, row, 'run');
}

/**
 * Changes a run's own row and reads nothing back: one that cannot be read can be ended all the same, or its device would
 * never be free. A run that is not there stays so.
 */
export async function updateRun(transaction: Transaction, id: number, change: RunChange): Promise<void> {
  const { incomplete, error, leftBehind, ...rest } = change;
  const given: [string, unknown][] = Object.entries(rest);
  if (incomplete !== undefined) given.push(['incomplete', toFlag(incomplete)]);
  if (error !== undefined) given.push(['error', error === null ? null : JSON.stringify(error)]);
  if (leftBehind !== undefined) given.push(['leftBehind', leftBehind === null ? null : JSON.stringify(leftBehind)]);
  if (given.length > 0) {
    await transaction.db.updateTable('run').set(Object.fromEntries(given)).where('id', '=', id).execute();
  }
}
