import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build as buildPage } from 'vite';
import { bundle, projectRoot } from './bundle.ts';

interface Part {
  readonly name: string;
  readonly result: string;
  readonly sources: readonly string[];
  readonly build: () => Promise<unknown>;
}

const parts: readonly Part[] = [
  {
    name: 'page',
    result: 'out/renderer/index.html',
    sources: ['{renderer,shared}/**/*', 'build/config/vite.config.mjs', 'package-lock.json'],
    build: () =>
      buildPage({
        configFile: join(projectRoot, 'build/config/vite.config.mjs'),
        logLevel: 'warn',
        mode: 'production',
      }),
  },
  {
    name: 'hosts',
    result: 'out/app/main.js',
    sources: ['{electron,shared}/**/*', 'build/config/rolldown.config.mjs', 'package-lock.json'],
    build: bundle,
  },
];

function modifiedAt(file: string): number {
  return statSync(join(projectRoot, file)).mtimeMs;
}

/** True when a source is newer than the result. Tests do not count: they are in no bundle. */
export function isStale(result: string, sources: readonly string[]): boolean {
  if (!existsSync(join(projectRoot, result))) return true;
  const built = modifiedAt(result);
  const files = globSync([...sources], { cwd: projectRoot }).filter((file) => !/\.test\.tsx?$/.test(file));
  return files.some((file) => modifiedAt(file) > built);
}

/** Builds what is older than its sources, of all parts or of the named ones. Returns the names of what was built. */
export async function buildStale(wanted: readonly string[] = parts.map(({ name }) => name)): Promise<string[]> {
  const stale = parts.filter(({ name, result, sources }) => wanted.includes(name) && isStale(result, sources));
  for (const part of stale) await part.build();
  return stale.map(({ name }) => name);
}

if (import.meta.main) {
  const built = await buildStale();
  process.stdout.write(built.length === 0 ? 'Nothing to build.\n' : `Built: ${built.join(', ')}.\n`);
}
