import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../scripts/bundle.ts';
import { packageFolder } from './identity.ts';

interface Locked {
  readonly version: string;
  readonly integrity: string;
}

/** Version and hash of a package as the lock file has them, also of one for another system. */
function readLocked(name: string): Locked {
  const { packages } = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Partial<Locked>>;
  };
  const { version, integrity } = packages[`node_modules/${name}`] ?? {};
  if (version === undefined || integrity === undefined) throw new Error(`The lock file knows no package ${name}.`);
  return { version, integrity };
}

/** Throws unless the bytes are those of the lock file. */
export function checkIntegrity(name: string, bytes: Uint8Array, integrity: string): void {
  const [algorithm = '', wanted] = integrity.split(/-(.*)/s);
  if (createHash(algorithm).update(bytes).digest('base64') !== wanted) {
    throw new Error(`The package ${name} is not the one of the lock file: its ${algorithm} hash is another.`);
  }
}

/** npm as it runs this script, else the one on the PATH. */
function npm(words: readonly string[]): void {
  const cli = process.env['npm_execpath'];
  const [program, first] = cli === undefined ? ['npm', []] : [process.execPath, [cli]];
  const result = spawnSync(program, [...first, ...words], {
    cwd: projectRoot,
    encoding: 'utf8',
    shell: cli === undefined && process.platform === 'win32',
  });
  if (result.status !== 0) throw new Error(`npm ${words.join(' ')} failed:\n${result.stderr}`);
}

/**
 * The folder of a package that `npm ci` leaves out on this system: as the lock file names it, checked by its hash,
 * fetched from the registry once. Where `npm ci` has installed it, that folder.
 */
export function locateForeignPackage(name: string): string {
  const installed = join(projectRoot, 'node_modules', name);
  if (existsSync(installed)) return installed;
  const { version, integrity } = readLocked(name);
  const cache = join(packageFolder, 'fetched');
  const base = `${name.replace('@', '').replace('/', '-')}-${version}`;
  const tarball = join(cache, `${base}.tgz`);
  const folder = join(cache, base);
  mkdirSync(cache, { recursive: true });
  if (!existsSync(tarball)) npm(['pack', '--silent', '--pack-destination', cache, `${name}@${version}`]);
  checkIntegrity(name, readFileSync(tarball), integrity);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const unpacked = spawnSync('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], { encoding: 'utf8' });
  if (unpacked.status !== 0) throw new Error(`${tarball} cannot be unpacked: ${unpacked.stderr}`);
  return folder;
}
