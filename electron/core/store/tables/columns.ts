import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import { firstIssue } from '#shared/contract/first-issue';

/** 0 or 1 in the file, a truth value outside. */
export const Flag = z
  .int()
  .min(0)
  .max(1)
  .transform((value) => value === 1);

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
  const { id, packageId } = row as { readonly id?: string | number; readonly packageId?: string };
  const what = `${table} ${String(id ?? packageId ?? '')}`.trim();
  throw new AppError('ROW_UNREADABLE', { what, reason: firstIssue(parsed.error, row) }, { cause: parsed.error });
}

/** Of several rows those that this version can read: one of a newer program, or a broken one, never costs the others. */
export function readableRows<Schema extends z.ZodType>(schema: Schema, rows: readonly unknown[]): z.output<Schema>[] {
  return rows.flatMap((row) => {
    const parsed = schema.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
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
