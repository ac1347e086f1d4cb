import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTempSite } from '../ports/fakes/temp-site.ts';
import type { TempSite } from '../ports/fakes/temp-site.ts';
import { rememberFiles } from './same-file.ts';
import { getSetting, putSetting } from './tables/setting.ts';

// Windows lets nobody rename or remove a database that is open.
let temp: TempSite;
beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(async () => {
  await temp.remove();
});

const put = (key: string) => temp.site.database.write((transaction) => putSetting(transaction, key, 1));

describe('a database that is no longer where it was opened', () => {
  const ways: readonly (readonly [string, (file: string) => void, (file: string) => void])[] = [
    ['moved', (file) => renameSync(file, `${file}.away`), (file) => renameSync(`${file}.away`, file)],
    [
      'replaced',
      (file) => {
        renameSync(file, `${file}.away`);
        copyFileSync(`${file}.away`, file);
      },
      (file) => renameSync(`${file}.away`, file),
    ],
    [
      'without its log',
      (file) => renameSync(`${file}-wal`, `${file}.away`),
      (file) => renameSync(`${file}.away`, `${file}-wal`),
    ],
  ];

  it.each(ways)('[STO-230] %s takes no write, and goes on when it is back', async (_, away, back) => {
    const { database } = temp.site;
    await put('before');
    away(database.file);
    await expect(put('lost')).rejects.toMatchObject({ code: 'STORE_MOVED', details: { file: database.file } });
    back(database.file);
    await put('after');
    expect([await getSetting(database.read, 'lost'), await getSetting(database.read, 'after')]).toEqual([undefined, 1]);
  });

  it('[STO-230] a write under way is undone when the folder goes meanwhile', async () => {
    const { database } = temp.site;
    const write = database.write(async (transaction) => {
      await putSetting(transaction, 'half', 1);
      renameSync(temp.site.dir, `${temp.site.dir}-away`);
    });
    await expect(write).rejects.toMatchObject({ code: 'STORE_MOVED' });
    renameSync(`${temp.site.dir}-away`, temp.site.dir);
    expect(await getSetting(database.read, 'half')).toBeUndefined();
  });

  it('[STO-230] the folder of the site removed while it is open is told with the first write', async () => {
    rmSync(temp.site.dir, { recursive: true });
    await expect(put('lost')).rejects.toMatchObject({ code: 'STORE_MOVED' });
  });

  it('[STO-230] nothing is asked of numbers that do not stay', () => {
    const demand = rememberFiles(temp.site.paths.database, 'win32');
    renameSync(temp.site.paths.database, `${temp.site.paths.database}.away`);
    expect(demand).not.toThrow();
    renameSync(`${temp.site.paths.database}.away`, temp.site.paths.database);
  });
});
