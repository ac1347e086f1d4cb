import { describe, expect, it } from 'vitest';
import { buildVersion, readTables, rowsOfVersion10, tablesOfVersion10 } from '../fakes/build-version.ts';
import { migrate, readVersion } from '../migrate.ts';

describe('migration 0110', () => {
  it('[STO-20] [STO-145] a site of an earlier version gets an empty table of jobs and keeps the rest', () => {
    const native = buildVersion(10);
    native.exec(rowsOfVersion10);
    migrate(native, 100);
    const before = readTables(native, tablesOfVersion10);
    migrate(native, 110);
    expect(readVersion(native)).toBe(110);
    expect(readTables(native, tablesOfVersion10)).toEqual(before);
    expect(readTables(native, ['job'])).toEqual({ job: [] });
    native.close();
  });
});
