import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdsText } from '#core/ports/fakes/clear-text';
import { type CommandLine, makeCommandLine } from './fakes/command-line.ts';

let line: CommandLine;
beforeEach(async () => {
  line = await makeCommandLine();
});
afterEach(() => line.remove());

interface Listed {
  sequences: { packageId: string; name: string; enabled: boolean; folderId: string | null; description: string }[];
}
const listed = async (...options: string[]): Promise<Listed['sequences']> =>
  ((await line.done('sequence', 'list', ...options)) as Listed).sequences;

/** Two empty task sequences and the folders `User state` and `User state/Old`. */
async function makeSome(): Promise<void> {
  await line.done('sequence', 'create', 'One', '--description', 'first');
  await line.done('sequence', 'create', 'Two');
  await line.done('folder', 'create', 'User state');
  await line.done('folder', 'create', 'User state/Old');
}

describe('the comment of an export', () => {
  it('[HOST-295] is shown with the sequence that came with it', async () => {
    await makeSome();
    const zip = join(line.folder, 'said.zip');
    await line.done('sequence', 'export', 'WAY00001', '--out', zip, '--comment', 'For the lab');
    await line.done('sequence', 'import', zip);
    expect((await line.run('sequence', 'show', 'WAY00003')).out).toMatch(/^Administrator comments +For the lab$/m);
    expect((await line.run('sequence', 'show', 'WAY00001')).out).not.toContain('Administrator');
  });
});

describe('what an import says of a sequence', () => {
  it('[XFER-130] stands below its line: what was not taken, what was changed, and who has its name already', async () => {
    await line.done('sequence', 'create', 'Deploy');
    const file = join(line.folder, 'ts.xml');
    const variable = '<variable name="OSDProductKey" property="ProductKey">AAAAA-BBBBB</variable>';
    const step = `<step type="SMS_TaskSequence_ApplyWindowsSettingsAction" name="Set"><action>osdwinsettings.exe</action><defaultVarList>${variable}</defaultVarList></step>`;
    await writeFile(file, `<sequence version="3.00" name="Deploy">${step}</sequence>`);
    const said = await line.run('sequence', 'import', file);
    expect(said.code).toBe(0);
    expect(said.out.split('\n')).toEqual([
      `WAY00002  Deploy  (${file})`,
      '  1 password or key was moved to the secret store of this site.',
      '  The site has another task sequence of this name: WAY00001.',
      '',
    ]);
  });
});

describe('values that are not displayed', () => {
  it.each(['TRUE', '1', ' true ', 'yes'])('[XFER-52] %j: no command writes one', async (flag) => {
    const variable = (name: string, value: string) => `<variable name="${name}" property="${name}">${value}</variable>`;
    const list = variable('DoNotShowVariableValue', flag) + variable('VariableValue', 'Op3n-Sesame');
    const file = join(line.folder, 'hidden.xml');
    const action = `<action>tsenv.exe "Key=Op3n-Sesame" /hiddenflag:${flag}</action>`;
    await writeFile(
      file,
      `<sequence version="3.10"><step type="SMS_TaskSequence_SetVariableAction" name="Set" description="">${action}<defaultVarList>${list}</defaultVarList></step></sequence>`,
    );
    const zip = join(line.folder, 'out.zip');
    const said = [
      await line.run('sequence', 'import', file),
      await line.run('sequence', 'print', 'WAY00001'),
      await line.run('sequence', 'show', 'WAY00001', '--json'),
      await line.run('sequence', 'export', 'WAY00001', '--out', zip),
    ];
    expect(said.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(said.map(({ out, err }) => out + err).join()).not.toContain('Op3n-Sesame');
    expect(holdsText(await readFile(zip), 'Op3n-Sesame')).toBe(false);
  });
});

describe('task sequences', () => {
  it('[HOST-73] are made, copied and renamed', async () => {
    expect(await line.done('sequence', 'create', ' One ', '--description', 'first')).toEqual({
      packageId: 'WAY00001',
      name: 'One',
    });
    expect(await line.done('sequence', 'copy', 'way00001')).toEqual({ packageId: 'WAY00002', name: 'One - Copy' });
    await line.done('sequence', 'set', 'WAY00002', '--name', 'Two');
    await line.done('sequence', 'set', 'WAY00001', '--description', '');
    expect(await listed()).toMatchObject([
      { packageId: 'WAY00001', name: 'One', description: '' },
      { packageId: 'WAY00002', name: 'Two', description: 'first' },
    ]);
    const nothing = await line.run('sequence', 'set', 'WAY00001');
    expect([nothing.code, nothing.err.split('\n')[0]]).toEqual([2, 'Say what to change: --name, --description.']);
    for (const words of [
      ['create', ' '],
      ['set', 'WAY00001', '--name', ''],
      ['copy', 'ONE'],
    ]) {
      expect((await line.run('sequence', ...words)).code).toBe(2);
    }
  });

  it('[HOST-73] are disabled and enabled, all of them or none', async () => {
    await makeSome();
    const said = await line.run('sequence', 'disable', 'WAY00001', 'WAY00002', 'WAY00001');
    expect([said.code, said.out]).toEqual([0, 'Disabled WAY00001, WAY00002.\n']);
    expect((await line.run('sequence', 'list')).out).toMatch(/^WAY00001 .* disabled .*One$/m);
    expect((await line.run('sequence', 'enable', 'WAY00001', 'WAY00009')).code).toBe(1);
    expect((await listed()).map(({ enabled }) => enabled)).toEqual([false, false]);
    expect(await line.done('sequence', 'enable', 'WAY00002')).toEqual({ packageIds: ['WAY00002'], enabled: true });
    expect((await listed()).map(({ enabled }) => enabled)).toEqual([false, true]);
  });

  it('[HOST-73] are deleted and taken back with the very words of the answer', async () => {
    await makeSome();
    const { out } = await line.run('sequence', 'delete', 'WAY00001', 'WAY00002');
    expect(out).toBe(
      'Deleted WAY00001, WAY00002. For 30 days “waystation sequence undelete WAY00001 WAY00002” takes it back.\n',
    );
    expect([await listed(), (await listed('--deleted')).length]).toEqual([[], 2]);
    expect((await line.run('sequence', 'delete', 'WAY00001')).code).toBe(1);
    expect(await line.done('sequence', 'undelete', 'WAY00001', 'WAY00002')).toEqual({
      packageIds: ['WAY00001', 'WAY00002'],
      deleted: false,
    });
    expect((await listed()).map(({ name }) => name)).toEqual(['One', 'Two']);
  });
});

describe('Ctrl+C', () => {
  it('[HOST-82] ends an import and an export before anything is taken or written', async () => {
    await makeSome();
    const [xml, zip] = [join(line.folder, 'three.xml'), join(line.folder, 'one.zip')];
    await writeFile(xml, '<sequence version="3.10"></sequence>');
    for (const words of [
      ['import', xml],
      ['export', 'WAY00001', '--out', zip],
    ]) {
      const said = await line.runCancelled('sequence', ...words);
      expect([said.code, said.out]).toEqual([130, '']);
    }
    expect([(await listed()).length, existsSync(zip)]).toEqual([2, false]);
  });
});

describe('folders', () => {
  it('[HOST-74] are named by their paths without regard to case, and take what is moved, made and imported', async () => {
    await makeSome();
    await writeFile(join(line.folder, 'three.xml'), '<sequence version="3.10"></sequence>');
    expect(await line.done('sequence', 'move', 'WAY00001', 'WAY00002', '--folder', 'user STATE/old')).toEqual({
      packageIds: ['WAY00001', 'WAY00002'],
      folder: 'User state/Old',
    });
    await line.done('sequence', 'create', 'Four', '--folder', '/User state/');
    await line.done('sequence', 'import', join(line.folder, 'three.xml'), '--folder', 'User state\\Old');
    await line.done('sequence', 'move', 'WAY00001', '--top');
    expect(await line.done('folder', 'list')).toMatchObject({
      folders: [
        { path: 'User state', taskSequences: 1 },
        { path: 'User state/Old', taskSequences: 2 },
      ],
    });
    expect((await line.run('folder', 'list')).out).toBe(
      'Path            Task sequences\nUser state      1\nUser state/Old  2\n',
    );
    expect((await line.run('sequence', 'list')).out).toMatch(/User state\/Old +Two$/m);
    const nowhere = await line.run('sequence', 'move', 'WAY00001');
    expect([nowhere.code, nowhere.err.split('\n')[0]]).toEqual([2, 'Say where to: --folder PATH, or --top.']);
  });

  it('[HOST-74] are renamed, moved and deleted when they are empty', async () => {
    await makeSome();
    await line.done('sequence', 'move', 'WAY00001', '--folder', 'User state/Old');
    expect(await line.done('folder', 'rename', 'user state/old', 'Older')).toMatchObject({ path: 'User state/Older' });
    expect(await line.done('folder', 'move', 'User state/Older', '--top')).toMatchObject({ path: 'Older' });
    expect(await line.done('folder', 'move', 'User state', '--folder', 'Older')).toMatchObject({
      path: 'Older/User state',
    });
    const full = await line.run('folder', 'delete', 'Older');
    expect([full.code, full.err]).toEqual([1, expect.stringContaining('(FOLDER_NOT_EMPTY)')]);
    const taken = await line.run('folder', 'create', 'older');
    expect([taken.code, taken.err]).toEqual([1, expect.stringContaining('(NAME_TAKEN)')]);
    expect((await line.run('folder', 'move', 'Older', '--folder', 'Older/User state')).code).toBe(2);
    expect((await line.run('folder', 'create', 'None/New')).err).toContain('There is no folder “None”.');
    expect((await line.run('folder', 'create', '/')).code).toBe(2);
    expect((await line.run('folder', 'move', 'Older')).code).toBe(2);
    expect(await line.done('folder', 'delete', 'Older/User state')).toEqual({ deleted: 'Older/User state' });
  });

  it('[HOST-74] two folders of one path are not guessed between', async () => {
    await makeSome();
    await line.done('folder', 'create', 'Plain');
    await line.done('folder', 'rename', 'Plain', 'User state/Old');
    const said = await line.run('folder', 'delete', 'User state/Old');
    expect([said.code, said.err]).toEqual([2, expect.stringContaining('Two folders have the path “User state/Old”')]);
  });
});
