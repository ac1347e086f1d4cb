import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allCommands } from './all-commands.ts';
import { type CommandLine, makeCommandLine } from './fakes/command-line.ts';

let line: CommandLine;
beforeAll(async () => {
  line = await makeCommandLine();
});
afterAll(() => line.remove());

describe('what a verb takes', () => {
  it('[HOST-70] an option of another verb is refused with the usage line', async () => {
    expect(await line.run('device', 'list', '--folder', 'x')).toMatchObject({
      code: 2,
      out: '',
      err: '“device list” has no option --folder.\nUsage: waystation device list\n',
    });
  });

  it.each([
    [['device', 'create', 'PC', '--mac'], '--mac needs a value.'],
    [['device', 'create', 'PC', '--mac', '--json'], '--mac needs a value.'],
    [['device', 'create', 'PC', '--allow-host-commands=yes'], '--allow-host-commands takes no value.'],
    [['device', 'create', 'PC', '--mac', '1', '--mac', '2'], '--mac is given twice.'],
    [['device', 'create'], '“device create” needs more words than that.'],
    [['device', 'create', 'PC', 'Two'], '“Two” is one word too many for “device create”.'],
    [['sequence', 'move', 'WAY00001', '--top', '--folder', 'x'], '--folder and --top exclude each other.'],
    [['device', 'create', 'PC', '--environment', 'DOS'], '--environment is one of FullOS, WinPE; it cannot be “DOS”.'],
    [['smp', 'create', 'P', '--folder', 'x', '--keep', '0'], '--keep is a number from 1 to 365; it cannot be “0”.'],
  ])('[HOST-70] %j: %s', async (words, sentence) => {
    const { code, err } = await line.run(...words);
    const [area = '', verb = ''] = words;
    expect([code, err.split('\n')[0]?.startsWith(sentence)]).toEqual([2, true]);
    expect(err).toContain(`\nUsage: waystation ${area} ${verb}`);
  });

  it('[HOST-70] a value that begins with a hyphen is taken after an equals sign', async () => {
    await line.done('device', 'create', 'Hyphen', '--description=-old-');
    expect(await line.done('device', 'show', 'Hyphen')).toMatchObject({ device: { description: '-old-' } });
  });

  it('[HOST-70] a name has a value in every verb that knows it, or in none, and is in its usage line', () => {
    const types = new Map<string, string>();
    for (const { options = {}, usage } of Object.values(allCommands)) {
      for (const [name, { type }] of Object.entries(options)) {
        expect([name, type]).toEqual([name, types.get(name) ?? type]);
        types.set(name, type);
        expect(usage).toContain(`--${name}`);
      }
    }
  });
});

describe('help', () => {
  it('[HOST-71] an area lists its verbs, with --help as an answer and without a verb as wrong use', async () => {
    const asked = await line.run('smp', '--help');
    expect([asked.code, asked.err]).toEqual([0, '']);
    expect(asked.out.match(/^ {2}smp \w+/gm)).toEqual(
      ['list', 'show', 'create', 'set', 'delete'].map((verb) => `  smp ${verb}`),
    );
    const none = await line.run('smp');
    expect([none.code, none.out]).toEqual([2, '']);
    expect(none.err).toBe(`Say what to do with “smp”.\n\n${asked.out}`);
    const unknown = await line.run('smp', 'frob');
    expect([unknown.code, unknown.err]).toEqual([2, `“smp” has no verb “frob”. It has these:\n\n${asked.out}`]);
  });

  it('[HOST-71] an unknown area lists the areas, and so does no word at all', async () => {
    const unknown = await line.run('frob', 'list');
    expect([unknown.code, unknown.err.split('\n')[0]]).toEqual([2, '“frob” is not an area.']);
    const areas = [...new Set(Object.keys(allCommands).map((name) => name.split(' ')[0]))];
    for (const said of [unknown.err, (await line.run()).err, (await line.run('--help')).out]) {
      expect([...said.matchAll(/^ {2}(\w+) {2}/gm)].map(([, area]) => area)).toEqual(areas);
    }
  });

  it('[HOST-71] one verb is explained', async () => {
    const { code, out } = await line.run('device', 'check', '--help');
    expect([code, out.split('\n')[0]]).toEqual([0, '  device check NAME']);
  });
});

describe('JSON', () => {
  it.each(['run start', 'variable set', 'run', 'variable'])(
    '[HOST-284] of what gives values to sequences says that they act in the shell: %s',
    async (words) => {
      const { code, out } = await line.run(...words.split(' '), '--help');
      expect(code).toBe(0);
      for (const said of ['act in the shell', '%NAME%', '"$NAME" in sh', '$env:NAME', '!NAME!']) {
        expect(out).toContain(said);
      }
    },
  );

  it('[HOST-72] an error, wrong use and help are one JSON document each', async () => {
    const refused = await line.run('device', 'show', 'PC-9', '--json');
    expect([refused.code, refused.json()]).toEqual([
      1,
      {
        error: {
          code: 'DEVICE_NOT_FOUND',
          details: { name: 'PC-9' },
          sentence: 'The device PC-9 does not exist.',
          remedy: '“waystation device list” shows the devices.',
        },
      },
    ]);
    const wrong = await line.run('device', 'show', '--json');
    expect([wrong.code, wrong.json()]).toEqual([
      2,
      {
        error: {
          code: 'INVALID_INPUT',
          details: {},
          sentence: '“device show” needs more words than that.',
          remedy: 'Usage: waystation device show NAME',
        },
      },
    ]);
    expect((await line.run('setting', '--help', '--json')).json()).toMatchObject({
      commands: [{ usage: 'setting list' }, { usage: 'setting set NAME=VALUE…' }],
    });
  });
});

describe('what does not exist', () => {
  it.each([
    [['sequence', 'show', 'WAY00009'], 'SEQUENCE_NOT_FOUND', 'sequence list'],
    [['sequence', 'enable', 'WAY00009'], 'SEQUENCE_NOT_FOUND', 'sequence list'],
    [['sequence', 'create', 'X', '--folder', 'No'], 'FOLDER_NOT_FOUND', 'folder list'],
    [['folder', 'delete', 'No'], 'FOLDER_NOT_FOUND', 'folder list'],
    [['device', 'set', 'No', '--description', 'x'], 'DEVICE_NOT_FOUND', 'device list'],
    [['variable', 'list', 'No'], 'DEVICE_NOT_FOUND', 'device list'],
    [['association', 'create', 'No', 'Nor'], 'DEVICE_NOT_FOUND', 'device list'],
    [['smp', 'delete', 'No'], 'MIGRATION_POINT_NOT_FOUND', 'smp list'],
    [['state', 'delete', 'abcd', '--yes'], 'NOT_FOUND', 'state list'],
    [['run', 'show', '9'], 'RUN_NOT_FOUND', 'run list'],
  ])('[HOST-80] %j is %s, and “%s” shows what there is', async (words, code, verb) => {
    const said = await line.run(...words);
    expect([said.code, said.out]).toEqual([1, '']);
    expect(said.err).toContain(`“waystation ${verb}”`);
    expect(said.err).toContain(`(${code})`);
  });
});

describe('settings', () => {
  it('[HOST-81] choices are listed and made, and what is no choice changes nothing', async () => {
    await line.done('setting', 'set', 'theme=dark', 'RAILLABELS=false');
    const wrong = await line.run('setting', 'set', 'openAction=edit', 'theme=pink');
    expect([wrong.code, wrong.err.split('\n')[0]]).toEqual([
      2,
      'theme is one of system, light, dark; it cannot be “pink”.',
    ]);
    expect((await line.run('setting', 'set', 'colour=red')).err).toContain('There is no setting “colour”');
    expect(await line.done('setting', 'list')).toMatchObject({
      settings: { theme: 'dark', railLabels: false, openAction: 'view' },
    });
    expect((await line.run('setting', 'list')).out).toMatch(/^theme +dark +system, light, dark$/m);
  });
});
