import { vi } from 'vitest';
import { expect, test } from 'vitest';
import type { ClientMessage, ServerMessage } from '#shared/contract/envelope';
import type { Bridge } from '#shared/contract/bridge';
import { portFromBridge } from '#shared/contract/bridge';
import { memoryLog } from '#host/fakes/host';
import { portFromElectronPort } from '#host/transports/message-port';
import type { PortPair } from '../host/transports/port.contract.ts';
import { describePort } from '../host/transports/port.contract.ts';
import type { Context } from './context.ts';
import { ipcMain } from './fakes/ipc-main.ts';
import { DoubleChannel } from './fakes/message-ports.ts';
import { enableTransport, toCore, toPage } from './transport.ts';

vi.mock('electron', () => import('./fakes/electron.ts'));

const ownFrame = { url: 'app://console/', parent: null };

/** A window without a browser: what its page would hear and say goes through the real main-process code. */
function open(): PortPair & { context: Context; bridge: Bridge; say: (frame: object, message: unknown) => void } {
  ipcMain.removeAllListeners(toCore);
  const listeners = new Set<(message: unknown) => void>();
  const window = {
    isDestroyed: () => false,
    webContents: {
      send: (channel: string, message: unknown) => {
        expect(channel).toBe(toPage);
        const copy = structuredClone(message);
        queueMicrotask(() => {
          for (const listener of [...listeners]) listener(copy);
        });
      },
    },
  };
  const { port1, port2 } = new DoubleChannel();
  const paths = { pageRoot: '', preload: '', coreProcess: '' };
  const core = { connect: () => port1, close: () => Promise.resolve() };
  const windows = new Map([[7, window as never]]);
  const context: Context = { site: '', relaunch: [], paths, log: memoryLog(), windows, core };
  enableTransport(context);
  const say = (senderFrame: object, message: unknown): void => {
    ipcMain.emit(toCore, { sender: { id: 7 }, senderFrame }, structuredClone(message));
  };
  const bridge: Bridge = {
    send: (message) => queueMicrotask(() => say(ownFrame, message)),
    onMessage: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    host: portFromElectronPort<ServerMessage, unknown>(port2),
    client: portFromBridge(bridge),
    context,
    bridge,
    say,
  };
}

describePort('Electron', open);

test('[SHELL-23] what a foreign frame says does not reach the core, and is logged', async () => {
  const { host, say, context } = open();
  const heard: unknown[] = [];
  host.onMessage((message) => heard.push(message));
  const greeting: ClientMessage = { t: 'hello', version: 1, build: 'x' };
  say({ url: 'https://evil.example/', parent: null }, greeting);
  say({ ...ownFrame, parent: {} }, greeting);
  say(ownFrame, { ...greeting, build: 'own' });
  await Promise.resolve();
  await Promise.resolve();
  expect(heard).toEqual([{ ...greeting, build: 'own' }]);
  expect((context.log as ReturnType<typeof memoryLog>).lines).toHaveLength(2);
});

test('[SHELL-24] the end of the core reaches the page as null', async () => {
  const { bridge, context } = open();
  const heard: unknown[] = [];
  bridge.onMessage((message) => heard.push(message));
  bridge.send({ t: 'hello', version: 1, build: 'x' });
  await Promise.resolve();
  context.transport?.coreEnded();
  await Promise.resolve();
  expect(heard).toEqual([null]);
});
