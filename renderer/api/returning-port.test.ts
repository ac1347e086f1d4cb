import { expect, it } from 'vitest';
import { createClient } from '#shared/contract/client';
import { type ClientMessage, type Pass, type Port, proofText } from '#shared/contract/envelope';
import { CONTRACT_VERSION } from '#shared/contract/version';
import { returningPort } from './returning-port.ts';

const instance = '11111111-1111-4111-8111-111111111111';
const bytes = crypto.getRandomValues(new Uint8Array(32));
const pass: Pass = { ticket: 'ticket', key: Buffer.from(bytes).toString('base64url') };

/** Whoever listens at the port of the host, played by hand. */
function createListener() {
  const sent: ClientMessage[] = [];
  const heard = new Set<(message: unknown) => void>();
  const state = { isClosed: false };
  const port: Port<ClientMessage, unknown> = {
    send: (message) => void sent.push(message),
    onMessage: (listener) => {
      heard.add(listener);
      return () => void heard.delete(listener);
    },
    onClose: () => () => undefined,
    close: () => {
      state.isClosed = true;
    },
  };
  return { port, sent, state, say: (message: unknown) => heard.forEach((listener) => listener(message)) };
}

async function prove(side: 'host' | 'page', pageNonce: string, hostNonce: string, listeningMs = 1000): Promise<string> {
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const text = new TextEncoder().encode(proofText(side, { pageNonce, hostNonce, listeningMs }));
  return Buffer.from(await crypto.subtle.sign('HMAC', key, text)).toString('base64url');
}

function returnTo(listener: ReturnType<typeof createListener>) {
  const clock = { at: 5000 };
  const means = { crypto, performance: { now: () => clock.at } };
  const client = createClient(returningPort(listener.port, pass, means), {
    build: 'page',
    onFault: () => expect.unreachable(),
  });
  client.ready.catch(() => undefined);
  const [first] = listener.sent;
  if (first?.t !== 'return') throw new Error('a page that returns says so first');
  return { client, clock, nonce: first.nonce };
}

it('[HOST-300] shows its ticket, and says nothing else to a listener that cannot prove to be the host', async () => {
  const stranger = createListener();
  const { client, nonce } = returnTo(stranger);
  client.call('job.list', {}).catch(() => undefined);
  stranger.say({ t: 'proof', proof: await prove('page', nonce, 'made up'), nonce: 'made up', listeningMs: 1000 });
  await expect.poll(() => stranger.state.isClosed).toBe(true);
  stranger.say({ t: 'hello', version: CONTRACT_VERSION, build: 'stranger', instance });
  expect(stranger.sent).toEqual([{ t: 'return', ticket: 'ticket', nonce }]);
  expect(JSON.stringify(stranger.sent)).not.toContain(pass.key);
});

it('[HOST-300] proves to the host what the host proved to it, then says what waited, in its order', async () => {
  const host = createListener();
  const { client, clock, nonce } = returnTo(host);
  client.call('job.list', {}).catch(() => undefined);
  clock.at += 999;
  const listeningMs = 1000;
  host.say({
    t: 'proof',
    proof: await prove('host', nonce, 'nonce of the host'),
    nonce: 'nonce of the host',
    listeningMs,
  });
  await expect.poll(() => host.sent.length).toBe(3);
  const proof = await prove('page', nonce, 'nonce of the host');
  expect(host.sent[1]).toEqual({ t: 'hello', version: CONTRACT_VERSION, build: 'page', proof });
  expect(host.sent[2]).toMatchObject({ t: 'req', method: 'job.list' });
  host.say({ t: 'hello', version: CONTRACT_VERSION, build: 'host', instance });
  expect(await client.ready).toMatchObject({ build: 'host', instance });
});

it.each([
  ['the proof of a host that listens only since then', 1000, 1000],
  ['the same with a longer time in it', 1000, 9000],
])(
  '[HOST-320] leaves who had its connection before the host listened, and passes on %s',
  async (_what, proved, said) => {
    const relay = createListener();
    const { client, clock, nonce } = returnTo(relay);
    client.call('job.list', {}).catch(() => undefined);
    clock.at += 1000;
    relay.say({ t: 'proof', proof: await prove('host', nonce, 'h', proved), nonce: 'h', listeningMs: said });
    await expect.poll(() => relay.state.isClosed).toBe(true);
    expect(relay.sent).toEqual([{ t: 'return', ticket: 'ticket', nonce }]);
  },
);

it('[HOST-300] a host that does not know the ticket refuses by name', async () => {
  const host = createListener();
  const { client } = returnTo(host);
  host.say({ t: 'refused', error: { code: 'SESSION_ENDED', details: {}, traceId: 'x' } });
  await expect(client.ready).rejects.toMatchObject({ code: 'SESSION_ENDED' });
});
