import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTempSite, type TempSite } from '#core/ports/fakes/temp-site';
import { backUp } from '#core/store/backup';
import { findOpenToOthers } from './open-to-others.ts';

let temp: TempSite;
beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(async () => {
  await temp.remove();
});

const find = async () =>
  (await findOpenToOthers(temp.site.dir, temp.site.paths, [])).map(({ message }) =>
    typeof message === 'string' ? message : message.values,
  );

it('[HOST-241] what other users may read of a site is named, and a new site has nothing of it', async () => {
  const { paths } = temp.site;
  await backUp(temp.site.database, join(paths.backups, 'b.db'));
  expect(await find()).toEqual([]);
  chmodSync(paths.database, 0o644);
  mkdirSync(join(paths.logs, '1'), { mode: 0o700 });
  writeFileSync(join(paths.logs, '1', 'smsts.log'), '', { mode: 0o600 });
  chmodSync(join(paths.logs, '1', 'smsts.log'), 0o640);
  expect(await find()).toEqual([
    { path: paths.database, count: 1 },
    { path: join(paths.logs, '1', 'smsts.log'), count: 1 },
  ]);
});

it('[STO-173] the database and a copy of it are for their owner alone, whatever the mask', async () => {
  const before = process.umask(0);
  try {
    const other = await createTempSite();
    await backUp(other.site.database, join(other.site.paths.backups, 'b.db'));
    const { dir } = other.site;
    const open = (readdirSync(dir, { recursive: true }) as string[]).filter(
      (name) => (statSync(join(dir, name)).mode & 0o077) !== 0,
    );
    expect(open).toEqual([]);
    await other.remove();
  } finally {
    process.umask(before);
  }
});
