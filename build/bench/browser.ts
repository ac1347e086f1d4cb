import type { Browser, BrowserContext } from '@playwright/test';
import { chromium } from '@playwright/test';
import { findBrowser } from '#host/browsers';
import { tokenKey } from '#shared/contract/token';
import { missingBrowser } from '../scripts/browser.ts';
import type { RowResult } from './measure.ts';
import { benchFolder, copyProduct, startHost } from './product.ts';
import type { RunningHost } from './product.ts';
import { type MadeContent, makeSite } from './made-site.ts';

/** The bench installs nothing: a machine without a browser is told so in its row. */
const launchArguments = [
  '--no-sandbox',
  '--disable-background-networking',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

type Measured = Omit<RowResult, 'row' | 'against'>;

/** Builds the product, starts it on a new site with so much in it and gives it to `measure` with a browser; ends both. */
export async function withConsole(
  measure: (browser: Browser, host: RunningHost) => Promise<Measured>,
  made: MadeContent = {},
): Promise<Measured> {
  const executablePath = findBrowser();
  if (executablePath === undefined) return { missing: missingBrowser, notes: [], ratios: [] };
  await copyProduct(['page', 'hosts']);
  const host = await startHost(await makeSite(benchFolder, made));
  try {
    const browser = await chromium.launch({ executablePath, args: launchArguments });
    try {
      const { ratios, notes } = await measure(browser, host);
      return { ratios, notes: [`Chromium ${browser.version()}, headless`, ...notes] };
    } finally {
      await browser.close();
    }
  } finally {
    await host.stop();
  }
}

/** A browser profile of its own, empty caches, with a session on the host. */
export async function newWindow(browser: Browser, host: RunningHost): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const answer = await context.request.post(`${host.origin}/session`, { form: { secret: host.readSecret() } });
  const token = new RegExp(`name="${tokenKey}" content="([^"]+)"`).exec(await answer.text())?.[1];
  if (!answer.ok() || token === undefined) throw new Error(`No session: ${answer.status()}`);
  // As the page of the session leaves it.
  await context.addInitScript(([key, value]) => localStorage.setItem(key, value), [tokenKey, token] as const);
  return context;
}
