import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asOrdinaryUser, leaveOutUnlessOrdinary } from '#core/ports/fakes/ordinary-user';
import { type CommandLine, makeCommandLine } from './fakes/command-line.ts';

// Bits of a mode, and a person who is held to them.
let line: CommandLine;
beforeAll(async () => {
  line = await makeCommandLine();
  await line.done('site', 'sample');
  await line.done('run', 'start', 'WAY00001', '--device', 'OLD-PC');
}, 60_000);
afterAll(() => line.remove());

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

function asPerson(...given: string[]): ReturnType<typeof spawnSync> {
  const command = [process.execPath, '--conditions=source', main, ...given, '--site', line.siteDirectory];
  const { program, words } = asOrdinaryUser(command);
  return spawnSync(program, words, { encoding: 'utf8' });
}

it('[MIG-175] a deletion that is refused is told in words, and the store is what it was', async (context) => {
  leaveOutUnlessOrdinary(context);
  const listed = (await line.done('state', 'list')) as { stateStores: { id: string; path: string; state: string }[] };
  const [store] = listed.stateStores;
  if (store === undefined) throw new Error('The sample captured nothing.');
  chmodSync(dirname(store.path), 0o555);
  const { status, stderr } = asPerson('state', 'delete', store.id, '--yes');
  chmodSync(dirname(store.path), 0o700);
  expect([status, stderr]).toEqual([
    1,
    `The state store in ${store.path} could not be deleted, because of ${store.path}: access is denied (EACCES).\n` +
      'Nothing of it was removed, and it is what it was. Give yourself access to it, then try again.\n(STATE_STORE_NOT_DELETED)\n',
  ]);
  expect(await line.done('state', 'list')).toEqual(listed);
  expect(await line.done('state', 'verify', store.id)).toMatchObject({ verify: { isSound: true } });
  await line.done('state', 'delete', store.id, '--yes');
  expect(existsSync(store.path)).toBe(false);
});
