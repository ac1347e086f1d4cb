import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { isPlain, plainRoot } from './plain-root.mjs';

const isFault = process.argv.some((word) => word.includes('vitest.fault.config'));

/** What libraries say because jsdom has neither layout nor style sheets: nothing is wrong, and a page of it hides what is. */
const knownOfJsdom = ['Auto scrolling has been attached to an element', 'ResizeObserver does not exist on container'];

/** What asks something of one system alone has nothing to say on another; on Windows the first has a form of its own. */
const ofOthers = ['linux', 'win32']
  .filter((system) => system !== process.platform)
  .map((system) => (system === 'win32' ? '**/*.windows.test.ts' : '**/*.linux.test.ts'));

const conditions = ['source', ...defaultServerConditions];

const root = fileURLToPath(new URL('../..', import.meta.url));
const pathImports = isPlain(root) ? [] : ['--import', new URL('./path-imports.mjs', import.meta.url).href];

/** What replaces a module for all that load it (`vi.mock`) has a process of its own, and so has what starts others. */
const alone = ['electron/main/**/*.test.ts', 'build/**/*.test.ts'];
const outside = ['**/node_modules/**', 'out/**', ...ofOthers, ...(isFault ? [] : ['**/*.fault.test.ts'])];

/**
 * Test files of a project follow each other in the same process, unless they are isolated: most of the time of a small
 * test was the loading of the same modules for each file again.
 */
const project = (name, isolate, include, more = {}) => ({
  extends: true,
  test: { name, isolate, include, ...more, exclude: [...outside, ...(more.exclude ?? [])] },
});

const emptyPage = fileURLToPath(new URL('./empty-page.mjs', import.meta.url));

export default defineConfig({
  root: plainRoot(root),
  resolve: { preserveSymlinks: true, conditions },
  ssr: { resolve: { conditions } },
  oxc: { jsx: { runtime: 'automatic', importSource: '#door' } },
  test: {
    environment: 'node',
    // On Windows, and more so under Wine, a process takes a multiple of the time to begin.
    testTimeout: process.platform === 'win32' ? 120_000 : 30_000,
    execArgv: ['--conditions=source', ...pathImports],
    pool: 'forks',
    // By itself it takes one process fewer than there are processors: on two, one test file after the other.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    onConsoleLog: (text) => (knownOfJsdom.some((known) => text.includes(known)) ? false : undefined),
    projects: isFault
      ? [project('faults', true, ['{shared,electron}/**/*.fault.test.ts'])]
      : [
          project('alone', true, alone),
          project('core', false, ['{shared,electron}/**/*.test.ts'], { exclude: alone }),
          project('renderer', false, ['renderer/**/*.test.{ts,tsx}'], { setupFiles: [emptyPage] }),
        ],
  },
});
