import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import { DeviceId, RunId, Timestamp } from '#shared/model/ids';
import { prepared } from '../connection.ts';
import type { ReadConnection, Transaction } from '../connection.ts';
import { parseRow, readableRows } from './columns.ts';
import { getRunRow } from './run.ts';

/** Who carries something out: a process that lives, told from every other and from other computers. */
export interface Owner {
  /** Made anew at each start of a process; empty in rows of earlier versions. */
  ownerId: string;
  computerId: string;
  processId: number;
  /** Tells the process from others of its number; empty when that is not known. */
  processStart: string;
}

export const ownerShape = {
  ownerId: z.string(),
  computerId: z.string(),
  processId: z.int(),
  processStart: z.string(),
};

const RunClaimRow = z.object({
  ...ownerShape,
  deviceId: DeviceId,
  runId: RunId,
  // A clock that stood before 1970 makes a claim old, and keeps no site from opening.
  startedAt: Timestamp.catch(0),
  cancelAskedAt: Timestamp.nullable().catch(0),
  fence: z.int(),
  leaseUntil: Timestamp.catch(0),
});
/** Says that a run works on the device, who carries it out until when, and when its end was asked for. */
export type RunClaimRow = z.infer<typeof RunClaimRow>;

/** What its owner shows of a claim: a claim that was taken since has another fence. */
export interface Hold {
  fence: number;
}

/** The claims on devices by the number of their run; one that cannot be read is left out and noted (STO-180). */
export async function listRunClaims(connection: ReadConnection): Promise<RunClaimRow[]> {
  const rows = await connection.db.selectFrom('runClaim').selectAll().orderBy('runId').execute();
  return readableRows(
    RunClaimRow,
    rows.map((row) => ({ ...row, id: row.runId })),
    { connection, table: 'run_claim' },
  );
}

/** The claim on a device, or undefined when it is free. Throws `ROW_UNREADABLE`. */
export async function findRunClaim(connection: ReadConnection, deviceId: string): Promise<RunClaimRow | undefined> {
  const row = await connection.db
    .selectFrom('runClaim')
    .selectAll()
    .where('deviceId', '=', deviceId)
    .executeTakeFirst();
  return row === undefined ? undefined : parseRow(RunClaimRow, row, 'run-claim');
}

export interface NewClaim extends Owner {
  deviceId: string;
  runId: number;
  at: number;
  leaseUntil: number;
}

/**
 * Takes the device for a run, across processes, and gives the fence of the claim. Throws `DEVICE_BUSY` (`{name}`,
 * `{run}`) when it is taken, by the same run too: another process may carry it out. Whether that one still lives is the
 * caller's to find out (then `releaseDevice` first).
 */
export async function claimDevice(transaction: Transaction, claim: NewClaim): Promise<number> {
  const held = await findRunClaim(transaction, claim.deviceId);
  if (held !== undefined) {
    const run = await getRunRow(transaction, held.runId);
    throw new AppError('DEVICE_BUSY', { name: run.deviceName, run: held.runId });
  }
  const { at, ...rest } = claim;
  const run = await transaction.db
    .updateTable('run')
    .set(({ eb }) => ({ fence: eb('fence', '+', 1) }))
    .where('id', '=', claim.runId)
    .returning('fence')
    .executeTakeFirst();
  if (run === undefined) throw new AppError('RUN_NOT_FOUND', { run: claim.runId });
  await transaction.db
    .insertInto('runClaim')
    .values({ ...rest, fence: run.fence, startedAt: at, cancelAskedAt: null })
    .execute();
  return run.fence;
}

const findFence = 'SELECT fence FROM run_claim WHERE run_id = ?';
const renewLease = 'UPDATE run_claim SET lease_until = ? WHERE run_id = ? AND fence = ?';

/**
 * Throws `RUN_CLAIM_LOST` (`{run}`) when the claim is not the one of the hold any more; without a hold, when anybody
 * claims the run. A time renews the lease until then.
 */
export function demandHold(transaction: Transaction, runId: number, hold: Hold | null, until: number | null): void {
  const isHeld =
    hold !== null && until !== null
      ? prepared(transaction, renewLease).run(until, runId, hold.fence).changes > 0
      : fenceOf(transaction, runId) === hold?.fence;
  if (!isHeld) throw new AppError('RUN_CLAIM_LOST', { run: runId });
}

function fenceOf(transaction: Transaction, runId: number): number | undefined {
  return (prepared(transaction, findFence).get(runId) as { fence: number } | undefined)?.fence;
}

/** Renews leases; false for a claim that is gone or another's. */
export function renewClaim(transaction: Transaction, runId: number, hold: Hold, until: number): boolean {
  return prepared(transaction, renewLease).run(until, runId, hold.fence).changes > 0;
}

/** Asks the process that carries out the run to end it. False when no process has a claim for it. */
export async function askForCancel(transaction: Transaction, runId: number, at: number): Promise<boolean> {
  const result = await transaction.db
    .updateTable('runClaim')
    .set({ cancelAskedAt: at })
    .where('runId', '=', runId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Gives the device back; nothing happens when the run does not hold one. */
export async function releaseDevice(transaction: Transaction, runId: number): Promise<void> {
  await transaction.db.deleteFrom('runClaim').where('runId', '=', runId).execute();
}
