import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { ElectronMessagePort } from './message-port.ts';
import { portFromElectronPort, portFromMessagePort } from './message-port.ts';
import { describePort } from './port.contract.ts';

describePort('MessagePort', () => {
  const { port1, port2 } = new MessageChannel();
  return { host: portFromMessagePort(port1), client: portFromMessagePort(port2) };
});

describePort('MessagePort of Electron', () => {
  const { port1, port2 } = new MessageChannel();
  return { host: portFromElectronPort(electronPort(port1)), client: portFromElectronPort(electronPort(port2)) };
});

type Listener = ((event: { data: unknown }) => void) | (() => void);

/** Node's port in the form of Electron's: events instead of values, and nothing flows before `start`. */
function electronPort(port: MessagePort): ElectronMessagePort {
  const emitter = new EventEmitter();
  port.on('close', () => emitter.emit('close'));
  return {
    on: (name: string, listener: Listener) => emitter.on(name, listener),
    off: (name: string, listener: Listener) => emitter.off(name, listener),
    postMessage: (message) => {
      port.postMessage(message);
    },
    start: () => {
      port.on('message', (data: unknown) => emitter.emit('message', { data }));
    },
    close: () => {
      port.close();
    },
  };
}
