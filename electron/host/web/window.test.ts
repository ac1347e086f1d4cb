import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { expect, test } from 'vitest';

import { fakeEvents, handlersFor, memoryLog } from '../fakes/host.ts';
import { createServer } from '../serve.ts';
import { createAddressFile } from './address-file.ts';
import { startWebServer } from './web-server.ts';
import { leaveOutOnWindows, reasons } from '#core/ports/fakes/on-windows';

const html = `<!doctype html><title>waiting</title><link rel="icon" href="data:,"><style nonce="__NONCE__">p{}</style>
<script type="module" src="./assets/main.js"></script>`;
const script = `const socket = new WebSocket(location.origin.replace('http', 'ws') + '/connection');
socket.onopen = () => socket.send(JSON.stringify({ t: 'hello', version: 1, build: '1.0.0', token: localStorage.getItem('waystation-token') }));
socket.onmessage = ({ data }) => { document.title = JSON.parse(data).t; };`;

test('[HOST-30] the address file opens a window in a real browser; it lives through a reload, and a second one opens', async (context) => {
  leaveOutOnWindows(context, reasons.browser);
  const folder = await mkdtemp(join(tmpdir(), 'waystation-window-test-'));
  const pageRoot = join(folder, 'page');
  await mkdir(join(pageRoot, 'assets'), { recursive: true });
  await writeFile(join(pageRoot, 'index.html'), html);
  await writeFile(join(pageRoot, 'assets/main.js'), script);
  const log = memoryLog();
  const core = createServer({ handlers: handlersFor({}), events: fakeEvents(), build: '1.0.0', log });
  const addressFile = createAddressFile(folder);
  const server = await startWebServer({ pageRoot, addressFile, connect: (port) => core.connect(port), log });
  const browser = await chromium.launch({ executablePath: process.env['WAYSTATION_BROWSER'] ?? '/usr/bin/chromium' });
  try {
    const page = await browser.newPage();
    await page.goto(addressFile.url);
    await page.waitForURL(`${server.origin}/`);
    const isConnected = (): Promise<boolean> => page.waitForFunction(() => document.title === 'hello').then(() => true);
    expect(await isConnected()).toBe(true);
    await page.reload();
    expect(await isConnected()).toBe(true);
    const other = await (await browser.newContext()).newPage();
    await other.goto(`${server.origin}/`);
    expect(await other.textContent('body')).toContain('no access');
    await other.goto(addressFile.url);
    await other.waitForURL(`${server.origin}/`);
    expect(await other.evaluate(() => document.cookie)).toBe('');
  } finally {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true });
  }
});
