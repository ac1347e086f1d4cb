import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Frame, Request, Route } from '@playwright/test';
import { chromium } from '@playwright/test';
import { fromBrowser } from './addresses.ts';
import { state } from './state.ts';

let opened: Promise<BrowserContext> | undefined;

/** The one browser of the double: Playwright's Chromium with a profile of its own. */
export function openBrowser(): Promise<BrowserContext> {
  opened ??= launch();
  return opened;
}

export async function closeBrowser(): Promise<void> {
  const context = await opened;
  opened = undefined;
  await context?.close();
}

async function launch(): Promise<BrowserContext> {
  // In the data folder, so that whoever kills the program can remove it.
  const profile = mkdtempSync(join(process.env['WAYSTATION_DOUBLE_DATA'] ?? tmpdir(), 'browser-'));
  const executablePath = process.env['WAYSTATION_BROWSER'] ?? '/usr/bin/chromium';
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: process.env['WAYSTATION_DOUBLE_HEADED'] === undefined,
    viewport: { width: 1280, height: 860 },
    args: ['--remote-debugging-port=0', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
  context.on('close', () => {
    void rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  await context.route('**', answer);
  context.on('page', (page) => {
    void page.opener().then((opener) => {
      const owner = opener && state.windowOf(opener);
      if (owner) void owner.webContents.pageOpened(page);
    });
  });
  announce(profile);
  return context;
}

/** Tells a test, over the pipe to the process that started this one, where it can reach the browser. */
function announce(profile: string): void {
  const file = join(profile, 'DevToolsActivePort');
  const [port, path] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  if (port === undefined || path === undefined) throw new Error('The browser does not say where it can be reached');
  process.send?.({ endpoint: `ws://127.0.0.1:${port}${path}` });
}

/** Every request of every page: through the registered protocol handler, or nowhere. */
async function answer(route: Route): Promise<void> {
  const request = route.request();
  const address = fromBrowser(request.url());
  if (request.isNavigationRequest() && !mayNavigate(request, address)) {
    await route.abort('aborted');
    return;
  }
  const handler = state.protocolHandlers.get(new URL(address).protocol.slice(0, -1));
  if (!handler) {
    await route.abort('blockedbyclient');
    return;
  }
  const response = await handler(new globalThis.Request(address, { method: request.method() }));
  const headers = Object.fromEntries(response.headers);
  await route.fulfill({ status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) });
}

/** Asks the window that the request is for. A new window has no frame yet: it belongs to nobody and gets nothing. */
function mayNavigate(request: Request, address: string): boolean {
  const frame = frameOf(request);
  const window = frame && state.windowOf(frame.page());
  return window?.webContents.mayNavigate(address, frame?.parentFrame() === null) ?? false;
}

function frameOf(request: Request): Frame | undefined {
  try {
    return request.frame();
  } catch (error) {
    // Playwright offers no other way to ask whether a frame is there.
    if (String(error).includes('Frame for this navigation request is not available')) return undefined;
    throw error;
  }
}
