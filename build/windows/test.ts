// `npm run test:windows`: the tests that ask something of Windows, on Windows' Node. On Windows it is this one; on Debian
// as root a ground is made for it; elsewhere one line says that it was left out and why.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { timed } from './commands.ts';
import { NoGround } from './commands.ts';
import { runJourneys } from './journeys.ts';
import { judgeLeftOut, writeList } from './left-out.ts';
import { makeTree } from './make-tree.ts';
import { makePackages, runPackagedJourney } from './packages.ts';
import { groundFolder, projectRoot, treeOf } from './places.ts';
import { mostUnsteady } from './result.ts';
import type { Result } from './result.ts';
import { slowFiles } from './slow-files.ts';
import { checkStart } from './start-check.ts';
import { runUnits } from './units.ts';
import type { Windows } from './windows.ts';
import { thisWindows, windowsOf } from './windows.ts';

/** What a run of a ground that cannot be made, or of a lock that is held, ends with. */
const cannotBeMade = 75;
const lockedBy = 'WAYSTATION_WINDOWS_LOCK';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Why there is no ground on this machine, or undefined where one can be made. */
function whyNot(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'the ground is for Linux on x64';
  if (process.getuid?.() !== 0) return 'making the ground takes root';
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID="?debian"?$/m.test(release)) return 'the ground is made of Debian’s packages, on Debian';
  return undefined;
}

/** Does this again under a lock of the system, which is free again whatever becomes of its holder. */
function underLock(file: string, words: readonly string[], wait: boolean): number {
  mkdirSync(groundFolder, { recursive: true });
  const options = [...(wait ? [] : ['--nonblock']), '--close', '--conflict-exit-code', String(cannotBeMade), file];
  const node = [process.execPath, '--conditions=source', ...words];
  const { status } = spawnSync('flock', [...options, ...node], {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, [lockedBy]: file },
  });
  return status ?? 1;
}

interface Arguments {
  readonly all: boolean;
  readonly writesList: boolean;
  readonly units: readonly string[];
  readonly journeys: readonly string[];
}

function readArguments(): Arguments {
  const words = process.argv.slice(2);
  const paths = words.filter((word) => !word.startsWith('--'));
  const unknown = words.find((word) => word.startsWith('--') && word !== '--all' && word !== '--write-list');
  if (unknown !== undefined)
    throw new Error(`Usage: npm run test:windows -- [--all] [--write-list] [path…]; not ${unknown}`);
  const isJourney = (path: string): boolean => path.startsWith('e2e/');
  return {
    all: words.includes('--all'),
    writesList: words.includes('--write-list'),
    units: paths.filter((path) => !isJourney(path)),
    journeys: paths.filter(isJourney).map((path) => path.slice('e2e/'.length)),
  };
}

async function runParts(windows: Windows, { all, units, journeys }: Arguments): Promise<Result[]> {
  const isNarrow = units.length + journeys.length > 0;
  const results: Result[] = [];
  const part = async (name: string, wanted: boolean, work: () => Promise<Result[]>): Promise<void> => {
    if (wanted) results.push(...(await timed(name, work)));
  };
  await part('npm start, built by Windows’ bundler', !isNarrow, () => checkStart(windows));
  await part('journeys in a browser', !isNarrow || journeys.length > 0, () => runJourneys(windows, journeys, all));
  const asksPackages = units.some((path) => path.startsWith('build'));
  await part('packages', !isNarrow || asksPackages, () => makePackages(windows));
  await part('main journey from the package', !isNarrow, () => runPackagedJourney(windows));
  await part('unit tests', !isNarrow || units.length > 0, () => runUnits(windows, units, all));
  return results;
}

function report(results: readonly Result[], words: Arguments, seconds: number): number {
  const of = (outcome: Result['outcome']): Result[] => results.filter((result) => result.outcome === outcome);
  const isWhole = words.units.length + words.journeys.length === 0;
  if (words.writesList) writeList(results);
  say('');
  for (const { file, name, words: reason } of of('left out')) say(`left out  ${file} ${name}: ${reason}`);
  for (const { file, name } of of('unsteady')) say(`unsteady  ${file} ${name}`);
  for (const { file, name, words: why } of of('failed')) say(`FAILED    ${file} ${name}\n${indent(why)}`);
  if (isWhole && !words.all && slowFiles.length > 0) {
    say('Only with --all, because they are slow:');
    for (const { file, seconds: each, why } of slowFiles) say(`  ${file} (${String(each)} s): ${why}`);
  }
  const problems = judgeLeftOut(results, isWhole);
  if (of('unsteady').length > mostUnsteady) problems.push(`more than ${String(mostUnsteady)} tests are unsteady`);
  for (const problem of problems) say(`FAILED    ${problem}`);
  const counts = (['passed', 'failed', 'left out', 'unsteady'] as const).map(
    (outcome) => `${String(of(outcome).length)} ${outcome}`,
  );
  say(`On Windows’ Node: ${counts.join(', ')}; ${seconds.toFixed(0)} s.`);
  return of('failed').length + problems.length === 0 && results.length > 0 ? 0 : 1;
}

const indent = (text: string): string => text.slice(0, 3000).trimEnd().replaceAll(/^/gm, '    ');

async function testOn(windows: Windows, words: Arguments, since: number): Promise<number> {
  try {
    const results = await runParts(windows, words);
    return report(results, words, (performance.now() - since) / 1000);
  } finally {
    windows.close();
  }
}

async function testOnGround(words: Arguments): Promise<number> {
  const tree = treeOf(projectRoot);
  const since = performance.now();
  const made = await timed('the ground', () =>
    underLock(join(groundFolder, 'ground.lock'), ['build/windows/make-ground.ts'], true),
  );
  if (made === cannotBeMade) throw new NoGround('see above');
  if (made !== 0) return made;
  await makeTree(tree);
  const windows = windowsOf(tree);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      windows.close();
      process.exit(130);
    });
  }
  return testOn(windows, words, since);
}

async function main(): Promise<number> {
  const words = readArguments();
  if (process.platform === 'win32') return testOn(thisWindows(), words, performance.now());
  const reason = whyNot();
  if (reason !== undefined) {
    say(`test:windows was left out: ${reason}.`);
    return 0;
  }
  if (process.env[lockedBy] === undefined) {
    const lock = join(groundFolder, `${treeOf(projectRoot).folder.split('/').at(-1) ?? ''}.lock`);
    const status = underLock(lock, [import.meta.filename, ...process.argv.slice(2)], false);
    if (status !== cannotBeMade) return status;
    say('Another test:windows of this checkout is running; two at once would be in each other’s way.');
    return 1;
  }
  try {
    return await testOnGround(words);
  } catch (error) {
    if (!(error instanceof NoGround)) throw error;
    const bar = '!'.repeat(100);
    say(
      `${bar}\ntest:windows: NOTHING WAS TESTED ON WINDOWS, since the ground cannot be made: ${error.message}\n${bar}`,
    );
    return 0;
  }
}

process.exitCode = await main();
