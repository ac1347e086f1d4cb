import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { message, reason } from '#shared/contract/message';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { systemError } from '../ports/system-reason.ts';
import { mapStoreError } from './errors.ts';
import { demandLocalPlace } from './place.ts';

describe('errors of SQLite', () => {
  it.each([
    ['SQLITE_CORRUPT_INDEX', 'STORE_CORRUPT'],
    ['SQLITE_NOTADB', 'STORE_CORRUPT'],
    ['SQLITE_READONLY_DBMOVED', 'STORE_READ_ONLY'],
    ['SQLITE_PERM', 'STORE_READ_ONLY'],
    ['SQLITE_FULL', 'STORE_FULL'],
    ['SQLITE_IOERR_WRITE', 'STORE_FULL'],
    ['SQLITE_IOERR_SHMSIZE', 'STORE_FULL'],
    ['SQLITE_BUSY_SNAPSHOT', 'STORE_LOCKED'],
    ['SQLITE_LOCKED', 'STORE_LOCKED'],
    ['SQLITE_IOERR_LOCK', 'STORE_ON_NETWORK'],
    ['SQLITE_IOERR_SHMMAP', 'STORE_ON_NETWORK'],
    ['SQLITE_CANTOPEN_ISDIR', 'FILE_UNREADABLE'],
    ['SQLITE_IOERR_READ', 'FILE_UNREADABLE'],
  ])('[STO-17] %s becomes %s with the file, and keeps its cause', (code, expected) => {
    const error = new SqliteDatabase.SqliteError('words of the driver', code);
    expect(mapStoreError(error, '/site/site.db')).toMatchObject({
      code: expected,
      details: {
        file: '/site/site.db',
        reason:
          expected === 'STORE_CORRUPT'
            ? reason('system-said', { text: 'words of the driver' })
            : reason('error-code', { code }),
      },
      cause: error,
    });
  });

  it.each([
    ['ENOSPC', 'STORE_FULL'],
    ['EDQUOT', 'STORE_FULL'],
    ['EROFS', 'STORE_READ_ONLY'],
    ['EMFILE', 'FILE_UNREADABLE'],
  ] as const)('[STO-231] a file that SQLite could not make is told by what the system says: %s', (code, expected) => {
    const error = new SqliteDatabase.SqliteError('unable to open database file', 'SQLITE_CANTOPEN');
    const found = mapStoreError(error, 'site.db', () => systemError(code, 'open', 'site.db-shm'));
    expect(found).toMatchObject({ code: expected, details: { reason: message(`reasons:system.${code}`) } });
  });

  it('[STO-231] the system is asked beside the database, and nothing stays there', () => {
    const error = new SqliteDatabase.SqliteError('unable to open database file', 'SQLITE_CANTOPEN');
    const folder = mkdtempSync(join(tmpdir(), 'store-errors-'));
    const gone = mapStoreError(error, join(folder, 'gone', 'site.db'));
    const there = mapStoreError(error, join(folder, 'site.db'));
    expect([gone, there, readdirSync(folder)]).toMatchObject([
      { code: 'FILE_UNREADABLE', details: { reason: message('reasons:system.ENOENT') } },
      { code: 'FILE_UNREADABLE', details: { reason: reason('error-code', { code: 'SQLITE_CANTOPEN' }) } },
      [],
    ]);
    rmSync(folder, { recursive: true });
  });

  it('[STO-17] a broken constraint and what is not of SQLite come back unchanged', () => {
    for (const error of [new SqliteDatabase.SqliteError('x', 'SQLITE_CONSTRAINT_UNIQUE'), new Error('x'), 'text']) {
      expect(mapStoreError(error, 'f')).toBe(error);
    }
  });

  it.each(['\\\\server\\share\\site.db', '//server/share/site.db'])('[STO-6] the share %s is refused', (file) => {
    expect(() => {
      demandLocalPlace(file, () => 0);
    }).toThrow(expect.objectContaining({ code: 'STORE_ON_NETWORK', details: { file, kind: reason('network-share') } }));
  });

  it.each(['\\\\?\\C:\\site\\site.db', '\\\\.\\C:\\site.db', '/srv/site/site.db', 'C:\\site\\site.db'])(
    '[STO-6] the local path %s is taken',
    (file) => {
      expect(() => {
        demandLocalPlace(file, () => 0);
      }).not.toThrow();
    },
  );
});
