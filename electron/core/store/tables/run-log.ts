import { sql } from 'kysely';
import { z } from 'zod';
import { RunId, Timestamp } from '#shared/model/ids';
import { prepared } from '../connection.ts';
import type { ReadConnection, Transaction } from '../connection.ts';
import { likeText, toLowerAscii } from './columns.ts';

/** As the field's log format counts: 1 information, 2 warning, 3 error. */
export const LogSeverityNumber = z.union([z.literal(1), z.literal(2), z.literal(3)]);
export type LogSeverityNumber = z.infer<typeof LogSeverityNumber>;

const RunLogRow = z.object({
  runId: RunId,
  ordinal: z.int().min(1),
  at: Timestamp,
  stepNumber: z.int().nullable(),
  component: z.string(),
  severity: LogSeverityNumber,
  thread: z.int(),
  message: z.string(),
});
export type RunLogRow = z.infer<typeof RunLogRow>;

export interface NewRunLogRow {
  at: number;
  stepNumber: number | null;
  component: string;
  severity: LogSeverityNumber;
  thread: number;
  message: string;
}

const lastOrdinal = `SELECT coalesce(max(ordinal), 0) AS ordinal FROM run_log WHERE run_id = ?`;
const insertRow = `INSERT INTO run_log (run_id, ordinal, at, step_number, component, severity, thread, message)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;

/** Appends lines to a run's log and gives the ordinal of its last line. */
export function appendRunLog(transaction: Transaction, runId: number, rows: readonly NewRunLogRow[]): Promise<number> {
  const found = prepared(transaction, lastOrdinal).get(runId);
  let { ordinal } = z.object({ ordinal: z.int() }).parse(found);
  const statement = prepared(transaction, insertRow);
  for (const row of rows) {
    ordinal += 1;
    statement.run(runId, ordinal, row.at, row.stepNumber, row.component, row.severity, row.thread, row.message);
  }
  return Promise.resolve(ordinal);
}

/** `severity`: this one and worse. `text`: part of the message or the component, without regard to (ASCII) case. */
export interface RunLogQuery {
  afterOrdinal: number;
  limit: number;
  severity?: LogSeverityNumber;
  text?: string;
}

/** Lines of a run's log after `afterOrdinal`, at most `limit`; the last ordinal of the answer reads on. */
export async function readRunLog(connection: ReadConnection, runId: number, query: RunLogQuery): Promise<RunLogRow[]> {
  let select = connection.db
    .selectFrom('runLog')
    .selectAll()
    .where('runId', '=', runId)
    .where('ordinal', '>', query.afterOrdinal);
  const { severity, text } = query;
  if (severity !== undefined) select = select.where('severity', '>=', severity);
  if (text !== undefined && text !== '') {
    const pattern = likeText(toLowerAscii(text));
    select = select.where(
      sql<boolean>`(lower(message) like ${pattern} escape '\\' or lower(component) like ${pattern} escape '\\')`,
    );
  }
  const rows = await select.orderBy('ordinal').limit(query.limit).execute();
  return rows.map((row) => RunLogRow.parse(row));
}

/** Number of lines and of characters in them, for the size shown beside the log. */
export async function measureRunLog(
  connection: ReadConnection,
  runId: number,
): Promise<{ lines: number; characters: number }> {
  const row = await connection.db
    .selectFrom('runLog')
    .select(({ fn }) => [fn.countAll<number>().as('lines'), fn.sum<number>(fn('length', ['message'])).as('characters')])
    .where('runId', '=', runId)
    .executeTakeFirstOrThrow();
  return { lines: Number(row.lines), characters: Number(row.characters) };
}

/** The number of the last line of a run's log, 0 when it has none. */
export async function lastRunLogOrdinal(connection: ReadConnection, runId: number): Promise<number> {
  const row = await connection.db
    .selectFrom('runLog')
    .select(({ fn }) => fn.max('ordinal').as('ordinal'))
    .where('runId', '=', runId)
    .executeTakeFirst();
  return row?.ordinal ?? 0;
}
