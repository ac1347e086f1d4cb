import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { FuseName } from './fuses.ts';

const configFile: string = fileURLToPath(new URL('./electron-builder.yml', import.meta.url));

export interface PackageConfig {
  readonly productName: string;
  readonly copyright: string;
  readonly files: readonly string[];
  readonly win: { readonly target: unknown };
  readonly nsis: { readonly include: string };
  readonly electronFuses: Partial<Record<FuseName, boolean>>;
  readonly electronVersion: string;
}

/** The configuration as electron-builder's own YAML reader has it. */
export function readConfig(): PackageConfig {
  const require = createRequire(createRequire(import.meta.url).resolve('app-builder-lib'));
  const yaml = require('js-yaml') as { load(text: string): unknown };
  return yaml.load(readFileSync(configFile, 'utf8')) as PackageConfig;
}
