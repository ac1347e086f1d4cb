import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultSettings } from '#shared/model/site';
import { findBrokenText } from '#shared/contract/broken-text';
import { createClient } from '#shared/contract/client';
import type { ClientMessage, ServerMessage } from '#shared/contract/envelope';
import { CONTRACT_VERSION } from '#shared/contract/envelope';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { fakeEvents, handlersFor, memoryLog } from './fakes/host.ts';
import type { Handlers, Server } from './serve.ts';
import { createServer } from './serve.ts';
import { createMemoryPair } from './transports/memory.ts';
import { unavailableCore } from './unavailable.ts';

const runId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const requestId = '0d3b2f10-7d4c-4b86-9c55-2d0c0a7f6f11';

function start(
  handlers: Partial<Handlers>,
  rememberedCommands?: number,
): Server & { log: ReturnType<typeof memoryLog> } {
  const log = memoryLog();
  const remembered = rememberedCommands === undefined ? {} : { rememberedCommands };
  const server = createServer({
    handlers: handlersFor(handlers),
    events: fakeEvents(),
    build: '1.0.0',
    log,
    ...remembered,
  });
  return { ...server, log };
}

function connect(server: Server): ReturnType<typeof createClient> & { drop: () => void } {
  const { left, right } = createMemoryPair<ServerMessage, ClientMessage>();
  server.connect(left);
  const client = createClient(right, { build: '1.0.0', onFault: (what) => expect.unreachable(what) });
  return Object.assign(client, { drop: () => right.close() });
}

async function rawConnection(server: Server): Promise<{ ask: (message: unknown) => Promise<ServerMessage> }> {
  const { left, right } = createMemoryPair<ServerMessage, ClientMessage>();
  server.connect(left);
  const ask = (message: unknown): Promise<ServerMessage> =>
    new Promise((resolve) => {
      const stop = right.onMessage((answer) => {
        stop();
        resolve(answer);
      });
      right.send(message as never);
    });
  return { ask };
}

test('[HOST-13] a command with a request id is carried out once, over a lost connection too', async () => {
  let begun = 0;
  const gate = Promise.withResolvers<undefined>();
  const server = start({
    'transfer.begin': async () => {
      begun += 1;
      await gate.promise;
      return { transferId: runId };
    },
  });
  const input = { fileName: 'a.zip', sizeBytes: 1 };
  const first = connect(server);
  const lost = first.call('transfer.begin', input, { requestId });
  await first.ready;
  first.drop();
  await expect(lost).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
  const second = connect(server);
  const again = second.call('transfer.begin', input, { requestId });
  gate.resolve(undefined);
  expect(await again).toEqual({ transferId: runId });
  expect(await second.call('transfer.begin', input, { requestId })).toEqual({ transferId: runId });
  expect(begun).toBe(1);
});

test('[HOST-14] a request id that stood for another call is refused', async () => {
  const client = connect(start({ 'transfer.begin': () => Promise.resolve({ transferId: runId }) }));
  await client.call('transfer.begin', { fileName: 'a', sizeBytes: 1 }, { requestId });
  const other = client.call('transfer.begin', { fileName: 'b', sizeBytes: 1 }, { requestId });
  await expect(other).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

test('[HOST-15] a cancelled command may be tried again, and only so many answers are remembered', async () => {
  let begun = 0;
  const handlers: Partial<Handlers> = {
    'transfer.begin': () => {
      begun += 1;
      if (begun === 1) return Promise.reject(new AppError('CANCELLED'));
      return Promise.resolve({ transferId: runId });
    },
  };
  const client = connect(start(handlers, 1));
  const begin = (id: string): Promise<unknown> =>
    client.call('transfer.begin', { fileName: 'a', sizeBytes: 1 }, { requestId: id });
  await expect(begin(requestId)).rejects.toMatchObject({ code: 'CANCELLED' });
  await begin(requestId);
  await begin(requestId);
  expect(begun).toBe(2);
  await begin(runId);
  await begin(requestId);
  expect(begun).toBe(4);
});

test('[HOST-16] a query stops with its connection', async () => {
  const aborted = Promise.withResolvers<boolean>();
  const started = Promise.withResolvers<undefined>();
  const server = start({
    'site.summary': (_input, { signal }) => {
      signal.addEventListener('abort', () => {
        aborted.resolve(true);
      });
      started.resolve(undefined);
      return new Promise(() => undefined);
    },
  });
  const client = connect(server);
  const call = client.call('site.summary', {});
  await started.promise;
  client.drop();
  await expect(call).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
  expect(await aborted.promise).toBe(true);
});

test('[HOST-17] without a greeting, or with one of another version, no call is served', async () => {
  const server = start({ 'job.list': () => Promise.resolve({ rows: [], offset: 0, total: 0 }) });
  const { ask } = await rawConnection(server);
  const call = { t: 'req', id: 1, method: 'job.list', input: {} };
  expect(await ask(call)).toMatchObject({ error: { code: 'INVALID_INPUT' } });
  expect(await ask({ t: 'hello', version: 99, build: '9.0.0' })).toMatchObject({
    t: 'hello',
    version: CONTRACT_VERSION,
  });
  const ours = `1.0.0, contract ${String(CONTRACT_VERSION)}`;
  expect(await ask(call)).toMatchObject({
    error: { code: 'CONTRACT_MISMATCH', details: { theirs: '9.0.0, contract 99', ours } },
  });
});

test('[HOST-18] the core of a site that could not be opened answers every call with the reason', async () => {
  const reason = new AppError('STORE_NEWER', { file: 'site.db', actual: 9, limit: 3 });
  const server = createServer({ ...unavailableCore(reason), build: '1.0.0', log: memoryLog() });
  const client = connect(server);
  for (const method of ['site.get', 'job.list'] as const) {
    await expect(client.call(method, {})).rejects.toMatchObject({ code: 'STORE_NEWER', details: reason.details });
  }
});

test('[HOST-130] an event goes to all connections but the one that caused it, which sees no gap', async () => {
  const events = fakeEvents();
  const connections: string[] = [];
  const handlers: Partial<Handlers> = {
    'job.list': (_input, { connection }) => {
      connections.push(connection);
      return Promise.resolve({ rows: [], offset: 0, total: 0 });
    },
  };
  const server = createServer({ handlers: handlersFor(handlers), events, build: '1.0.0', log: memoryLog() });
  const clients = [connect(server), connect(server)];
  const heard = clients.map(() => [] as string[]);
  clients.forEach((client, at) => {
    client.onGap(() => heard[at]?.push('gap'));
    client.on('editor.renewed', ({ cause }) => heard[at]?.push(cause));
  });
  for (const client of clients) await client.call('job.list', {});
  const renewal = { sessionId: runId, epoch: 2, cause: 'discarded' as const };
  events.publish('editor.renewed', renewal, connections[0]);
  events.publish('editor.renewed', { ...renewal, cause: 'settled' });
  await expect.poll(() => heard).toEqual([['settled'], ['discarded', 'settled']]);
});

test('[HOST-131] a connection is told as gone when its last command has ended, once', async () => {
  const events = fakeEvents();
  const gate = Promise.withResolvers<undefined>();
  let connection = '';
  const handlers: Partial<Handlers> = {
    'transfer.begin': async (_input, context) => {
      ({ connection } = context);
      await gate.promise;
      return { transferId: runId };
    },
    'site.summary': () => new Promise(() => undefined),
  };
  const server = createServer({ handlers: handlersFor(handlers), events, build: '1.0.0', log: memoryLog() });
  const client = connect(server);
  const lost = [client.call('transfer.begin', { fileName: 'a', sizeBytes: 1 }), client.call('site.summary', {})];
  await expect.poll(() => connection).not.toBe('');
  client.drop();
  expect((await Promise.allSettled(lost)).map((one) => one.status)).toEqual(['rejected', 'rejected']);
  expect(events.gone).toEqual([]);
  gate.resolve(undefined);
  await expect.poll(() => events.gone).toEqual([connection]);
  server.close();
  expect(events.gone).toEqual([connection]);
});

test('[HOST-286] a command with a key that no record keeps changes nothing, and says where', async () => {
  const made: unknown[] = [];
  const client = connect(
    start({
      'setting.set': (change) => {
        made.push(change);
        return Promise.resolve(defaultSettings);
      },
    }),
  );
  const panes = JSON.parse('{"a":1,"__proto__":2}') as Record<string, number>;
  await expect(client.call('setting.set', { panes })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    details: { reason: reason('value-lost-key', { path: 'panes.__proto__' }) },
  });
  expect(made).toEqual([]);
});

test('[HOST-280] a command with half of a character in a text or a name changes nothing, and says where', async () => {
  const made: string[] = [];
  const server = start({
    'folder.create': async ({ name }) => {
      made.push(name);
      return { folderId: runId };
    },
  });
  const client = connect(server);
  for (const name of ['half \uD83D', '\uDE00 half', 'a\uDC00b']) {
    await expect(client.call('folder.create', { name, parentId: null })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { reason: reason('value-broken-text', { path: 'name' }) },
    });
  }
  await client.call('folder.create', { name: 'whole 😀', parentId: null });
  expect(made).toEqual(['whole 😀']);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string(), { maxLength: 3 }), (text, path) => {
      const nested = path.reduceRight<unknown>((below, key) => ({ [key]: [below] }), text);
      expect(findBrokenText(nested) === undefined).toBe(text.isWellFormed());
    }),
  );
});

/** A connection as the socket is one: what comes was read from a text, however deep it is nested. */
function readConnection(server: Server) {
  let receive: (message: ClientMessage) => void = () => undefined;
  const answers: ServerMessage[] = [];
  server.connect({
    send: (message) => answers.push(message),
    onMessage: (listener) => {
      receive = listener;
      return () => undefined;
    },
    onClose: () => () => undefined,
    close: () => undefined,
  });
  return { say: (text: string) => receive(JSON.parse(text) as ClientMessage), answers };
}

test('[EDT-97] what is nested deeper than anybody can look into is refused as wrong input, and the next call is served', async () => {
  const server = start({});
  const { say, answers } = readConnection(server);
  say(JSON.stringify({ t: 'hello', version: CONTRACT_VERSION, build: '1.0.0' }));
  const levels = 100_000;
  const nested = `${'{"kind":"operator","key":null,"operator":"and","children":['.repeat(levels)}${']}'.repeat(levels)}`;
  const edit = `{"kind":"setCondition","id":"n1","condition":{"children":[${nested}]}}`;
  const input = `{"sessionId":"${runId}","epoch":1,"edits":[${edit}]}`;
  say(`{"t":"req","id":1,"method":"editor.apply","input":${input}}`);
  await expect
    .poll(() => answers.at(-1))
    .toMatchObject({
      t: 'err',
      id: 1,
      error: { code: 'INVALID_INPUT', details: { reason: { say: 'reasons:not-fitting' } } },
    });
  expect(server.log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
});
