import { mkdirSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTempSite } from '../ports/fakes/temp-site.ts';
import type { TempSite } from '../ports/fakes/temp-site.ts';
import { isPartialName } from '../ports/whole-file.ts';
import { openSite } from '../site/site.ts';
import { backUp, backUpDaily, listBackups, restoreDatabase, verifyCopy } from './backup.ts';
import { latestVersion } from './migrate.ts';
import { getSetting, putSetting } from './tables/setting.ts';

let temp: TempSite;
const day = 24 * 60 * 60 * 1000;

beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(async () => {
  await temp.remove();
});

const put = (value: unknown) => temp.site.database.write((transaction) => putSetting(transaction, 'value', value));

async function readValue(): Promise<unknown> {
  const site = await openSite(temp.site.dir, { clock: temp.clock });
  const value = await getSetting(site.database.read, 'value');
  await site.close();
  return value;
}

describe('backup', () => {
  it('[STO-30] a copy made while the site is open is one whole file with everything acknowledged', async () => {
    await put('before');
    const target = join(temp.site.paths.backups, 'mine.db');
    await backUp(temp.site.database, target);
    await put('after');
    verifyCopy(target);
    const copy = new SqliteDatabase(target, { readonly: true });
    expect(copy.prepare('SELECT value FROM setting').all()).toEqual([{ value: '"before"' }]);
    copy.close();
    expect(readdirSync(temp.site.paths.backups)).toEqual(['mine.db']);
  });

  it('[STO-30] a copy made while writes go on is whole, and the writes are not held up', async () => {
    const { database, paths } = temp.site;
    const value = 'x'.repeat(3000);
    const putMany = (round: number) =>
      database.write(async (transaction) => {
        for (let count = 0; count < 10; count += 1) {
          await putSetting(transaction, `round ${String(round)} ${String(count)}`, value);
        }
      });
    for (let round = 0; round < 60; round += 1) await putMany(round);
    const target = join(paths.backups, 'mine.db');
    const copying = backUp(database, target).then(() => 'copied');
    for (let round = 60; round < 120; round += 1) {
      await putMany(round);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await copying).toBe('copied');
    const copy = new SqliteDatabase(target, { readonly: true });
    const rows = copy.prepare<[], { count: number }>('SELECT count(*) AS count FROM setting').get()?.count ?? 0;
    copy.close();
    expect([rows >= 600, rows % 10]).toEqual([true, 0]);
  });

  it('[STO-30] a copy that cannot be made says so and leaves nothing', async () => {
    const target = join(temp.site.paths.backups, 'taken', 'x.db');
    writeFileSync(join(temp.site.paths.backups, 'taken'), '');
    await expect(backUp(temp.site.database, target)).rejects.toMatchObject({
      code: 'BACKUP_FAILED',
      details: { file: target },
    });
    expect(readdirSync(temp.site.paths.backups)).toEqual(['taken']);
  });

  it('[STO-31] one copy a day, and the newest of them are kept; other copies stay', async () => {
    const { database, paths } = temp.site;
    await backUp(database, join(paths.backups, 'mine.db'));
    const start = Date.UTC(2026, 0, 1, 12);
    for (let count = 0; count < 5; count += 1) await backUpDaily(database, paths.backups, start + count * day, 3);
    const today = join(paths.backups, 'daily-20260105.db');
    const contents = readFileSync(today);
    await put('later that day');
    expect(await backUpDaily(database, paths.backups, start + 4 * day + 1000, 3)).toBe(today);
    expect(readFileSync(today).equals(contents)).toBe(true);
    expect(readdirSync(paths.backups).sort()).toEqual([
      'daily-20260103.db',
      'daily-20260104.db',
      'daily-20260105.db',
      'mine.db',
    ]);
  });

  it('[STO-31] copies are listed the newest first', async () => {
    const { database, paths } = temp.site;
    for (const [name, time] of [
      ['old.db', 100],
      ['new.db', 300],
      ['middle.db', 200],
    ] as const) {
      await backUp(database, join(paths.backups, name));
      utimesSync(join(paths.backups, name), time, time);
    }
    expect(listBackups(paths.backups).map(({ name, modifiedAt }) => [name, modifiedAt])).toEqual([
      ['new.db', 300_000],
      ['middle.db', 200_000],
      ['old.db', 100_000],
    ]);
    expect(listBackups(join(paths.backups, 'absent'))).toEqual([]);
  });
});

describe('restore', () => {
  it('[STO-32] a restored copy takes the place; what was there is kept beside it', async () => {
    await put('copied');
    const copy = join(temp.site.paths.backups, 'mine.db');
    await backUp(temp.site.database, copy);
    await put('newer');
    await temp.site.close();
    const replaced = await restoreDatabase(copy, temp.site.paths.database, temp.clock.now());
    expect(replaced).toBe(`${temp.site.paths.database}.replaced-20260102-030405`);
    expect(await readValue()).toBe('copied');
    const old = new SqliteDatabase(String(replaced), { readonly: true });
    expect(old.prepare('SELECT value FROM setting').all()).toEqual([{ value: '"newer"' }]);
    old.close();
  });

  it('[STO-32] a write-ahead log beside a damaged database goes with it and never meets the copy', async () => {
    await put('copied');
    const copy = join(temp.site.paths.backups, 'mine.db');
    await backUp(temp.site.database, copy);
    await put('only in the log');
    const log = readFileSync(`${temp.site.paths.database}-wal`);
    await temp.site.close();
    writeFileSync(temp.site.paths.database, 'damaged');
    writeFileSync(`${temp.site.paths.database}-wal`, log);
    const replaced = await restoreDatabase(copy, temp.site.paths.database, temp.clock.now());
    expect(await readValue()).toBe('copied');
    expect(readFileSync(`${String(replaced)}-wal`).equals(log)).toBe(true);
  });

  it('[STO-33] a file that is not a whole site of a known version is refused before anything is touched', async () => {
    await put('kept');
    const copy = join(temp.site.paths.backups, 'mine.db');
    await backUp(temp.site.database, copy);
    await temp.site.close();
    const before = readFileSync(temp.site.paths.database);
    const place = join(temp.site.dir, 'copies');
    mkdirSync(place);
    const contents = readFileSync(copy);
    const damaged = Buffer.concat([contents.subarray(0, 4096), Buffer.alloc(contents.length - 4096, 0x5a)]);
    writeFileSync(join(place, 'text.db'), 'no database');
    writeFileSync(join(place, 'damaged.db'), damaged);
    writeFileSync(join(place, 'newer.db'), contents);
    const newer = new SqliteDatabase(join(place, 'newer.db'));
    newer.pragma(`user_version = ${String(latestVersion + 10)}`);
    newer.close();
    const codes: unknown[] = [];
    for (const name of ['text.db', 'damaged.db', 'newer.db', 'absent.db']) {
      await restoreDatabase(join(place, name), temp.site.paths.database, 0).catch((error: unknown) => {
        codes.push((error as { code: unknown }).code);
      });
    }
    expect(codes).toEqual(['STORE_NOT_A_SITE', 'STORE_CORRUPT', 'STORE_NEWER', 'SITE_NOT_FOUND']);
    expect(readFileSync(temp.site.paths.database).equals(before)).toBe(true);
    expect(readdirSync(dirname(temp.site.paths.database)).filter(isPartialName)).toEqual([]);
  });

  it('[STO-34] a database that somebody has open is not replaced under them', async () => {
    await put('copied');
    const copy = join(temp.site.paths.backups, 'mine.db');
    await backUp(temp.site.database, copy);
    await put('newer');
    await expect(restoreDatabase(copy, temp.site.paths.database, 0)).rejects.toMatchObject({
      code: 'STORE_LOCKED',
      details: { file: temp.site.paths.database },
    });
    await put('newest');
    await temp.site.close();
    expect(await readValue()).toBe('newest');
    await restoreDatabase(copy, temp.site.paths.database, 0);
    expect(await readValue()).toBe('copied');
  });
});
