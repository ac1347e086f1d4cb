import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What a fresh Debian needs for windows, tests and their fonts. */
const debianPackages = ['chromium', 'xvfb', 'xauth', 'fonts-liberation'];

const programFiles = [process.env['ProgramFiles'], process.env['ProgramFiles(x86)'], process.env['LOCALAPPDATA']];

/** Where the three browsers lie that can show an app window, in the order they are preferred. */
function candidates(): string[] {
  const given = process.env['WAYSTATION_BROWSER'];
  const own = given === undefined ? [] : [given];
  if (process.platform === 'win32') {
    const files = [
      'Chromium/Application/chrome.exe',
      'Google/Chrome/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ];
    return [
      ...own,
      ...programFiles.flatMap((root) => (root === undefined ? [] : files.map((file) => join(root, file)))),
    ];
  }
  if (process.platform === 'darwin') {
    const names = ['Chromium', 'Google Chrome', 'Microsoft Edge'];
    return [...own, ...names.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)];
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...own, ...names.flatMap((name) => folders.map((folder) => join(folder, name)))];
}

/** A Chromium, Chrome or Edge of this computer. */
export function findBrowser(): string | undefined {
  return candidates().find((file) => existsSync(file));
}

function isDebianAsRoot(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8')) && existsSync('/usr/bin/apt-get');
}

function install(packages: readonly string[]): boolean {
  process.stderr.write(`Installing ${packages.join(', ')} with apt-get …\n`);
  const options = {
    stdio: ['ignore', 2, 2] as ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  if (spawnSync('apt-get', ['update', '-q'], options).status !== 0) return false;
  return spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], options).status === 0;
}

/** One line on what to do where this script may not or cannot install. */
export const missingBrowser =
  process.platform === 'linux'
    ? `No Chromium, Chrome or Edge was found. Install one (Debian: sudo apt-get install ${debianPackages.join(' ')}), or set WAYSTATION_BROWSER to its path.`
    : 'No Chromium, Chrome or Edge was found. Install one, or set WAYSTATION_BROWSER to its path.';

/**
 * A browser for tests and windows. On Debian as root it is installed when it is missing, elsewhere the error says in
 * one line what is missing.
 */
export function ensureBrowser(): string {
  const found = findBrowser();
  if (found !== undefined) return found;
  if (isDebianAsRoot() && install(debianPackages)) {
    const installed = findBrowser();
    if (installed !== undefined) return installed;
  }
  throw new Error(missingBrowser);
}

export interface Display {
  /** Variables for the browser's environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly isVirtual: boolean;
  close(): void;
}

const realDisplay: Display = { environment: {}, isVirtual: false, close: () => undefined };

/** The display of this session, or a virtual one; undefined when there is neither. */
export async function openDisplay(): Promise<Display | undefined> {
  const { DISPLAY: x, WAYLAND_DISPLAY: wayland } = process.env;
  if (process.platform !== 'linux' || x !== undefined || wayland !== undefined) return realDisplay;
  if (!existsSync('/usr/bin/Xvfb') && !(isDebianAsRoot() && install(debianPackages))) return undefined;
  if (!existsSync('/usr/bin/Xvfb')) return undefined;
  // The server chooses a free number and tells it on descriptor 3.
  const server = spawn('/usr/bin/Xvfb', ['-displayfd', '3', '-screen', '0', '1440x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await readDisplayNumber(server);
  if (number === undefined) return undefined;
  return { environment: { DISPLAY: `:${number}` }, isVirtual: true, close: () => void server.kill() };
}

function readDisplayNumber(server: ChildProcess): Promise<string | undefined> {
  const pipe = server.stdio[3];
  return new Promise((resolve) => {
    pipe?.once('data', (data: Buffer) => {
      resolve(data.toString('utf8').trim());
    });
    server.once('error', () => {
      resolve(undefined);
    });
    server.once('exit', () => {
      resolve(undefined);
    });
  });
}

/**
 * Flags of an app window that talks to this computer only: the resolver rule is the one thing that keeps a browser
 * from calling its maker, everything else is to keep it quiet.
 */
export function appWindowFlags(address: string, profile: string): string[] {
  return [
    `--app=${address}`,
    `--user-data-dir=${profile}`,
    '--window-size=1280,860',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-breakpad',
    '--metrics-recording-only',
    '--password-store=basic',
    '--disable-features=OptimizationHints,MediaRouter,Translate',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    // Chromium refuses to run as root with its sandbox; such machines are for tests and development.
    ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []),
  ];
}
