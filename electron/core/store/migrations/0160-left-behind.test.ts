import { describe, expect, it } from 'vitest';
import { buildVersion, readTables, rowsOfVersion10, tablesOfVersion10 } from '../fakes/build-version.ts';
import { migrate, readVersion } from '../migrate.ts';

describe('migration 0160', () => {
  it('[STO-20] a site of the version before keeps its rows, and no run has left anything', () => {
    const native = buildVersion(10);
    native.exec(rowsOfVersion10);
    migrate(native, 120);
    native.exec(`INSERT INTO run (package_id, sequence_name, sequence_revision, device_name, state, started_at, started_by,
      step_total, step_done, incomplete, engine_version, document) VALUES ('p', 's', 1, 'd', 'interrupted', 1, 'me', 1, 0,
      0, 1, x'00')`);
    const before = readTables(native, tablesOfVersion10);
    migrate(native, 160);
    expect(readVersion(native)).toBe(160);
    expect(readTables(native, tablesOfVersion10)).toEqual(before);
    expect(native.prepare('SELECT id, left_behind FROM run').raw().all()).toEqual([[1, null]]);
    native.close();
  });
});
