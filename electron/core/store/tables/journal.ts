import { z } from 'zod';
import { reason } from '#shared/contract/message';
import { AppError } from '#shared/contract/errors';
import { Timestamp } from '#shared/model/ids';
import { prepared } from '../connection.ts';
import type { ReadConnection, Transaction } from '../connection.ts';
import { everyRow, parseRow } from './columns.ts';

const JournalRow = z.object({
  ordinal: z.int().min(1),
  version: z.int(),
  at: Timestamp,
  kind: z.string(),
  stepId: z.string().nullable(),
  payload: z.string(),
});
/** One thing that happened in a run. Rows are only ever added; `payload` is the engine's own JSON, as it wrote it. */
export type JournalRow = z.infer<typeof JournalRow>;

// The planner of SQLite looks into a bare parameter here, and compiles the statement anew for each value; behind a plus
// it does not, and takes the same way.
const lastOrdinal = 'SELECT coalesce(max(ordinal), 0) AS ordinal FROM journal WHERE run_id = +?';
const insertRow = `INSERT INTO journal (run_id, ordinal, version, at, kind, step_id, payload) VALUES (?, ?, ?, ?, ?, ?, ?)`;
const selectRows = `SELECT ordinal, version, at, kind, step_id AS stepId, payload FROM journal
  WHERE run_id = ? AND ordinal > ? ORDER BY ordinal LIMIT ?`;

/**
 * Appends rows to a run's journal, numbered on from the last one. Throws `CONFLICT` (`{what}`) when a number is taken or
 * leaves a gap: another process wrote to this run.
 */
export function appendJournal(transaction: Transaction, runId: number, rows: readonly JournalRow[]): Promise<void> {
  const last = prepared(transaction, lastOrdinal).get(runId) as { ordinal: number };
  const statement = prepared(transaction, insertRow);
  for (const [index, { ordinal, version, at, kind, stepId, payload }] of rows.entries()) {
    if (ordinal !== last.ordinal + 1 + index)
      return Promise.reject(new AppError('CONFLICT', { what: reason('a-run', { run: runId }) }));
    statement.run(runId, ordinal, version, at, kind, stepId, payload);
  }
  return Promise.resolve();
}

/**
 * The journal of a run in order, from the row after `afterOrdinal`, at most `limit` rows. Rejects with `ROW_UNREADABLE`
 * for a row that this version cannot read: a journal without it would say that something did not happen.
 */
export async function listJournal(
  connection: ReadConnection,
  runId: number,
  { afterOrdinal, limit }: { afterOrdinal: number; limit: number },
): Promise<JournalRow[]> {
  const rows = prepared(connection, selectRows).all(runId, afterOrdinal, limit);
  return Promise.resolve(everyRow(JournalRow, rows, `journal/${String(runId)}`));
}

const JournalSnapshot = z.object({
  ordinal: z.int().min(1),
  version: z.int(),
  hash: z.string(),
  state: z.string(),
});
/** What the journal comes to at `ordinal`, in the engine's own form: a cache, never the truth. */
export type JournalSnapshot = z.infer<typeof JournalSnapshot>;

const putSnapshot = `INSERT INTO journal_snapshot (run_id, ordinal, version, hash, state) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (run_id) DO UPDATE
  SET ordinal = excluded.ordinal, version = excluded.version, hash = excluded.hash, state = excluded.state`;

/** Keeps a snapshot in place of the one before. */
export function putJournalSnapshot(transaction: Transaction, runId: number, snapshot: JournalSnapshot): Promise<void> {
  const { ordinal, version, hash, state } = snapshot;
  prepared(transaction, putSnapshot).run(runId, ordinal, version, hash, state);
  return Promise.resolve();
}

/** The latest snapshot of a run's journal, or undefined. */
export async function findJournalSnapshot(
  connection: ReadConnection,
  runId: number,
): Promise<JournalSnapshot | undefined> {
  const row = await connection.db
    .selectFrom('journalSnapshot')
    .select(['ordinal', 'version', 'hash', 'state'])
    .where('runId', '=', runId)
    .executeTakeFirst();
  return row === undefined ? undefined : parseRow(JournalSnapshot, row, 'journal');
}
