import { globSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outDir = join(root, 'out/app');

/** Packages with a binary find it beside their own files, and Electron is there at run time only. */
const native = ['better-sqlite3', 'fswin', 'koffi', 'native-reg'];
const external = ['electron', ...native, ...builtinModules, /^node:/];
const shared = {
  cwd: root,
  external,
  platform: 'node',
  resolve: { conditionNames: ['source', 'node', 'default'] },
};

/** Worker threads are started by a file name beside the code that starts them, so each is an entry of its own. */
const workers = globSync('electron/{core,host}/**/{worker,*-worker}.ts', { cwd: root }).filter(
  (file) => basename(file) !== 'run-in-worker.ts',
);
const entry = (file) => [basename(file, '.ts'), join(root, file)];

/** The command line goes by its own name, the helpers of the Windows packages by theirs. */
const programs = {
  waystation: join(root, 'electron/host/cli/main.ts'),
  open: join(root, 'electron/host/windows/open.ts'),
  register: join(root, 'electron/host/windows/register.ts'),
};

/** What each bundle is made of; `bundle.ts` builds them. Electron's archive holds `out/app` and no other. */
export const entries = {
  main: Object.fromEntries([entry('electron/main/main.ts')]),
  core: Object.fromEntries(['electron/host/core-process.ts', ...workers].map(entry)),
  web: { ...Object.fromEntries(['electron/host/web-host.ts', ...workers].map(entry)), ...programs },
  preload: Object.fromEntries([entry('electron/preload/preload.ts')]),
};

const esm = (input, dir) => ({
  ...shared,
  input,
  output: {
    dir,
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunk-[name]-[hash].js',
  },
});

/**
 * Main process and core (ESM) and the preload (CommonJS, in one file, because a sandboxed preload can load nothing) go
 * to `out/app`; what runs on Node (web host, command line, helpers) goes to `out/web`, so that leaving it out is leaving out one folder.
 */
export default defineConfig([
  esm({ ...entries.main, ...entries.core }, outDir),
  esm(entries.web, join(root, 'out/web')),
  {
    ...shared,
    input: entries.preload,
    output: { dir: outDir, format: 'cjs', sourcemap: true, entryFileNames: '[name].cjs' },
  },
]);
