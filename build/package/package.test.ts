import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { compareFuses, readFuses } from './fuses.ts';
import { checkFiles, listArchive } from './verify.ts';

const wanted = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
};

function program(wire: string): Buffer {
  const head = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1');
  return Buffer.concat([
    Buffer.from('program'),
    head,
    Buffer.from([1, wire.length]),
    Buffer.from(wire),
    Buffer.from('rest'),
  ]);
}

test('[PACK-1] the release has every fuse set', () => {
  expect(readConfig().electronFuses).toEqual(wanted);
});

test('[PACK-2] fuses are read back from the program, and a wrong one is named', () => {
  expect(readFuses(program('01001100'))).toEqual(wanted);
  expect(compareFuses(wanted, readFuses(program('11001100')))).toEqual(['The fuse runAsNode must be off and is not.']);
  expect(compareFuses(wanted, readFuses(program('0r001100')))).toEqual([
    'The fuse enableCookieEncryption must be on and is not.',
  ]);
  expect(() => readFuses(Buffer.from('no program'))).toThrow('no fuses');
});

test('[PACK-3] Electron is packed in the version that is installed', () => {
  const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string };
  expect(readConfig().electronVersion).toBe(version);
});

test('[PACK-4] a package holds the page, the main process and the core, and not the web host', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'waystation-package-'));
  try {
    await makeProject(folder);
    const require = createRequire(import.meta.url);
    const builder = join(dirname(require.resolve('electron-builder/package.json')), 'cli.js');
    // A program that is none has no fuses to set and no resources to sign.
    const { electronFuses, ...config } = readConfig();
    expect(electronFuses).toBeDefined();
    const stub = { ...config, electronDist: join(folder, 'electron'), disableAsarIntegrity: true };
    await writeFile(join(folder, 'builder.json'), JSON.stringify(stub));
    const args = [
      '--linux',
      'dir',
      '--projectDir',
      folder,
      '--config',
      join(folder, 'builder.json'),
      '--publish',
      'never',
    ];
    const packed = spawnSync(process.execPath, [builder, ...args], { encoding: 'utf8' });
    expect(packed.stdout + packed.stderr).not.toContain('⨯');
    const files = listArchive(join(folder, 'out/package/linux-unpacked/resources/app.asar'));
    expect(checkFiles(files)).toEqual([]);
    expect(files.filter((file) => /\.\w+$/.test(file)).sort()).toEqual([
      '/out/app/core-process.js',
      '/out/app/main.js',
      '/out/app/preload.cjs',
      '/out/renderer/index.html',
      '/package.json',
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('[PACK-5] a file that does not belong is found', () => {
  const good = [
    '/package.json',
    '/out/app/main.js',
    '/out/app/preload.cjs',
    '/out/app/core-process.js',
    '/out/renderer/index.html',
  ];
  expect(checkFiles(good)).toEqual([]);
  expect(checkFiles([...good.slice(1), '/out/web/web-host.js', '/e2e/a.ts'])).toEqual([
    '/package.json is missing.',
    '/out/web/web-host.js does not belong into the package.',
    '/e2e/a.ts does not belong into the package.',
  ]);
});

/** A project with everything that a package must hold and some that it must not, and an Electron that is none. */
async function makeProject(folder: string): Promise<void> {
  const own = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { main: string };
  const names = [
    'out/app/main.js',
    'out/app/main.js.map',
    'out/app/core-process.js',
    'out/app/preload.cjs',
    'out/web/web-host.js',
    'out/renderer/index.html',
    'electron/host/serve.ts',
    'shared/a.ts',
    'electron/version',
    'electron/electron',
    'electron/resources/readme',
  ];
  for (const name of names) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), name);
  }
  const description = { name: 'waystation', version: '0.1.0', main: own.main, description: 'x', author: 'x' };
  await writeFile(join(folder, 'package.json'), JSON.stringify(description));
}
