import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { describe, expect, test } from 'vitest';
import type { PortPair } from './port.contract.ts';
import { describePort } from './port.contract.ts';
import { maxMessageBytes, maxWaitingBytes, portFromWebSocket } from './websocket.ts';

async function connect(): Promise<PortPair & { near: WebSocket; far: WebSocket }> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', maxPayload: maxMessageBytes });
  await once(server, 'listening');
  const arrival = once(server, 'connection') as Promise<[WebSocket]>;
  const near = new WebSocket(`ws://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  const [[far]] = await Promise.all([arrival, once(near, 'open')]);
  const end = async (): Promise<void> => {
    near.terminate();
    server.close();
    await once(server, 'close');
  };
  return { host: portFromWebSocket(far), client: portFromWebSocket(near), end, near, far };
}

describePort('WebSocket', connect);

describe('WebSocket frames', () => {
  test.each([
    ['text that is not JSON', 'no json'],
    ['binary data', Buffer.from('{}')],
  ])('[HOST-12] %s ends the connection', async (_what, frame) => {
    const { near, host, end } = await connect();
    host.onMessage(() => expect.unreachable());
    near.send(frame);
    const [code] = (await once(near, 'close')) as [number];
    expect(code).toBe(1007);
    await end?.();
  });
});

describe('WebSocket clients that do not read', () => {
  test('[HOST-264] are disconnected when too much waits for them, and one that reads is not', async () => {
    const { near, far, end } = await connect();
    const slow: number[] = [];
    const port = portFromWebSocket<{ text: string }, unknown>(far, (bytes) => void slow.push(bytes));
    const message = { text: 'x'.repeat(4 * 1024 * 1024) };
    port.send(message);
    await once(near, 'message');
    near.pause();
    const closed = once(far, 'close');
    for (let sent = 0; sent < 2 * maxWaitingBytes && slow.length === 0; sent += message.text.length) port.send(message);
    await closed;
    expect(slow).toHaveLength(1);
    expect(slow[0]).toBeLessThan(maxWaitingBytes + 2 * message.text.length);
    port.send(message);
    expect(slow).toHaveLength(1);
    await end?.();
  });
});
