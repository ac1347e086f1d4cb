import { describe, expect, it } from 'vitest';
import { buildVersion, readTables, rowsOfVersion10, rowsOfVersion20, rowsOfVersion30 } from '../fakes/build-version.ts';
import { migrate, readVersion } from '../migrate.ts';

describe('migration 0060', () => {
  it('[STO-20] a claim of an earlier version stays, and does not say when its process started', () => {
    const native = buildVersion(30);
    native.exec(rowsOfVersion10 + rowsOfVersion20 + rowsOfVersion30);
    migrate(native, 40);
    const before = readTables(native, ['run_claim', 'run']);
    migrate(native, 60);
    expect(readVersion(native)).toBe(60);
    const claims = before['run_claim']?.map((row) => ({ ...(row as object), process_start: '' }));
    expect(readTables(native, ['run_claim', 'run'])).toEqual({ ...before, run_claim: claims });
    expect(claims).toHaveLength(1);
    native.close();
  });
});
