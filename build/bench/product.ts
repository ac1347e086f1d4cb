import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { build as buildPage, loadConfigFromFile } from 'vite';
import { buildStale } from '../scripts/build-stale.ts';
import { projectRoot } from '../scripts/bundle.ts';

/** Everything of the bench; on the disk of the project, so that copies stay inside one file system. */
export const benchFolder = join(projectRoot, 'out/bench');
/** A copy of what is built, in the layout of the project: the host reads its version two folders above itself. */
const productFolder = join(benchFolder, 'product');
const webFolder = join(productFolder, 'out/web');
const pageFolder = join(productFolder, 'out/renderer');
/** The bundled thread of user state. */
export const bundledWorker = join(webFolder, 'worker.js');

/**
 * Builds what is older than its sources and copies it, so that nobody rebuilds it under a run. The pages to compare
 * with are put beside the console's own, so that the same host serves them.
 */
export async function copyProduct(parts: readonly ('page' | 'hosts')[]): Promise<void> {
  await buildStale(parts);
  rmSync(productFolder, { recursive: true, force: true });
  const copied = ['package.json', 'out/web', ...(parts.includes('page') ? ['out/renderer'] : [])];
  for (const name of copied) cpSync(join(projectRoot, name), join(productFolder, name), { recursive: true });
  if (parts.includes('page')) await addPages();
}

async function addPages(): Promise<void> {
  writeFileSync(join(pageFolder, 'empty.html'), '<!doctype html><title>Empty</title><body></body>\n');
  const script = '<script type="module" src="plain-list.js"></script>';
  writeFileSync(join(pageFolder, 'plain-list.html'), `<!doctype html><title>Plain list</title>${script}\n`);
  const build = await rolldown({ input: fileURLToPath(new URL('./plain-list.ts', import.meta.url)) });
  await build.write({ file: join(pageFolder, 'plain-list.js') });
  await build.close();
  await addStaticPage();
}

/** Built as the console's page is, so that the two differ in what they are and in nothing else. */
async function addStaticPage(): Promise<void> {
  const file = join(projectRoot, 'build/config/vite.config.mjs');
  const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, file);
  if (loaded === null) throw new Error('The console has no way to be built.');
  const root = fileURLToPath(new URL('.', import.meta.url));
  const input = ['static-page.html', 'plain-input.html'].map((name) => join(root, name));
  await buildPage({
    ...loaded.config,
    ...{ configFile: false, root, logLevel: 'warn', mode: 'production' },
    build: { ...loaded.config.build, outDir: pageFolder, emptyOutDir: false, rolldownOptions: { input } },
  });
}

export interface RunningHost {
  readonly origin: string;
  /** The secret of the next session; there is a new one after each. */
  readSecret(): string;
  stop(): Promise<void>;
}

/** The bundled web host on a site, as `npm start` runs it. */
export async function startHost(site: string): Promise<RunningHost> {
  const child = fork(join(webFolder, 'web-host.js'), ['--site', site], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  await waitUntilReady(child);
  const read = (pattern: RegExp): string => {
    const found = pattern.exec(readFileSync(join(site, 'console-address.html'), 'utf8'))?.[1];
    if (found === undefined) throw new Error('The address file is not what the host writes.');
    return found;
  };
  return {
    origin: read(/action="([^"]+)\/session"/),
    readSecret: () => read(/name="secret" value="([^"]+)"/),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function waitUntilReady(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The host ended with ${String(code)}.`);
  });
  // Only an end before it is ready is a fault.
  ended.catch(() => undefined);
  await Promise.race([once(child, 'message'), ended]);
}
