import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { plainRoot } from './plain-root.mjs';

const root = plainRoot(fileURLToPath(new URL('../..', import.meta.url)));

/** What the page needs to ask its first questions, and nothing else. */
const isEarly =
  /preload-helper|rolldown[\\/]runtime|renderer[\\/](early|api[\\/](early-port|first-questions|open-port))\.ts|shared[\\/]contract[\\/](bridge|token|version)\.ts/;

/**
 * The early file is a script of its own before the console's: as a part of that alone it would be run when everything
 * else has come. `async`, because it needs neither the page nor its styles.
 */
const earlyFirst = {
  name: 'early-first',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) => {
      const early = Object.values(bundle ?? {}).find((file) => file.type === 'chunk' && file.name === 'early');
      if (early === undefined) return [];
      const attrs = { type: 'module', async: true, crossorigin: true, src: `./${early.fileName}` };
      return [{ tag: 'script', attrs, injectTo: 'head-prepend' }];
    },
  },
};

/** The page as the hosts serve it: files in out/renderer, no inline script, the style nonce put in by the host. */
export default defineConfig({
  root: join(root, 'renderer'),
  base: './',
  // Every element of the page comes through one door, which shows what a page would act on in a name.
  plugins: [react({ jsxImportSource: '#door' }), earlyFirst],
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
            { name: 'early', test: isEarly, priority: 2 },
            // Two files for the first page, which are read at the same time: one for each thing that others share costs
            // a request each.
            { name: 'libraries', test: /node_modules/, tags: ['$initial'], priority: 1.5 },
            { name: 'first', tags: ['$initial'], priority: 1 },
            { name: 'shared', minShareCount: 2 },
          ],
        },
      },
    },
  },
});
