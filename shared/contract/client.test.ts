import { expect, test } from 'vitest';
import type { Bridge } from './bridge.ts';
import { portFromBridge } from './bridge.ts';
import type { Client } from './client.ts';
import { createClient } from './client.ts';
import { CONTRACT_VERSION } from './envelope.ts';
import type { ClientMessage, Port } from './envelope.ts';

interface Wire {
  readonly client: Client;
  readonly sent: ClientMessage[];
  readonly faults: string[];
  say(message: unknown): void;
  end(): void;
}

function open(): Wire {
  const sent: ClientMessage[] = [];
  const faults: string[] = [];
  const listeners: ((message: unknown) => void)[] = [];
  const closers: (() => void)[] = [];
  const port: Port<ClientMessage, unknown> = {
    send: (message) => sent.push(message),
    onMessage: (listener) => {
      listeners.push(listener);
      return () => undefined;
    },
    onClose: (listener) => {
      closers.push(listener);
      return () => undefined;
    },
    close: () => undefined,
  };
  const client = createClient(port, { build: '1.0.0', onFault: (what) => faults.push(what) });
  return {
    client,
    sent,
    faults,
    say: (message) => {
      for (const listener of listeners) listener(message);
    },
    end: () => {
      for (const closer of closers) closer();
    },
  };
}

test('[CON-1] the first message is a greeting with version and build', () => {
  const { client, sent } = open();
  void client.call('job.list', {}).catch(() => undefined);
  expect(sent).toEqual([
    { t: 'hello', version: CONTRACT_VERSION, build: '1.0.0' },
    { t: 'req', id: 1, method: 'job.list', input: {} },
  ]);
});

test('[CON-2] a host of another version fails every call with one sentence', async () => {
  const { client, say } = open();
  const call = client.call('job.list', {});
  say({ t: 'hello', version: 99, build: '9.0.0', instance: '11111111-1111-4111-8111-111111111111' });
  const theirs = `1.0.0, contract ${String(CONTRACT_VERSION)}`;
  const mismatch = { code: 'CONTRACT_MISMATCH', details: { ours: '9.0.0, contract 99', theirs } };
  await expect(call).rejects.toMatchObject(mismatch);
  await expect(client.ready).rejects.toMatchObject(mismatch);
  await expect(client.call('job.list', {})).rejects.toMatchObject(mismatch);
});

test('[CON-3] a reply that does not fit the contract is INTERNAL and a fault', async () => {
  const { client, say, faults } = open();
  const call = client.call('job.list', {});
  say({ t: 'ok', id: 1, output: { jobs: 'none' } });
  await expect(call).rejects.toMatchObject({ code: 'INTERNAL' });
  expect(faults).toHaveLength(1);
});

test('[CON-4] an error keeps its code, details and trace id', async () => {
  const { client, say } = open();
  const call = client.call('job.list', {});
  say({ t: 'err', id: 1, error: { code: 'STORE_FULL', details: { file: 'site.db' }, traceId: 'abc' } });
  await expect(call).rejects.toMatchObject({ code: 'STORE_FULL', details: { file: 'site.db' }, traceId: 'abc' });
});

test('[CON-5] a gap in the cursor, or an event that cannot be read, tells the client to read again', () => {
  const { client, say, faults } = open();
  let gaps = 0;
  const seen: unknown[] = [];
  client.onGap(() => (gaps += 1));
  const stop = client.on('site.changed', (payload) => seen.push(payload));
  const event = (cursor: number, payload: unknown): void => {
    say({ t: 'event', cursor, topic: 'site.changed', payload });
  };
  const changed = (kind: string) => ({ revision: 1, changes: [{ kind, ids: ['1'] }] });
  event(1, changed('runs'));
  expect(gaps).toBe(0);
  event(3, changed('devices'));
  expect(gaps).toBe(1);
  event(4, { revision: 1, changes: 'all' });
  expect([gaps, faults.length]).toEqual([2, 1]);
  stop();
  event(5, changed('folders'));
  expect(seen).toEqual([changed('runs'), changed('devices')]);
});

test('[CON-6] a message outside the envelope, or an event outside the contract, is a fault and nothing else', () => {
  const { say, faults } = open();
  say('nonsense');
  say({ t: 'event', cursor: 1, topic: '__proto__', payload: {} });
  say({ t: 'event', cursor: 2, topic: 'site.get', payload: {} });
  expect(faults).toHaveLength(3);
});

test('[CON-7] an aborted signal asks the host to cancel; before the call nothing is sent', async () => {
  const { client, sent, say } = open();
  const abort = new AbortController();
  const call = client.call('job.list', {}, { signal: abort.signal });
  abort.abort();
  expect(sent.at(-1)).toEqual({ t: 'cancel', id: 1 });
  say({ t: 'err', id: 1, error: { code: 'CANCELLED', details: {}, traceId: 't' } });
  await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
  await expect(client.call('job.list', {}, { signal: abort.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(sent).toHaveLength(3);
});

test('[CON-8] a closed port rejects what waits and tells its listeners once', async () => {
  const { client, end } = open();
  let closes = 0;
  client.onClose(() => (closes += 1));
  const call = client.call('job.list', {});
  end();
  client.close();
  await expect(call).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
  expect(closes).toBe(1);
});

test('[CON-9] a port over the bridge ends at null, and its successor hears on', () => {
  const listeners = new Set<(message: unknown) => void>();
  const sent: unknown[] = [];
  const bridge: Bridge = {
    send: (message) => sent.push(message),
    onMessage: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const say = (message: unknown): void => {
    for (const listener of [...listeners]) listener(message);
  };
  const first = portFromBridge(bridge);
  const heard: unknown[] = [];
  first.onMessage((message) => heard.push(message));
  first.onClose(() => heard.push('closed'));
  say(1);
  say(null);
  const second = portFromBridge(bridge);
  second.onMessage((message) => heard.push(message));
  say(2);
  first.send({ t: 'cancel', id: 1 });
  second.send({ t: 'cancel', id: 2 });
  expect([heard, sent]).toEqual([[1, 'closed', 2], [{ t: 'cancel', id: 2 }]]);
});
