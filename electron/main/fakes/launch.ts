import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import { toBrowser } from './addresses.ts';

export interface DoubleRun {
  /** The console's window. */
  readonly page: Page;
  readonly process: ChildProcess;
  /** Quits as a person would, and waits for the end. Returns the exit code. */
  close(): Promise<number | null>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
}

export interface LaunchOptions {
  readonly site: string;
  /** Bundled main file; normally `out/app/main.js`. */
  readonly main?: string;
  /** Electron's folder for application data. Give the same one to a second start. */
  readonly dataFolder?: string;
  /** More of the command line. */
  readonly more?: readonly string[];
}

const bundledMain = fileURLToPath(new URL('../../../out/app/main.js', import.meta.url));

/** Starts the bundled program under the double, without a window yet: for second starts and failures. */
export function spawnUnderDouble(options: LaunchOptions & { dataFolder: string }): ChildProcess {
  const hook = new URL('./register.mjs', import.meta.url).href;
  const args = ['--conditions=source', '--import', hook, options.main ?? bundledMain, '--site', options.site];
  args.push(...(options.more ?? []));
  return spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, WAYSTATION_DOUBLE_DATA: options.dataFolder },
  });
}

/** Starts the bundled program under the double and returns its window. */
export async function launchUnderDouble(options: LaunchOptions): Promise<DoubleRun> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'waystation-electron-')));
  const child = spawnUnderDouble({ ...options, dataFolder });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const endpoint = await Promise.race([
    once(child, 'message').then(([message]) => (message as { endpoint: string }).endpoint),
    exited.then(([code]) => Promise.reject(new Error(`The program ended at its start with code ${String(code)}`))),
  ]);
  const browser = await chromium.connectOverCDP(endpoint);
  const [context] = browser.contexts();
  const page = context?.pages()[0];
  if (!page) throw new Error('The program has no window');
  await page.waitForURL(`${toBrowser('app://console/')}**`);
  const cleanUp = async (): Promise<number | null> => {
    const [code] = await exited;
    if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    return code;
  };
  return {
    page,
    process: child,
    close: async () => {
      await browser.close().catch(() => undefined);
      child.kill('SIGTERM');
      return cleanUp();
    },
    kill: async () => {
      const browserGone = new Promise<void>((resolve) => {
        browser.once('disconnected', () => {
          resolve();
        });
      });
      child.kill('SIGKILL');
      await browserGone;
      await cleanUp();
    },
  };
}
