import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../package/identity.ts';
import { makeTestedPackages, testedFolder } from '../package/tested-packages.ts';
import { run } from './commands.ts';
import { runJourneys } from './journeys.ts';
import { account, windowsPath } from './places.ts';
import type { Result } from './result.ts';
import type { Windows } from './windows.ts';

/** What journeys begin, and what a package has in its place. */
const bundles: Readonly<Record<string, string>> = {
  'out/web/web-host.js': 'web-host.js',
  'out/web/waystation.js': 'waystation.js',
};

/** A launcher like the one of the tree, which runs the bundles in `folder` in place of the tree's. */
function writeLauncher(launcher: string, folder: string): string {
  const cases = Object.entries(bundles).map(
    ([source, name]) => `${source}) word='${windowsPath(join(folder, name))}' ;;`,
  );
  const script = [
    '#!/bin/sh',
    '# OUT ERR WORD…: the launcher of this tree, with the bundles of a package in place of its own.',
    'out=$1 err=$2',
    'shift 2',
    'for word do',
    '  shift',
    `  case $word in --conditions=* | --disable-warning=*) continue ;; ${cases.join(' ')} esac`,
    '  set -- "$@" "$word"',
    'done',
    `exec '${launcher}' "$out" "$err" "$@"`,
  ];
  const file = `${launcher}-of-package`;
  writeFileSync(file, `${script.join('\n')}\n`, { mode: 0o755 });
  return file;
}

/** Makes the packages that the unit tests unpack and install. */
export async function makePackages(windows: Windows): Promise<Result[]> {
  const problems = await makeTestedPackages(windows.project);
  for (const line of problems) process.stdout.write(`${line}\n`);
  // On the ground the account builds in the same folder, and these scripts are root.
  if (windows.launcher !== undefined) run('chown', ['-R', String(account.id), join(windows.project, 'out')]);
  return [];
}

/**
 * The main journey on the program of the package, unpacked; `makePackages` comes before. Under Wine only: on Windows
 * itself the journeys begin those of the tree.
 */
export async function runPackagedJourney(windows: Windows): Promise<Result[]> {
  if (windows.launcher === undefined) return [];
  const folder = join(windows.project, testedFolder, 'a package (unpacked)');
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(packageFolder, 'portable'), folder, { recursive: true });
  const launcher = writeLauncher(windows.launcher, join(folder, 'app/out/web'));
  const results = await runJourneys({ ...windows, launcher }, ['specs/main-journey.spec.ts'], false);
  rmSync(folder, { recursive: true, force: true });
  return results.map((result) => ({ ...result, name: `${result.name} (from the package)` }));
}
