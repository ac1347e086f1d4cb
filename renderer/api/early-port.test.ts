import { expect, it } from 'vitest';
import type { ClientMessage, Port } from '#shared/contract/envelope';
import { createClient } from '#shared/contract/client';
import { CONTRACT_VERSION } from '#shared/contract/version';
import { openEarly } from './early-port.ts';

const instance = '11111111-1111-4111-8111-111111111111';
const summary = {
  ...{ taskSequences: 1, devices: 2, associations: 0, stateStores: 0, migrationPoints: 0, runs: 0 },
  activeRuns: 0,
};
const asked = { method: 'site.summary', input: {} };

/** A core that is played by hand. */
function createCore() {
  const sent: ClientMessage[] = [];
  let hear: (message: unknown) => void = () => undefined;
  const port: Port<ClientMessage, unknown> = {
    send: (message) => void sent.push(message),
    onMessage: (listener) => {
      hear = listener;
      return () => undefined;
    },
    onClose: () => () => undefined,
    close: () => undefined,
  };
  const say = (message: unknown): void => hear(message);
  const greet = (): void => say({ t: 'hello', version: CONTRACT_VERSION, build: 'core', instance });
  return { port, sent, say, greet };
}
const connect = (port: Port<ClientMessage, unknown>) => {
  const faults: string[] = [];
  return { faults, client: createClient(port, { build: 'console', onFault: (what) => void faults.push(what) }) };
};

it('[UI-405] answers a question of the client by what was asked before there was one', async () => {
  const core = createCore();
  const port = openEarly(core.port, 'console', [asked]);
  core.greet();
  core.say({ t: 'ok', id: 1, output: summary });
  const { client, faults } = connect(port);
  expect(await client.ready).toEqual({ build: 'core', instance });
  expect(await client.call('site.summary', {})).toEqual(summary);
  expect(core.sent.map(({ t }) => t)).toEqual(['hello', 'req']);
  expect(faults).toEqual([]);
});

it('[UI-405] passes on an answer that comes after it was claimed, and asks a second time for a second question', async () => {
  const core = createCore();
  const { client } = connect(openEarly(core.port, 'console', [asked]));
  const first = client.call('site.summary', {});
  const second = client.call('site.summary', {});
  expect(core.sent.flatMap((message) => (message.t === 'req' ? [message.id] : []))).toEqual([1, 3]);
  core.say({ t: 'ok', id: 3, output: { ...summary, devices: 3 } });
  core.say({ t: 'ok', id: 1, output: summary });
  expect([(await first).devices, (await second).devices]).toEqual([2, 3]);
});

it('[UI-406] asks again what an event may have made old, and takes a cancel to its question', () => {
  const core = createCore();
  const { client } = connect(openEarly(core.port, 'console', [asked, { method: 'site.get', input: {} }]));
  const abort = new AbortController();
  void client.call('site.get', {}, { signal: abort.signal }).catch(() => undefined);
  abort.abort();
  expect(core.sent.at(-1)).toEqual({ t: 'cancel', id: 2 });
  core.say({ t: 'ok', id: 1, output: summary });
  core.say({ t: 'event', cursor: 1, topic: 'site.changed', payload: { revision: 1, changes: [] } });
  void client.call('site.summary', {}).catch(() => undefined);
  expect(core.sent.at(-1)).toMatchObject({ t: 'req', method: 'site.summary', id: 4 });
});
