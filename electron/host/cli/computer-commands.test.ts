import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CommandLine, makeCommandLine } from './fakes/command-line.ts';

let line: CommandLine;
beforeEach(async () => {
  line = await makeCommandLine();
});
afterEach(() => line.remove());

describe('this computer at the command line', () => {
  it('[HOST-105] becomes a device under its own name or a given one, once', async () => {
    const made = await line.run('device', 'create', '--local');
    expect([made.code, made.out]).toEqual([0, expect.stringMatching(/^Created \S+\.\n$/)]);
    const again = await line.run('device', 'create', 'OTHER', '--local');
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('(LOCAL_DEVICE_EXISTS)')]);
    expect((await line.run('device', 'list')).out).toMatch(/ local +FullOS /);
  });

  it.each([
    [['create'], 'Name the device.'],
    [['create', 'X', '--local', '--drive', 'C:=/x'], '--local and --drive do not go together'],
    [['preview'], 'Name a device, or say --this-computer.'],
    [['preview', 'X', '--this-computer'], 'Name a device, or say --this-computer.'],
  ])('[HOST-105] %j is wrong use', async (words, sentence) => {
    const said = await line.run('device', ...words);
    expect([said.code, said.err]).toEqual([2, expect.stringContaining(sentence)]);
  });

  it('[HOST-106] is shown with system, drives and profiles, and its facts are read again', async () => {
    await line.done('device', 'create', 'HERE', '--local');
    expect(await line.done('device', 'show', 'here')).toMatchObject({
      device: { name: 'HERE', connection: { kind: 'local' } },
      computer: { drives: expect.arrayContaining([expect.objectContaining({ drive: 'C:' })]) },
    });
    const shown = (await line.run('device', 'show', 'here')).out;
    expect(shown).toMatch(/^Elevated +(Yes|No)$/m);
    expect(shown).toMatch(/^Account +Profile +Folders from +Last used +SID/m);
    const refreshed = await line.run('device', 'refresh', 'HERE');
    expect(refreshed.out).toMatch(/^Platform +(windows|linux|macos)$/m);
    await line.done('device', 'create', 'BARE');
    expect((await line.run('device', 'refresh', 'BARE')).err).toContain('(DEVICE_NOT_LOCAL)');
  });

  it('[HOST-107] a preview says what would be taken and left out, and exit code 3 when something is missing', async () => {
    const drive = join(line.folder, 'c');
    await mkdir(join(drive, 'Users/anna/Desktop'), { recursive: true });
    await writeFile(join(drive, 'Users/anna/Desktop/a.txt'), 'abc');
    await writeFile(join(drive, 'Users/anna/Desktop/x'), 'abc');
    await mkdir(join(drive, 'Users/ben/Desktop'), { recursive: true });
    await line.done('device', 'create', 'OLD-PC', '--drive', `C:=${drive}`);
    const said = await line.run('device', 'preview', 'OLD-PC');
    expect([said.code, said.out]).toEqual([
      0,
      expect.stringMatching(/^anna +2 .*\n(.*\n)*2 files, .* Nothing was written\./m),
    ]);
    expect(await line.done('device', 'preview', 'OLD-PC', '--user', 'ben')).toMatchObject({
      preview: { files: 0, deviceName: 'OLD-PC', perUser: [{ user: 'ben' }] },
    });
  });
});
