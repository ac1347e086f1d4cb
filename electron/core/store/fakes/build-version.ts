import SqliteDatabase from 'better-sqlite3';
import type { NativeDatabase } from '../connection.ts';
import { migrate } from '../migrate.ts';
import { applicationId } from '../place.ts';

/** A database as a program of that version made it: for tests of migrations. */
export function buildVersion(version: number, file = ':memory:'): NativeDatabase {
  const native = new SqliteDatabase(file);
  native.pragma(`application_id = ${String(applicationId)}`);
  native.pragma('foreign_keys = ON');
  migrate(native, version);
  return native;
}

/** All rows of the named tables, for a comparison before and after. */
export function readTables(native: NativeDatabase, tables: readonly string[]): Record<string, unknown[]> {
  return Object.fromEntries(
    tables.map((table) => [table, native.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]),
  );
}

/** The rows again as `before` had them: columns that came later are left out. */
export function readSameColumns(
  native: NativeDatabase,
  before: Readonly<Record<string, readonly unknown[]>>,
): Record<string, unknown[]> {
  const now = readTables(native, Object.keys(before));
  const same = (table: string, row: unknown): unknown => {
    const known = Object.keys(before[table]?.[0] ?? {});
    return Object.fromEntries(Object.entries(row as object).filter(([column]) => known.includes(column)));
  };
  return Object.fromEntries(Object.entries(now).map(([table, rows]) => [table, rows.map((row) => same(table, row))]));
}

/** One row of everything that version 10 knows. */
export const rowsOfVersion10 = `
INSERT INTO site VALUES (1, '00000000-0000-4000-8000-000000000001', 'WST', 'Lab', 5, 3);
INSERT INTO setting VALUES ('theme', '"dark"');
INSERT INTO secret VALUES ('k', x'0102', 6);
INSERT INTO folder VALUES ('f', NULL, 'task-sequence', 'Ordner', 'ordner');
INSERT INTO sequence (package_id, folder_id, name, description, dialect, revision, carry, properties, step_count,
  size_bytes, enabled, created_at, modified_at, modified_by, deleted_at, document)
  VALUES ('WST00001', 'f', 'One', '', 'cm', 4, NULL, '{}', 2, 3, 1, 7, 8, 'me', NULL, x'EFBBBF');
INSERT INTO editing_session VALUES ('WST00001', 4, 1, 0, 9, x'EFBBBF');
INSERT INTO editing_edit VALUES ('WST00001', 1, 'Rename', NULL, 9, '[]', '[]');
`;

export const tablesOfVersion10 = [
  'site',
  'setting',
  'secret',
  'folder',
  'sequence',
  'editing_session',
  'editing_edit',
] as const;

/** One row of everything that version 20 added. */
export const rowsOfVersion20 = `
INSERT INTO device VALUES ('d', 'OLD-PC', 'old-pc', '', '', 'folder', '{}', '{}', 0, 'FullOS', '', 1, 2);
INSERT INTO device VALUES ('e', 'NEW-PC', 'new-pc', '', '', 'none', '{}', '{}', 1, 'WinPE', '', 1, 2);
INSERT INTO device_variable VALUES ('d', 'A', 'a', 'b', NULL);
INSERT INTO migration_point VALUES ('m', 'SMP', 'smp', 0, 'after-days', 1);
INSERT INTO migration_point_folder VALUES ('p', 'm', 1, '/smp', 100, 5, 'GB');
INSERT INTO association VALUES ('a', 'd', 'e', 'side-by-side', 'capture-all-restore-all', 3, 'me');
INSERT INTO association_user VALUES ('a', 1, 'LAB\\anna');
INSERT INTO state_store VALUES ('s', 'a', 'd', 'OLD-PC', 'e', 'p', '/smp/s', 'captured', 1, 2, NULL, NULL, NULL, NULL,
  NULL, 10, 20, 0, '{}');
`;

export const tablesOfVersion20 = [
  'device',
  'device_variable',
  'migration_point',
  'migration_point_folder',
  'association',
  'association_user',
  'state_store',
] as const;

/** One row of everything that version 30 added. */
export const rowsOfVersion30 = `
INSERT INTO run VALUES (NULL, 'WST00001', 'One', 4, 'd', 'OLD-PC', 'running', 1, NULL, 'me', 2, 0, 0,
  NULL, NULL, 1, x'00');
INSERT INTO run_claim VALUES ('d', 1, 99, 1);
INSERT INTO journal VALUES (1, 1, 1, 5, 'run-started', NULL, '{}');
INSERT INTO run_log VALUES (1, 1, 5, NULL, 'engine', 1, 1, 'begins');
`;

export const tablesOfVersion30 = ['run', 'run_claim', 'journal', 'run_log'] as const;
