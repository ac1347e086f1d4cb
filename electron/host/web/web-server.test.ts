import { mkdtemp, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { once } from 'node:events';
import { type Client, createClient } from '#shared/contract/client';
import type { ClientMessage } from '#shared/contract/envelope';
import { plainWords, pseudoTexts } from '#shared/text/fakes/pseudo';
import { createServer } from '../serve.ts';
import { createWords, english } from '../words.ts';
import { fakeEvents, handlersFor, memoryLog } from '../fakes/host.ts';
import { portFromWebSocket } from '../transports/websocket.ts';
import { createAddressFile } from './address-file.ts';
import { sessionEndsAfterMs } from './sessions.ts';
import type { WebServer } from './web-server.ts';
import { startWebServer } from './web-server.ts';
import { privateMode } from '#core/ports/fakes/on-windows';

const words = createWords(pseudoTexts(english));
let folder: string;
let server: WebServer;
let isDiskFull = false;
let now = 0;
const secretPattern = /name="secret" value="([^"]+)"/;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waystation-web-'));
  const pageRoot = join(folder, 'page');
  await mkdir(join(pageRoot, 'assets'), { recursive: true });
  await writeFile(join(pageRoot, 'index.html'), '<meta name="waystation-nonce" content="__NONCE__">');
  await writeFile(join(pageRoot, 'assets', 'main.js'), 'export {};');
  await writeFile(join(folder, 'outside.js'), 'outside');
  await symlink(join(folder, 'outside.js'), join(pageRoot, 'link.js'));
  const log = memoryLog();
  const handlers = handlersFor({ 'job.list': async () => ({ rows: [], offset: 0, total: 0 }) });
  const core = createServer({ handlers, events: fakeEvents(), build: '1.0.0', log });
  isDiskFull = false;
  const real = createAddressFile(folder);
  const write: typeof real.write = (origin, next) => {
    if (isDiskFull) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    real.write(origin, next);
  };
  const addressFile = { ...real, write };
  now = 0;
  server = await startWebServer({
    ...{ pageRoot, addressFile, log, words },
    connect: (port) => core.connect(port),
    now: () => now,
  });
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

interface Asked {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

function ask({ path = '/', method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
  const { hostname, port } = new URL(server.origin);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function secret(): Promise<string> {
  const page = await readFile(join(folder, 'console-address.html'), 'utf8');
  return secretPattern.exec(page)?.[1] ?? '';
}

const form = { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' };

async function signIn(): Promise<{ cookie: string; token: string; answer: Answer }> {
  const body = new URLSearchParams({ secret: await secret() }).toString();
  const answer = await ask({ path: '/session', method: 'POST', headers: form, body });
  const token = /name="waystation-token" content="([\w-]{43})"/.exec(answer.body)?.[1] ?? '';
  return { answer, token, cookie: answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '' };
}

test('[HOST-20] the address file can be read by its user only and is gone after the end', async () => {
  const { mode } = await stat(join(folder, 'console-address.html'));
  expect(mode & 0o777).toBe(privateMode);
  await server.close();
  await expect(stat(join(folder, 'console-address.html'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('[HOST-21] the secret opens one session, and the file then holds another', async () => {
  const first = await secret();
  const { answer } = await signIn();
  expect(answer.status).toBe(200);
  expect(answer.headers['set-cookie']?.[0]).toMatch(/^waystation-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
  expect(await secret()).not.toBe(first);
  const again = await ask({ path: '/session', method: 'POST', headers: form, body: `secret=${first}` });
  expect([again.status, again.headers['set-cookie']]).toEqual([401, undefined]);
});

test('[HOST-21] while the address file cannot be written its secret stays, and opens a session when it can', async () => {
  isDiskFull = true;
  const { answer } = await signIn();
  expect([answer.status, answer.headers['set-cookie']]).toEqual([400, undefined]);
  isDiskFull = false;
  expect((await signIn()).answer.status).toBe(200);
  expect((await signIn()).answer.status).toBe(200);
});

test('[HOST-22] the page has a policy, and a nonce of its own in each response', async () => {
  const { cookie } = await signIn();
  const [first, second] = [await ask({ headers: { cookie } }), await ask({ headers: { cookie } })];
  const nonce = /content="([^"]+)"/.exec(first.body)?.[1] ?? '';
  expect(first.headers).toMatchObject({
    'content-security-policy':
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; ` +
      "font-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  expect(nonce).toMatch(/^[\w+/]{24}$/);
  expect(second.body).not.toBe(first.body);
});

test('[HOST-23] only GET and HEAD are answered', async () => {
  const { cookie } = await signIn();
  expect(await ask({ method: 'HEAD', path: '/assets/main.js', headers: { cookie } })).toMatchObject({
    status: 200,
    body: '',
  });
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE']) {
    expect((await ask({ method, headers: { cookie } })).status).toBe(405);
  }
});

test('[HOST-24] nothing is served without a session', async () => {
  const forged = `waystation-${new URL(server.origin).port}=${'A'.repeat(43)}`;
  for (const headers of [{}, { cookie: forged }] as Record<string, string>[]) {
    expect((await ask({ headers })).status).toBe(401);
    expect((await ask({ path: '/assets/main.js', headers })).status).toBe(401);
  }
});

test('[HOST-25] another host name or another origin is refused, with a session too', async () => {
  const { cookie } = await signIn();
  const { port } = new URL(server.origin);
  for (const host of [`localhost:${port}`, `evil.example:${port}`, '127.0.0.1']) {
    expect((await ask({ headers: { cookie, host } })).status).toBe(403);
  }
  for (const origin of ['https://evil.example', `http://localhost:${port}`, 'null', `${server.origin}0`]) {
    expect((await ask({ headers: { cookie, origin } })).status).toBe(403);
  }
  const body = `secret=${await secret()}`;
  const headers = { ...form, origin: 'https://evil.example' };
  expect((await ask({ path: '/session', method: 'POST', headers, body })).status).toBe(403);
});

test('[HOST-26] the session form must be a form, small, and right', async () => {
  const post = (headers: Record<string, string>, body: string): Promise<Answer> =>
    ask({ path: '/session', method: 'POST', headers, body });
  expect((await post({ ...form, 'content-type': 'text/plain' }, `secret=${await secret()}`)).status).toBe(415);
  expect((await post(form, `secret=${'a'.repeat(2000)}`)).status).toBe(413);
  expect((await post(form, 'secret=')).status).toBe(401);
});

test('[HOST-202] each refusal is in the language of the host', async () => {
  const { cookie } = await signIn();
  const refused = await Promise.all([
    ask(),
    ask({ headers: { cookie, host: 'evil.example' } }),
    ask({ headers: { cookie, origin: 'https://evil.example' } }),
    ask({ headers: { cookie }, path: '/no-such-file.js' }),
    ask({ headers: { cookie }, method: 'DELETE' }),
    ask({ path: '/session', method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'a' }),
    ask({ path: '/session', method: 'POST', headers: form, body: 'a'.repeat(2000) }),
  ]);
  expect(refused.map(({ status }) => status)).toEqual([401, 403, 403, 404, 405, 415, 413]);
  for (const { body } of refused) {
    expect(body).toMatch(/^⟦.+⟧\n$/u);
    expect(plainWords(body)).toEqual([]);
  }
});

test.each([
  '/../outside.js',
  '/..%2foutside.js',
  '/%2e%2e/outside.js',
  '/assets/../../outside.js',
  '/assets/..%5c..%5coutside.js',
  '//outside.js',
  '/link.js',
  '/%00.js',
  '/%ff.js',
  '/assets',
  '/assets/main.js.map',
  '/C:/outside.js',
])('[HOST-27] %s is not served', async (path) => {
  const { cookie } = await signIn();
  expect(await ask({ path, headers: { cookie } })).toMatchObject({
    status: 404,
    body: `${words('opening:refused.nothingHere')}\n`,
  });
});

function openSocket(headers: Record<string, string>, path = '/connection'): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${server.origin.replace('http', 'ws')}${path}`, { headers });
    socket.on('open', () => {
      resolve(socket);
    });
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

test('[HOST-28] a connection needs host, origin, session and the right path', async () => {
  const { cookie } = await signIn();
  const { origin } = server;
  expect(await openSocket({ cookie })).toBe(403);
  expect(await openSocket({ cookie, origin: 'null' })).toBe(403);
  expect(await openSocket({ cookie, origin: 'https://evil.example' })).toBe(403);
  expect(await openSocket({ origin })).toBe(401);
  expect(await openSocket({ cookie, origin, host: 'evil.example' })).toBe(403);
  expect(await openSocket({ cookie, origin }, '/other')).toBe(404);
});

/** A client over a connection of its own, with this token in its greeting. */
async function openClient(cookie: string, token: string | undefined): Promise<Client> {
  const socket = (await openSocket({ cookie, origin: server.origin })) as WebSocket;
  const port = portFromWebSocket<ClientMessage, unknown>(socket);
  const send: typeof port.send = (message) =>
    port.send(message.t === 'hello' && token !== undefined ? { ...message, token } : message);
  return createClient({ ...port, send }, { build: '1.0.0', onFault: () => expect.unreachable() });
}

test('[HOST-263] a cookie alone, as every port of the computer gets it, opens nothing', async () => {
  const { cookie, token } = await signIn();
  for (const given of [undefined, '', cookie.split('=')[1] ?? '', `${token}x`]) {
    const client = await openClient(cookie, given);
    await expect(client.ready).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    await expect(client.call('job.list', {})).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  }
  const page = await ask({ headers: { cookie } });
  expect(page.body + JSON.stringify(page.headers)).not.toContain(token);
});

test('[HOST-263] whoever speaks before the greeting is refused, and not served', async () => {
  const { cookie } = await signIn();
  const socket = (await openSocket({ cookie, origin: server.origin })) as WebSocket;
  const heard: string[] = [];
  socket.on('message', (data: Buffer) => void heard.push(data.toString()));
  socket.send(JSON.stringify({ t: 'req', id: 1, method: 'job.list', input: {} }));
  await once(socket, 'close');
  expect(heard.map((text) => (JSON.parse(text) as { t: string }).t)).toEqual(['refused']);
});

test('[HOST-263] one session serves several windows, again after a reload, and a second session beside it', async () => {
  const [first, second] = [await signIn(), await signIn()];
  for (const { cookie, token } of [first, first, second]) {
    const client = await openClient(cookie, token);
    expect((await client.call('job.list', {})).rows).toEqual([]);
    client.close();
  }
});

test('[HOST-263] a session ends twelve hours after its last window; one that is open goes on', async () => {
  const { cookie, token } = await signIn();
  const window = await openClient(cookie, token);
  await window.ready;
  now += 2 * sessionEndsAfterMs;
  expect((await ask({ headers: { cookie } })).status).toBe(200);
  const unused = await signIn();
  now += sessionEndsAfterMs + 1;
  expect((await ask({ headers: { cookie: unused.cookie } })).status).toBe(401);
  const client = await openClient(cookie, unused.token);
  await expect(client.ready).rejects.toMatchObject({ code: 'SESSION_ENDED' });
});

test('[HOST-29] a connection with a session serves the contract', async () => {
  const { cookie, token } = await signIn();
  const client = await openClient(cookie, token);
  expect(await client.call('job.list', {})).toEqual({ rows: [], offset: 0, total: 0 });
  const closed = new Promise<void>((resolve) => client.onClose(resolve));
  await server.close();
  await closed;
});
