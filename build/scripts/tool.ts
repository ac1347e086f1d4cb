import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** The packages whose commands our scripts start, by command. */
const packageOf = {
  eslint: 'eslint',
  knip: 'knip',
  playwright: '@playwright/test',
  prettier: 'prettier',
  tsc: 'typescript',
  vitest: 'vitest',
} as const;

export type Tool = keyof typeof packageOf;

/**
 * The file that Node starts for a command of an installed package. What the folder `.bin` has under that name is
 * a script of a shell on Windows, which Node cannot read.
 */
export function toolFile(tool: Tool): string {
  const folder = join(packages, packageOf[tool]);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly bin?: string | Readonly<Record<string, string>>;
  };
  const file = typeof bin === 'string' ? bin : bin?.[tool];
  if (file === undefined) throw new Error(`The package ${packageOf[tool]} has no command ${tool}.`);
  return join(folder, file);
}
