import { defineConfig } from '@playwright/test';
import type { Options } from './fixtures/app.ts';

/** Everything but this computer is unreachable for the browser: a test that needs more is not a test of ours. */
const noNetwork = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost';

/** Pictures are taken by hand only: `WAYSTATION_PICTURES=1 npm run e2e -- screenshots`. */
const pictures = process.env['WAYSTATION_PICTURES'] === '1' ? ['screenshots/**/*.spec.ts'] : [];

/** Electron's shell: under its double, and in its own program where that was fetched. */
const electronSpecs = ['specs/main-journey.spec.ts', 'electron/**/*.spec.ts'];

export default defineConfig<Options>({
  testDir: '.',
  testMatch: ['specs/**/*.spec.ts', 'a11y/**/*.spec.ts', 'faults/**/*.spec.ts', ...pictures],
  outputDir: '../test-results',
  reporter: [['list'], ['./fixtures/skip-reporter.ts']],
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  use: {
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    actionTimeout: 15_000,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env['WAYSTATION_BROWSER'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking', '--no-first-run', noNetwork],
    },
  },
  projects: [
    { name: 'web' },
    { name: 'electron-double', testMatch: electronSpecs, use: { hostKind: 'electron-double' } },
    { name: 'electron', testMatch: electronSpecs, use: { hostKind: 'electron' } },
  ],
});
