import type { z } from 'zod';
import type { Database } from '../connection.ts';

/** Of one database, what its lists had to leave out: the table's rows that no part of can be shown. */
const leftOut = new WeakMap<Database, Map<string, string>>();

/** Rows that a list of this process has left out, as `table/id` with what is wrong; `site check` names them. */
export function unreadableRows(database: Database): ReadonlyMap<string, string> {
  return leftOut.get(database) ?? new Map<string, string>();
}

function note(database: Database, table: string, id: unknown, why: string): void {
  const rows = leftOut.get(database) ?? new Map<string, string>();
  leftOut.set(database, rows);
  rows.set(`${table}/${String(id)}`, why);
}

/**
 * A row as its list shows it. A value of a newer program, or a broken one, is shown as the fallback of its column or as
 * much of it as fits; a row for which that is not enough is left out and noted. One row never costs the list (STO-170).
 */
export function shownRow<Stored, Row extends object>(
  {
    database,
    table,
    schema,
    fallbacks,
  }: {
    readonly database: Database;
    readonly table: string;
    readonly schema: z.ZodType<Row>;
    readonly fallbacks: Readonly<Partial<Row>>;
  },
  stored: Stored,
  toRow: (stored: Stored) => Row,
): Row[] {
  const id = (stored as { readonly id?: unknown }).id ?? (stored as { readonly packageId?: unknown }).packageId;
  let row: Row;
  try {
    row = toRow(stored);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    note(database, table, id, error.message);
    return [];
  }
  const parsed = schema.safeParse(row);
  if (parsed.success) return [row];
  const mended = schema.safeParse(mend(row, parsed.error, fallbacks));
  note(database, table, id, parsed.error.issues.map(({ path }) => path.join('.')).join(', '));
  return mended.success ? [mended.data] : [];
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
