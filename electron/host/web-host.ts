import './node-guard.ts';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { realClock } from '#core/ports/real';
import { systemRefusal } from '#core/ports/system-reason';
import { makeTemporaryFolder } from '#core/ports/temporary-folder';
import { getSitePaths } from '#core/site/site';
import { AppError } from '#shared/contract/errors';
import { errorText } from '#shared/text/say';
import type { Console } from './console.ts';
import { openConsole } from './console.ts';
import { createConsoleLog } from './console-log.ts';
import { findRelaunch } from './relaunch.ts';
import { onEndRequest } from './signals.ts';
import { createAddressFile } from './web/address-file.ts';
import { startWebServer } from './web/web-server.ts';
import { createWindowFile } from './web/window-file.ts';
import { createWords } from './words.ts';
import { surviveClosedOutput } from './closed-pipe.ts';

/** A reloading window is back within a moment; a closed one is not. */
const idleBeforeEndMs = 3000;
/** A browser that did not show its window by then shows none any more. */
const firstWindowWithinMs = 120_000;

/** The built page: `out/renderer`, two folders from the source and one from the bundle. */
const pageRoot = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../out/renderer' : '../renderer', import.meta.url),
);

const words = createWords();

interface Arguments {
  readonly site: string;
  readonly untilClosed: boolean;
  readonly outlivesStarter: boolean;
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      site: { type: 'string' },
      /** Accepted so that a person who types it gets what it says: this host has no window of its own. */
      headless: { type: 'boolean' },
      'until-closed': { type: 'boolean' },
      /** For an opener that ends when the console is there: with it only the windows, or a signal, end this host. */
      'outlive-starter': { type: 'boolean' },
    },
  });
  if (values.site === undefined) throw new TypeError(words('opening:usage.webHost'));
  return {
    site: resolve(values.site),
    untilClosed: values['until-closed'] === true,
    outlivesStarter: values['outlive-starter'] === true,
  };
}

function canWrite(console: Console): boolean {
  return console.problem?.code !== 'STORE_READ_ONLY' && console.problem?.code !== 'STORE_FULL';
}

async function main(): Promise<void> {
  const { site, untilClosed, outlivesStarter } = readArguments();
  // From the first moment on: what asks for the end while the site is being opened must not end it half open.
  const ending = Promise.withResolvers<undefined>();
  onEndRequest(() => {
    ending.resolve(undefined);
  });
  // Started by `npm start`: without it nobody would end this process any more.
  process.on('disconnect', () => {
    if (!outlivesStarter) ending.resolve(undefined);
  });
  surviveClosedOutput();
  const log = createConsoleLog(join(getSitePaths(site).logs, 'console.log'), realClock.now, (text) => {
    process.stderr.write(text);
  });
  const end = (): void => {
    ending.resolve(undefined);
  };
  const relaunch = findRelaunch(site);
  const known = relaunch === null ? {} : { relaunch };
  const console = await openConsole({ siteDirectory: site, host: 'browser', log, end, ...known });
  if (console.problem?.code === 'SITE_IN_USE') {
    await console.close();
    throw console.problem;
  }
  const isOfSite = canWrite(console);
  // A folder of its own when the site cannot be written.
  const addressFile = createAddressFile(isOfSite ? site : makeTemporaryFolder('address'));
  let idle = untilClosed ? setTimeout(ending.resolve, firstWindowWithinMs, undefined) : undefined;
  const web = await startWebServer({
    pageRoot,
    addressFile,
    connect: (port) => console.server.connect(port),
    log,
    words,
    ...(isOfSite ? { windowFile: createWindowFile(getSitePaths(site).consoleWindows, log) } : {}),
    onConnections: (count) => {
      clearTimeout(idle);
      if (untilClosed && count === 0) idle = setTimeout(ending.resolve, idleBeforeEndMs, undefined);
    },
  });
  console.publish(addressFile.url);
  process.stdout.write(`${words('opening:ready', { address: addressFile.url })}\n`);
  // Who began this may have been told to end at this very moment: what is not heard is no reason to fall.
  if (process.connected) process.send?.({ address: addressFile.url }, () => undefined);
  await ending.promise;
  clearTimeout(idle);
  await web.close();
  await console.close();
}

try {
  await main();
  process.exit(0);
} catch (error) {
  const ours = systemRefusal(error) ?? error;
  const known = ours instanceof AppError ? errorText(words, ours.code, ours.details) : undefined;
  const story = error instanceof TypeError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${known ? `${known.sentence} ${known.remedy}` : (story ?? '')}\n`);
  process.exit(error instanceof TypeError ? 2 : 1);
}
