import './node-guard.ts';
import { join } from 'node:path';
import { realClock } from '#core/ports/real';
import { getSitePaths } from '#core/site/site';
import type { Console } from './console.ts';
import { openConsole } from './console.ts';
import { createConsoleLog } from './console-log.ts';
import type { CoreReport } from './core-messages.ts';
import { CoreCommand } from './core-messages.ts';
import { createSystemSealer } from './sealing.ts';
import type { ElectronMessagePort } from './transports/message-port.ts';
import { portFromElectronPort } from './transports/message-port.ts';
import { surviveClosedOutput } from './closed-pipe.ts';

/** The part of a utility process's `parentPort` that is used; this folder must not know Electron's types. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: ElectronMessagePort[] }) => void): unknown;
  postMessage(message: CoreReport): void;
}

const { parentPort } = process as { parentPort?: ParentPort };
if (!parentPort) throw new Error('This file is the core’s process; Waystation’s main process starts it.');
const parent = parentPort;

surviveClosedOutput();
let opening: Promise<Console> | undefined;

async function open({ site, sealing, program }: Extract<CoreCommand, { t: 'open' }>): Promise<Console> {
  const log = createConsoleLog(join(getSitePaths(site).logs, 'console.log'), realClock.now, (text) => {
    process.stderr.write(text);
  });
  const sealer = sealing === null ? {} : { sealer: createSystemSealer(sealing.key, sealing.place) };
  const end = (): void => parent.postMessage({ t: 'end' });
  const console = await openConsole({ siteDirectory: site, host: 'electron', log, ...sealer, ...program, end });
  console.publish('electron:');
  parent.postMessage({ t: 'opened', problem: console.problem?.code ?? null });
  return console;
}

async function obey(command: CoreCommand, ports: ElectronMessagePort[]): Promise<void> {
  switch (command.t) {
    case 'open':
      opening ??= open(command);
      await opening;
      return;
    case 'connect': {
      const [port] = ports;
      // What the window says meanwhile waits in its port, which is not started before somebody listens.
      if (port && opening) (await opening).server.connect(portFromElectronPort(port));
      return;
    }
    case 'close':
      await (await opening)?.close();
      parent.postMessage({ t: 'closed' });
      process.exit(0);
  }
}

parent.on('message', ({ data, ports }) => {
  obey(CoreCommand.parse(data), ports).catch((error: unknown) => {
    // Nothing can be served after that: the main process sees the end and says so to its windows.
    process.stderr.write(`The core could not go on: ${error instanceof Error ? String(error.stack) : String(error)}\n`);
    process.exit(1);
  });
});
