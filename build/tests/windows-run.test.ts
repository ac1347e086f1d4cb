import { expect, it } from 'vitest';
import { fetching, NoGround } from '../windows/commands.ts';
import { judgeLeftOut, listedAsLeftOut, mostLeftOut } from '../windows/left-out.ts';
import type { Result } from '../windows/result.ts';
import { mostUnsteady, tryAgain } from '../windows/result.ts';

const result = (name: string, outcome: Result['outcome'], words = ''): Result => ({
  ...{ file: `electron/${name}.test.ts`, name, seconds: 1, outcome, words },
});

it('[BLD-10] at most 40 tests are left out on Windows, all of them in the list, each once', () => {
  expect(mostLeftOut).toBeLessThanOrEqual(40);
  expect(listedAsLeftOut().length).toBeLessThanOrEqual(mostLeftOut);
  expect(new Set(listedAsLeftOut()).size).toBe(listedAsLeftOut().length);
});

it('[BLD-10] a test that was left out without a reason, or is not in the list, fails; so does one too many', () => {
  expect(judgeLeftOut([result('a', 'passed')], false)).toEqual([]);
  expect(judgeLeftOut([result('a', 'left out')], false)).toEqual(['left out without a reason: electron/a.test.ts a']);
  expect(judgeLeftOut([result('a', 'left out', 'new reason')], false)[0]).toContain('not in the list');
  const many = Array.from({ length: mostLeftOut + 1 }, (_, at) => result(String(at), 'left out', 'x'));
  expect(judgeLeftOut(many, false).at(-1)).toBe(
    `${String(mostLeftOut + 1)} tests were left out, ${String(mostLeftOut)} may be`,
  );
});

it('[BLD-11] what passes at its second try is unsteady, and what fails again has failed', async () => {
  const first = [result('good', 'passed'), result('shaky', 'failed', 'first'), result('bad', 'failed', 'first')];
  const tried: string[] = [];
  const again = await tryAgain(first, async (file) => {
    tried.push(file);
    return file.includes('shaky') ? [result('shaky', 'passed')] : [result('bad', 'failed', 'second')];
  });
  expect(tried).toEqual(['electron/shaky.test.ts', 'electron/bad.test.ts']);
  expect(again.map(({ outcome, words }) => `${outcome} ${words}`.trim())).toEqual([
    'passed',
    'unsteady first',
    'failed second',
  ]);
  expect(mostUnsteady).toBe(3);
});

it('[BLD-11] failures in very many files are no chance and are not tried again', async () => {
  const many = Array.from({ length: 13 }, (_, at) => result(String(at), 'failed'));
  expect(await tryAgain(many, () => expect.unreachable())).toEqual(many);
});

it('[BLD-12] a source that does not answer is told apart from a wrong name', () => {
  const saying = (words: string) => () =>
    fetching(process.execPath, ['-e', `console.error('${words}'); process.exit(1)`]);
  expect(saying('Temporary failure resolving a host')).toThrow(NoGround);
  expect(saying('npm error code ENOTFOUND')).toThrow(NoGround);
  expect(saying('E: Unable to locate package wine65')).toThrow(/wine65/);
  expect(saying('E: Unable to locate package wine65')).not.toThrow(NoGround);
});
