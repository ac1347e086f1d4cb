import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

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
