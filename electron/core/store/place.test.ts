import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSite, openSite } from '../site/site.ts';
import type { Drives } from '../ports/drives.ts';
import { driveKindOf } from '../ports/drives.ts';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { createSeededIds } from '../ports/fakes/seeded-ids.ts';
import { backUp, restoreDatabase } from './backup.ts';
import { demandLocalPlace } from './place.ts';
import { getSetting, putSetting } from './tables/setting.ts';

/** C: a disk, S: made by `subst`, which Windows tells as the disk below it, Z: a folder of a server. */
const drives: Drives = {
  list: () => [
    { path: 'C:\\', kind: 'fixed' },
    { path: 'S:\\', kind: 'fixed' },
    { path: 'Z:\\', kind: 'network' },
  ],
  label: async () => null,
};
const local = () => 0;

describe('a place for a database on Windows', () => {
  it.each([
    ['Z:\\sites\\a\\site.db', 'network drive'],
    ['z:/sites/a/site.db', 'network drive'],
    ['\\\\?\\Z:\\sites\\site.db', 'network drive'],
    ['\\\\server\\share\\site.db', 'network share'],
    ['//server/share/site.db', 'network share'],
    ['\\\\?\\UNC\\server\\share\\site.db', 'network share'],
    ['\\\\.\\unc\\server\\share\\site.db', 'network share'],
  ])('[STO-26] %s is refused as a %s', (file, kind) => {
    expect(() => {
      demandLocalPlace(file, local, drives);
    }).toThrow(
      expect.objectContaining({
        code: 'STORE_ON_NETWORK',
        details: { file, kind: { say: `reasons:${kind.replace(' ', '-')}` } },
      }),
    );
  });

  it.each(['C:\\sites\\site.db', 'S:\\site.db', '\\\\?\\C:\\site.db', 'Q:\\site.db', '/srv/site/site.db'])(
    '[STO-26] %s is taken',
    (file) => {
      expect(() => {
        demandLocalPlace(file, local, drives);
      }).not.toThrow();
    },
  );

  it('[PORT-61] a path lies on the drive of its letter', () => {
    expect([driveKindOf('z:\\a', drives), driveKindOf('Q:\\a', drives), driveKindOf('/z:/a', drives)]).toEqual([
      'network',
      null,
      null,
    ]);
  });
});

describe('a long path', () => {
  let temp: TempSite;
  beforeEach(async () => {
    temp = await createTempSite();
  });
  afterEach(async () => {
    await temp.remove();
  });

  it('[STO-27] a site of 350 characters is made, written, copied and restored', async () => {
    const name = 'a long name of a folder that has sixty characters in all ..x';
    let folder = join(temp.site.dir, 'long');
    while (folder.length < 300) folder = join(folder, name);
    mkdirSync(dirname(folder), { recursive: true });
    const ports = { clock: temp.clock, ids: createSeededIds() };
    const site = await createSite(folder, { code: 'LNG', name: 'Long' }, ports);
    const copy = join(site.paths.backups, 'copy.db');
    await site.database.write((transaction) => putSetting(transaction, 'value', 'kept'));
    await backUp(site.database, copy);
    await site.database.write((transaction) => putSetting(transaction, 'value', 'newer'));
    await site.close();
    await restoreDatabase(copy, site.paths.database, temp.clock.now());
    const again = await openSite(folder, ports);
    expect(await getSetting(again.database.read, 'value')).toBe('kept');
    await again.close();
  });
});
