import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { WebSocket } from 'ws';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readRunning } from '#core/site/console-lock';
import { portFromWebSocket } from '#host/transports/websocket';
import { readOpenArguments } from '#host/windows/opening';
import { createClient } from '#shared/contract/client';
import type { ClientMessage, Port } from '#shared/contract/envelope';
import { buildStale } from '../scripts/build-stale.ts';
import { projectRoot } from '../scripts/bundle.ts';
import { isWindows, leaveOutOnWindows, reasons } from '#core/ports/fakes/on-windows';
import { listTree, makeApp } from './windows-tree.ts';

/** The one file whose tests need the bundles: two at once would build them into each other. */
beforeAll(() => buildStale(['hosts']), 60_000);

async function openSession(folder: string): Promise<Port<ClientMessage, unknown>> {
  const page = await readFile(join(folder, 'console-address.html'), 'utf8');
  const origin = /action="(http:[^"]+)\/session"/.exec(page)?.[1] ?? '';
  const secret = /name="secret" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const answer = await fetch(`${origin}/session`, {
    method: 'POST',
    body: new URLSearchParams({ secret }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/connection`, { headers: { cookie, origin } });
  await once(socket, 'open');
  const token = /content="([^"]+)"/.exec(await answer.text())?.[1] ?? '';
  const port = portFromWebSocket<ClientMessage, unknown>(socket);
  return { ...port, send: (message) => port.send(message.t === 'hello' ? { ...message, token } : message) };
}

test('[PACK-6] the bundled web host makes the sample, serves it and ends cleanly on SIGTERM', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'waystation-bundle-'));
  const host = fork(join(projectRoot, 'out/web/web-host.js'), ['--site', folder], { silent: true, execArgv: [] });
  try {
    let complaints = '';
    host.stderr?.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    await once(host, 'message');
    const client = createClient(await openSession(folder), {
      build: '0.1.0',
      onFault: (what) => expect.unreachable(what),
    });
    await expect.poll(async () => (await client.call('site.get', {})).hasSample, { timeout: 20_000 }).toBe(true);
    const { total } = await client.call('sequence.list', {});
    expect(total).toBeGreaterThan(0);
    host.kill('SIGTERM');
    // Windows knows no signals: there a process that is told to end is ended.
    expect(await once(host, 'exit')).toEqual(isWindows ? [null, 'SIGTERM'] : [0, null]);
    expect(complaints).toBe('');
  } finally {
    host.kill('SIGKILL');
    await rm(folder, { recursive: true });
  }
});

test('[PACK-20] a bundle asks for nothing beside it but what has a binary', () => {
  // `ws` looks for the last two and does without them.
  const known = ['better-sqlite3', 'electron', 'fswin', 'koffi', 'native-reg', 'bufferutil', 'utf-8-validate'];
  const asked = globSync('out/{app,web}/*.{js,cjs}', { cwd: projectRoot }).flatMap((file) => {
    const text = readFileSync(join(projectRoot, file), 'utf8');
    const names = [
      ...text.matchAll(/^(?:import|export)\b.*?"([^"]+)";$|\b(?:__)?require\("([^"]+)"\)|\.url\)\("([^"]+)"\)/gm),
    ];
    return names.map(([, imported, required, made]) => ({ file, name: imported ?? required ?? made ?? '' }));
  });
  expect(asked.some(({ name }) => name === 'better-sqlite3')).toBe(true);
  const foreign = asked.filter(({ name }) => !name.startsWith('.') && !isBuiltin(name) && !known.includes(name));
  expect(foreign).toEqual([]);
});

describe('the opener and the tree of a package', () => {
  const opener = join(projectRoot, 'out/web/open.js');
  let folder: string;
  let site: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'waystation-opening-'));
    site = join(folder, 'a site');
  });
  afterEach(async () => {
    const running = existsSync(site) ? readRunning(site) : undefined;
    if (running !== undefined) process.kill(running.pid, 'SIGTERM');
    await expect.poll(() => existsSync(site) && readRunning(site), { timeout: 10_000 }).toBeFalsy();
    rmSync(folder, { recursive: true, maxRetries: 5 });
  });

  /** A browser that writes down how it was called. */
  function makeBrowser(): string {
    const browser = join(folder, 'browser');
    writeFileSync(browser, `#!/bin/sh\nprintf '%s\\n' "$@" >>'${folder}/calls'\n`);
    chmodSync(browser, 0o755);
    return browser;
  }

  function open(environment: NodeJS.ProcessEnv, ...words: string[]) {
    return spawnSync(process.execPath, [opener, '--site', site, ...words], {
      encoding: 'utf8',
      env: { ...process.env, XDG_DATA_HOME: join(folder, 'data'), ...environment },
    });
  }

  const windows = (): string[] => {
    const file = join(folder, 'calls');
    return existsSync(file)
      ? readFileSync(file, 'utf8')
          .split('\n')
          .filter((line) => line.startsWith('--app='))
      : [];
  };

  test('[PACK-30] the opener words say the site, the program and the files', () => {
    expect(readOpenArguments(['--site', '/s', '--pause', '/a.zip', '/b.xml'])).toEqual({
      site: resolve('/s'),
      isHeadless: false,
      program: undefined,
      files: [resolve('/a.zip'), resolve('/b.xml')],
    });
    expect(() => readOpenArguments(['--sit', 'x'])).toThrow(TypeError);
  });

  test('[PACK-30] the opener starts the console apart, opens a window on it and ends; a second one joins', async (context) => {
    leaveOutOnWindows(context, reasons.opener);
    const environment = { WAYSTATION_BROWSER: makeBrowser() };
    const first = open(environment);
    expect([first.status, first.stderr]).toEqual([0, '']);
    const running = readRunning(site);
    expect(running?.address).toMatch(/console-address\.html$/);
    const second = open(environment);
    expect([second.status, second.stdout, second.stderr]).toEqual([0, '', '']);
    expect(readRunning(site)?.pid).toBe(running?.pid);
    await expect.poll(windows).toEqual([`--app=${running?.address ?? ''}`, `--app=${running?.address ?? ''}`]);
  });

  test('[PACK-31] a file that the opener is given is imported first, and one that cannot be stops it with words', (context) => {
    leaveOutOnWindows(context, reasons.opener);
    const file = join(folder, 'my sequence.xml');
    writeFileSync(file, '<sequence version="3.10"></sequence>');
    const environment = { WAYSTATION_BROWSER: makeBrowser() };
    const good = open(environment, file);
    expect(good.status).toBe(0);
    expect(good.stdout).toContain('my sequence');
    const bad = open(environment, join(folder, 'none.zip'));
    expect(bad.status).toBe(1);
    expect(bad.stdout + bad.stderr).toContain('none.zip');
  });

  test('[PACK-30] without a browser the opener says the address and that it is needed', (context) => {
    leaveOutOnWindows(context, reasons.opener);
    const { status, stdout } = open({ WAYSTATION_BROWSER: '', PATH: folder });
    expect(status).toBe(3);
    expect(stdout).toContain('There is no Edge, Chrome or Chromium');
    expect(stdout).toContain(readRunning(site)?.address);
  });

  test('[PACK-25] a Windows package has the binaries of Windows x64 and of nothing else, and no map', () => {
    for (const name of ['package.json', 'index.js', 'win32_x64/koffi.node', 'win32_x64/koffi.lib']) {
      mkdirSync(dirname(join(folder, 'koffi', name)), { recursive: true });
      writeFileSync(join(folder, 'koffi', name), '');
    }
    makeApp(join(folder, 'app'), ['*.js'], () => join(folder, 'koffi'));
    const files = listTree(join(folder, 'app'));
    expect(files.filter((name) => name.endsWith('.node'))).toEqual([
      'node_modules/@koromix/koffi-win32-x64/win32_x64/koffi.node',
      'node_modules/better-sqlite3/prebuilds/win32-x64.node',
      'node_modules/fswin/x64/fswin.node',
      'node_modules/native-reg/prebuilds/win32-x64/node.napi.node',
    ]);
    expect(files.filter((name) => /\.(map|ts|cc|h|lib)$/.test(name))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        ...['open', 'register', 'waystation', 'web-host', 'worker'].map((name) => `out/web/${name}.js`),
      ]),
    );
  });
});
