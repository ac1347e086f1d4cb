import { fork } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { expect, test } from 'vitest';
import { portFromWebSocket } from '#host/transports/websocket';
import { createClient } from '#shared/contract/client';
import { buildStale } from '../scripts/build-stale.ts';
import { projectRoot } from '../scripts/bundle.ts';
import { isWindows } from '#core/ports/fakes/on-windows';

async function openSession(folder: string): Promise<WebSocket> {
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
  return socket;
}

test('[PACK-6] the bundled web host makes the sample, serves it and ends cleanly on SIGTERM', async () => {
  await buildStale(['hosts']);
  const folder = await mkdtemp(join(tmpdir(), 'waystation-bundle-'));
  const host = fork(join(projectRoot, 'out/web/web-host.js'), ['--site', folder], { silent: true, execArgv: [] });
  try {
    let complaints = '';
    host.stderr?.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    await once(host, 'message');
    const client = createClient(portFromWebSocket(await openSession(folder)), {
      build: '0.1.0',
      onFault: (what) => expect.unreachable(what),
    });
    await expect.poll(async () => (await client.call('site.get', {})).hasSample, { timeout: 20_000 }).toBe(true);
    const { sequences } = await client.call('sequence.list', { deleted: false });
    expect(sequences.length).toBeGreaterThan(0);
    host.kill('SIGTERM');
    // Windows knows no signals: there a process that is told to end is ended.
    expect(await once(host, 'exit')).toEqual(isWindows ? [null, 'SIGTERM'] : [0, null]);
    expect(complaints).toBe('');
  } finally {
    host.kill('SIGKILL');
    await rm(folder, { recursive: true });
  }
});

test('[PACK-20] a bundle asks for nothing beside it but what has a binary', async () => {
  await buildStale(['hosts']);
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
