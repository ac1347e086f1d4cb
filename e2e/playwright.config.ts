import { defineConfig } from '@playwright/test';

/** Everything but this computer is unreachable for the browser: a test that needs more is not a test of ours. */
const noNetwork = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost';

export default defineConfig({
  testDir: '.',
  testMatch: ['specs/**/*.spec.ts', 'a11y/**/*.spec.ts', 'faults/**/*.spec.ts'],
  outputDir: '../test-results',
  reporter: [['list']],
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
  projects: [{ name: 'web' }],
});
