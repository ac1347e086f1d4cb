import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Tool, toolFile } from './tool.ts';

it.each<Tool>(['eslint', 'knip', 'playwright', 'prettier', 'tsc', 'vitest'])('[BLD-15] Node can start %s', (tool) => {
  // A program for Node says so in its first line; one for a shell names the shell there.
  expect(readFileSync(toolFile(tool), 'utf8').split(/\r?\n/, 1)).toEqual(['#!/usr/bin/env node']);
});

it('[BLD-15] no script starts what the installer of packages has put beside them for a shell', () => {
  const scripts = readdirSync(import.meta.dirname).filter((name) => /(?<!\.test)\.m?ts$/.test(name));
  const found = scripts.filter((name) =>
    readFileSync(join(import.meta.dirname, name), 'utf8').includes('node_modules/.bin/'),
  );
  expect([scripts.length > 10, found]).toEqual([true, []]);
});
