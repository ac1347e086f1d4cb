import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CommandLine, makeCommandLine } from './fakes/command-line.ts';

let line: CommandLine;
beforeEach(async () => {
  line = await makeCommandLine();
});
afterEach(() => line.remove());

// Not only of ASCII: XML holds those of Latin-1 and those that turn the direction.
const name = 'Deploy\u009b31m\u202etxt.exe';
const shown = String.raw`Deploy\x9B31m\u202Etxt.exe`;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const acting = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

it('[HOST-262] names that a file brings are written with their control characters shown, by every verb', async () => {
  const file = join(line.folder, 'a.xml');
  writeFileSync(file, `<sequence version="3.10" name="${name}"><group name="${name}"/></sequence>`);
  const { imported } = (await line.done('sequence', 'import', file)) as { imported: { packageId: string }[] };
  const id = imported[0]?.packageId ?? '';
  await line.done('device', 'create', 'LAB', '--drive', `C:=${line.folder}`);
  const verbs = [
    ['sequence', 'list'],
    ['sequence', 'show', id],
    ['run', 'start', id, '--device', 'LAB'],
    ['run', 'list'],
    ['run', 'show', '1'],
    ['run', 'log', '1'],
  ];
  for (const verb of verbs) {
    const said = await line.run(...verb);
    expect([verb, said.out + said.err]).toEqual([verb, expect.stringContaining(shown)]);
    expect(said.out + said.err).not.toMatch(acting);
  }
});

it('[HOST-262] a name that was typed cannot act on the terminal by the refusal of it', async () => {
  const typed = 'no\u001b[2Jsuch\ndevice';
  const said = await line.run('device', 'show', typed);
  expect(said.err).toContain(String.raw`no\x1B[2Jsuch\x0Adevice`);
  expect(said.err).not.toMatch(acting);
});

it('[HOST-262] JSON has them as escapes, with the value unchanged', async () => {
  const folder = join(line.folder, 'odd\u009bfolder');
  mkdirSync(folder);
  const said = await line.run('device', 'create', 'LAB', '--drive', `C:=${folder}`, '--json');
  expect(said.out).not.toMatch(acting);
  expect(JSON.stringify(said.json())).toContain('odd\u009bfolder');
});
