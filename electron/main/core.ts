import type { UtilityProcess } from 'electron';
import { app, MessageChannelMain, utilityProcess } from 'electron';
import type { CoreCommand } from '#host/core-messages';
import { CoreReport } from '#host/core-messages';
import type { Context, CoreProcess } from './context.ts';
import type { Sealing } from './sealing.ts';

/** Long enough to close a database and to end a run's processes; after that the operating system ends it. */
const closeWithinMs = 10_000;

export function enableCore(context: Context, sealing: Sealing | null): void {
  let running: UtilityProcess | undefined;
  let isQuitting = false;

  const start = (): UtilityProcess => {
    const child = utilityProcess.fork(context.paths.coreProcess, [], {
      serviceName: 'Waystation core',
      stdio: 'inherit',
    });
    child.on('exit', (code) => {
      if (running === child) running = undefined;
      if (!isQuitting) context.log.error(`The core ended with code ${String(code)}`);
      context.transport?.coreEnded();
    });
    child.on('message', (message: unknown) => {
      const report = CoreReport.parse(message);
      // A start with more rights waits for the end of this process to get the site.
      if (report.t === 'end') app.quit();
      if (report.t === 'opened' && report.problem !== null) {
        context.log.warning(`The site ${context.site} could not be opened: ${report.problem}`);
      }
    });
    const program = { relaunch: [...context.relaunch], processId: process.pid };
    say(child, { t: 'open', site: context.site, sealing, program });
    return child;
  };

  context.core = {
    connect() {
      running ??= start();
      const { port1, port2 } = new MessageChannelMain();
      running.postMessage({ t: 'connect' } satisfies CoreCommand, [port2]);
      return port1;
    },
    async close() {
      isQuitting = true;
      const child = running;
      if (!child) return;
      const ended = new Promise<void>((resolve) => {
        child.once('exit', () => {
          resolve();
        });
      });
      say(child, { t: 'close' });
      const timer = setTimeout(() => child.kill(), closeWithinMs);
      await ended;
      clearTimeout(timer);
    },
  };
  quitAfterCore(context.core);
}

function say(child: UtilityProcess, command: CoreCommand): void {
  child.postMessage(command);
}

/** Holds the end of the program back until the core has closed its database. */
function quitAfterCore(core: CoreProcess): void {
  let isClosed = false;
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    void core.close().finally(() => {
      isClosed = true;
      app.quit();
    });
  });
}
