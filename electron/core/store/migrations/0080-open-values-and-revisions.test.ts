import { describe, expect, it } from 'vitest';
import {
  buildVersion,
  readSameColumns,
  readTables,
  rowsOfVersion10,
  rowsOfVersion20,
  rowsOfVersion30,
  tablesOfVersion10,
  tablesOfVersion20,
  tablesOfVersion30,
} from '../fakes/build-version.ts';
import type { NativeDatabase } from '../connection.ts';
import { migrate, readVersion } from '../migrate.ts';

const counted = ['device', 'association', 'migration_point', 'folder', 'setting'] as const;

/** Rows as each version took them, brought to the version before this one. */
function buildBefore(): NativeDatabase {
  const native = buildVersion(30);
  native.exec(rowsOfVersion10 + rowsOfVersion20 + rowsOfVersion30);
  migrate(native, 79);
  return native;
}

const definitions = (native: NativeDatabase): unknown[] =>
  native.prepare("SELECT name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') ORDER BY name").all();

describe('migration 0080', () => {
  it('[STO-20] a site of the version before keeps every row, index, trigger and reference', () => {
    const native = buildBefore();
    const before = readTables(native, [...tablesOfVersion10, ...tablesOfVersion20, ...tablesOfVersion30]);
    const others = definitions(native);
    migrate(native, 80);
    expect(readVersion(native)).toBe(80);
    expect(readSameColumns(native, before)).toEqual(before);
    expect(definitions(native)).toEqual(others);
    expect(native.pragma('foreign_key_check')).toEqual([]);
    expect(native.pragma('integrity_check', { simple: true })).toBe('ok');
    native.exec("DELETE FROM association; DELETE FROM device WHERE id = 'd'");
    expect(readTables(native, ['device_variable', 'run_claim'])).toEqual({ device_variable: [], run_claim: [] });
    native.close();
  });

  it('[STO-90] a new value of an enumeration needs no other table; what else is checked stays checked', () => {
    const native = buildBefore();
    migrate(native, 80);
    native.exec("UPDATE device SET connection = 'remote', environment = 'Linux'");
    native.exec("UPDATE run SET state = 'waiting'; UPDATE run_log SET severity = 4");
    native.exec("UPDATE association SET behavior = 'capture-none'; UPDATE state_store SET state = 'moved'");
    expect(() => native.exec('UPDATE device SET allow_host_commands = 2')).toThrow(/CHECK/);
    expect(() => native.exec('UPDATE migration_point SET deletion_days = NULL')).toThrow(/CHECK/);
    expect(() => native.exec("UPDATE association SET type = 'in-place'")).toThrow(/CHECK/);
    const left = native
      .prepare<[], { sql: string }>("SELECT sql FROM sqlite_schema WHERE type = 'table'")
      .all()
      .flatMap(({ sql }) => sql.match(/CHECK \(\w+ IN[^)]*\)\)/g) ?? []);
    expect(new Set(left)).toEqual(
      new Set([
        'CHECK (enabled IN (0, 1))',
        'CHECK (allow_host_commands IN (0, 1))',
        'CHECK (restore_only IN (0, 1))',
        'CHECK (incomplete IN (0, 1))',
      ]),
    );
    native.close();
  });

  it('[STO-91] what people change counts its changes from 1', () => {
    const native = buildBefore();
    migrate(native, 80);
    for (const table of counted) {
      expect(native.prepare(`SELECT DISTINCT revision FROM ${table}`).all()).toEqual([{ revision: 1 }]);
    }
    native.close();
  });

  it('[STO-92] a check that the definition does not have undoes the migration', () => {
    const native = buildVersion(30);
    const before = native.prepare('SELECT sql FROM sqlite_schema').all();
    const broken = {
      version: 40,
      name: 'broken',
      statements: '',
      droppedChecks: [{ table: 'run', text: 'CHECK (no)' }],
    };
    expect(() => {
      migrate(native, 40, [broken]);
    }).toThrow('does not have');
    expect([native.inTransaction, readVersion(native)]).toEqual([false, 30]);
    expect(native.prepare('SELECT sql FROM sqlite_schema').all()).toEqual(before);
    expect(() => native.exec("UPDATE sqlite_schema SET sql = ''")).toThrow(/may not be modified/);
    native.close();
  });
});
