import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findRelaunch } from './relaunch.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'waystation-relaunch-'));
  folder = join(root, 'resources/command-line/app/out/web');
  mkdirSync(folder, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = (...parts: string[]): void => writeFileSync(join(...parts), '');

test('[HOST-122] a package is opened by its opener, or by the window program that it lies beside', () => {
  expect(findRelaunch('S', folder)).toBeNull();
  put(folder, 'open.js');
  expect(findRelaunch('S', folder)).toBeNull();
  put(root, 'Waystation.exe');
  expect(findRelaunch('S', folder)).toEqual([join(root, 'Waystation.exe'), '--site', 'S']);
  put(folder, 'web-host.js');
  expect(findRelaunch('S', folder)).toEqual([process.execPath, join(folder, 'open.js'), '--site', 'S']);
});

test('[HOST-122] a checkout is opened by its start script', () => {
  const start = join(import.meta.dirname, '../../build/scripts/start.ts');
  expect(findRelaunch('S')).toEqual([process.execPath, '--conditions=source', start, '--site', 'S']);
});
