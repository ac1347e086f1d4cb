import '#host/private-files';
import { join } from 'node:path';
import { app } from 'electron';
import { realClock } from '#core/ports/real';
import { createConsoleLog } from '#host/console-log';
import { onEndRequest } from '#host/signals';
import { waitForEndOf } from '#host/wait-for-end';
import type { Context } from './context.ts';
import { enableCore } from './core.ts';
import { replaceMenu } from './menu.ts';
import { guardEveryPage } from './security/navigation.ts';
import { denyPermissions } from './security/permissions.ts';
import { registerScheme, servePage } from './security/protocol.ts';
import { findDebuggingSwitch } from './security/switches.ts';
import { unlockSealing } from './sealing.ts';
import { claimSite, enableSingleInstance } from './single-instance.ts';
import { predecessorFromArguments, relaunchCommand, siteFromArguments } from './start-arguments.ts';
import { enableTransport } from './transport.ts';
import { openConsoleWindow } from './windows/console-window.ts';
import { surviveClosedOutput } from '#host/closed-pipe';

/** This file is bundled to `out/app/main.js`; the preload, the core and the page lie beside it. */
const here = import.meta.dirname;
const site = siteFromArguments(process.argv, app.getPath('appData'));

async function start(context: Context): Promise<void> {
  await app.whenReady();
  denyPermissions();
  replaceMenu(app.isPackaged);
  guardEveryPage(context.log);
  servePage(context.paths.pageRoot, context.log);
  enableCore(context, await unlockSealing(context));
  enableTransport(context);
  enableSingleInstance(context);
  app.on('window-all-closed', () => {
    app.quit();
  });
  const quit = (): void => {
    app.quit();
  };
  onEndRequest(quit, {
    exit: (code) => {
      app.exit(code);
    },
  });
  // Started by `npm start`, which has no other way to ask on Windows.
  process.on('disconnect', quit);
  await openConsoleWindow(context);
}

surviveClosedOutput();
const refused = app.isPackaged ? findDebuggingSwitch(app.commandLine) : undefined;
if (refused !== undefined) {
  process.stderr.write(`Waystation does not start with --${refused}: a debugger could act as you. Start it without.\n`);
  app.exit(2);
}
app.enableSandbox();
registerScheme();
// Before the claim, which the predecessor holds to its end. Electron is not ready before this file has come to its own.
const predecessor = predecessorFromArguments(process.argv);
if (predecessor !== undefined) await waitForEndOf(predecessor);
if (refused !== undefined) {
  // It is ending.
} else if (claimSite(site)) {
  const log = createConsoleLog(join(site, 'logs', 'window.log'), realClock.now, (text) => {
    process.stderr.write(text);
  });
  const paths = {
    pageRoot: join(here, '../renderer'),
    preload: join(here, 'preload.cjs'),
    coreProcess: join(here, 'core-process.js'),
  };
  const own = { execPath: process.execPath, appPath: app.getAppPath(), isPackaged: app.isPackaged };
  const relaunch = relaunchCommand({ ...own, portableFile: process.env['PORTABLE_EXECUTABLE_FILE'] }, site);
  let isEnding = false;
  app.on('before-quit', () => {
    isEnding = true;
  });
  start({ site, relaunch, paths, log, windows: new Map() }).catch((error: unknown) => {
    // A window that is closed before it has loaded is no failed start, and the quit goes on by itself.
    if (isEnding) return;
    log.error('Waystation could not start', error);
    app.exit(1);
  });
} else {
  process.stdout.write(`Waystation is open on ${site} already; its window was brought forward.\n`);
  app.quit();
}
