import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** True where a script may install what it needs by itself. */
export function isDebianAsRoot(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8')) && existsSync('/usr/bin/apt-get');
}

/** Installs packages of Debian, with words on standard error. False when that fails. */
export function install(packages: readonly string[]): boolean {
  process.stderr.write(`Installing ${packages.join(', ')} with apt-get …\n`);
  const options = {
    stdio: ['ignore', 2, 2] as ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  if (spawnSync('apt-get', ['update', '-q'], options).status !== 0) return false;
  return spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], options).status === 0;
}
