import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memoryLog } from '#host/fakes/host';
import type { Context } from '../context.ts';
import { state } from '../fakes/state.ts';
import { unlockSealing } from '../sealing.ts';
import { predecessorFromArguments, relaunchCommand, siteFromArguments } from '../start-arguments.ts';
import { windowOptions } from '../windows/window-options.ts';
import { DoubleWindow } from '../fakes/window.ts';
import '../fakes/app.ts';
import { replaceMenu } from '../menu.ts';
import { decideWindowOpen, guardEveryPage, mayNavigate } from './navigation.ts';
import { denyPermissions } from './permissions.ts';
import { answerRequest, registerScheme } from './protocol.ts';
import { isOwnSender } from './sender.ts';
import { findDebuggingSwitch } from './switches.ts';
import { privateMode } from '#core/ports/fakes/on-windows';

vi.mock('electron', () => import('../fakes/electron.ts'));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waystation-main-'));
});
afterEach(async () => {
  state.keyRing = null;
  await rm(folder, { recursive: true });
});

test('[SHELL-10] every window is sandboxed, isolated and without Node', () => {
  const { webPreferences, show } = windowOptions('/app/preload.cjs', true);
  expect({ ...webPreferences, show }).toEqual({
    preload: '/app/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: false,
    show: false,
  });
});

test('[HOST-266] developer tools are for a checkout, and a package has no default menu', () => {
  expect(windowOptions('/app/preload.cjs', false).webPreferences?.devTools).toBe(true);
  state.menu = undefined;
  replaceMenu(false);
  expect(state.menu).toBeUndefined();
  replaceMenu(true, 'linux');
  expect(state.menu).toBeNull();
  replaceMenu(true, 'darwin');
  expect(state.menu).toEqual([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]);
});

test('[HOST-267] whatever page is made is guarded, whoever makes it', () => {
  const log = memoryLog();
  guardEveryPage(log);
  const { webContents } = new DoubleWindow();
  expect(webContents.mayNavigate('https://evil.example/', true)).toBe(false);
  expect(webContents.mayNavigate('https://evil.example/', false)).toBe(false);
  expect(webContents.mayNavigate('app://console/', true)).toBe(true);
  const attached = { isPrevented: false, preventDefault: () => (attached.isPrevented = true) };
  webContents.emit('will-attach-webview', attached);
  expect([attached.isPrevented, log.lines.length]).toEqual([true, 3]);
});

test.each(['remote-debugging-port', 'remote-debugging-pipe', 'remote-allow-origins', 'inspect', 'inspect-brk'])(
  '[HOST-268] --%s is a switch that a package refuses',
  (name) => {
    expect(findDebuggingSwitch({ hasSwitch: (asked) => asked === name })).toBe(name);
    expect(findDebuggingSwitch({ hasSwitch: () => false })).toBeUndefined();
  },
);

test.each(['app://console/', 'app://console/index.html?x=1#y', 'APP://console/'])(
  '[SHELL-11] %s is ours',
  (address) => {
    expect(mayNavigate(address)).toBe(true);
  },
);

test.each([
  'app://console.evil.example/',
  'app://evil.example/app://console/',
  'app://console@evil.example/',
  'app://user@console/',
  'app://user:word@console/',
  'app://console:80/',
  'app://Console/',
  'app:console',
  'app:///console/',
  'app://console%2eevil/',
  'https://console/',
  'https://evil.example/?app://console/',
  'file:///etc/passwd',
  'data:text/html,app://console/',
  'javascript:alert(1)',
  'blob:app://console/1',
  'view-source:app://console/',
  ' app:// console/',
  'about:blank',
  '',
])('[SHELL-12] “%s” is not ours', (address) => {
  expect(mayNavigate(address)).toBe(false);
});

test('[SHELL-13] no page opens a window', () => {
  expect(decideWindowOpen()).toEqual({ action: 'deny' });
});

test('[SHELL-14] only the main frame of a window of ours, on our page, is listened to', () => {
  const windows = new Set([1]);
  const own = { sender: { id: 1 }, senderFrame: { url: 'app://console/', parent: null } };
  const verdicts = [
    own,
    { ...own, sender: { id: 2 } },
    { ...own, senderFrame: null },
    { ...own, senderFrame: { url: 'app://console/', parent: {} } },
    { ...own, senderFrame: { url: 'https://console/', parent: null } },
  ].map((event) => isOwnSender(event, windows));
  expect(verdicts).toEqual([true, false, false, false, false]);
});

test('[SHELL-15] every permission is refused, but our page may copy text', () => {
  denyPermissions();
  const ask = (permission: string, requestingUrl: string): boolean[] => {
    const answers: boolean[] = [];
    state.permissionRequest?.({}, permission, (granted) => answers.push(granted), { requestingUrl });
    return [...answers, state.permissionCheck?.({}, permission, '', { requestingUrl }) ?? true];
  };
  expect(ask('media', 'app://console/')).toEqual([false, false]);
  expect(ask('clipboard-read', 'app://console/')).toEqual([false, false]);
  expect(ask('clipboard-sanitized-write', 'https://evil.example/')).toEqual([false, false]);
  expect(ask('clipboard-sanitized-write', 'app://console/')).toEqual([true, true]);
  expect(state.devicePermission?.()).toBe(false);
});

test('[SHELL-16] the scheme is a standard, secure one', () => {
  registerScheme();
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  expect(state.schemes).toContainEqual({ scheme: 'app', privileges });
});

test('[SHELL-17] the scheme serves the page with its policy, and nothing else', async () => {
  await writeFile(join(folder, 'index.html'), '<meta content="__NONCE__">');
  const log = memoryLog();
  const ask = (address: string, method = 'GET'): Promise<Response> =>
    answerRequest(new Request(address, { method }), folder, log);
  const page = await ask('app://console/');
  const nonce = /content="(.+)"/.exec(await page.text())?.[1] ?? '';
  expect(page.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
  const statuses = ['app://console/none.js', 'app://console/%2e%2e%2fpackage.json', 'app://evil/'].map((address) =>
    ask(address),
  );
  expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([404, 404, 403]);
  expect((await ask('app://console/', 'POST')).status).toBe(405);
});

function contextFor(site: string): Context & { log: ReturnType<typeof memoryLog> } {
  const paths = { pageRoot: '', preload: '', coreProcess: '' };
  return { site, relaunch: [], paths, log: memoryLog(), windows: new Map() };
}

test('[SHELL-18] with a key ring the key is made once, kept sealed, and given again', async () => {
  state.keyRing = 'gnome_libsecret';
  const first = await unlockSealing(contextFor(folder));
  expect(first?.key.byteLength).toBe(32);
  expect(await unlockSealing(contextFor(folder))).toEqual(first);
});

test('[SHELL-19] the sealed key is not the key, and its file is for its user alone', async () => {
  state.keyRing = 'gnome_libsecret';
  const { key } = (await unlockSealing(contextFor(folder))) ?? { key: new Uint8Array() };
  const file = join(folder, 'secret.sealed');
  expect((await readFile(file)).includes(Buffer.from(key))).toBe(false);
  expect((await stat(file)).mode & 0o777).toBe(privateMode);
});

test('[SHELL-20] without real sealing, or beside a key file, the key file is used', async () => {
  expect(await unlockSealing(contextFor(folder))).toBeNull();
  state.keyRing = 'gnome_libsecret';
  await writeFile(join(folder, 'secret.key'), '');
  expect(await unlockSealing(contextFor(folder))).toBeNull();
});

test('[SHELL-21] a key ring with a fixed password is none', async () => {
  state.keyRing = 'basic_text';
  expect(await unlockSealing(contextFor(folder), 'linux')).toBeNull();
  expect(await unlockSealing(contextFor(folder), 'win32')).not.toBeNull();
});

test('[SHELL-22] the site is the one that was named, else the one of the person', () => {
  expect(siteFromArguments(['electron', '.', '--site', '/a/b'], '/data')).toBe(resolve('/a/b'));
  expect(siteFromArguments(['electron', '--site=/a/b'], '/data')).toBe(resolve('/a/b'));
  expect(siteFromArguments(['electron', '.'], '/data')).toBe(join('/data', 'Waystation', 'site'));
  expect(siteFromArguments(['electron', '.', '--site'], '/data')).toBe(join('/data', 'Waystation', 'site'));
});

test('[SHELL-26] a start names the process that it waits for by its number', () => {
  expect(predecessorFromArguments(['electron', '.', '--after', '4711'])).toBe(4711);
  expect(predecessorFromArguments(['electron', '.', '--after=4711'])).toBe(4711);
  for (const words of [[], ['--after'], ['--after', '0'], ['--after', 'x']]) {
    expect(predecessorFromArguments(words)).toBeUndefined();
  }
});

test('[SHELL-27] the program is started again by its own file, in a checkout with its folder', () => {
  const own = { execPath: 'C:\\W\\Waystation.exe', appPath: 'C:\\W', isPackaged: true, portableFile: undefined };
  expect(relaunchCommand(own, 'C:\\s')).toEqual(['C:\\W\\Waystation.exe', '--site', 'C:\\s']);
  expect(relaunchCommand({ ...own, isPackaged: false }, 'C:\\s')).toEqual([own.execPath, 'C:\\W', '--site', 'C:\\s']);
  expect(relaunchCommand({ ...own, portableFile: 'E:\\w.exe' }, 'C:\\s')).toEqual(['E:\\w.exe', '--site', 'C:\\s']);
});
