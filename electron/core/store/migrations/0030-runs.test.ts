import { describe, expect, it } from 'vitest';
import {
  buildVersion,
  readTables,
  rowsOfVersion10,
  rowsOfVersion20,
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
    native.exec(`INSERT INTO run VALUES (NULL, 'WST00001', 'One', 4, 'd', 'OLD-PC', 'running', 1, NULL, 'me', 2, 0, 0,
      NULL, NULL, 1, x'00')`);
    native.exec(`INSERT INTO run_claim VALUES ('d', 1, 99, 1)`);
    expect(native.pragma('foreign_key_check')).toEqual([]);
    native.close();
  });
});
