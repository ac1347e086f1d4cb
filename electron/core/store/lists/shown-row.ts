import type { z } from 'zod';
import type { UnreadableRow } from '#shared/model/list';
import type { Database } from '../connection.ts';
import { idOf, placesOf } from '../tables/columns.ts';
import { noteReadable, noteUnreadable, unreadableRow } from '../unreadable.ts';

/**
 * A row as its list shows it. A value of a newer program, or a broken one, is shown as the fallback of its column or as
 * much of it as fits; a row for which that is not enough is left out, noted, and added to `leftOut`. One row never costs
 * the list (STO-170).
 */
export function shownRow<Stored, Row extends object>(
  {
    database,
    table,
    schema,
    fallbacks,
    leftOut,
  }: {
    readonly database: Database;
    readonly table: string;
    readonly schema: z.ZodType<Row>;
    readonly fallbacks: Readonly<Partial<Row>>;
    readonly leftOut: UnreadableRow[];
  },
  stored: Stored,
  toRow: (stored: Stored) => Row,
): Row[] {
  const id = idOf(stored);
  let row: Row;
  try {
    row = toRow(stored);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    noteUnreadable(database.read, table, id, error.message);
    leftOut.push(unreadableRow(table, id, error.message));
    return [];
  }
  const parsed = schema.safeParse(row);
  if (parsed.success) {
    noteReadable(database.read, table, id);
    return [row];
  }
  const mended = schema.safeParse(mend(row, parsed.error, fallbacks));
  noteUnreadable(database.read, table, id, placesOf(parsed.error));
  if (mended.success) return [mended.data];
  leftOut.push(unreadableRow(table, id, placesOf(parsed.error)));
  return [];
}

function mend<Row extends object>(
  row: Row,
  error: z.ZodError,
  fallbacks: Readonly<Partial<Row>>,
): Record<string, unknown> {
  const mended: Record<string, unknown> = Object.fromEntries(Object.entries(row));
  for (const issue of error.issues) {
    const [name] = issue.path;
    if (typeof name !== 'string') continue;
    const value = mended[name];
    if (Object.hasOwn(fallbacks, name)) mended[name] = fallbacks[name as keyof Row];
    else if (issue.code === 'too_big' && typeof value === 'string')
      mended[name] = value.slice(0, Number(issue.maximum));
    else if (typeof value === 'number') mended[name] = 0;
  }
  return mended;
}
