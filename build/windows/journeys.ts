import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser } from '../scripts/browser.ts';
import { projectRoot } from './places.ts';
import type { Result } from './result.ts';
import { tryAgain } from './result.ts';
import { slowFiles } from './slow-files.ts';
import type { Windows } from './windows.ts';

/** Journeys that ask something of Windows: files, commands and processes. Access and pages are the browser's. */
const journeyFiles = 'e2e/{specs,faults}/*.spec.ts';

/** All of them, or all but the slow ones, as Playwright's filters. */
function filtersOf(all: boolean): string[] {
  const slow = new Set(slowFiles.map(({ file }) => file));
  const files = globSync(journeyFiles, { cwd: projectRoot }).map((file) => file.replaceAll('\\', '/'));
  return files.filter((file) => all || !slow.has(file)).map((file) => file.slice('e2e/'.length));
}

interface Suite {
  readonly title: string;
  readonly specs?: readonly Spec[];
  readonly suites?: readonly Suite[];
}

interface Spec {
  readonly file: string;
  readonly title: string;
  readonly tests: readonly {
    readonly annotations: readonly { readonly type: string; readonly description?: string }[];
    readonly results: readonly {
      readonly status: string;
      readonly duration: number;
      readonly errors: readonly { readonly message?: string }[];
    }[];
  }[];
}

function readSpec({ file, title, tests }: Spec): Result[] {
  return tests.map(({ annotations, results }): Result => {
    const last = results.at(-1);
    const common = { file: `e2e/${file}`, name: title, seconds: (last?.duration ?? 0) / 1000 };
    if (last?.status === 'passed') return { ...common, outcome: 'passed', words: '' };
    if (last?.status === 'skipped') {
      const reason = annotations.find(({ type }) => type === 'skip')?.description ?? '';
      return { ...common, outcome: 'left out', words: reason };
    }
    const words = (last?.errors ?? []).map(({ message }) => message ?? '').join('\n');
    return { ...common, outcome: 'failed', words };
  });
}

const readSuite = ({ specs = [], suites = [] }: Suite): Result[] => [
  ...specs.flatMap(readSpec),
  ...suites.flatMap(readSuite),
];

function runOnce(windows: Windows, words: readonly string[]): Result[] {
  const report = join(projectRoot, 'out/windows/journeys.json');
  mkdirSync(join(projectRoot, 'out/windows'), { recursive: true });
  rmSync(report, { force: true });
  const environment = {
    ...process.env,
    WAYSTATION_BROWSER: ensureBrowser(),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    ...(windows.launcher === undefined ? {} : { WAYSTATION_WINDOWS_LAUNCHER: windows.launcher }),
    // Sites lie where both sides see them, under one name.
    ...(windows.shared === undefined ? {} : { TMPDIR: windows.shared }),
  };
  const playwright = ['node_modules/@playwright/test/cli.js', 'test', '--config', 'e2e/playwright.config.ts'];
  const options = ['--project', 'web', '--reporter', 'list,json', '--output', join(projectRoot, 'out/windows/traces')];
  const { status } = spawnSync(process.execPath, ['--conditions=source', ...playwright, ...options, ...words], {
    cwd: projectRoot,
    stdio: 'inherit',
    env: environment,
    timeout: 900_000,
  });
  const { suites, errors } = JSON.parse(readFileSync(report, 'utf8')) as {
    suites: Suite[];
    errors: { message?: string }[];
  };
  const results = suites.flatMap(readSuite);
  if (status === 0 || results.some(({ outcome }) => outcome === 'failed')) return results;
  const said = errors.map(({ message }) => message ?? '').join('\n');
  return [...results, { file: 'e2e', name: '(the run)', seconds: 0, outcome: 'failed', words: said }];
}

/**
 * The journeys of the web host, with host and command line on Windows and the browser here: those of the given paths, else
 * all but the slow ones, else with `all` really all.
 */
export async function runJourneys(windows: Windows, paths: readonly string[], all: boolean): Promise<Result[]> {
  const built = await windows.run(['--conditions=source', 'build/scripts/build-stale.ts'], { timeoutMs: 180_000 });
  if (built.exitCode !== 0) throw new Error(`The page could not be built on Windows:\n${built.output}`);
  const results = runOnce(windows, paths.length > 0 ? paths : filtersOf(all));
  return tryAgain(results, async (file) => runOnce(windows, [file.replace('e2e/', '')]));
}
