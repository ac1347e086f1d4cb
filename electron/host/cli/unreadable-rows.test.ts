import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { getSitePaths } from '#core/site/site';
import { openNative } from '#core/store/connection';
import { type CommandLine, makeCommandLine } from './fakes/command-line.ts';

let line: CommandLine;
beforeAll(async () => {
  line = await makeCommandLine();
  await line.done('smp', 'create', 'Point', '--folder', join(line.folder, 'smp'));
  await line.done('folder', 'create', 'Folder');
  const native = openNative(getSitePaths(line.siteDirectory).database, {});
  native.pragma('foreign_keys = OFF');
  native.pragma('ignore_check_constraints = ON');
  native.exec(`UPDATE migration_point SET deletion = 'never'; UPDATE folder SET parent_id = 'nowhere';`);
  native.close();
});
afterAll(() => line.remove());

it('[STO-180] is named by the check of the site, whatever list had to leave it out', async () => {
  const { out } = await line.run('site', 'check');
  expect(out).toMatch(/migration_point\/[0-9a-f-]{36}/);
  expect(out).toMatch(/folder\/[0-9a-f-]{36}/);
});

it('[STO-189] keeps the site from nothing: it is opened, and backed up', async () => {
  const { code, err } = await line.run('site', 'backup', join(line.folder, 'copy.db'));
  expect([code, err]).toEqual([0, '']);
});

it('[STO-180] asked for by its name is said to be there and unreadable', async () => {
  const { code, err } = await line.run('smp', 'show', 'Point');
  expect([code, err]).toEqual([1, expect.stringContaining('ROW_UNREADABLE')]);
});

it('[STO-222] a folder that lies below itself is named by the check, and no command waits for the end of its path', async () => {
  await line.done('folder', 'create', 'Circle');
  const native = openNative(getSitePaths(line.siteDirectory).database, {});
  native.exec(`UPDATE folder SET parent_id = id WHERE name = 'Circle'`);
  native.close();
  const { out } = await line.run('site', 'check');
  expect(out).toMatch(/Circle.*lies below itself/);
  expect((await line.run('folder', 'list')).out).toMatch(/^Circle/m);
  expect((await line.run('folder', 'move', 'Circle', '--top')).code).toBe(0);
  expect((await line.run('site', 'check')).out).not.toContain('lies below itself');
});

it('[STO-224] is said to be missing by the list that leaves it out, with its name', async () => {
  const said = await line.run('smp', 'list');
  expect([said.code, said.out]).toEqual([
    0,
    expect.stringMatching(/1 row could not be read[^]*migration_point\/[0-9a-f-]{36} +deletion/),
  ]);
  const { unreadable } = (await line.run('smp', 'list', '--json')).json() as { unreadable: unknown };
  expect(unreadable).toEqual([{ row: expect.stringContaining('migration_point/') as unknown, place: 'deletion' }]);
  expect((await line.run('device', 'list', '--json')).json()).toEqual({ devices: [] });
});
