import { ipcMain } from 'electron';
import type { ElectronMessagePort } from '#host/transports/message-port';
import type { Context } from './context.ts';
import { isOwnSender } from './security/sender.ts';

/** The two channels between page and main process; the preload repeats these names. */
export const toCore = 'waystation:to-core';
export const toPage = 'waystation:to-page';

export function enableTransport(context: Context): void {
  const ports = new Map<number, ElectronMessagePort>();

  const tellPage = (windowId: number, message: unknown): void => {
    const window = context.windows.get(windowId);
    if (window && !window.isDestroyed()) window.webContents.send(toPage, message);
  };
  const connect = (windowId: number): void => {
    const port = context.core?.connect();
    if (!port) return;
    ports.set(windowId, port);
    port.on('message', ({ data }) => {
      if (ports.get(windowId) === port) tellPage(windowId, data);
    });
    port.on('close', () => {
      if (ports.get(windowId) !== port) return;
      ports.delete(windowId);
      tellPage(windowId, null);
    });
    port.start();
  };
  const forget = (windowId: number): void => {
    const port = ports.get(windowId);
    ports.delete(windowId);
    port?.close();
  };

  ipcMain.on(toCore, (event, message: unknown) => {
    if (!isOwnSender(event, new Set(context.windows.keys()))) {
      context.log.warning('A message of an unknown sender was refused');
      return;
    }
    const { id } = event.sender;
    // A page that was loaded again greets anew: what its predecessor waited for is nobody's any more.
    if (isGreeting(message)) {
      forget(id);
      connect(id);
    }
    ports.get(id)?.postMessage(message);
  });

  context.transport = {
    forget,
    coreEnded: () => {
      for (const id of [...ports.keys()]) {
        forget(id);
        tellPage(id, null);
      }
    },
  };
}

function isGreeting(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 't' in message && message.t === 'hello';
}
