import { z } from 'zod';
import { RunId, Timestamp } from '#shared/model/ids';
import { prepared } from '../connection.ts';
import type { ReadConnection, Transaction } from '../connection.ts';
import { Json } from './columns.ts';

const JournalRow = z.object({
  runId: RunId,
  ordinal: z.int().min(1),
  version: z.int(),
  at: Timestamp,
  kind: z.string(),
  stepId: z.string().nullable(),
  payload: Json(z.unknown()),
});
/** One thing that happened in a run. Rows are only ever added; `payload` is the engine's business: any JSON. */
export type JournalRow = z.infer<typeof JournalRow>;

export interface NewJournalRow {
  version: number;
  at: number;
  kind: string;
  stepId: string | null;
  payload: unknown;
}

const insertRow = `INSERT INTO journal (run_id, ordinal, version, at, kind, step_id, payload)
  SELECT @runId, coalesce(max(ordinal), 0) + 1, @version, @at, @kind, @stepId, @payload FROM journal
  WHERE run_id = @runId
  RETURNING ordinal`;

/** Appends rows to a run's journal and gives the ordinal of the last one (0 when none was given). */
export function appendJournal(
  transaction: Transaction,
  runId: number,
  rows: readonly NewJournalRow[],
): Promise<number> {
  const statement = prepared(transaction, insertRow);
  let ordinal = 0;
  for (const row of rows) {
    const made = statement.get({ ...row, runId, payload: JSON.stringify(row.payload ?? null) });
    ordinal = z.object({ ordinal: z.int() }).parse(made).ordinal;
  }
  return Promise.resolve(ordinal);
}

/** The journal of a run in order, from the row after `afterOrdinal`. */
export async function listJournal(connection: ReadConnection, runId: number, afterOrdinal = 0): Promise<JournalRow[]> {
  const rows = await connection.db
    .selectFrom('journal')
    .selectAll()
    .where('runId', '=', runId)
    .where('ordinal', '>', afterOrdinal)
    .orderBy('ordinal')
    .execute();
  return rows.map((row) => JournalRow.parse(row));
}
