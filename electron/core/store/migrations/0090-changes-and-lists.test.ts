import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../ports/fakes/simulated-clock.ts';
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
import { openDatabase } from '../open.ts';

describe('migration 0090', () => {
  it('[STO-20] a site of the version before keeps every row and tells changes', () => {
    const native = buildVersion(30);
    native.exec(rowsOfVersion10 + rowsOfVersion20 + rowsOfVersion30);
    migrate(native, 89);
    const tables = [...tablesOfVersion10, ...tablesOfVersion20, ...tablesOfVersion30];
    const before = readTables(native, tables);
    migrate(native, 90);
    expect(readVersion(native)).toBe(90);
    expect(readTables(native, tables)).toEqual(before);
    native.exec("UPDATE folder SET name = 'x'; DELETE FROM run");
    expect(native.prepare('SELECT kind, id FROM change ORDER BY ordinal').all()).toEqual([
      { kind: 'folders', id: 'f' },
      { kind: 'runs', id: '1' },
    ]);
    expect(native.pragma('foreign_key_check')).toEqual([]);
    native.close();
  });

  it('[STO-115] a site of an earlier program has its lists when it was opened', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'waystation-test-'));
    const file = join(dir, 'site.db');
    const old = buildVersion(30, file);
    old.exec(rowsOfVersion10 + rowsOfVersion20 + rowsOfVersion30);
    old.close();
    const database = await openDatabase(file, { clock: createSimulatedClock(), backupDirectory: join(dir, 'backups') });
    const count = (table: string): unknown =>
      database.read.native.prepare(`SELECT count(*) FROM list_${table}`).pluck().get();
    expect(['device', 'sequence', 'association', 'state_store', 'run'].map(count)).toEqual([2, 1, 1, 1, 1]);
    await database.close();
    rmSync(dir, { recursive: true });
  });
});
