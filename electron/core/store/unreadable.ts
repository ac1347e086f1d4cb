import type { UnreadableRow } from '#shared/model/list';
import type { Database, NativeDatabase, ReadConnection } from './connection.ts';

/** Of one connection, what could not be read of it: `table/id` with what is wrong. */
const notes = new WeakMap<NativeDatabase, Map<string, string>>();

function keyOf(table: string, id: unknown): string {
  return `${table}/${String(id)}`;
}

/** Rows that this process has left out of a list or could not show whole, as `table/id` with what is wrong (STO-180). */
export function unreadableRows({ read }: Pick<Database, 'read'>): ReadonlyMap<string, string> {
  return notes.get(read.native) ?? new Map<string, string>();
}

/** A row that a list leaves out, as its page names it. */
export function unreadableRow(table: string, id: unknown, why: string): UnreadableRow {
  return { row: keyOf(table, id).slice(0, 1000), place: why.slice(0, 1000) };
}

/** What a page says of the rows that it leaves out: nothing when there are none. */
export function saidOf(leftOut: UnreadableRow[]): { readonly unreadable?: UnreadableRow[] } {
  return leftOut.length === 0 ? {} : { unreadable: leftOut };
}

/** Notes that a row cannot be read whole: whoever lists it leaves it out, or a part of it, and `site check` names it. */
export function noteUnreadable({ native }: ReadConnection, table: string, id: unknown, why: string): void {
  const rows = notes.get(native) ?? new Map<string, string>();
  notes.set(native, rows);
  rows.set(keyOf(table, id), why);
}

/** A row that can be read, after somebody mended it, is named no more. */
export function noteReadable({ native }: ReadConnection, table: string, id: unknown): void {
  const rows = notes.get(native);
  if (rows !== undefined && rows.size > 0) rows.delete(keyOf(table, id));
}
