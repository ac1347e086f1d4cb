import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBrowser } from '#host/browsers';
import { install, isDebianAsRoot } from './debian.ts';

/** What a fresh Debian needs for windows, tests and their fonts. */
const debianPackages = ['chromium', 'xvfb', 'xauth', 'fonts-liberation'];

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
