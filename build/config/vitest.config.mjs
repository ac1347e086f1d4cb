import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

const isFault = process.argv.some((word) => word.includes('vitest.fault.config'));

const conditions = ['source', ...defaultServerConditions];

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: [isFault ? '{shared,electron}/**/*.fault.test.ts' : '{shared,electron,renderer,build}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'out/**', ...(isFault ? [] : ['**/*.fault.test.ts'])],
    environment: 'node',
    testTimeout: 30_000,
    execArgv: ['--conditions=source'],
    pool: 'forks',
  },
});
