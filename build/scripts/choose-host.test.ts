import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { isStale } from './build-stale.ts';
import { projectRoot } from './bundle.ts';
import { chooseHost } from './choose-host.ts';

const all = { electron: '/electron', browser: '/chromium', canShowWindows: true };
const plain = { host: undefined, isHeadless: false };

test.each([
  ['Electron is preferred', plain, all, 'electron'],
  ['without it a browser window', plain, { ...all, electron: undefined }, 'window'],
  ['without both the address', plain, { ...all, electron: undefined, browser: undefined }, 'address'],
  ['without a display the address', plain, { ...all, canShowWindows: false }, 'address'],
  ['headless is the web host', { ...plain, isHeadless: true }, all, 'address'],
  ['the browser when it is asked for', { ...plain, host: 'browser' as const }, all, 'window'],
  [
    'Electron asked for and absent',
    { ...plain, host: 'electron' as const },
    { ...all, electron: undefined },
    'refused',
  ],
])('[PACK-7] %s', (_what, wish, machine, kind) => {
  const choice = chooseHost(wish, machine);
  expect(choice.kind).toBe(kind);
  expect(choice.why).toMatch(/^.+\.$/);
});

test('[PACK-7] without Electron’s program the line says how to get it', () => {
  expect(chooseHost(plain, { ...all, electron: undefined }).why).toContain('npx install-electron');
});

test('[PACK-8] a result is stale when it is missing or older than a source, tests left aside', () => {
  const folder = mkdtempSync(join(projectRoot, 'out', 'stale-test-'));
  try {
    const path = (name: string): string => relative(projectRoot, join(folder, name));
    const write = (name: string, seconds: number): void => {
      writeFileSync(join(folder, name), '');
      utimesSync(join(folder, name), seconds, seconds);
    };
    write('source.ts', 100);
    expect(isStale(path('result.js'), [path('*.ts')])).toBe(true);
    write('result.js', 200);
    write('source.test.ts', 300);
    expect(isStale(path('result.js'), [path('*.ts')])).toBe(false);
    write('source.ts', 300);
    expect(isStale(path('result.js'), [path('*.ts')])).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
