import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import { firstIssue } from '#shared/contract/first-issue';
import type { UnreadableRow } from '#shared/model/list';
import type { ReadConnection } from '../connection.ts';
import { noteReadable, noteUnreadable, unreadableRow } from '../unreadable.ts';

/** 0 or 1 in the file, a truth value outside. */
export const Flag = z
  .int()
  .min(0)
  .max(1)
  .transform((value) => value === 1);

/** A truth value as the file has it (`Flag`). */
export function toFlag(value: boolean): number {
  return value ? 1 : 0;
}

/** JSON as text in the file, a parsed value outside. */
export function Json<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text) as unknown;
      } catch (error) {
        context.addIssue({ code: 'custom', message: `not JSON: ${String(error)}` });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

/**
 * One row that is asked for by its id. Throws `ROW_UNREADABLE` (`{what}`: the table and the id, `{reason}`) for one of a
 * newer program or a broken one.
 */
export function parseRow<Schema extends z.ZodType>(schema: Schema, row: unknown, table: string): z.output<Schema> {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  const what = `${table} ${String(idOf(row) ?? '')}`.trim();
  throw new AppError('ROW_UNREADABLE', { what, reason: firstIssue(parsed.error, row) }, { cause: parsed.error });
}

/** By what a row is named: its own id, else the number that it has in what it belongs to. */
export function idOf(row: unknown): string | number | undefined {
  const { id, packageId, ordinal } = row as Readonly<Record<string, string | number | undefined>>;
  return id ?? packageId ?? ordinal;
}

/** Where rows were read, so that one that cannot be is named. */
export interface RowsPlace {
  readonly connection: ReadConnection;
  readonly table: string;
  /** Gets what is left out, for a list that says so. */
  readonly leftOut?: UnreadableRow[] | undefined;
}

/**
 * Of several rows those that this version can read: one of a newer program, or a broken one, never costs the others. It
 * is noted, and `site check` names it (STO-180). Only for rows that can be missing without the others saying something
 * else then: what counts only as a whole is read by `everyRow`.
 */
export function readableRows<Schema extends z.ZodType>(
  schema: Schema,
  rows: readonly unknown[],
  { connection, table, leftOut }: RowsPlace,
): z.output<Schema>[] {
  return rows.flatMap((row) => {
    const parsed = schema.safeParse(row);
    if (parsed.success) {
      noteReadable(connection, table, idOf(row));
      return [parsed.data];
    }
    noteUnreadable(connection, table, idOf(row), placesOf(parsed.error));
    leftOut?.push(unreadableRow(table, idOf(row), placesOf(parsed.error)));
    return [];
  });
}

/** Which columns do not fit. */
export function placesOf(error: z.ZodError): string {
  return [...new Set(error.issues.map(({ path }) => path.join('.')))].join(', ');
}

/**
 * Rows that say something only together, as those of a journal do: without one of them the others would say what is not
 * so. Throws `ROW_UNREADABLE` as `parseRow` does (STO-182).
 */
export function everyRow<Schema extends z.ZodType>(
  schema: Schema,
  rows: readonly unknown[],
  table: string,
): z.output<Schema>[] {
  return rows.map((row) => parseRow(schema, row, table));
}

/** What two names are compared by: without regard to case, in every script (SQLite's own NOCASE knows only ASCII). */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** Bytes as better-sqlite3 gives them. */
export const Bytes = z.instanceof(Uint8Array);

/** A part of a LIKE pattern: what a person typed is text, not a pattern. The statement says `ESCAPE '\'`. */
export function likeText(text: string): string {
  return `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}

/** As the `lower` function of SQL does it in every dialect: other scripts keep their case. */
export function toLowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/**
 * A conditional update has found the row as it was read. In SQLite's one writing transaction it always has; where
 * several write at once this is what keeps one from undoing the other. Throws `CONFLICT` (`{what}`, its name).
 */
export function demandUpdated(updatedRows: bigint, name: string): void {
  if (updatedRows === 0n) throw new AppError('CONFLICT', { what: name });
}
