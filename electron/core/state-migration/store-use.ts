import { AppError } from '#shared/contract/errors';
import { RunId } from '#shared/model/ids';
import type { ReadConnection } from '../store/connection.ts';
import { listJobsOfStores } from '../store/tables/job.ts';
import { listRunClaims, type Owner } from '../store/tables/run-claim.ts';
import type { StateStoreRow } from '../store/tables/state-store.ts';
import { isLatest, type KnownPlaces, othersInPlace } from './shared-place.ts';

/** Whether the owner of a run or of a job is gone, and with it what it did. */
export type IsGone = (owner: Owner & { readonly leaseUntil: number }) => boolean;

/** What is asked of a row: which runs restore from it, as far as was noted. */
export type RestoringRuns = (row: StateStoreRow) => readonly number[];

/** Which run captures a row, as far as was noted. */
export type CapturingRun = (row: StateStoreRow) => number | null;

export interface UseParts {
  readonly isGone: IsGone;
  readonly restoringRuns: RestoringRuns;
  readonly capturingRun: CapturingRun;
}

/**
 * Whether a capture writes one of these rows: its run is carried out by a process that lives. A run that was interrupted
 * writes nothing, whatever its row says until it is resumed or ended (MIG-186, UST-260). One that was not noted counts as
 * one that lives.
 */
export async function isWritten(
  connection: ReadConnection,
  rows: readonly StateStoreRow[],
  parts: UseParts,
): Promise<boolean> {
  const runs = rows.filter(({ state }) => state === 'capturing').map((row) => parts.capturingRun(row));
  if (runs.length === 0) return false;
  const claims = await listRunClaims(connection);
  const living = new Set(claims.filter((claim) => !parts.isGone(claim)).map(({ runId }) => runId));
  return runs.some((run) => run === null || living.has(RunId.parse(run)));
}

/** Whether a run that lives restores from one of these rows, or a job that lives checks one (MIG-190). */
async function isRead(connection: ReadConnection, rows: readonly StateStoreRow[], parts: UseParts, ownRun?: number) {
  const runs = new Set(rows.flatMap((row) => parts.restoringRuns(row)));
  if (runs.size > 0) {
    const claims = await listRunClaims(connection);
    if (claims.some((claim) => claim.runId !== ownRun && runs.has(claim.runId) && !parts.isGone(claim))) return true;
  }
  const jobs = await listJobsOfStores(
    connection,
    'verify',
    rows.map(({ id }) => id),
  );
  return jobs.some(({ owner }) => !parts.isGone(owner));
}

/**
 * Throws `STATE_STORE_IN_USE` (`{path}`) while the files of a row are read: it, or where the files are its own any row of
 * the same place, is restored by a run or checked by a job, of whatever process, that lives (MIG-190).
 */
export async function demandUnread(
  connection: ReadConnection,
  row: StateStoreRow,
  parts: UseParts,
  places: KnownPlaces,
): Promise<void> {
  const others = await othersInPlace(connection, row, places);
  const rows = isLatest(row, others) ? [row, ...others] : [row];
  if (await isRead(connection, rows, parts)) throw new AppError('STATE_STORE_IN_USE', { path: row.path });
}

/** Throws `STATE_STORE_IN_USE` (`{path}`) while another run or a job reads what lies where a capture is to write (MIG-190). */
export async function demandPlaceUnread(
  connection: ReadConnection,
  row: StateStoreRow,
  use: UseParts & { readonly ownRun: number },
  places: KnownPlaces,
): Promise<void> {
  const rows = [row, ...(await othersInPlace(connection, row, places))];
  if (await isRead(connection, rows, use, use.ownRun)) throw new AppError('STATE_STORE_IN_USE', { path: row.path });
}

/**
 * Whether what lies in the place of a store that others have too is its own: the files are those of the row that was captured last, and a row
 * that was not captured has none while another was. Throws `STATE_STORE_IN_USE` (`{path}`) while a capture of another row
 * writes there (MIG-185).
 */
export async function ownsFiles(
  connection: ReadConnection,
  row: StateStoreRow,
  others: readonly StateStoreRow[],
  parts: UseParts,
): Promise<boolean> {
  if (await isWritten(connection, others, parts)) throw new AppError('STATE_STORE_IN_USE', { path: row.path });
  return isLatest(row, others);
}
