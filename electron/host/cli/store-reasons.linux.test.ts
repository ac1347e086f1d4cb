import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CommandLine, makeCommandLine } from './fakes/command-line.ts';

// Links that anybody may make.
let line: CommandLine;
const profile = ['old', 'Users', 'Anna'];

beforeAll(async () => {
  line = await makeCommandLine();
  await line.done('site', 'sample');
  const [old, fresh] = [join(line.folder, 'old'), join(line.folder, 'new')];
  mkdirSync(join(line.folder, ...profile, 'Documents'), { recursive: true });
  mkdirSync(fresh);
  writeFileSync(join(line.folder, ...profile, 'Documents', 'a.txt'), 'a');
  for (const [name, target] of [
    ['Music', '/nowhere'],
    ['Documents/plan', '../../../plans'],
    ['Documents/budget', '../../../budget'],
  ] as const) {
    symlinkSync(target, join(line.folder, ...profile, name));
  }
  await line.done('device', 'create', 'A', '--drive', `C:=${old}`);
  await line.done('device', 'create', 'B', '--drive', `C:=${fresh}`);
  await line.done('association', 'create', 'A', 'B');
  await line.run('run', 'start', 'WAY00001', '--device', 'A');
}, 60_000);
afterAll(() => line.remove());

async function shown(): Promise<string> {
  const { stateStores } = (await line.done('state', 'list')) as { stateStores: { id: string }[] };
  return (await line.run('state', 'show', stateStores[0]?.id ?? '')).out;
}

it('[HOST-310] `state show` says why each file is missing, after the capture and after the restore', async () => {
  const why = 'it is a link that leads out of the drives of the device, or to no folder';
  expect(await shown()).toContain(`Missing: C:\\Users\\Anna\\Music (Cannot be read: ${why})\n`);
  await line.run('run', 'start', 'WAY00002', '--device', 'B');
  expect(await shown()).toContain(`Missing: C:\\Users\\Anna\\Music (Could not be captured: ${why}). `);
});

it('[HOST-311] `state show` says how many links were not made again', async () => {
  expect(await shown()).toContain('\n2 links were recorded at capture and not made again.\n');
});
