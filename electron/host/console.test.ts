import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClient } from '#shared/contract/client';
import type { ClientMessage, ServerMessage } from '#shared/contract/envelope';
import { isAppError } from '#shared/contract/errors';
import { readRunning } from '#core/site/console-lock';
import { memoryLog } from './fakes/host.ts';
import { createConsoleLog } from './console-log.ts';
import type { Console } from './console.ts';
import { openConsole } from './console.ts';
import { createSystemSealer } from './sealing.ts';
import { createMemoryPair } from './transports/memory.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waystation-console-'));
});
afterEach(() => rm(folder, { recursive: true }));

function open(site: string): Promise<Console> {
  return openConsole({ siteDirectory: site, host: 'browser', log: memoryLog() });
}

function connect(console: Console): ReturnType<typeof createClient> {
  const { left, right } = createMemoryPair<ServerMessage, ClientMessage>();
  console.server.connect(left);
  return createClient(right, { build: '0.1.0', onFault: (what) => expect.unreachable(what) });
}

test('[HOST-31] the first start makes the site and its sample, a second is told who has it', async () => {
  const site = join(folder, 'site');
  const first = await open(site);
  expect(first.problem).toBeUndefined();
  const client = connect(first);
  expect(await client.call('site.get', {})).toMatchObject({ code: 'WAY', host: 'browser' });
  await expect.poll(async () => (await client.call('site.get', {})).hasSample, { timeout: 20_000 }).toBe(true);
  first.publish('file:///address');
  expect(readRunning(site)?.address).toBe('file:///address');
  const second = await open(site);
  expect(second.problem?.code).toBe('SITE_IN_USE');
  await second.close();
  expect(readRunning(site)).toBeDefined();
  await first.close();
  expect(readRunning(site)).toBeUndefined();
});

test('[HOST-32] a damaged database is served as that error and left as it is', async () => {
  const site = join(folder, 'site');
  await mkdir(site);
  await writeFile(join(site, 'site.db'), 'this is no database, but it is somebody’s file'.repeat(100));
  const before = await readFile(join(site, 'site.db'));
  const console = await open(site);
  const error: unknown = await connect(console)
    .call('site.get', {})
    .catch((reason: unknown) => reason);
  expect(isAppError(error) && ['STORE_CORRUPT', 'STORE_NOT_A_SITE'].includes(error.code)).toBe(true);
  await console.close();
  expect((await readFile(join(site, 'site.db'))).equals(before)).toBe(true);
});

test('[HOST-33] the log holds message and cause; an unwritable place leaves standard error', async () => {
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  const file = join(folder, 'logs', 'console.log');
  const log = createConsoleLog(file, () => 0, say);
  log.info('quiet');
  log.error('loud (trace abc)', new Error('outer', { cause: new Error('inner') }));
  const text = await readFile(file, 'utf8');
  expect(text).toMatch(/^1970-01-01T00:00:00.000Z info quiet\n.*error loud \(trace abc\)\nError: outer/);
  expect(text).toContain('caused by Error: inner');
  expect(said.join()).not.toContain('quiet');
  await writeFile(join(folder, 'file'), '');
  createConsoleLog(join(folder, 'file', 'console.log'), () => 0, say).info('elsewhere');
  expect(said.join()).toContain('elsewhere');
});

test('[HOST-34] sealed text opens with its key only, whole only, and says nothing of itself', () => {
  const key = new Uint8Array(32).fill(7);
  const sealer = createSystemSealer(key, 'Key ring');
  const sealed = Buffer.from(sealer.seal('Geheim ✓'));
  expect(sealer.unseal(sealed)).toBe('Geheim ✓');
  expect(sealed.includes('Geheim')).toBe(false);
  expect(() => createSystemSealer(new Uint8Array(32), 'x').unseal(sealed)).toThrow();
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  expect(() => sealer.unseal(sealed)).toThrow();
  expect(() => createSystemSealer(new Uint8Array(16), 'x')).toThrow(RangeError);
});
