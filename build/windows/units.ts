import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from './result.ts';
import { resultsFile, tryAgain } from './result.ts';
import { slowFiles } from './slow-files.ts';
import type { Windows } from './windows.ts';

/** Where tests lie that ask something of Windows; the page's run in a browser and in jsdom, which are the same there. */
const areas = ['shared', 'electron', 'build'];

async function runOnce(windows: Windows, words: readonly string[], show: boolean): Promise<Result[]> {
  const file = join(windows.project, resultsFile);
  rmSync(file, { force: true });
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'build/config/vitest.config.mjs'];
  const reporters = ['--reporter=./build/windows/unit-reporter.ts', ...(show ? ['--reporter=default'] : [])];
  const options = { timeoutMs: 1_200_000, show };
  const { exitCode, output } = await windows.run([...vitest, '--maxWorkers=2', ...reporters, ...words], options);
  if (!existsSync(file))
    throw new Error(`The unit tests ended with ${String(exitCode)} before they had results:\n${output}`);
  const results = JSON.parse(readFileSync(file, 'utf8')) as Result[];
  const isFailed = results.some(({ outcome }) => outcome === 'failed');
  if (exitCode !== 0 && !isFailed) {
    // Something that no test caught, such as an error after the end: it fails, and is nobody's.
    return [
      ...results,
      { file: words.join(' '), name: '(the run)', seconds: 0, outcome: 'failed', words: output.slice(-4000) },
    ];
  }
  return results;
}

/** The unit tests on Windows' Node: those of the given paths, else all but the slow ones, else with `all` really all. */
export async function runUnits(windows: Windows, paths: readonly string[], all: boolean): Promise<Result[]> {
  const isNarrow = paths.length > 0;
  const left = isNarrow || all ? [] : slowFiles.map(({ file }) => `--exclude=${file}`);
  const results = await runOnce(windows, [...(isNarrow ? paths : areas), ...left], isNarrow);
  return tryAgain(results, (file) => runOnce(windows, [file], false));
}
