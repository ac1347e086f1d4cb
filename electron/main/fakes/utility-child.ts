import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import type { Frame } from './message-ports.ts';
import { Link } from './message-ports.ts';

/* The first file of a utility process of the double: it makes `process.parentPort`, then starts the real file. */
const link = new Link((frame) => {
  // A frame to a program that was killed goes nowhere; 'disconnect' follows.
  if (process.connected) process.send?.(frame, () => undefined);
});

class ParentPort extends EventEmitter {
  postMessage(data: unknown): void {
    link.post(data);
  }
}

const parentPort = new ParentPort();
Object.assign(process, { parentPort });
process.on('message', (frame) => {
  const message = link.receive(frame as Frame);
  if (message) parentPort.emit('message', message);
});
// The main process was killed: a real utility process ends with it, at once and without a word.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

const script = process.argv[2];
if (script === undefined) throw new Error('The file to run is missing');
process.argv.splice(1, 2, script);
await import(pathToFileURL(script).href);
