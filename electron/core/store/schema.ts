import SqliteDatabase from 'better-sqlite3';
import type { NativeDatabase } from './connection.ts';
import { migrate } from './migrate.ts';

/** Everything that the file defines, sorted, one statement per paragraph. */
export function readSchema(native: NativeDatabase): string {
  const rows = native
    .prepare<[], { sql: string }>(
      `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type DESC, name`,
    )
    .all();
  return rows.map((row) => `${row.sql};\n`).join('\n');
}

/** The schema of a new site, as `schema.snapshot.sql` keeps it. */
export function printSchema(): string {
  const native = new SqliteDatabase(':memory:');
  try {
    migrate(native);
    return readSchema(native);
  } finally {
    native.close();
  }
}
