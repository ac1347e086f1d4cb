import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { plainRoot } from './plain-root.mjs';

const root = plainRoot(fileURLToPath(new URL('../..', import.meta.url)));

/** The page as the hosts serve it: files in out/renderer, no inline script, the style nonce put in by the host. */
export default defineConfig({
  root: join(root, 'renderer'),
  base: './',
  plugins: [react()],
  resolve: { preserveSymlinks: true, conditions: ['source', ...defaultClientConditions] },
  build: {
    outDir: join(root, 'out/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    // The policy of the page allows no inline script and no data: script, so the preload helper stays out.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // One file for the first page: a file of its own for each thing that others share costs a request each.
            { name: 'first', tags: ['$initial'], priority: 1 },
            { name: 'shared', minShareCount: 2 },
          ],
        },
      },
    },
  },
});
