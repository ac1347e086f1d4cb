import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { compareFuses, readFuses } from './fuses.ts';
import { checkFiles, listArchive } from './verify.ts';
import { listTree } from './windows-tree.ts';

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

/** electron-builder asks npm for the packages, which takes seconds here and half a minute under Wine. */
const packingMs = 120_000;

/** Packs a made project for a system with an Electron that is none. Returns its folder of resources. */
async function pack(folder: string, system: 'linux' | 'win'): Promise<string> {
  await makeProject(folder);
  const require = createRequire(import.meta.url);
  const builder = join(dirname(require.resolve('electron-builder/package.json')), 'cli.js');
  // A program that is none has no fuses to set and no resources to sign.
  const { electronFuses, ...config } = readConfig();
  expect(electronFuses).toBeDefined();
  const stub = {
    ...config,
    win: { ...config.win, signAndEditExecutable: false },
    electronDist: join(folder, 'electron'),
    disableAsarIntegrity: true,
  };
  await writeFile(join(folder, 'builder.json'), JSON.stringify(stub));
  const place = ['--projectDir', folder, '--config', join(folder, 'builder.json')];
  const args = [`--${system}`, 'dir', '--x64', ...place, '--publish', 'never'];
  const packed = spawnSync(process.execPath, [builder, ...args], { encoding: 'utf8' });
  expect(packed.stdout + packed.stderr).not.toContain('⨯');
  return join(folder, `out/package/${system}-unpacked/resources`);
}

const own = [
  '/out/app/core-process.js',
  '/out/app/main.js',
  '/out/app/preload.cjs',
  '/out/renderer/index.html',
  '/package.json',
];
const fileOf = (path: string): boolean => /\.\w+$/.test(path);

test(
  '[PACK-4] a package holds the page, the main process and the core, and not the web host',
  { timeout: packingMs },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'waystation-package-'));
    try {
      const files = listArchive(join(await pack(folder, 'linux'), 'app.asar'));
      expect(checkFiles(files)).toEqual([]);
      expect(files.filter((file) => fileOf(file) && !file.startsWith('/node_modules')).sort()).toEqual(own);
      expect(files.filter((file) => file.endsWith('.node'))).toEqual([
        '/node_modules/better-sqlite3/prebuilds/linux-x64.node',
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);

test(
  '[PACK-36] a Windows package of Electron has the binaries of Windows x64 and the command line beside its archive',
  { timeout: packingMs },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'waystation-package-'));
    try {
      const resources = await pack(folder, 'win');
      const files = listArchive(join(resources, 'app.asar'));
      expect(checkFiles(files)).toEqual([]);
      expect(files.filter((file) => fileOf(file) && !file.startsWith('/node_modules')).sort()).toEqual(own);
      const unpacked = ['better-sqlite3/prebuilds/win32-x64.node', 'fswin/x64/fswin.node'];
      const beside = 'native-reg/prebuilds/win32-x64/node.napi.node';
      const isOurs = (file: string): boolean => file !== 'app.asar' && !file.endsWith('package.json');
      expect(listTree(resources).filter(isOurs)).toEqual([
        ...[...unpacked, beside].map((file) => `app.asar.unpacked/node_modules/${file}`),
        'command-line/app/node_modules/@koromix/koffi-win32-x64/index.js',
        'command-line/bin/waystation.cmd',
        'node_modules/@koromix/koffi-win32-x64/index.js',
        'readme',
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);

test('[PACK-37] the Windows installers of Electron are for one person or for all, and take no file from others', () => {
  const { win, nsis, ...config } = readConfig();
  expect(win.target).toEqual(['nsis', 'portable', 'zip'].map((target) => ({ target, arch: ['x64'] })));
  expect(nsis).toMatchObject({
    oneClick: false,
    perMachine: false,
    allowElevation: true,
    deleteAppDataOnUninstall: false,
  });
  expect([config, win, nsis].some((part) => 'fileAssociations' in part)).toBe(false);
});

test('[PACK-37] what the installer of Electron does besides is a script that its compiler takes', async (context) => {
  context.skip(spawnSync('makensis', ['-VERSION']).status !== 0, 'makensis is not here');
  const folder = await mkdtemp(join(tmpdir(), 'waystation-package-'));
  try {
    const include = fileURLToPath(new URL(`../../${readConfig().nsis.include}`, import.meta.url));
    // What electron-builder's own script has before it takes ours in.
    const script = [
      'Unicode true',
      '!include LogicLib.nsh',
      '!include WinMessages.nsh',
      `!include "${include}"`,
      '!define APP_EXECUTABLE_FILENAME Waystation.exe',
      `OutFile "${join(folder, 'made.exe')}"`,
      'Var installMode',
      ...['Section', 'StrCpy $installMode all', '!insertmacro customInstall', 'WriteUninstaller "$TEMP\\u.exe"'],
      ...['SectionEnd', 'Section Uninstall', '!insertmacro customUnInstall', 'SectionEnd'],
    ];
    await writeFile(join(folder, 'made.nsi'), `${script.join('\n')}\n`);
    const words = ['-V2', '-WX', '-INPUTCHARSET', 'UTF8', join(folder, 'made.nsi')];
    const { status, stdout, stderr } = spawnSync('makensis', words, { encoding: 'utf8' });
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
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
  const source = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { main: string };
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
    'electron/electron.exe',
    'electron/resources/readme',
    'out/package/command-line/bin/waystation.cmd',
    'out/package/command-line/app/node_modules/@koromix/koffi-win32-x64/index.js',
    ...['win32-x64', 'win32-arm64', 'linux-x64', 'darwin-arm64'].map(
      (name) => `node_modules/better-sqlite3/prebuilds/${name}.node`,
    ),
    ...['arm64', 'ia32', 'x64'].map((name) => `node_modules/fswin/${name}/fswin.node`),
    ...['win32-arm64', 'win32-x64'].map((name) => `node_modules/native-reg/prebuilds/${name}/node.napi.node`),
    'node_modules/koffi/vendor/node.lib',
    'node_modules/koffi/index.js',
  ];
  for (const name of names) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), name);
  }
  const modules = ['better-sqlite3', 'fswin', 'koffi', 'native-reg'];
  for (const name of modules) {
    const description = { name, version: '1.0.0' };
    await writeFile(join(folder, 'node_modules', name, 'package.json'), JSON.stringify(description));
  }
  const dependencies = Object.fromEntries(modules.map((name) => [name, '1.0.0']));
  const description = { name: 'waystation', version: '0.1.0', main: source.main, description: 'x', author: 'x' };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...description, dependencies }));
  for (const icon of ['waystation.ico', 'waystation.png']) {
    await mkdir(join(folder, 'build/icons'), { recursive: true });
    await copyFile(new URL(`../icons/${icon}`, import.meta.url), join(folder, 'build/icons', icon));
  }
}
