import { describe, expect, it } from 'vitest';
import {
  buildVersion,
  readSameColumns,
  readTables,
  rowsOfVersion10,
  rowsOfVersion20,
  rowsOfVersion30,
  tablesOfVersion30,
} from '../fakes/build-version.ts';
import { migrate, readVersion } from '../migrate.ts';

describe('migration 0100', () => {
  it('[STO-20] [STO-140] runs, journals and claims of an earlier version stay; such a claim has no owner and no lease', () => {
    const native = buildVersion(30);
    native.exec(rowsOfVersion10 + rowsOfVersion20 + rowsOfVersion30);
    migrate(native, 80);
    const before = readTables(native, tablesOfVersion30);
    migrate(native, 100);
    expect(readVersion(native)).toBe(100);
    expect(readSameColumns(native, before)).toEqual(before);
    expect(readTables(native, ['run_claim', 'journal_snapshot'])).toMatchObject({
      run_claim: [{ owner_id: '', computer_id: '', lease_until: 0, fence: 0 }],
      journal_snapshot: [],
    });
    native.close();
  });
});
