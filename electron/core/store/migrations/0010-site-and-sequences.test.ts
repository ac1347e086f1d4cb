import { describe, expect, it } from 'vitest';
import { buildVersion, readTables, rowsOfVersion10, tablesOfVersion10 } from '../fakes/build-version.ts';
import { migrate, readVersion } from '../migrate.ts';

describe('migration 0010', () => {
  it('[STO-20] an empty file gets the tables of version 10, and they take their rows', () => {
    const native = buildVersion(0);
    expect(readVersion(native)).toBe(0);
    migrate(native, 10);
    native.exec(rowsOfVersion10);
    expect(readVersion(native)).toBe(10);
    expect(Object.values(readTables(native, tablesOfVersion10)).map((rows) => rows.length)).toEqual(
      tablesOfVersion10.map(() => 1),
    );
    native.close();
  });
});
