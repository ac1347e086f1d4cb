import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { DoublePort, Frame } from './message-ports.ts';
import { Link } from './message-ports.ts';

/** `UtilityProcess`, by a child process of Node. */
export class DoubleUtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;
  readonly #link: Link;

  constructor(modulePath: string, args: readonly string[]) {
    super();
    const first = fileURLToPath(new URL('./utility-child.ts', import.meta.url));
    this.#child = fork(first, [modulePath, ...args], {
      // As Electron does: plain values keep their types (a Uint8Array stays one).
      serialization: 'advanced',
      execArgv: ['--conditions=source'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#link = new Link((frame) => {
      if (this.#child.connected) this.#child.send(frame);
    });
    this.#child.on('spawn', () => this.emit('spawn'));
    this.#child.on('message', (frame) => {
      const message = this.#link.receive(frame as Frame);
      if (message) this.emit('message', message.data);
    });
    this.#child.on('exit', (code) => {
      this.#link.end();
      this.emit('exit', code ?? 1);
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  postMessage(message: unknown, transfer: readonly DoublePort[] = []): void {
    this.#link.post(message, transfer);
  }

  kill(): boolean {
    return this.#child.kill();
  }
}
