import type { z } from 'zod';
import type { ListPage } from '#shared/model/list';
import type { ListRequest } from './page.ts';
import type { Database } from '../connection.ts';
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

/** A page of a list: rows and total of one moment. What takes more than some steps along an index is read beside the core. */
export async function readPage<Column extends string, Row extends z.ZodType>(
  database: Database,
  table: ListTable<Column>,
  request: ListRequest<Column>,
  criteria: readonly Condition[],
  row: Row,
): Promise<ListPage<z.output<Row>>> {
  const statements = pageStatements(table, request, criteria);
  const offset = await findOffset(database, statements, request);
  const wanted = [statements.rows(offset), statements.total];
  const [rows = [], totals = []] = await (isCheap(request, criteria)
    ? database.readHere(wanted)
    : database.readAside(wanted));
  const [count] = totals as { total: number }[];
  return { rows: rows.map((one) => row.parse(one)), offset, total: count?.total ?? 0 };
}
