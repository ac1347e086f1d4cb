import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { privateMode } from '#core/ports/fakes/on-windows';
import type { ClientMessage, Pass, ServerMessage } from '#shared/contract/envelope';
import { proofText } from '#shared/contract/envelope';
import { CONTRACT_VERSION } from '#shared/contract/version';
import { fakeEvents, handlersFor, memoryLog } from '../fakes/host.ts';
import { createServer } from '../serve.ts';
import { createAddressFile } from './address-file.ts';
import { sessionEndsAfterMs, Sessions } from './sessions.ts';
import { startWebServer, type WebServer } from './web-server.ts';
import { createWindowFile } from './window-file.ts';

let folder: string;
let log: ReturnType<typeof memoryLog>;
const running = new Set<WebServer>();
const windowFile = (): string => join(folder, 'console-windows.json');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waystation-return-'));
  await mkdir(join(folder, 'page'));
  await writeFile(join(folder, 'page', 'index.html'), '<title>console</title>');
  log = memoryLog();
});
afterEach(async () => {
  for (const server of running) await server.close();
  running.clear();
  await rm(folder, { recursive: true });
});

/** A host of its own on the one site, as a process that is started anew is. */
async function start(): Promise<WebServer> {
  const core = createServer({ handlers: handlersFor({}), events: fakeEvents(), build: '1.0.0', log });
  const server = await startWebServer({
    ...{ pageRoot: join(folder, 'page'), addressFile: createAddressFile(folder), log },
    connect: (port) => core.connect(port),
    windowFile: createWindowFile(windowFile(), log),
  });
  running.add(server);
  return server;
}

async function stop(server: WebServer): Promise<void> {
  running.delete(server);
  await server.close();
}

async function signIn(server: WebServer): Promise<{ cookie: string; token: string }> {
  const address = await readFile(join(folder, 'console-address.html'), 'utf8');
  const secret = /name="secret" value="([^"]+)"/.exec(address)?.[1] ?? '';
  const request = httpRequest(`${server.origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
  });
  request.end(new URLSearchParams({ secret }).toString());
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  const token = /name="waystation-token" content="([\w-]{43})"/.exec(await readText(answer))?.[1] ?? '';
  return { token, cookie: answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '' };
}

/** A page's side of one connection: says something, and gives the next answer. */
async function open({ origin }: Pick<WebServer, 'origin'>, cookie: string) {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/connection`, { headers: { cookie, origin } });
  await once(socket, 'open');
  const ask = async (message: ClientMessage): Promise<ServerMessage> => {
    const answer = once(socket, 'message');
    socket.send(JSON.stringify(message));
    const [data] = (await answer) as [Buffer];
    return JSON.parse(data.toString()) as ServerMessage;
  };
  return { ask, close: () => socket.close() };
}
type Connection = Awaited<ReturnType<typeof open>>;

const greeting = { t: 'hello', version: CONTRACT_VERSION, build: '1.0.0' } as const;
const passOf = (answer: ServerMessage): Pass => {
  if (answer.t !== 'hello' || answer.pass === undefined) throw new Error(`no pass in ${JSON.stringify(answer)}`);
  return answer.pass;
};
const hmac = (key: string, text: string): string =>
  createHmac('sha256', Buffer.from(key, 'base64url')).update(text).digest('base64url');

/** Comes back as a page does; `key` is what it proves with. */
async function comeBack(connection: Connection, { ticket, key }: Pass): Promise<ServerMessage> {
  const answer = await connection.ask({ t: 'return', ticket, nonce: 'nonce of the page' });
  if (answer.t !== 'proof') return answer;
  const parts = { pageNonce: 'nonce of the page', hostNonce: answer.nonce, listeningMs: answer.listeningMs };
  expect(answer.proof).toBe(hmac(key, proofText('host', parts)));
  return connection.ask({ ...greeting, proof: hmac(key, proofText('page', parts)) });
}

/** A window that is in, and what lets it in again; the file of the windows is written. */
async function enter(server: WebServer) {
  const { cookie, token } = await signIn(server);
  const pass = passOf(await (await open(server, cookie)).ask({ ...greeting, token }));
  // It is made durable, which takes its time beside others.
  await expect
    .poll(async () => (await readFile(windowFile(), 'utf8')).includes(pass.ticket), { timeout: 10_000 })
    .toBe(true);
  return { cookie, token, pass };
}

test('[HOST-300] a host that is started anew listens where the one before did too, and its page comes back there', async () => {
  const before = await start();
  const { cookie, pass } = await enter(before);
  expect((await stat(windowFile())).mode & 0o777).toBe(privateMode);
  let last = pass;
  for (let times = 0; times < 3; times += 1) {
    await stop([...running][0] ?? before);
    await start();
    const back = passOf(await comeBack(await open(before, cookie), last));
    expect(back.ticket).not.toBe(last.ticket);
    last = back;
    await expect
      .poll(async () => (await readFile(windowFile(), 'utf8')).includes(back.ticket), { timeout: 10_000 })
      .toBe(true);
  }
});

test('[HOST-322] new windows have an origin of their own at each start, and at an old port no page is served', async () => {
  const before = await start();
  const { cookie } = await enter(before);
  await stop(before);
  const after = await start();
  expect(after.origin).not.toBe(before.origin);
  for (const path of ['/', '/index.html', '/session']) {
    const request = httpRequest(`${before.origin}${path}`, { headers: { cookie }, agent: false });
    request.end();
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([401, undefined]);
    answer.resume();
  }
  const secret = /name="secret" value="([^"]+)"/.exec(
    await readFile(join(folder, 'console-address.html'), 'utf8'),
  )?.[1];
  const post = httpRequest(`${before.origin}/session`, {
    method: 'POST',
    agent: false,
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
  });
  post.end(new URLSearchParams({ secret: secret ?? '' }).toString());
  const [refused] = (await once(post, 'response')) as [IncomingMessage];
  expect(refused.statusCode).toBe(401);
  refused.resume();
});

test('[HOST-300] the token of before, a wrong key and a ticket that was used let nobody in', async () => {
  const before = await start();
  const { cookie, token, pass } = await enter(before);
  await stop(before);
  await start();
  const refused = { t: 'refused', error: { code: 'SESSION_ENDED' } };
  expect(await (await open(before, cookie)).ask({ ...greeting, token })).toMatchObject(refused);
  const wrong = await open(before, cookie);
  const asked = await wrong.ask({ t: 'return', ticket: pass.ticket, nonce: 'n' });
  if (asked.t !== 'proof') throw new Error('the host proves first');
  const proof = hmac(
    Buffer.alloc(32).toString('base64url'),
    proofText('page', { ...asked, pageNonce: 'n', hostNonce: asked.nonce }),
  );
  expect(await wrong.ask({ ...greeting, proof })).toMatchObject(refused);
  // What the host proved with is no proof of a page.
  const mirror = await open(before, cookie);
  const shown = await mirror.ask({ t: 'return', ticket: pass.ticket, nonce: 'n' });
  expect(await mirror.ask({ ...greeting, proof: shown.t === 'proof' ? shown.proof : '' })).toMatchObject(refused);
  // A connection has one try.
  const twice = await open(before, cookie);
  expect(await twice.ask({ t: 'return', ticket: pass.ticket, nonce: 'n' })).toMatchObject({ t: 'proof' });
  expect(await twice.ask({ t: 'return', ticket: pass.ticket, nonce: 'n' })).toMatchObject(refused);
  passOf(await comeBack(await open(before, cookie), pass));
  expect(await comeBack(await open(before, cookie), pass)).toMatchObject(refused);
  expect(await comeBack(await open(before, cookie), { ...pass, ticket: 'x' })).toMatchObject(refused);
});

test('[HOST-320] the host proves for how long it listens: who passes on what a page said to it before is found out', async () => {
  const before = await start();
  const { cookie, pass } = await enter(before);
  await stop(before);
  const startedAt = performance.now();
  await start();
  const openedAt = performance.now();
  const connection = await open(before, cookie);
  const said = await connection.ask({ t: 'return', ticket: pass.ticket, nonce: 'n' });
  if (said.t !== 'proof') throw new Error('the host proves first');
  expect(said.listeningMs).toBeLessThanOrEqual(performance.now() - startedAt);
  expect(said.listeningMs).toBeGreaterThanOrEqual(Math.floor(performance.now() - openedAt) - 1000);
  const parts = { pageNonce: 'n', hostNonce: said.nonce, listeningMs: said.listeningMs };
  expect(said.proof).toBe(hmac(pass.key, proofText('host', parts)));
  expect(said.proof).not.toBe(hmac(pass.key, proofText('host', { ...parts, listeningMs: said.listeningMs + 1000 })));
});

test('[HOST-300] when somebody else has the port, the host takes another and knows no window of before', async () => {
  const before = await start();
  const { cookie, pass } = await enter(before);
  await stop(before);
  const stranger = createTcpServer().listen(Number(new URL(before.origin).port), '127.0.0.1');
  await once(stranger, 'listening');
  try {
    const after = await start();
    expect(after.origin).not.toBe(before.origin);
    const renamed = cookie.replace(/^[^=]+/, `waystation-${new URL(after.origin).port}`);
    await expect(open(after, renamed)).rejects.toThrow('401');
    const { cookie: own } = await signIn(after);
    expect(await comeBack(await open(after, own), pass)).toMatchObject({ t: 'refused' });
  } finally {
    stranger.close();
  }
});

test('[HOST-300] what was kept grows old while no host is there', async () => {
  const before = await start();
  const { cookie, pass } = await enter(before);
  await stop(before);
  const kept = JSON.parse(await readFile(windowFile(), 'utf8')) as { writtenAt: number };
  await writeFile(windowFile(), JSON.stringify({ ...kept, writtenAt: kept.writtenAt - sessionEndsAfterMs - 1 }));
  const after = await start();
  await expect(open(before, cookie)).rejects.toThrow('401');
  expect(await comeBack(await open(after, (await signIn(after)).cookie), pass)).toMatchObject({ t: 'refused' });
});

test.each(['', '{', '[]', '{"places":0}', JSON.stringify({ writtenAt: 1, places: [{ port: 80, sessions: [{}] }] })])(
  '[HOST-301] a file of windows that is none (%s) costs nothing but the way back',
  async (text) => {
    await writeFile(windowFile(), text);
    await enter(await start());
    // The error is the cause, as the log has all of them (MIG-177).
    expect(log.lines.filter((line) => line.startsWith('warning'))).toEqual([
      expect.stringMatching(/^warning What the console before kept of its windows is not read \w+: /),
    ]);
  },
);

test('[HOST-301] however many windows there were, the next host can read what is kept: the oldest tickets go', () => {
  const sessions = new Sessions();
  const token = sessions.redeem(sessions.invitation, () => undefined)?.token;
  const tickets = Array.from({ length: 100 }, () => sessions.enter(token)?.renew().ticket);
  expect(sessions.keep().map((one) => one.tickets.map(({ ticket }) => ticket))).toEqual([tickets.slice(-32)]);
});

test('[HOST-301] a place that takes no file costs the way back, not the console', async () => {
  await mkdir(windowFile());
  await chmod(windowFile(), 0o700);
  const server = await start();
  const { cookie, token } = await signIn(server);
  passOf(await (await open(server, cookie)).ask({ ...greeting, token }));
  await stop(server);
  expect(log.lines).toContainEqual(
    expect.stringMatching(/^warning Open pages will not find a console that is started anew \w+: /),
  );
});

test('[HOST-321] a window that stays open keeps its way back, however often another one is loaded again', () => {
  const sessions = new Sessions();
  const { token = '' } = sessions.redeem(sessions.invitation, () => undefined) ?? {};
  const { ticket = '' } = sessions.enter(token)?.renew() ?? {};
  const others = Array.from({ length: 100 }, () => {
    const window = sessions.enter(token);
    const other = window?.renew().ticket ?? '';
    window?.leave();
    return other;
  });
  expect([ticket, others.at(-1) ?? '', others[0] ?? ''].map((one) => sessions.keyOf(one) !== undefined)).toEqual([
    ...[true, true, false],
  ]);
  expect(sessions.keep()[0]?.tickets.length).toBe(32);
});

test('[HOST-330] a session that a window uses outlives any number of others that were opened since', () => {
  const sessions = new Sessions();
  const open = sessions.redeem(sessions.invitation, () => undefined);
  sessions.enter(open?.token);
  const others = Array.from({ length: 100 }, () => sessions.redeem(sessions.invitation, () => undefined));
  const known = [open, others.at(-1), others[0]].map((one) => sessions.knows(one?.cookie));
  expect([known, sessions.keep().length]).toEqual([[true, true, false], 64]);
});
