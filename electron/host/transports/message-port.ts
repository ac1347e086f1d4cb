import type { MessagePort } from 'node:worker_threads';
import type { Port } from '#shared/contract/envelope';

/** The part of Electron's `MessagePortMain` that is used; it hands over an event where Node's hands over the value. */
export interface ElectronMessagePort {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  off(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  off(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

/** A port over a `MessagePort` of Node's worker threads. */
export function portFromMessagePort<Out, In>(port: MessagePort): Port<Out, In> {
  return {
    send(message) {
      port.postMessage(message);
    },
    onMessage(listener) {
      port.on('message', listener);
      return () => port.off('message', listener);
    },
    onClose(listener) {
      port.on('close', listener);
      return () => port.off('close', listener);
    },
    close() {
      port.close();
    },
  };
}

/** A port over a `MessagePortMain`, as the main process and the core's utility process of Electron have them. */
export function portFromElectronPort<Out, In>(port: ElectronMessagePort): Port<Out, In> {
  let isStarted = false;
  return {
    send(message) {
      port.postMessage(message);
    },
    onMessage(listener) {
      const receive = (event: { data: unknown }): void => {
        listener(event.data as In);
      };
      port.on('message', receive);
      // Messages wait in the port until it is started, so the first listener misses none.
      if (!isStarted) port.start();
      isStarted = true;
      return () => port.off('message', receive);
    },
    onClose(listener) {
      port.on('close', listener);
      return () => port.off('close', listener);
    },
    close() {
      port.close();
    },
  };
}
