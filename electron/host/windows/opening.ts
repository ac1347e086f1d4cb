import type { ChildProcess } from 'node:child_process';
import { fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readRunning } from '#core/site/console-lock';
import { getSitePaths } from '#core/site/site';
import { fileErrorCode } from '#core/ports/file-errors';
import { appWindowFlags, findBrowser } from '../browsers.ts';
import { dataFolder, defaultSiteDirectory } from '../default-site.ts';
import { waitForEndOf } from '../wait-for-end.ts';
import { createWords } from '../words.ts';
import { exitCodes } from './opening-words.ts';

export interface OpenArguments {
  readonly site: string;
  readonly isHeadless: boolean;
  /** A program with a window of its own, which takes `--site`; without it a browser shows the console. */
  readonly program: string | undefined;
  /** A console whose end is waited for, because it gives its site to this one. */
  readonly after?: number | undefined;
  /** Files to import before the console opens: what “Open with” gives. */
  readonly files: readonly string[];
}

/** A console that is about to be there publishes its address within moments; a start that takes longer has failed. */
const addressWithinMs = 20_000;
const lookAgainMs = 100;

export function readOpenArguments(given: readonly string[]): OpenArguments {
  const { values, positionals } = parseArgs({
    args: [...given],
    allowPositionals: true,
    options: {
      site: { type: 'string' },
      headless: { type: 'boolean' },
      program: { type: 'string' },
      after: { type: 'string' },
      /** A failure waits to be read: `open.ts` looks at it. */
      pause: { type: 'boolean' },
    },
  });
  return {
    site: resolve(values.site ?? defaultSiteDirectory()),
    isHeadless: values.headless === true,
    program: values.program,
    after: values.after === undefined ? undefined : Number(values.after),
    files: positionals.map((file) => resolve(file)),
  };
}

const words = createWords();

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The other programs of the package lie beside this one. */
function beside(name: string): string {
  return join(import.meta.dirname, name);
}

/** Opens the console on a site as `wish` says. Returns the exit code of the opener, whose work is done then. */
export async function openConsoleOnce(wish: OpenArguments): Promise<number> {
  if (wish.after !== undefined) await waitForEndOf(wish.after);
  if (wish.files.length > 0) {
    const code = importFiles(wish);
    if (code !== 0) return code;
  }
  if (wish.program !== undefined) {
    await startApart(wish.program, ['--site', wish.site]);
    return exitCodes.success;
  }
  if (wish.isHeadless) return serveHere(wish.site);
  const running = readRunning(wish.site);
  if (running?.address === 'electron:') {
    tell(words('opening:openAlready', { site: wish.site }));
    return exitCodes.success;
  }
  if (running === undefined) tell(words('opening:starting'));
  const address = running === undefined ? await startHost(wish.site) : await readAddress(wish.site);
  return address === undefined ? exitCodes.failed : showAddress(address);
}

/** Takes the files into the site by the command line, which says what it took; the site is made when there is none. */
function importFiles({ site, files }: OpenArguments): number {
  const command = (...words: string[]): number =>
    spawnSync(process.execPath, [beside('waystation.js'), ...words, '--site', site], { stdio: 'inherit' }).status ?? 1;
  if (!existsSync(getSitePaths(site).database)) {
    const made = command('site', 'init', '--sample');
    if (made !== 0) return made;
  }
  return command('sequence', 'import', ...files);
}

/** The console without a window, for as long as this process lives; it ends as the host ends. */
async function serveHere(site: string): Promise<number> {
  const running = readRunning(site);
  if (running !== undefined && running.address !== '') {
    tell(words('opening:runningAlready', { site, address: running.address }));
    return exitCodes.success;
  }
  const host = spawn(process.execPath, [beside('web-host.js'), '--site', site], { stdio: 'inherit' });
  const [code] = (await once(host, 'exit')) as [number | null];
  return code ?? exitCodes.failed;
}

/** Starts a program that lives on without us, without a console and outside our folder. */
async function startApart(program: string, words: readonly string[]): Promise<void> {
  const child = spawn(program, [...words], { detached: true, stdio: 'ignore', cwd: homedir() });
  await once(child, 'spawn');
  child.unref();
}

/**
 * Starts the web host apart from this process, so that no console window stays open for it. It ends by itself after
 * its last window. Returns its address; undefined when it said why there is none.
 */
async function startHost(site: string): Promise<string | undefined> {
  const storyFile = join(dataFolder(), 'last-start.log');
  mkdirSync(dataFolder(), { recursive: true });
  // A link in its place goes, and is not followed.
  rmSync(storyFile, { force: true });
  const story = openSync(storyFile, 'wx', 0o600);
  const host = fork(beside('web-host.js'), ['--site', site, '--until-closed', '--outlive-starter'], {
    detached: true,
    // A folder that may be moved or unplugged must not be the current one of a process that stays.
    cwd: homedir(),
    stdio: ['ignore', 'ignore', story, 'ipc'],
    execArgv: [],
  });
  try {
    const address = await firstAddress(host);
    if (address !== undefined) {
      host.disconnect();
      host.unref();
      return address;
    }
  } finally {
    closeSync(story);
  }
  // Another start was faster: its console is the one to show.
  if (readRunning(site) !== undefined) return readAddress(site);
  process.stderr.write(readFileSync(storyFile, 'utf8'));
  return undefined;
}

async function firstAddress(host: ChildProcess): Promise<string | undefined> {
  const ready = once(host, 'message').then(([message]) => (message as { address: string }).address);
  return Promise.race([ready, once(host, 'exit').then(() => undefined)]);
}

/** The address of a console that runs or is just starting on the site. */
async function readAddress(site: string): Promise<string | undefined> {
  for (let waited = 0; waited < addressWithinMs; waited += lookAgainMs) {
    const running = readRunning(site);
    if (running === undefined) break;
    if (running.address !== '') return running.address;
    await new Promise((done) => setTimeout(done, lookAgainMs));
  }
  process.stderr.write(`${words('opening:otherStart', { site })}\n`);
  return undefined;
}

/** An app window of a browser; else the system's own way of opening an address, with words that stay to be read. */
async function showAddress(address: string): Promise<number> {
  const browser = findBrowser();
  if (browser !== undefined) {
    // One profile for all windows: a second one opens in the browser that runs already.
    await startApart(browser, appWindowFlags(address, join(dataFolder(), 'window')));
    return exitCodes.success;
  }
  tell(words('opening:noBrowser'));
  tell(address);
  const [program, ...given] = defaultOpener[process.platform] ?? ['xdg-open'];
  try {
    await startApart(program, [...given, address]);
  } catch (error) {
    if (fileErrorCode(error) !== 'ENOENT') throw error;
    tell(words('opening:noOpener'));
  }
  return exitCodes.incomplete;
}

const defaultOpener: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
  // By its full path: Windows looks into the current folder first.
  win32: [`${process.env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\rundll32.exe`, 'url.dll,FileProtocolHandler'],
  darwin: ['open'],
};
