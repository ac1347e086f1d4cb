import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

it('[PORT-130] every entry point closes its files to others before anything else', () => {
  for (const entry of ['cli/main.ts', 'web-host.ts', 'core-process.ts', 'windows/open.ts']) {
    expect(readFileSync(join(import.meta.dirname, entry), 'utf8'), entry).toMatch(/import '\.\.?\/node-guard\.ts';/);
  }
  expect(readFileSync(join(import.meta.dirname, 'node-guard.ts'), 'utf8')).toMatch(/^import '\.\/private-files\.ts';/);
  expect(readFileSync(join(root, 'electron/main/main.ts'), 'utf8')).toMatch(/^import '#host\/private-files';/);
});
