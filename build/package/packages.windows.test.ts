import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestContext } from '#core/ports/fakes/on-windows';
import { readRunning } from '#core/site/console-lock';
import { projectRoot } from '../scripts/bundle.ts';
import { readIdentity } from './identity.ts';
import { testedFolder, testedInstaller, testedZip } from './tested-packages.ts';
import { listTree } from './windows-tree.ts';

const zip = join(projectRoot, testedFolder, testedZip);
const installer = join(projectRoot, testedFolder, testedInstaller);
const notMade = '“npm run test:windows” makes the packages before their tests, and makensis the installer';

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program or a .cmd as a person types it at the prompt, from another folder than its own. */
function prompt(folder: string, program: string, ...words: string[]): Ended {
  const line = [program, ...words].map((word) => `"${word}"`).join(' ');
  const { status, stdout, stderr } = spawnSync('cmd.exe', ['/d', '/s', '/c', `"${line}"`], {
    encoding: 'utf8',
    windowsVerbatimArguments: true,
    cwd: folder,
    env: { ...process.env, WAYSTATION_BROWSER: '', NODE_OPTIONS: '--no-such-option' },
  });
  return { status, stdout, stderr };
}

async function unpack(file: string, folder: string): Promise<void> {
  const archive = await yauzl.openPromise(file, { strictFileNames: true });
  for await (const entry of archive.eachEntry()) {
    const target = join(folder, entry.fileName);
    mkdirSync(join(target, '..'), { recursive: true });
    await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(target));
  }
}

async function endConsole(site: string): Promise<void> {
  const running = existsSync(site) ? readRunning(site) : undefined;
  if (running !== undefined) process.kill(running.pid, 'SIGTERM');
  await expect.poll(() => existsSync(site) && readRunning(site), { timeout: 20_000 }).toBeFalsy();
}

describe('the zip that runs where it is unpacked', () => {
  let folder: string;
  let program: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'way station & é (1) '));
    program = join(folder, readIdentity().product);
    if (existsSync(zip)) await unpack(zip, folder);
  }, 120_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  });

  test('[PACK-32] the command line passes words and exit codes on, from any folder', (context) => {
    context.skip(!existsSync(zip), notMade);
    const command = join(program, 'bin/waystation.cmd').replaceAll('/', '\\');
    const site = join(folder, 'a site ü & (2)');
    expect(prompt('C:\\', command, '--help')).toMatchObject({ status: 0, stderr: '' });
    expect(prompt('C:\\', command, 'site', 'init', '--sample', '--site', site)).toMatchObject({ status: 0 });
    expect(prompt(folder, command, 'sequence', 'list', '--json', '--site', site).stdout).toMatch(/^\{/);
    expect(prompt('C:\\', command, 'no such area')).toMatchObject({ status: 2 });
    const missing = prompt('C:\\', command, 'site', 'check', '--site', `${site} 3`);
    expect(missing).toMatchObject({ status: 1, stderr: expect.stringContaining(`${site} 3`) as string });
  });

  test('[PACK-32] the native modules are there and work', (context) => {
    context.skip(!existsSync(zip), notMade);
    const script = join(program, 'app/probe.cjs');
    const asked = ['better-sqlite3', 'fswin', 'native-reg', 'koffi'].map((name) => `require('${name}')`).join(', ');
    writeFileSync(script, `const [Database] = [${asked}]; process.stdout.write(new Database(':memory:').name);`);
    const { status, stdout, stderr } = spawnSync(join(program, 'runtime/node.exe'), [script], { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: ':memory:', stderr: '' });
    rmSync(script);
  });

  test('[PACK-33] the opener makes the site, starts the console apart and joins it the second time', async (context) => {
    context.skip(!existsSync(zip), notMade);
    const site = join(folder, 'opened é');
    const opener = join(program, 'Waystation.cmd');
    const first = prompt('C:\\', opener, '--site', site);
    const running = readRunning(site);
    // Where there is no browser, which is so on some Windows, it says the address and ends with another code.
    expect([0, 3]).toContain(first.status);
    expect(first.stderr).toBe('');
    expect(running?.address).toContain('console-address.html');
    const second = prompt(folder, opener, '--site', site);
    expect([second.status, second.stderr, readRunning(site)?.pid]).toEqual([first.status, '', running?.pid]);
    await endConsole(site);
  });
});

const local = process.env['LOCALAPPDATA'] ?? '';
const installed = join(local, 'Programs', 'Waystation');
const startMenu = join(process.env['APPDATA'] ?? '', 'Microsoft/Windows/Start Menu/Programs');
const uninstallKey = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall';

function registry(key: string): string {
  return spawnSync('reg.exe', ['query', key, '/s'], { encoding: 'utf8' }).stdout;
}

/** All that an installer of ours may change, as it is now. */
const place = (): object => ({
  environment: registry('HKCU\\Environment'),
  classes: registry('HKCU\\Software\\Classes'),
  programs: registry(uninstallKey),
  startMenu: existsSync(startMenu) ? readdirSync(startMenu) : [],
  files: existsSync(installed) ? listTree(installed) : [],
});

function install(...words: string[]): number | null {
  return spawnSync(installer, ['/S', ...words], { encoding: 'utf8' }).status;
}

/** The uninstaller goes on as a copy of itself after its first process has ended. */
async function uninstall(): Promise<void> {
  expect(spawnSync(join(installed, 'Uninstall.exe'), ['/S']).status).toBe(0);
  await expect.poll(() => existsSync(installed), { timeout: 30_000 }).toBe(false);
}

/** On a computer where somebody uses the program a test must not install over it. */
function leaveOutWhereUsed(context: TestContext): void {
  context.skip(!existsSync(installer), notMade);
  context.skip(existsSync(installed), 'Waystation is installed here for somebody who may use it');
}

describe('the installer', () => {
  beforeAll(() => {
    // Every Windows on which somebody has worked has these two; a new one of Wine has not.
    for (const key of ['HKCU\\Software\\Classes', uninstallKey]) spawnSync('reg.exe', ['add', key, '/f']);
  });

  test(
    '[PACK-34] installs for one person, updates, and takes back all but sites',
    { timeout: 120_000 },
    async (context) => {
      // On a computer where somebody uses the program a test must not install over it.
      leaveOutWhereUsed(context);
      const longPath = Array.from({ length: 300 }, (_, index) => `C:\\some folder\\number ${String(index)}`).join(';');
      const hadPath = registry('HKCU\\Environment').includes(' Path ');
      if (!hadPath)
        spawnSync('reg.exe', ['add', 'HKCU\\Environment', '/v', 'Path', '/t', 'REG_SZ', '/d', longPath, '/f']);
      const before = place();
      expect(install()).toBe(0);
      const { environment, classes, programs, startMenu: entries, files } = place() as Record<string, string>;
      if (!hadPath) expect(environment).toContain(`${longPath};${installed}\\bin`);
      expect(environment).toContain(`${installed}\\bin`);
      expect(classes).toContain('\\.zip\\OpenWithProgids');
      expect(classes).toContain(`${installed}\\app\\out\\web\\open.js" --pause "%1"`);
      expect(programs).toContain(readIdentity().version);
      expect(entries).toContain('Waystation.lnk');
      const made = files;

      const site = join(local, 'Waystation', 'installed site');
      expect([0, 3]).toContain(prompt('C:\\', join(installed, 'Waystation.cmd'), '--site', site).status);
      await endConsole(site);
      // As an older version has it: files of other names, its own number.
      writeFileSync(join(installed, 'app/out/web/chunk-older.js'), '');
      spawnSync('reg.exe', ['add', `${uninstallKey}\\Waystation`, '/v', 'DisplayVersion', '/d', '0.0.1', '/f']);
      expect(install()).toBe(0);
      expect(place()).toEqual({ environment, classes, programs, startMenu: entries, files: made });
      expect(prompt('C:\\', join(installed, 'bin\\waystation.cmd'), 'site', 'check', '--site', site).status).toBe(0);

      await uninstall();
      expect(place()).toEqual(before);
      expect(existsSync(join(site, 'site.db'))).toBe(true);
      rmSync(site, { recursive: true });
      if (!hadPath) spawnSync('reg.exe', ['delete', 'HKCU\\Environment', '/v', 'Path', '/f']);
    },
  );

  test(
    '[PACK-35] neither replaces nor removes a program that runs, nor a folder of something else',
    { timeout: 120_000 },
    async (context) => {
      leaveOutWhereUsed(context);
      // Folders of those names are common, and an update begins by taking them away.
      for (const name of ['app', 'bin', 'runtime']) {
        mkdirSync(join(installed, name), { recursive: true });
        writeFileSync(join(installed, name, 'somebody’s.txt'), 'theirs');
        writeFileSync(join(installed, 'Uninstall.exe'), 'theirs too');
        expect([name, install()]).toEqual([name, 4]);
        expect(listTree(installed).sort()).toEqual(['Uninstall.exe', `${name}/somebody’s.txt`]);
        rmSync(installed, { recursive: true });
      }

      expect(install()).toBe(0);
      const files = listTree(installed);
      const running = spawn(join(installed, 'runtime/node.exe'), ['-e', 'setInterval(() => 0, 1000)'], {
        stdio: 'ignore',
      });
      await once(running, 'spawn');
      expect(install()).toBe(5);
      // With its folder named, the uninstaller does not go on as a copy: it can be waited for.
      expect(spawnSync(join(installed, 'Uninstall.exe'), ['/S', `_?=${installed}`]).status).toBe(5);
      expect(listTree(installed)).toEqual(files);
      running.kill();
      await once(running, 'exit');
      await uninstall();
    },
  );
});
