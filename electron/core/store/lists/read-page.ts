import type { z } from 'zod';
import type { ListPage, UnreadableRow } from '#shared/model/list';
import type { ListRequest } from './page.ts';
import type { Database, Statement } from '../connection.ts';
import { saidOf } from '../unreadable.ts';
import { shownRow } from './shown-row.ts';
import { type Condition, isCheap, type ListTable, pageStatements } from './list-statement.ts';

/** Where the page begins that has a row, or the first one when no page has it. */
async function findOffset(
  database: Database,
  statements: ReturnType<typeof pageStatements>,
  { around, offset, limit }: Pick<ListRequest<string>, 'around' | 'offset' | 'limit'>,
): Promise<number> {
  if (around === null) return offset;
  const [places = []] = await database.readAside([statements.place(around)]);
  const [row] = places as { place: number }[];
  return row === undefined ? 0 : Math.floor(row.place / limit) * limit;
}

interface Count {
  readonly mark: number;
  readonly total: number;
}

/** Counts by what was counted: some lists, each with a few filters. */
const keptCounts = 256;
const countsOf = new WeakMap<Database, Map<string, Count>>();
const uncounted = -1;

function keyOf({ text, values }: Statement): string {
  return `${text}\n${JSON.stringify(values)}`;
}

/** How many match, as last counted. */
function findCount(database: Database, key: string): Count | undefined {
  return countsOf.get(database)?.get(key);
}

function keepCount(database: Database, key: string, count: Count): void {
  const counts = countsOf.get(database) ?? new Map<string, Count>();
  countsOf.set(database, counts);
  counts.delete(key);
  counts.set(key, count);
  const [oldest] = counts.keys();
  if (counts.size > keptCounts && oldest !== undefined) counts.delete(oldest);
}

/**
 * A page of a list: rows and total of one moment. What takes more than some steps along an index is read beside the
 * core. What was counted is not counted again before something changed: a scan looks at every row.
 */
export async function readPage<Column extends string, Row extends object>(
  database: Database,
  table: ListTable<Column>,
  request: ListRequest<Column>,
  criteria: readonly Condition[],
  toRow: (stored: never) => Row,
  shown: { readonly schema: z.ZodType<Row>; readonly fallbacks: Readonly<Partial<Row>> },
): Promise<ListPage<Row>> {
  const statements = pageStatements(table, request, criteria);
  const offset = await findOffset(database, statements, request);
  const key = keyOf(statements.total(uncounted));
  const known = findCount(database, key);
  const wanted = [statements.rows(offset), statements.total(known?.mark ?? uncounted)];
  const [rows = [], counts = []] = await (isCheap(request, criteria)
    ? database.readHere(wanted)
    : database.readAside(wanted));
  const [count] = counts as { mark: number; total: number | null }[];
  const total = count?.total ?? known?.total ?? 0;
  keepCount(database, key, { mark: count?.mark ?? uncounted, total });
  const leftOut: UnreadableRow[] = [];
  const of = { database, table: table.table.replace(/^list_/, ''), ...shown, leftOut };
  return { rows: rows.flatMap((row) => shownRow(of, row as never, toRow)), offset, total, ...saidOf(leftOut) };
}
