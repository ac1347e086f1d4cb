import { describe, expect, it } from 'vitest';
import { buildVersion, readTables, rowsOfVersion10, tablesOfVersion10 } from '../fakes/build-version.ts';
import { migrate, readVersion } from '../migrate.ts';

const insertJob = `INSERT INTO job VALUES ('j', 'verify', '{}', 'running', 1, NULL, 0, NULL, '', NULL, NULL, 'o', 'c', 1,
  's', 5, NULL)`;

describe('migration 0120', () => {
  it('[STO-20] [STO-160] a site of the version before keeps its rows, and jobs tell what people see of them', () => {
    const native = buildVersion(10);
    native.exec(rowsOfVersion10);
    migrate(native, 110);
    native.exec(insertJob);
    const tables = [...tablesOfVersion10, 'job', 'change'];
    const before = readTables(native, tables);
    migrate(native, 120);
    expect(readVersion(native)).toBe(120);
    expect(readTables(native, tables)).toEqual(before);
    const told = (): unknown => native.prepare("SELECT count(*) FROM change WHERE kind = 'jobs'").pluck().get();
    native.exec('UPDATE job SET lease_until = 9, cancel_asked_at = 3');
    expect(told()).toBe(0);
    native.exec('UPDATE job SET done = 1');
    native.exec('DELETE FROM job');
    native.exec(insertJob);
    expect(told()).toBe(3);
    native.close();
  });
});
