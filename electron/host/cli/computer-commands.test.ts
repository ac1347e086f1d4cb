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
    // Another name would not help: it is said that the computer is there, whatever name was given.
    expect((await line.run('device', 'create', '--local')).err).toContain('(LOCAL_DEVICE_EXISTS)');
    expect((await line.run('device', 'list')).out).toMatch(/ local +FullOS /);
  });

  it.each([
    [['create', 'X', '--local', '--drive', 'C:=/x'], '--local and --drive do not go together'],
    [['preview'], 'Name a device, or say --this-computer.'],
    [['preview', 'X', '--this-computer'], 'Name a device, or say --this-computer.'],
  ])('[HOST-105] %j is wrong use', async (words, sentence) => {
    const said = await line.run('device', ...words);
    expect([said.code, said.err]).toEqual([2, expect.stringContaining(sentence)]);
  });

  it('[HOST-105] keeps its own drives: --drive makes no folders of it', async () => {
    await line.done('device', 'create', 'HERE', '--local');
    const said = await line.run('device', 'set', 'HERE', '--drive', 'D:=/x');
    expect([said.code, said.err]).toEqual([2, expect.stringContaining('HERE is this computer')]);
    expect(await line.done('device', 'show', 'HERE')).toMatchObject({ device: { connection: { kind: 'local' } } });
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
    expect(said.out).not.toMatch(/excludedByRule|nameNotPossible/);
    const mistyped = await line.run('device', 'preview', 'OLD-PC', '--user', 'bne');
    expect([mistyped.code, mistyped.out, mistyped.err]).toEqual([
      2,
      '',
      expect.stringContaining('No profile is named “bne”'),
    ]);
  });

  it('[HOST-107] a preview says in words why something is left out, and counts one as one', async () => {
    const drive = join(line.folder, 'c');
    await mkdir(join(drive, 'Users/anna/AppData/Local'), { recursive: true });
    await writeFile(join(drive, 'Users/anna/AppData/Local/a.bin'), 'abc');
    await mkdir(join(drive, 'Users/anna/Desktop'), { recursive: true });
    await writeFile(join(drive, 'Users/anna/Desktop/a.txt'), 'abc');
    await line.done('device', 'create', 'OLD-PC', '--drive', `C:=${drive}`);
    const { out, err } = await line.run('device', 'preview', 'OLD-PC');
    expect(out).toMatch(/^1 +Left out by a rule +user\.not\.AppData +C:\\Users\\anna\\AppData$/m);
    expect(out).toMatch(/^1 file, \d+ folders, 0 links, /m);
    expect(err).not.toMatch(/^0 files|[ \t]+$/m);
  });
});
