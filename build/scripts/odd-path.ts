// `npm test`: the checkout works in a path that is anything but plain. A copy of it by hard links is built, started, and a
// chosen part of its tests run there: each begins what has to find its own files (threads, processes, workers, a browser).
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { projectRoot } from './bundle.ts';

/** Blanks, what shells, globs, patterns and addresses give a meaning, and letters of other scripts. */
const difficult = ['Wey stätion 100% #1 (x86)', "日本 😀 & [a] {b} 'c' = +; %20 ！？"];
const rootCharacters = 200;
const leftOut = new Set(['node_modules', 'out', '.git', 'test-results', 'playwright-report']);

const unitTests = [
  'build/scripts/choose-host.test.ts',
  'electron/core/site/site.test.ts',
  'electron/core/store/open.test.ts',
  'electron/core/store/backup.test.ts',
  'electron/core/library/file-workers.test.ts',
  'electron/core/userstate/capture.test.ts',
  'electron/host/cli/main.test.ts',
];

function linkTree(from: string, to: string, isTop: boolean): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (isTop && leftOut.has(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target, false);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (isTop) copyFileSync(source, target);
    else linkSync(source, target);
  }
}

/** A folder that only its owner enters, on the disk of the checkout: hard links do not leave a disk. */
function makePlace(): string {
  const candidates = [tmpdir(), join(projectRoot, 'out')];
  for (const candidate of candidates) {
    mkdirSync(candidate, { recursive: true });
    const place = mkdtempSync(join(candidate, 'waystation-odd-'));
    try {
      linkSync(join(projectRoot, 'package.json'), join(place, 'probe'));
      return place;
    } catch (error) {
      rmSync(place, { recursive: true });
      if (candidate === candidates.at(-1)) throw error;
    }
  }
  throw new Error('There is no place for a copy of the checkout.');
}

function makeCopy(place: string): string {
  let folder = join(place, ...difficult);
  while (folder.length < rootCharacters - 30) folder = join(folder, 'a long name of a folder');
  const copy = join(folder, 'w'.repeat(Math.max(1, rootCharacters - folder.length - 1)));
  linkTree(projectRoot, copy, true);
  linkTree(join(projectRoot, 'node_modules'), join(copy, 'node_modules'), false);
  return copy;
}

function run(copy: string, words: readonly string[], environment: NodeJS.ProcessEnv = {}): boolean {
  const { status } = spawnSync(process.execPath, words, {
    cwd: copy,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return status === 0;
}

/** `npm start -- --headless` on a site in the same path: ready, then ended as by Ctrl+C. */
async function start(copy: string): Promise<boolean> {
  const site = join(dirname(copy), 'sité #2');
  const child = spawn(
    process.execPath,
    ['--conditions=source', 'build/scripts/start.ts', '--headless', '--site', site],
    { cwd: copy, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit') as Promise<[number | null]>;
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.includes('Waystation is ready')) child.kill('SIGINT');
  });
  const [code] = await ended;
  const isReady = said.includes('Waystation is ready');
  if (!isReady) console.log(said);
  return (
    isReady &&
    code === 0 &&
    run(copy, ['--conditions=source', 'electron/host/cli/main.ts', 'site', 'check', '--site', site])
  );
}

async function work(place: string): Promise<boolean> {
  const copy = makeCopy(place);
  const scratch = join(dirname(copy), 'scratch');
  mkdirSync(scratch);
  const parts: readonly (readonly [string, () => boolean | Promise<boolean>])[] = [
    ['build', () => run(copy, ['--conditions=source', 'build/scripts/build-stale.ts'])],
    ['start', () => start(copy)],
    ['checks', () => run(copy, ['build/scripts/check.ts', 'graph', 'documents'])],
    [
      'unit tests',
      () =>
        run(
          copy,
          ['node_modules/vitest/vitest.mjs', 'run', '--config', 'build/config/vitest.config.mjs', ...unitTests],
          {
            TMPDIR: scratch,
          },
        ),
    ],
    [
      'a journey in a browser',
      () => run(copy, ['--conditions=source', 'build/scripts/e2e.ts', '--project=web', 'smoke']),
    ],
  ];
  for (const [name, act] of parts) {
    const started = performance.now();
    const isGood = await act();
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    console.log(`${isGood ? 'ok    ' : 'FAILED'} ${name} in ${copy} (${seconds} s)`);
    if (!isGood) return false;
  }
  return true;
}

const place = makePlace();
try {
  process.exitCode = (await work(place)) ? 0 : 1;
} finally {
  rmSync(place, { recursive: true, force: true, maxRetries: 5 });
}
