// Builds what the browser loads, makes sure that there is a browser, then runs the journeys: `--all` for the long ones.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureBrowser, openDisplay } from './browser.ts';
import { buildStale } from './build-stale.ts';
import { findElectron } from './electron.ts';
import { toolFile } from './tool.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const words = process.argv.slice(2);
const browser = ensureBrowser();
await buildStale();
// Electron's own program shows its windows somewhere; the browser of the other projects shows none.
const electron = findElectron();
const display = electron === undefined ? undefined : await openDisplay();
const environment = {
  ...process.env,
  WAYSTATION_BROWSER: browser,
  ...(words.includes('--all') ? { WAYSTATION_LONG: '1' } : {}),
  ...(electron === undefined ? {} : { WAYSTATION_ELECTRON: electron }),
  ...display?.environment,
};

const { status } = spawnSync(
  process.execPath,
  [
    '--conditions=source',
    toolFile('playwright'),
    'test',
    '--config',
    'e2e/playwright.config.ts',
    ...words.filter((word) => word !== '--all'),
  ],
  { cwd: root, stdio: 'inherit', env: environment },
);
display?.close();
process.exit(status ?? 1);
