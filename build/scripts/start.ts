import type { ChildProcess } from 'node:child_process';
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readRunning } from '#core/site/console-lock';
import { appWindowFlags } from '#host/browsers';
import { defaultSiteDirectory } from '#host/default-site';
import { waitForEndOf } from '#host/wait-for-end';
import type { Display } from './browser.ts';
import { ensureBrowser, missingBrowser, openDisplay } from './browser.ts';
import { buildStale } from './build-stale.ts';
import { projectRoot } from './bundle.ts';
import type { Choice } from './choose-host.ts';
import { chooseHost } from './choose-host.ts';
import { findElectron } from './electron.ts';
import { follow, tellByChannel, tellBySignal } from './follow.ts';

const usage = 'Usage: npm start -- [--site DIR] [--headless] [--host electron|browser]';

interface Arguments {
  readonly site: string;
  readonly isHeadless: boolean;
  readonly host: 'electron' | 'browser' | undefined;
  readonly after: number | undefined;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function readArguments(): Arguments {
  const options = {
    site: { type: 'string' },
    headless: { type: 'boolean' },
    host: { type: 'string' },
    /** Said by a console that starts itself elevated and gives its site to this start. */
    after: { type: 'string' },
  } as const;
  const { values } = parseArgs({ options });
  const { host } = values;
  if (host !== undefined && host !== 'electron' && host !== 'browser') throw new TypeError(usage);
  const after = values.after === undefined ? undefined : Number(values.after);
  return { site: resolve(values.site ?? defaultSiteDirectory()), isHeadless: values.headless === true, host, after };
}

function findOrInstallBrowser(): string | undefined {
  try {
    return ensureBrowser();
  } catch (error) {
    if (!(error instanceof Error) || error.message !== missingBrowser) throw error;
    say(missingBrowser);
    return undefined;
  }
}

/** An app window with a profile of its own, which is gone with it. */
function openWindow(browser: string, address: string, display: Display): ChildProcess {
  const profile = mkdtempSync(join(tmpdir(), 'waystation-window-'));
  const environment = { ...process.env, ...display.environment };
  const child = spawn(browser, appWindowFlags(address, profile), { stdio: 'ignore', env: environment });
  child.on('exit', () => {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });
  return child;
}

async function startWebHost(choice: Choice, site: string, display: Display | undefined): Promise<number> {
  const withWindow = choice.kind === 'window' && display !== undefined;
  const host = fork(
    join(projectRoot, 'out/web/web-host.js'),
    ['--site', site, ...(withWindow ? ['--until-closed'] : [])],
    {
      stdio: ['ignore', withWindow ? 'ignore' : 'inherit', 'inherit', 'ipc'],
      execArgv: [],
    },
  );
  const ended = follow(host, tellByChannel);
  const ready = once(host, 'message').then(([message]) => (message as { address: string }).address);
  const address = await Promise.race([ready, ended.then(() => undefined)]);
  if (address === undefined || !withWindow) return ended;
  const window = openWindow(choice.browser, address, display);
  say(`The console is open on ${site}. Closing its last window, or Ctrl+C here, ends it.`);
  // The host ends by itself after its last window, which may be one that a second start has opened.
  const code = await ended;
  window.kill();
  return code;
}

/** A site is open in one console at a time: a second start gets another window on the running one. */
async function joinRunning(
  address: string,
  choice: Choice,
  site: string,
  display: Display | undefined,
): Promise<number> {
  say(`Waystation is running on ${site} already: this start joins it instead of opening the site twice.`);
  if (address === 'electron:') {
    if (choice.kind !== 'electron') {
      say('It is open in an Electron window: go on there.');
      return 0;
    }
    return startElectron(choice.program, site);
  }
  if (choice.kind !== 'window' || display === undefined) {
    say(
      address === ''
        ? 'It is still starting; try again in a moment.'
        : `Open ${address} in a browser of this computer.`,
    );
    return address === '' ? 1 : 0;
  }
  return follow(openWindow(choice.browser, address, display), tellBySignal);
}

function startElectron(program: string, site: string): Promise<number> {
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  // Electron's program has no console on Windows and hears no Ctrl+C there: the end of the channel tells it.
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'] as const;
  return follow(spawn(program, [projectRoot, ...flags, '--site', site], { stdio: [...stdio] }), tellByChannel);
}

async function main(): Promise<number> {
  const { site, isHeadless, host, after } = readArguments();
  if (after !== undefined) await waitForEndOf(after);
  const built = await buildStale();
  if (built.length > 0) say(`Built what was older than its sources: ${built.join(', ')}.`);
  const electron = findElectron();
  const needsBrowser = !isHeadless && (host === 'browser' || electron === undefined) && host !== 'electron';
  const browser = needsBrowser ? findOrInstallBrowser() : undefined;
  const display = isHeadless ? undefined : await openDisplay();
  try {
    const choice = chooseHost({ host, isHeadless }, { electron, browser, canShowWindows: display !== undefined });
    say(choice.why);
    if (choice.kind === 'refused') return 1;
    if (display?.isVirtual === true) {
      say('There is no display here, so the window is on a virtual one (Xvfb); --headless gives an address instead.');
    }
    const running = readRunning(site);
    if (running) return await joinRunning(running.address, choice, site, display);
    if (choice.kind === 'electron') return await startElectron(choice.program, site);
    return await startWebHost(choice, site, display);
  } finally {
    display?.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage = error instanceof TypeError && (error.message === usage || 'code' in error);
  process.stderr.write(
    `${isUsage ? `${error.message}\n${usage}` : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = isUsage ? 2 : 1;
}
