import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { asOrdinaryUser, leaveOutUnlessOrdinary } from '#core/ports/fakes/ordinary-user';
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

const find = async (stores: readonly string[] = []) =>
  (await findOpenToOthers(temp.site.dir, temp.site.paths, stores)).map(({ message }) =>
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

it('[STO-223] every file of the site folder is looked at, before what lies deeper', async () => {
  const { dir, paths } = temp.site;
  const files = [paths.consoleAddress, join(dir, 'another.file'), paths.consoleLock, join(dir, 'secret.sealed')];
  for (const file of [...files, join(paths.backups, 'a.db')]) {
    writeFileSync(file, '');
    chmodSync(file, 0o604);
  }
  // The bits of a link say nothing: it is open to all wherever it leads.
  for (const folder of [dir, paths.logs]) symlinkSync(paths.database, join(folder, 'a.link'));
  mkdirSync(join(paths.devices, 'OLD-PC'), { mode: 0o755 });
  expect(await find()).toEqual([...files.sort(), join(paths.backups, 'a.db')].map((path) => ({ path, count: 1 })));
});

it('[STO-223] a state store is looked at wherever it lies, and once', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'waystation-store-'));
  const inside = join(temp.site.paths.smp, 'store');
  mkdirSync(inside, { recursive: true, mode: 0o700 });
  const files = [join(inside, 'catalog.db'), join(outside, 'catalog.db')];
  for (const file of files) {
    writeFileSync(file, '');
    chmodSync(file, 0o640);
  }
  expect(await find([outside, inside])).toEqual(files.map((path) => ({ path, count: 1 })));
  rmSync(outside, { recursive: true });
});

it('[STO-223] however much there is, it is looked at to the last file', { timeout: 120_000 }, async () => {
  const { paths } = temp.site;
  const one = join(paths.logs, 'one');
  writeFileSync(one, '');
  chmodSync(one, 0o640);
  for (let at = 1; at < 20_100; at += 1) linkSync(one, `${one}${String(at)}`);
  expect(await find()).toEqual([{ path: one, count: 20_100 }]);
});

it('[STO-223] a folder that cannot be looked into is named, and what is beside it is looked at', async (context) => {
  leaveOutUnlessOrdinary(context);
  const { dir, paths } = temp.site;
  mkdirSync(join(paths.logs, 'a'), { mode: 0o000 });
  writeFileSync(join(paths.logs, 'b'), '');
  chmodSync(join(paths.logs, 'b'), 0o640);
  const script = `const { findOpenToOthers } = await import('#host/open-to-others');
    const [dir, paths] = JSON.parse(process.argv[1]);
    console.log(JSON.stringify((await findOpenToOthers(dir, paths, [])).map(({ message }) => message.values)));`;
  const node = [process.execPath, '--conditions=source', '--input-type=module', '-e', script];
  const { program, words } = asOrdinaryUser([...node, JSON.stringify([dir, paths])]);
  const { stdout } = spawnSync(program, words, { encoding: 'utf8', timeout: 60_000 });
  expect(JSON.parse(stdout)).toMatchObject([
    { path: join(paths.logs, 'b'), count: 1 },
    { path: join(paths.logs, 'a') },
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
