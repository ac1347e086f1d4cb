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

describe('migration 0050', () => {
  it('[STO-20] a site of version 40 keeps every row, and no device stands for a computer', () => {
    const native = buildVersion(40);
    native.exec(rowsOfVersion10 + rowsOfVersion20);
    native.exec(rowsOfVersion30.replace("('d', 1, 99, 1)", "('d', 1, 99, 1, NULL)"));
    const tables = [...tablesOfVersion10, ...tablesOfVersion20, ...tablesOfVersion30];
    const before = readTables(native, tables);
    migrate(native, 50);
    expect(readVersion(native)).toBe(50);
    const devices = before['device']?.map((row) => ({ ...(row as object), computer_id: '' }));
    expect(readTables(native, tables)).toEqual({ ...before, device: devices });
    expect(devices).toHaveLength(2);
    native.close();
  });

  it('[DEV-20] the database holds one local device for a computer', () => {
    const native = buildVersion(50);
    const insert = (id: string, connection: string, computer: string): void => {
      native
        .prepare(`INSERT INTO device VALUES (?, ?, ?, '', '', ?, '{}', '{}', 0, 'FullOS', '', 1, 2, ?)`)
        .run(id, id, id, connection, computer);
    };
    insert('a', 'local', 'one');
    insert('b', 'local', 'two');
    insert('c', 'folder', 'one');
    expect(() => insert('d', 'local', 'one')).toThrow(/UNIQUE/);
    native.close();
  });
});
