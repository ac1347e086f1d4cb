import { describe, expect, it } from 'vitest';
import {
  buildVersion,
  readTables,
  rowsOfVersion10,
  rowsOfVersion20,
  rowsOfVersion30,
  tablesOfVersion10,
  tablesOfVersion20,
  tablesOfVersion30,
} from '../fakes/build-version.ts';
import { migrate, readVersion } from '../migrate.ts';

describe('migration 0040', () => {
  it('[STO-20] a site of version 30 keeps every row, and nobody has asked for a cancel', () => {
    const native = buildVersion(30);
    native.exec(rowsOfVersion10 + rowsOfVersion20 + rowsOfVersion30);
    const tables = [...tablesOfVersion10, ...tablesOfVersion20, ...tablesOfVersion30];
    const before = readTables(native, tables);
    migrate(native, 40);
    expect(readVersion(native)).toBe(40);
    const claims = before['run_claim']?.map((row) => ({ ...(row as object), cancel_asked_at: null }));
    expect(readTables(native, [...tables, 'run_claim'])).toEqual({ ...before, run_claim: claims });
    expect(claims).toHaveLength(1);
    native.close();
  });
});
