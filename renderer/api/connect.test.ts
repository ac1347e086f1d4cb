// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import type { Bridge } from '#shared/contract/bridge';
import type { ClientMessage, ServerMessage } from '#shared/contract/envelope';
import { CONTRACT_VERSION } from '#shared/contract/version';
import { createConnection } from '../stores/connection.ts';
import { connect } from './connect.ts';
import { openPort } from './open-port.ts';

const summary = {
  ...{ taskSequences: 1, devices: 2, associations: 0, stateStores: 0, migrationPoints: 0, runs: 0 },
  activeRuns: 0,
};

/** A page with a bridge to a core that is played by hand; what the page waits for is gone through at once. */
function createPage() {
  const sent: ClientMessage[] = [];
  const heard = new Set<(message: unknown) => void>();
  const bridge: Bridge = {
    send: (message) => void sent.push(message as ClientMessage),
    onMessage: (listener) => {
      heard.add(listener);
      return () => void heard.delete(listener);
    },
  };
  const page = { waystation: bridge, crypto, localStorage, setTimeout: (run: () => void) => run() };
  const say = (message: ServerMessage | null): void => [...heard].forEach((listener) => listener(message));
  const greet = (host: number): void =>
    say({
      t: 'hello',
      version: CONTRACT_VERSION,
      build: 'x',
      instance: `${String(host).repeat(8)}-1111-4111-8111-111111111111`,
    });
  const connection = createConnection();
  const client = connect(page as unknown as Window, connection, 'page', openPort(page as unknown as Window));
  const asked = (method: string) => sent.filter((one) => one.t === 'req').filter((one) => one.method === method);
  return { client, say, greet, asked };
}

it('[UI-570] a command whose host was started anew before it answered is not sent again, and says so', async () => {
  const { client, say, greet, asked } = createPage();
  greet(1);
  const done = client.call('device.delete', { ids: ['1'] } as never);
  await vi.waitFor(() => expect(asked('device.delete')).toHaveLength(1));
  say(null);
  greet(2);
  await expect(done).rejects.toMatchObject({ code: 'ANSWER_LOST' });
  expect(asked('device.delete')).toHaveLength(1);
});

it('[UI-570] the same host gets it again under the same id, and a question goes to whichever host is there', async () => {
  const { client, say, greet, asked } = createPage();
  greet(1);
  client.call('device.delete', { ids: ['1'] } as never).catch(() => undefined);
  await vi.waitFor(() => expect(asked('device.delete')).toHaveLength(1));
  say(null);
  greet(1);
  await vi.waitFor(() => expect(asked('device.delete')).toHaveLength(2));
  expect(new Set(asked('device.delete').map(({ requestId }) => requestId)).size).toBe(1);
  const question = client.call('site.summary', {});
  say(null);
  greet(2);
  await vi.waitFor(() => expect(asked('site.summary')).toHaveLength(2));
  say({ t: 'ok', id: asked('site.summary').at(-1)?.id ?? 0, output: summary });
  await expect(question).resolves.toEqual(summary);
});

it('[UI-570] a command that is given while no host is there waits for the next one', async () => {
  const { client, say, greet, asked } = createPage();
  greet(1);
  say(null);
  client.call('device.delete', { ids: ['1'] } as never).catch(() => undefined);
  expect(asked('device.delete')).toHaveLength(0);
  greet(2);
  await vi.waitFor(() => expect(asked('device.delete')).toHaveLength(1));
});
