import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readRunning } from '#core/site/console-lock';
import { makeSite } from './cli/session.ts';

const main = fileURLToPath(new URL('./web-host.ts', import.meta.url));

let folder: string;
let site: string;
let host: ChildProcess;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waystation-host-'));
  site = join(folder, 'site');
  await makeSite(site, 'WAY', 'Lab');
  host = fork(main, ['--site', site], { stdio: 'ignore', execArgv: ['--conditions=source'] });
  await once(host, 'message');
}, 60_000);
afterEach(async () => {
  if (host.exitCode === null && host.signalCode === null) {
    host.kill('SIGKILL');
    await once(host, 'exit');
  }
  await rm(folder, { recursive: true, maxRetries: 10 });
});

/** What shows in the site folder that a console is open. */
const traces = (): string[] => readdirSync(site).filter((name) => /^(console[.-]|site\.db-)/.test(name));

const ways: readonly (readonly [string, () => void])[] = [
  ['its starter goes away', () => host.disconnect()],
  ...(['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map(
    (signal) => [`it hears ${signal}`, () => void host.kill(signal)] as const,
  ),
];
/** On Windows a signal that is sent, other than one that a console raises, ends a process at once. */
const waysHere = process.platform === 'win32' ? ways.slice(0, 1) : ways;

it.each(waysHere)(
  '[HOST-91] the web host ends cleanly when %s',
  async (_when, end) => {
    expect(traces()).toContain('console.lock');
    end();
    expect(await once(host, 'exit')).toEqual([0, null]);
    expect(traces()).toEqual([]);
  },
  60_000,
);

it('[HOST-94] after a hard end the site opens again, by the number and start of its process', async () => {
  host.kill('SIGKILL');
  await once(host, 'exit');
  expect(existsSync(join(site, 'console.lock'))).toBe(true);
  expect(readRunning(site)).toBeUndefined();
  host = fork(main, ['--site', site], { stdio: 'ignore', execArgv: ['--conditions=source'] });
  await once(host, 'message');
  expect(readRunning(site)?.pid).toBe(host.pid);
}, 60_000);
