// Builds what the browser loads, makes sure that there is a browser, then runs the journeys.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from './browser.ts';
import { buildStale } from './build-stale.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const browser = ensureBrowser();
await buildStale();

const { status } = spawnSync(
  process.execPath,
  [
    '--conditions=source',
    'node_modules/.bin/playwright',
    'test',
    '--config',
    'e2e/playwright.config.ts',
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, WAYSTATION_BROWSER: browser } },
);
process.exit(status ?? 1);
