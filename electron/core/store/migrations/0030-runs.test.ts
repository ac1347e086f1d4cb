import { describe, expect, it } from 'vitest';
import {
  buildVersion,
  readTables,
  rowsOfVersion10,
  rowsOfVersion20,
  rowsOfVersion30,
  tablesOfVersion10,
  tablesOfVersion20,
} from '../fakes/build-version.ts';
import { migrate, readVersion } from '../migrate.ts';

describe('migration 0030', () => {
  it('[STO-20] a site of version 20 keeps every row and takes runs', () => {
    const native = buildVersion(20);
    native.exec(rowsOfVersion10 + rowsOfVersion20);
    const tables = [...tablesOfVersion10, ...tablesOfVersion20];
    const before = readTables(native, tables);
    migrate(native, 30);
    expect(readVersion(native)).toBe(30);
    expect(readTables(native, tables)).toEqual(before);
    native.exec(rowsOfVersion30);
    expect(native.pragma('foreign_key_check')).toEqual([]);
    native.close();
  });
});
