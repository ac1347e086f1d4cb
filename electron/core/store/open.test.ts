import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTempSite } from '../ports/fakes/temp-site.ts';
import type { TempSite } from '../ports/fakes/temp-site.ts';
import { openSite } from '../site/site.ts';
import { latestVersion } from './migrate.ts';
import { openDatabase, walMostBytes } from './open.ts';
import { applicationId } from './place.ts';
import { getSetting, putSetting } from './tables/setting.ts';
import { getSite } from './tables/site.ts';

let temp: TempSite;
let file: string;

beforeEach(async () => {
  temp = await createTempSite();
  file = temp.site.paths.database;
});
afterEach(async () => {
  await temp.remove();
});

const open = (path = file) =>
  openDatabase(path, { clock: temp.clock, backupDirectory: temp.site.paths.backups, lockTimeoutMs: 0 });

/** Fills the site with pages to damage and closes it. */
async function fillAndClose(): Promise<void> {
  await temp.site.database.write(async (transaction) => {
    for (let count = 0; count < 200; count += 1) await putSetting(transaction, `key ${String(count)}`, 'x'.repeat(900));
  });
  await temp.site.close();
}

function overwrite(position: number, contents: Buffer): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, contents, 0, contents.length, position);
  closeSync(handle);
}

describe('opening a site database', () => {
  it('[STO-1] both connections have the promised settings', () => {
    const { read } = temp.site.database;
    const settings = (name: string) => read.native.pragma(name, { simple: true });
    expect(settings('journal_mode')).toBe('wal');
    expect(settings('application_id')).toBe(applicationId);
    expect(settings('user_version')).toBe(latestVersion);
    expect(read.native.readonly).toBe(true);
  });

  it('[STO-1] the writer syncs fully, enforces references and trusts no schema', async () => {
    const found = await temp.site.database.write((transaction) =>
      Promise.resolve(
        ['synchronous', 'foreign_keys', 'trusted_schema'].map((name) =>
          transaction.native.pragma(name, { simple: true }),
        ),
      ),
    );
    expect(found).toEqual([2, 1, 0]);
  });

  it('[STO-163] a log that grew behind a reader of another program is cut when the reader has gone', async () => {
    const { database } = temp.site;
    const write = (key: string): Promise<void> =>
      database.write((transaction) => putSetting(transaction, key, 'x'.repeat(walMostBytes / 4)));
    const other = new SqliteDatabase(file, { readonly: true });
    other.exec('BEGIN');
    other.prepare('SELECT count(*) FROM setting').get();
    for (const key of ['one', 'two', 'three', 'four', 'five', 'six']) await write(key);
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(walMostBytes);
    other.close();
    for (const value of ['a', 'b', 'c']) {
      await database.write((transaction) => putSetting(transaction, 'small', value));
    }
    expect(statSync(`${file}-wal`).size).toBeLessThanOrEqual(walMostBytes);
  });

  it('[STO-2] a damaged page is told and the file stays as it was', async () => {
    await fillAndClose();
    overwrite(4096, Buffer.alloc(4096 * 6, 0xa5));
    const before = readFileSync(file);
    await expect(open()).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      details: { file, backups: temp.site.paths.backups },
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('[STO-2] a damaged beginning of a site is damage, not another file', async () => {
    await temp.site.close();
    overwrite(0, Buffer.alloc(16));
    await expect(open()).rejects.toMatchObject({ code: 'STORE_CORRUPT', details: { file } });
  });

  it('[STO-2] an empty file beside a write-ahead log is refused before SQLite throws the log away', async () => {
    await temp.site.database.write((transaction) => putSetting(transaction, 'kept', true));
    const copy = join(temp.site.dir, 'copy');
    mkdirSync(copy);
    copyFileSync(`${file}-wal`, join(copy, 'site.db-wal'));
    writeFileSync(join(copy, 'site.db'), '');
    const log = readFileSync(join(copy, 'site.db-wal'));
    expect(log.length).toBeGreaterThan(0);
    await expect(open(join(copy, 'site.db'))).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    expect(readFileSync(join(copy, 'site.db-wal')).equals(log)).toBe(true);
  });

  it('[STO-2] a file that was cut off is told', async () => {
    await fillAndClose();
    truncateSync(file, 4096 * 3);
    await expect(open()).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  });

  it.each([
    ['a text', () => Buffer.from('just some text that is no database at all'.repeat(10))],
    [
      'another program’s database',
      () => {
        const native = new SqliteDatabase(':memory:');
        native.exec('CREATE TABLE theirs (x)');
        const contents = native.serialize();
        native.close();
        return contents;
      },
    ],
  ])('[STO-3] %s is not a site and stays as it was', async (_name, make) => {
    const other = join(temp.site.dir, 'other.db');
    const contents = make();
    writeFileSync(other, contents);
    await expect(open(other)).rejects.toMatchObject({ code: 'STORE_NOT_A_SITE', details: { file: other } });
    expect(readFileSync(other).equals(contents)).toBe(true);
    expect(existsSync(`${other}-wal`)).toBe(false);
  });

  it('[STO-3] a folder in the place of the file is not a site', async () => {
    await expect(open(temp.site.paths.content)).rejects.toMatchObject({ code: 'STORE_NOT_A_SITE' });
  });

  it('[STO-4] a newer file is refused with both versions and stays as it was', async () => {
    await temp.site.close();
    const native = new SqliteDatabase(file);
    native.pragma(`user_version = ${String(latestVersion + 1)}`);
    native.close();
    const before = readFileSync(file);
    await expect(open()).rejects.toMatchObject({
      code: 'STORE_NEWER',
      details: { file, actual: latestVersion + 1, limit: latestVersion },
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('[STO-6] a file system without shared memory is refused, named by its kind', async () => {
    await temp.site.close();
    const options = { clock: temp.clock, backupDirectory: temp.site.paths.backups };
    await expect(openDatabase(file, { ...options, typeOf: () => 0x6969 })).rejects.toMatchObject({
      code: 'STORE_ON_NETWORK',
      details: { file, kind: 'NFS' },
    });
    // Some systems give the number with a sign.
    await expect(openDatabase(file, { ...options, typeOf: () => 0xff534d42 | 0 })).rejects.toMatchObject({
      code: 'STORE_ON_NETWORK',
      details: { kind: 'CIFS' },
    });
    const database = await openDatabase(file, { ...options, typeOf: () => 0xef53 });
    await database.close();
  });

  it('[STO-7] a file that another process holds for itself is told as locked, and opens afterwards', async () => {
    await temp.site.close();
    const holder = new SqliteDatabase(file);
    holder.pragma('locking_mode = EXCLUSIVE');
    holder.exec('BEGIN EXCLUSIVE');
    await expect(open()).rejects.toMatchObject({ code: 'STORE_LOCKED', details: { file } });
    holder.exec('ROLLBACK');
    holder.close();
    const database = await open();
    await database.close();
  });

  it('[STO-8] what is refused is never replaced: the site opens again once the cause is gone', async () => {
    await temp.site.database.write((transaction) => putSetting(transaction, 'kept', [1, 2]));
    await temp.site.close();
    const kept = readFileSync(file);
    overwrite(0, Buffer.alloc(16));
    await expect(openSite(temp.site.dir, { clock: temp.clock })).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    writeFileSync(file, kept);
    const site = await openSite(temp.site.dir, { clock: temp.clock });
    expect(await getSetting(site.database.read, 'kept')).toEqual([1, 2]);
    await site.close();
  });

  it('[STO-1] the read connection cannot write', async () => {
    await expect(
      temp.site.database.read.db.insertInto('setting').values({ key: 'a', value: '1' }).execute(),
    ).rejects.toMatchObject({ code: 'STORE_READ_ONLY' });
    expect(await getSite(temp.site.database.read)).toMatchObject({ code: 'WST' });
  });

  it('[STO-1] a database that was removed meanwhile is not found, and not made', async () => {
    await temp.site.close();
    rmSync(file);
    await expect(open()).rejects.toMatchObject({ code: 'SITE_NOT_FOUND', details: { path: temp.site.dir } });
    expect(existsSync(file)).toBe(false);
  });
});
