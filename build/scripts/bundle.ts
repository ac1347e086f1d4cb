import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { RolldownOptions } from 'rolldown';
import { rolldown } from 'rolldown';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

async function readConfig(): Promise<RolldownOptions[]> {
  const file = pathToFileURL(join(projectRoot, 'build/config/rolldown.config.mjs')).href;
  const loaded = (await import(file)) as { default: RolldownOptions[] };
  return loaded.default;
}

/** Builds main process, core, web host and preload anew. Old chunks go first: their names carry a hash. */
export async function bundle(): Promise<void> {
  for (const folder of ['out/app', 'out/web']) rmSync(join(projectRoot, folder), { recursive: true, force: true });
  for (const options of await readConfig()) {
    const build = await rolldown(options);
    try {
      for (const output of [options.output].flat()) if (output) await build.write(output);
    } finally {
      await build.close();
    }
  }
}

if (import.meta.main) await bundle();
