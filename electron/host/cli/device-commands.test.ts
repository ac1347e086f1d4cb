import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CommandLine, makeCommandLine } from './fakes/command-line.ts';

let line: CommandLine;
let drive: string;
beforeEach(async () => {
  line = await makeCommandLine();
  drive = join(line.folder, 'c');
  await mkdir(join(drive, 'Users', 'anna'), { recursive: true });
});
afterEach(() => line.remove());

describe('devices', () => {
  it('[HOST-75] are made with what the options say', async () => {
    const made = await line.done(
      ...['device', 'create', 'OLD-PC', '--drive', `c:=${drive}`, '--drive', 'D=relative'],
      ...['--description', 'Lab', '--environment', 'winpe', '--allow-host-commands'],
      ...['--mac', '3c-52-82-1a-09-c4', '--guid', '4c4c454400423510 8052b4c04f4a3132'],
    );
    expect(made).toMatchObject({
      device: {
        name: 'OLD-PC',
        description: 'Lab',
        environment: 'WinPE',
        allowHostCommands: true,
        macAddress: '3C:52:82:1A:09:C4',
        smbiosGuid: '4C4C4544-0042-3510-8052-B4C04F4A3132',
        connection: { kind: 'folder', drives: { 'C:': drive, 'D:': join(process.cwd(), 'relative') } },
        variables: [],
      },
    });
    expect(await line.done('device', 'show', 'old-pc')).toEqual(made);
    expect((await line.run('device', 'list')).out).toMatch(/^OLD-PC +folder +WinPE +C: .* D: /m);
    const shown = (await line.run('device', 'show', 'old-pc')).out;
    expect(shown).toMatch(/^Drive C: +\S.*[\\/]c$/m);
    const again = await line.run('device', 'create', 'Old-Pc');
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('(DEVICE_NAME_TAKEN)')]);
  });

  it('[HOST-75] of which nothing is said have no connection and allow no commands', async () => {
    expect(await line.done('device', 'create', 'BARE')).toMatchObject({
      device: { connection: { kind: 'none' }, allowHostCommands: false, environment: 'FullOS', description: '' },
    });
  });

  it.each([
    [['a/b'], '(NAME_INVALID)'],
    [['PC', '--drive', 'CC:=x'], '“CC:” is not a drive letter'],
    [['PC', '--drive', 'C:'], '“C:” is not NAME=VALUE.'],
    [['PC', '--mac', '12'], '--mac cannot be “12”.'],
    [['PC', '--guid', '12'], '--guid cannot be “12”.'],
  ])('[HOST-75] %j makes none: %s', async (words, sentence) => {
    const said = await line.run('device', 'create', ...words);
    expect([said.code, said.err]).toEqual([2, expect.stringContaining(sentence)]);
    expect(await line.done('device', 'list')).toEqual({ devices: [] });
  });

  it('[HOST-75] keep what a change does not name', async () => {
    await line.done(
      'device',
      'create',
      'PC',
      '--drive',
      `C:=${drive}`,
      '--description',
      'Lab',
      '--allow-host-commands',
    );
    await line.done('device', 'set', 'pc', '--rename', 'PC-2', '--drive', 'D:=/d');
    expect(await line.done('device', 'set', 'PC-2', '--deny-host-commands', '--drive', 'C:=')).toMatchObject({
      device: {
        name: 'PC-2',
        description: 'Lab',
        allowHostCommands: false,
        connection: { kind: 'folder', drives: { 'D:': resolve('/d') } },
      },
    });
    expect(await line.done('device', 'set', 'PC-2', '--drive', 'd:=')).toMatchObject({
      device: { connection: { kind: 'none' } },
    });
    const nothing = await line.run('device', 'set', 'PC-2');
    expect([nothing.code, nothing.err.split('\n')[0]]).toEqual([2, 'Say what to change.']);
    const both = await line.run('device', 'set', 'PC-2', '--allow-host-commands', '--deny-host-commands');
    expect(both.code).toBe(2);
  });

  it('[HOST-75] are checked: every drive with its state and profiles, exit code 3 when one cannot be used', async () => {
    await writeFile(join(line.folder, 'file'), '');
    const made = await line.run(
      'device',
      'create',
      'PC',
      '--drive',
      `C:=${drive}`,
      '--drive',
      `D:=${join(line.folder, 'file')}`,
    );
    expect([made.code, made.err]).toEqual([
      0,
      `Drive D: is not usable yet: ${join(line.folder, 'file')}: This is not a folder.\n`,
    ]);
    const bad = await line.run('device', 'check', 'PC', '--json');
    expect([bad.code, bad.json()]).toEqual([
      3,
      {
        name: 'PC',
        drives: [
          { drive: 'C:', path: drive, state: 'usable', profiles: ['anna'] },
          { drive: 'D:', path: join(line.folder, 'file'), state: 'not-a-folder', profiles: [] },
        ],
      },
    ]);
    await line.done('device', 'set', 'PC', '--drive', 'D:=');
    const good = await line.run('device', 'check', 'PC');
    expect([good.code, good.out]).toEqual([0, expect.stringMatching(/^C: .* Usable +anna$/m)]);
    await line.done('device', 'set', 'PC', '--drive', 'C:=');
    const none = await line.run('device', 'check', 'PC');
    expect([none.code, none.out]).toEqual([3, 'PC has no drives to check: nothing can run on it.\n']);
  });

  it('[HOST-75] that an association names stay, all of them, and the answer says which', async () => {
    for (const name of ['A', 'B', 'C']) await line.done('device', 'create', name);
    await line.done('association', 'create', 'A', 'B');
    const kept = await line.run('device', 'delete', 'C', 'a');
    expect([kept.code, kept.err]).toEqual([
      1,
      'Nothing was deleted: there are computer associations from A to B.\n' +
        'Add --with-associations to delete them as well, or delete them first, as in ' +
        '“waystation association delete A B”.\n(ASSOCIATION_EXISTS)\n',
    ]);
    expect(await line.done('device', 'delete', 'C', 'a', 'A', '--with-associations')).toEqual({ deleted: ['C', 'A'] });
    expect(await line.done('association', 'list')).toEqual({ associations: [] });
    expect(await line.done('device', 'list')).toMatchObject({ devices: [{ name: 'B' }] });
  });
});

const secret = 'correct horse';

describe('variables of a device', () => {
  beforeEach(() => line.done('device', 'create', 'PC'));

  it('[HOST-76] are set, listed and deleted', async () => {
    const set = await line.done('variable', 'set', 'pc', 'One=1', 'Two=a=b');
    const variables = [
      { name: 'One', value: '1', isSecret: false },
      { name: 'Two', value: 'a=b', isSecret: false },
    ];
    expect(set).toEqual({ device: 'PC', variables });
    expect(await line.done('variable', 'list', 'PC')).toEqual(set);
    const unknown = await line.run('variable', 'delete', 'PC', 'One', 'Three');
    expect([unknown.code, unknown.err.split('\n')[0]]).toEqual([1, 'PC has no variable “Three”. Nothing was deleted.']);
    expect(await line.done('variable', 'delete', 'PC', 'ONE')).toEqual({ device: 'PC', variables: [variables[1]] });
    expect((await line.run('variable', 'delete', 'PC', 'Two')).out).toBe('No variable is set on PC.\n');
  });

  it.each([[['1a=2', 'Good=1']], [['Good=1', '1a=2']], [['Good']], [['=1']], [['Good=1', 'GOOD=2']], [[]]])(
    '[HOST-76] %j sets nothing at all',
    async (words) => {
      expect((await line.run('variable', 'set', 'PC', ...words)).code).toBe(2);
      expect(await line.done('variable', 'list', 'PC')).toEqual({ device: 'PC', variables: [] });
    },
  );

  it('[HOST-76] with a secret value take it from standard input and show it nowhere', async () => {
    const said = [
      await line.runWith(
        `${secret}\nanother\n`,
        'variable',
        'set',
        'PC',
        'Plain=1',
        '--secret',
        'Pw',
        '--secret',
        'Key',
      ),
      await line.run('variable', 'list', 'PC'),
      await line.run('device', 'show', 'PC'),
      await line.run('device', 'list', '--json'),
    ];
    expect(said.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    for (const { out, err } of said) expect(out + err).not.toMatch(new RegExp(`${secret}|another`));
    expect(said[1]?.out).toMatch(/^Key +\(hidden\)\nPlain +1\nPw +\(hidden\)$/m);
    expect(await line.done('variable', 'list', 'PC')).toMatchObject({
      variables: [{ name: 'Key', value: null, isSecret: true }, { name: 'Plain' }, { name: 'Pw', isSecret: true }],
    });
  });

  it('[HOST-76] that are secret are not overwritten openly, and no line is no value', async () => {
    await line.runWith(secret, 'variable', 'set', 'PC', '--secret', 'Pw');
    const open = await line.run('variable', 'set', 'PC', 'pw=1');
    expect([open.code, open.err.split('\n')[0]]).toEqual([
      2,
      'Pw of PC is secret. Give its new value with --secret Pw, or delete it first.',
    ]);
    for (const input of ['', '\n']) {
      const none = await line.runWith(input, 'variable', 'set', 'PC', 'Other=1', '--secret', 'Pw');
      expect([none.code, none.err.split('\n')[0]]).toEqual([2, 'Standard input has no line with the value of Pw.']);
    }
    expect(await line.done('variable', 'list', 'PC')).toMatchObject({ variables: [{ name: 'Pw', isSecret: true }] });
  });
});
