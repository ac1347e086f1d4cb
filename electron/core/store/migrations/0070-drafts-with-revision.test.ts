import { describe, expect, it } from 'vitest';
import { buildVersion, readTables, rowsOfVersion10 } from '../fakes/build-version.ts';
import { migrate, readVersion } from '../migrate.ts';

describe('migration 0070', () => {
  it('[STO-20] a draft of an earlier version stays with its steps, whose names become values of a code', () => {
    const native = buildVersion(60);
    native.exec(rowsOfVersion10);
    const before = readTables(native, ['site', 'sequence']);
    migrate(native, 70);
    expect(readVersion(native)).toBe(70);
    expect(readTables(native, ['site', 'sequence'])).toEqual(before);
    const after = readTables(native, ['editing_session', 'editing_edit']);
    expect(after['editing_session']).toEqual([
      {
        package_id: 'WST00001',
        generation: '',
        revision: 0,
        saved_revision: 4,
        position: 1,
        saved_position: 0,
        first_position: 0,
        base_position: 0,
        history_bytes: 2,
        updated_at: 9,
        base_document: Buffer.from('EFBBBF', 'hex'),
      },
    ]);
    const label = '{"code":"text","values":{"text":"Rename"}}';
    expect(after['editing_edit']).toEqual([
      { package_id: 'WST00001', ordinal: 1, at: 9, merge_key: null, size_bytes: 2, label, patches: '[]' },
    ]);
    expect(native.pragma('foreign_key_check')).toEqual([]);
    native.exec('DELETE FROM editing_session');
    expect(readTables(native, ['editing_edit'])['editing_edit']).toEqual([]);
    native.close();
  });
});
