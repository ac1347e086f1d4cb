import { readMessage, writeMessage } from '#shared/contract/message';
import type { MessageOrText } from '#shared/contract/message-shape';
import { sql } from 'kysely';
import { z } from 'zod';
import { RunId, Timestamp } from '#shared/model/ids';
import { LogSeverity } from '#shared/model/run';
import { breathe } from '../../ports/breathe.ts';
import { prepared } from '../connection.ts';
import type { Database, ReadConnection, Transaction } from '../connection.ts';
import { likeText, readableRows, toLowerAscii } from './columns.ts';

/** As the field's log format counts. */
export const severityNumbers = { information: 1, warning: 2, error: 3 } as const satisfies Record<LogSeverity, number>;

/** The severity of a number as smsts.log has it; a number that it does not have is information. */
export function severityOf(number: LogSeverityNumber): LogSeverity {
  return LogSeverity.options.find((one) => severityNumbers[one] === number) ?? 'information';
}

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
  message: z.string().transform(readMessage),
});
export type RunLogRow = z.infer<typeof RunLogRow>;

export interface NewRunLogRow {
  at: number;
  stepNumber: number | null;
  component: string;
  severity: LogSeverityNumber;
  thread: number;
  message: MessageOrText;
}

/** Rows that are looked at at once when words decide. */
const pageSize = 1000;
/** How `writeMessage` begins what it keeps. */
const messageBeginning = '{"say":%';

// As in the journal: behind a plus the statement is compiled once, not for each value.
const lastOrdinal = 'SELECT coalesce(max(ordinal), 0) AS ordinal FROM run_log WHERE run_id = +?';
const insertRow = `INSERT INTO run_log (run_id, ordinal, at, step_number, component, severity, thread, message)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;

/** Appends lines to a run's log and gives the ordinal of its last line. */
export function appendRunLog(transaction: Transaction, runId: number, rows: readonly NewRunLogRow[]): Promise<number> {
  let { ordinal } = prepared(transaction, lastOrdinal).get(runId) as { ordinal: number };
  const statement = prepared(transaction, insertRow);
  for (const row of rows) {
    ordinal += 1;
    statement.run(
      runId,
      ordinal,
      row.at,
      row.stepNumber,
      row.component,
      row.severity,
      row.thread,
      writeMessage(row.message),
    );
  }
  return Promise.resolve(ordinal);
}

/**
 * `afterOrdinal` null: the last lines. `severities`: these only. `text`: part of the message or the component, without
 * regard to (ASCII) case.
 */
export interface RunLogQuery {
  afterOrdinal: number | null;
  limit: number;
  severities?: readonly LogSeverityNumber[];
  text?: string;
  /** The words of a message; without it a text is looked for among texts only. */
  say?: (message: MessageOrText) => string;
}

/** Lines of a run's log in order, at most `limit`; the last ordinal of the answer reads on. */
export async function readRunLog(connection: ReadConnection, runId: number, query: RunLogQuery): Promise<RunLogRow[]> {
  const { afterOrdinal, severities, text } = query;
  if (severities?.length === 0) return [];
  const place = { connection, table: `run_log/${String(runId)}` };
  const direction = afterOrdinal === null ? 'desc' : 'asc';
  let select = connection.db.selectFrom('runLog').selectAll().where('runId', '=', runId);
  if (afterOrdinal !== null) select = select.where('ordinal', '>', afterOrdinal);
  if (severities !== undefined && severities.length < 3) select = select.where('severity', 'in', severities);
  if (text === undefined || text === '') {
    const rows = await select.orderBy('ordinal', direction).limit(query.limit).execute();
    return inOrder(readableRows(RunLogRow, rows, place), direction);
  }
  // What a message says is known where words are made: it is asked for each that the text itself does not decide.
  const pattern = likeText(toLowerAscii(text));
  const holds = matcher(text, query.say);
  select = select.where(
    sql<boolean>`(lower(message) like ${pattern} escape '\\' or lower(component) like ${pattern} escape '\\'
      or message like ${messageBeginning})`,
  );
  const found: RunLogRow[] = [];
  for (let last: number | null = null; ;) {
    let page = select.orderBy('ordinal', direction).limit(pageSize);
    if (last !== null) page = page.where('ordinal', direction === 'asc' ? '>' : '<', last);
    const rows = await page.execute();
    found.push(...readableRows(RunLogRow, rows, place).filter(holds));
    if (found.length >= query.limit || rows.length < pageSize) break;
    last = rows.at(-1)?.ordinal ?? null;
    await breathe();
  }
  return inOrder(found.slice(0, query.limit), direction);
}

function inOrder(rows: RunLogRow[], direction: 'asc' | 'desc'): RunLogRow[] {
  return direction === 'desc' ? rows.reverse() : rows;
}

function matcher(text: string, say: RunLogQuery['say']): (row: RunLogRow) => boolean {
  const wanted = toLowerAscii(text);
  return ({ message, component }) =>
    [typeof message === 'string' ? message : (say?.(message) ?? ''), component].some((part) =>
      toLowerAscii(part).includes(wanted),
    );
}

const countLines = `SELECT severity, count(*) AS lines, max(ordinal) AS last FROM run_log
  WHERE run_id = ? GROUP BY severity`;

/** How many lines a run's log has of each severity, and the number of the last one. Every line is looked at: beside the core. */
export async function countRunLog(
  database: Pick<Database, 'readAside'>,
  runId: number,
): Promise<{ counts: Record<LogSeverity, number>; lastOrdinal: number }> {
  const [found = []] = await database.readAside([{ text: countLines, values: [runId] }]);
  const rows = found as { severity: number; lines: number; last: number }[];
  const of = (severity: LogSeverity): number =>
    rows.find((row) => row.severity === severityNumbers[severity])?.lines ?? 0;
  const lastOrdinal = Math.max(0, ...rows.map((row) => row.last));
  return { counts: { information: of('information'), warning: of('warning'), error: of('error') }, lastOrdinal };
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
