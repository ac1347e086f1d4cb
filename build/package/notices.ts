import { existsSync, globSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { projectRoot } from '../scripts/bundle.ts';
import { windowsModules } from './native-modules.ts';

/** Licences that let us pass a package on with nothing but its text. */
const allowedLicences = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT', 'OFL-1.1'];

const root = resolve(projectRoot);

interface Shipped {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

interface Description {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Every package that a source of the program names; tests and types name more than is shipped. */
function namedPackages(): string[] {
  const files = globSync('{shared,electron,renderer}/**/*.{ts,tsx}', { cwd: projectRoot }).filter(
    (file) => !/\.(test|contract)\.tsx?$|[\\/](fakes|double)[\\/]/.test(file),
  );
  const names = new Set<string>();
  for (const file of files) {
    const text = readFileSync(join(projectRoot, file), 'utf8');
    for (const [, specifier = ''] of text.matchAll(/^(?:import|export|\}).*?'([^'.#/][^']*)';$/gm)) {
      if (!specifier.startsWith('node:') && specifier !== 'electron') names.add(packageOf(specifier));
    }
  }
  return [...names].filter((name) => existsSync(join(root, 'node_modules', name)));
}

/** The folder that Node would take for a dependency of the package in `from`. */
function findDependency(from: string, name: string): string | undefined {
  for (let folder = from; folder.length >= root.length; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name);
    if (existsSync(join(found, 'package.json'))) return found;
  }
  return undefined;
}

function readLicence(folder: string, declared: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e(\.(md|txt))?$/i.test(name));
  if (file !== undefined) return readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
  return `The package declares the licence ${declared} and brings no text of it.`;
}

function readShipped(folder: string): Shipped {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Description;
  const licence = license ?? 'none';
  const isAllowed = licence
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((one) => allowedLicences.includes(one));
  if (!isAllowed) throw new Error(`${name} has the licence ${licence}, which nobody has looked at yet.`);
  return { name, version, licence, text: readLicence(folder, licence) };
}

/** All packages whose code may be in a Windows package, each once per version. Throws for a licence that is not known. */
export function listShipped(): Shipped[] {
  const start = [...namedPackages(), ...windowsModules.filter((one) => one.isForeign !== true).map((one) => one.name)];
  const folders = new Set<string>();
  const queue = start.map((name) => join(root, 'node_modules', name));
  for (let folder = queue.pop(); folder !== undefined; folder = queue.pop()) {
    if (folders.has(folder)) continue;
    folders.add(folder);
    const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Description;
    for (const name of Object.keys(dependencies ?? {})) {
      const found = name.startsWith('@types/') ? undefined : findDependency(folder, name);
      if (found !== undefined) queue.push(found);
    }
  }
  const shipped = [...folders].map((folder) => readShipped(folder.replaceAll(sep, '/')));
  const unique = new Map(shipped.map((one) => [`${one.name} ${one.version}`, one]));
  return [...unique.values()].sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
}

/** The file of licences that lies in a package; Node's own text names what is inside Node. */
export function writeNotices(nodeVersion: string, nodeLicence: string): string {
  const parts = listShipped().map(({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text}`);
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  const head = 'Waystation is made with the work of others. Their names and licences follow.';
  return `${[head, ...parts, `Node.js ${nodeVersion}\n\n${nodeLicence.trim()}`].join(rule)}\n`;
}
