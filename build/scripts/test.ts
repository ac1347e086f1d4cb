// `npm test`: every check, every test, browser specs included. Stops at the first part that fails, and says which.
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from './browser.ts';
import { toolFile } from './tool.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const parts: [string, string[]][] = [
  ['check', ['--conditions=source', 'build/scripts/check.ts']],
  ['unit', [toolFile('vitest'), 'run', '--config', 'build/config/vitest.config.mjs']],
  ['journeys in a browser', ['--conditions=source', 'build/scripts/e2e.ts']],
  ['a checkout in a difficult path', ['--conditions=source', 'build/scripts/odd-path.ts']],
];

// Some unit tests open a real browser as well, so that it has to be there before them.
const env = { ...process.env, WAYSTATION_BROWSER: ensureBrowser() };

for (const [name, command] of parts) {
  const started = performance.now();
  console.log(`\n— ${name}`);
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit', env });
  console.log(
    `— ${name}: ${status === 0 ? 'passed' : 'FAILED'} in ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
  if (status !== 0) process.exit(status ?? 1);
}
