import type { NativeDatabase } from './connection.ts';
import type { DroppedCheck } from './migrations/migration.ts';

function readDefinition(native: NativeDatabase, table: string): string {
  const row = native
    .prepare<[string], { sql: string }>("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?")
    .get(table);
  if (row === undefined) throw new Error(`There is no table ${table}.`);
  return row.sql;
}

/** The definition without the check. A text that is not there once would leave a table that nobody meant. */
function without({ table, text }: DroppedCheck, definition: string): string {
  const parts = definition.split(` ${text}`);
  if (parts.length !== 2) throw new Error(`The definition of ${table} does not have ${text} once.`);
  return parts.join('');
}

/**
 * Takes checks out of the definitions of their tables, inside the migration's transaction: rows, indexes, triggers and
 * references stay as they are. The driver refuses to write definitions unless it is told, so it is told for this alone.
 */
export function dropChecks(native: NativeDatabase, checks: readonly DroppedCheck[]): void {
  if (checks.length === 0) return;
  native.unsafeMode(true);
  try {
    native.pragma('writable_schema = ON');
    const write = native.prepare("UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?");
    for (const check of checks) write.run(without(check, readDefinition(native, check.table)), check.table);
    // Every connection reads the definitions again, this one at once: a broken one fails here and undoes all.
    native.pragma(`schema_version = ${String(Number(native.pragma('schema_version', { simple: true })) + 1)}`);
    native.pragma('writable_schema = RESET');
    for (const { table } of checks) native.prepare(`SELECT * FROM "${table}" LIMIT 0`).all();
  } finally {
    native.pragma('writable_schema = OFF');
    native.unsafeMode(false);
  }
}
