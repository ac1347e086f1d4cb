import { describe, expect, it } from 'vitest';
import {
  buildVersion,
  readTables,
  rowsOfVersion10,
  rowsOfVersion20,
  tablesOfVersion10,
} from '../fakes/build-version.ts';
import { migrate, readVersion } from '../migrate.ts';

describe('migration 0020', () => {
  it('[STO-20] a site of version 10 keeps every row and takes devices', () => {
    const native = buildVersion(10);
    native.exec(rowsOfVersion10);
    const before = readTables(native, tablesOfVersion10);
    migrate(native, 20);
    expect(readVersion(native)).toBe(20);
    expect(readTables(native, tablesOfVersion10)).toEqual(before);
    native.exec(rowsOfVersion20);
    expect(native.pragma('foreign_key_check')).toEqual([]);
    native.close();
  });
});
