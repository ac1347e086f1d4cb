import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

const conditions = ['source', ...defaultServerConditions];

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{shared,electron,renderer,build}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/*.fault.test.ts', 'out/**'],
    environment: 'node',
    testTimeout: 30_000,
    execArgv: ['--conditions=source'],
    pool: 'forks',
  },
});
