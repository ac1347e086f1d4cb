import { afterEach, describe, expect, test } from 'vitest';
import type { Client } from '#shared/contract/client';
import { createClient } from '#shared/contract/client';
import type { ClientMessage, Port, ServerMessage } from '#shared/contract/envelope';
import { AppError } from '#shared/contract/errors';
import type { Handlers, Server } from '../serve.ts';
import { createServer } from '../serve.ts';
import { fakeEvents, handlersFor, memoryLog } from '../fakes/host.ts';

export interface PortPair {
  readonly host: Port<ServerMessage, unknown>;
  readonly client: Port<ClientMessage, unknown>;
  /** Ends what the pair needed: sockets, servers. */
  readonly end?: () => Promise<void> | void;
}

const nothing = {};
const runId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

interface Bench {
  readonly client: Client;
  readonly server: Server;
  readonly events: ReturnType<typeof fakeEvents>;
  readonly log: ReturnType<typeof memoryLog>;
  readonly faults: string[];
  readonly pair: PortPair;
}

/** What every transport must do. `make` gives a fresh pair that is connected. */
export function describePort(name: string, make: () => Promise<PortPair> | PortPair): void {
  const benches: Bench[] = [];
  const open = async (handlers: Partial<Handlers> = {}): Promise<Bench> => {
    const pair = await make();
    const events = fakeEvents();
    const log = memoryLog();
    const faults: string[] = [];
    const server = createServer({ handlers: handlersFor(handlers), events, build: '1.0.0', log });
    server.connect(pair.host);
    const client = createClient(pair.client, { build: '1.0.0', onFault: (what) => faults.push(what) });
    const bench = { client, server, events, log, faults, pair };
    benches.push(bench);
    return bench;
  };
  afterEach(async () => {
    for (const { client, server, pair } of benches.splice(0)) {
      client.close();
      server.close();
      await pair.end?.();
    }
  });

  describe(`port: ${name}`, () => {
    test('[HOST-1] answers a greeting and a call', async () => {
      const { client } = await open({
        'transfer.begin': async ({ fileName }) => ({ transferId: fileName === 'ä.zip' ? runId : 'wrong' }),
      });
      expect(await client.ready).toMatchObject({ build: '1.0.0', instance: expect.any(String) as string });
      expect(await client.call('transfer.begin', { fileName: 'ä.zip', sizeBytes: 1 })).toEqual({ transferId: runId });
    });

    test('[HOST-2] refuses input that does not fit, with its place', async () => {
      const { client } = await open();
      const call = client.call('transfer.begin', { fileName: 'a.zip', sizeBytes: -1 });
      await expect(call).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        details: { reason: { values: { path: 'sizeBytes' } } },
      });
    });

    test.each(['__proto__', 'constructor', 'no.such', 'site.changed'])(
      '[HOST-3] %s is not a method',
      async (method) => {
        const { pair } = await open();
        const answer = nextMessage(pair.client, (message) => message.t === 'err' && message.id === 77);
        pair.client.send({ t: 'req', id: 77, method, input: nothing });
        expect(await answer).toMatchObject({ error: { code: 'INVALID_INPUT' } });
      },
    );

    test('[HOST-4] a cancelled call ends with CANCELLED and its handler hears of it', async () => {
      const started = Promise.withResolvers<undefined>();
      const { client } = await open({
        'site.summary': (_input, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              reject(signal.reason as Error);
            });
            started.resolve(undefined);
          }),
      });
      const abort = new AbortController();
      const call = client.call('site.summary', nothing, { signal: abort.signal });
      await started.promise;
      abort.abort();
      await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
    });

    test('[HOST-5] an expected error keeps code and details, any other becomes INTERNAL without its words', async () => {
      const { client, log } = await open({
        'folder.delete': () => Promise.reject(new AppError('FOLDER_NOT_EMPTY', { name: 'Pilot' })),
        'site.summary': () => Promise.reject(new Error('secret path')),
      });
      const folder = client.call('folder.delete', { folderId: runId });
      await expect(folder).rejects.toMatchObject({ code: 'FOLDER_NOT_EMPTY', details: { name: 'Pilot' } });
      const failure = await client.call('site.summary', nothing).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'INTERNAL', details: {} });
      expect(JSON.stringify(failure)).not.toContain('secret');
      expect(log.lines.join()).toContain('secret path');
      expect(log.lines.join()).toContain((failure as { traceId: string }).traceId);
    });

    test('[HOST-6] a reply that does not fit the contract is INTERNAL', async () => {
      const { client, log } = await open({ 'transfer.begin': async () => ({ transferId: 'not a uuid' }) });
      const call = client.call('transfer.begin', { fileName: 'a', sizeBytes: 0 });
      await expect(call).rejects.toMatchObject({ code: 'INTERNAL' });
      expect(log.lines.join()).toContain('transfer.begin');
    });

    test('[HOST-7] events arrive in order, with the calls between them', async () => {
      const { client, events } = await open({ 'job.list': async () => ({ rows: [], offset: 0, total: 0 }) });
      await client.ready;
      const seen: string[] = [];
      client.on('site.changed', ({ changes }) => seen.push(...changes.map(({ kind }) => kind)));
      for (const kind of ['runs', 'devices', 'folders'] as const) {
        events.publish('site.changed', { revision: 1, changes: [{ kind, ids: null }] });
      }
      await client.call('job.list', nothing);
      expect(seen).toEqual(['runs', 'devices', 'folders']);
    });

    test('[HOST-8] an event that does not fit is not sent, and the client hears of the gap at the next one', async () => {
      const { client, events, log } = await open({ 'job.list': async () => ({ rows: [], offset: 0, total: 0 }) });
      await client.ready;
      let gaps = 0;
      client.onGap(() => (gaps += 1));
      events.publish('site.changed', { revision: 1, changes: [] });
      events.publish('site.changed', { revision: 1, changes: [{ kind: 'runs', ids: null }] });
      await client.call('job.list', nothing);
      expect(gaps).toBe(1);
      expect(log.lines.join()).toContain('site.changed');
    });

    test('[HOST-9] carries a message of 16 million characters both ways', async () => {
      const xml = 'ä'.repeat(8) + 'x'.repeat(15_999_992);
      let received = 0;
      const { client } = await open({
        'editor.copy': async () => ({ xml, count: 1 }),
        'transfer.write': async ({ chunk }) => ({ received: (received = chunk.length) }),
      });
      const copy = await client.call('editor.copy', { sessionId: runId, epoch: 1, nodeIds: ['n1'] });
      expect(copy.xml === xml).toBe(true);
      const chunk = 'QUJD'.repeat(170_000);
      await client.call('transfer.write', { transferId: runId, offset: 0, chunk });
      expect(received).toBe(chunk.length);
    });

    test('[HOST-10] a port that closes rejects what waits and what comes after', async () => {
      const { client, server } = await open({ 'site.summary': () => new Promise(() => undefined) });
      await client.ready;
      const closed = new Promise<void>((resolve) => client.onClose(resolve));
      const call = client.call('site.summary', nothing);
      server.close();
      await expect(call).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
      await closed;
      await expect(client.call('site.summary', nothing)).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
    });

    test('[HOST-11] a message that does not fit the envelope does not end the connection', async () => {
      const { client, pair } = await open({ 'job.list': async () => ({ rows: [], offset: 0, total: 0 }) });
      const answer = nextMessage(pair.client, (message) => message.t === 'err' && message.id === 5);
      for (const message of [7, null, { t: 'dance' }, { t: 'req', id: 5 }]) pair.client.send(message as never);
      expect(await answer).toMatchObject({ error: { code: 'INVALID_INPUT' } });
      expect(await client.call('job.list', nothing)).toEqual({ rows: [], offset: 0, total: 0 });
    });
  });
}

function nextMessage(
  port: Port<ClientMessage, unknown>,
  isWanted: (message: ServerMessage) => boolean,
): Promise<ServerMessage> {
  return new Promise((resolve) => {
    const stop = port.onMessage((message) => {
      if (!isWanted(message as ServerMessage)) return;
      stop();
      resolve(message as ServerMessage);
    });
  });
}
