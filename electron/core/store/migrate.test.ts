import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../ports/fakes/simulated-clock.ts';
import { verifyCopy } from './backup.ts';
import {
  buildVersion,
  readSameColumns,
  readTables,
  rowsOfVersion10,
  tablesOfVersion10,
} from './fakes/build-version.ts';
import { latestVersion, migrate, migrations, readVersion } from './migrate.ts';
import { openDatabase } from './open.ts';
import { getSite } from './tables/site.ts';

let dir: string;
const clock = createSimulatedClock();

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'waystation-test-'));
});
afterEach(() => {
  chmodSync(dir, 0o755);
  rmSync(dir, { recursive: true, force: true });
});

function makeOldSite(): { file: string; before: Record<string, unknown[]> } {
  const file = join(dir, 'site.db');
  const native = buildVersion(10, file);
  native.exec(rowsOfVersion10);
  const before = readTables(native, tablesOfVersion10);
  native.close();
  return { file, before };
}

const backups = () => join(dir, 'backups');
const open = (file: string) => openDatabase(file, { clock, backupDirectory: backups() });

describe('migrations', () => {
  it('[STO-21] they are numbered in tens, each once and in order', () => {
    const versions = migrations.map((migration) => migration.version);
    expect(versions).toEqual([...new Set(versions)].sort((one, other) => one - other));
    expect(versions.filter((version) => version % 10 !== 0)).toEqual([]);
  });

  it('[STO-22] an older site is copied, the copy is checked, then the site is migrated', async () => {
    const { file, before } = makeOldSite();
    const database = await open(file);
    expect(readVersion(database.read.native)).toBe(latestVersion);
    // Undo steps have another form now: their own migration compares them.
    const kept = Object.fromEntries(Object.entries(before).filter(([table]) => table !== 'editing_edit'));
    expect(readSameColumns(database.read.native, kept)).toEqual(kept);
    expect(await getSite(database.read)).toMatchObject({ code: 'WST', nextPackageNumber: 3 });
    await database.close();
    const [copy = ''] = readdirSync(backups());
    expect(readdirSync(backups())).toEqual(['before-migration-from-10-20260102-030405.db']);
    verifyCopy(join(backups(), copy));
    const old = buildVersion(0, join(backups(), copy));
    expect(readVersion(old)).toBe(10);
    expect(readTables(old, tablesOfVersion10)).toEqual(before);
    old.close();
  });

  it('[STO-22] a site of this version is not copied', async () => {
    const { file } = makeOldSite();
    await (await open(file)).close();
    rmSync(backups(), { recursive: true });
    mkdirSync(backups());
    await (await open(file)).close();
    expect(readdirSync(backups())).toEqual([]);
  });

  it('[STO-22] without the copy there is no migration', async () => {
    const { file, before } = makeOldSite();
    writeFileSync(backups(), 'a file where the folder should be');
    await expect(open(file)).rejects.toMatchObject({ code: 'BACKUP_FAILED' });
    const native = buildVersion(0, file);
    expect(readVersion(native)).toBe(10);
    expect(readTables(native, tablesOfVersion10)).toEqual(before);
    native.close();
  });

  it('[STO-23] a migration that fails leaves the version before it, whole', () => {
    const native = buildVersion(10);
    native.exec(rowsOfVersion10);
    const before = readTables(native, tablesOfVersion10);
    const broken = {
      version: 20,
      name: 'broken',
      statements: 'CREATE TABLE half (x) ; DELETE FROM editing_edit; OOPS;',
    };
    expect(() => {
      migrate(native, 20, [broken]);
    }).toThrow('syntax error');
    expect([native.inTransaction, readVersion(native)]).toEqual([false, 10]);
    expect(readTables(native, tablesOfVersion10)).toEqual(before);
    expect(native.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'half'").get()).toEqual({ n: 0 });
    migrate(native);
    expect(readVersion(native)).toBe(latestVersion);
    native.close();
  });
});
