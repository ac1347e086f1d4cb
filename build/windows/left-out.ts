import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './places.ts';
import type { Result } from './result.ts';

/** So many tests may be left out on Windows, each with its reason. A test holds this number; it only ever falls. */
export const mostLeftOut = 40;

const readme = join(projectRoot, 'build/README.md');
const begin = '<!-- left out on Windows: written by `npm run test:windows -- --write-list` -->\n';
const end = '<!-- end of the list -->';

/** A test under Wine and one on Windows itself may be left out for different reasons; the list is that of the ground. */
function lineOf({ file, name, words }: Result): string {
  return `- \`${file}\` ${name.replaceAll('*', '\\*')}: ${words}`;
}

function splitReadme(): [string, string[], string] {
  const text = readFileSync(readme, 'utf8');
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(end);
  if (from < begin.length || to === -1)
    throw new Error('build/README.md has lost its list of tests that are left out.');
  const lines = text.slice(from, to).split('\n');
  return [text.slice(0, from), lines.filter((line) => line.startsWith('- ')), text.slice(to)];
}

/** The tests that `build/README.md` says are left out, one a line. */
export function listedAsLeftOut(): string[] {
  return splitReadme()[1];
}

/** Writes the list anew from what a run of everything has left out. */
export function writeList(results: readonly Result[]): void {
  const [before, , after] = splitReadme();
  const lines = results.filter(({ outcome }) => outcome === 'left out').map(lineOf);
  writeFileSync(readme, `${before}\n${lines.sort().join('\n')}\n\n${after}`);
}

/**
 * What is wrong with the tests that were left out: no reason, not in the list, or too many. With `isWhole` also what is
 * in the list and was not left out, in files that were run.
 */
export function judgeLeftOut(results: readonly Result[], isWhole: boolean): string[] {
  const left = results.filter(({ outcome }) => outcome === 'left out');
  const listed = new Set(listedAsLeftOut());
  const found = new Set(left.map(lineOf));
  const ran = new Set(results.map(({ file }) => file));
  const problems: string[] = [];
  for (const one of left) {
    if (one.words === '') problems.push(`left out without a reason: ${one.file} ${one.name}`);
    else if (!listed.has(lineOf(one))) problems.push(`left out and not in the list of build/README.md: ${lineOf(one)}`);
  }
  const isStale = (line: string): boolean => ran.has(/^- `([^`]+)`/.exec(line)?.[1] ?? '') && !found.has(line);
  if (isWhole)
    for (const line of listed) if (isStale(line)) problems.push(`in the list of build/README.md and run: ${line}`);
  if (left.length > mostLeftOut)
    problems.push(`${String(left.length)} tests were left out, ${String(mostLeftOut)} may be`);
  return problems;
}
