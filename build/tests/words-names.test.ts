import { globSync, readFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ESLint, Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The configuration of the linter is JavaScript. */
const load = (file: string): Promise<unknown> => import(new URL(`../config/${file}`, import.meta.url).href);
const { namesNoSentences, dataNoWords } = (await load('words-names.mjs')) as Record<string, readonly string[]>;
const { wordsRules } = (await load('words-rules.mjs')) as { readonly wordsRules: ESLint.Plugin };
const tests = ['**/*.test.ts', '**/*.contract.ts', '**/fakes/**'];

const linter = new Linter();

/** What the rule finds in a text when nothing is allowed. */
function findIn(text: string, filename: string): string[] {
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { words: wordsRules },
    rules: { 'words/no-sentence': ['error', []] },
  } satisfies Linter.Config;
  return linter
    .verify(text, config, { filename, reportUnusedDisableDirectives: false })
    .filter(({ ruleId }) => ruleId === 'words/no-sentence')
    .map(({ message }) => message.slice(message.indexOf('instead of: ') + 12));
}

/** What the rule would find in the core if nothing were allowed. */
function listFound(): Set<string> {
  const files = globSync('electron/core/**/*.ts', { cwd: root }).map((file) => file.replaceAll('\\', '/'));
  const looked = files.filter((file) => ![...tests, ...(dataNoWords ?? [])].some((one) => matchesGlob(file, one)));
  expect(looked.length).toBeGreaterThan(200);
  return new Set(looked.flatMap((file) => findIn(readFileSync(`${root}${file}`, 'utf8'), file)));
}

it('[BLD-40] every name on the list of what is no sentence still stands in the core', { timeout: 120_000 }, () => {
  const found = listFound();
  expect(Math.min(found.size, namesNoSentences?.length ?? 0)).toBeGreaterThan(10);
  expect((namesNoSentences ?? []).filter((name) => !found.has(name))).toEqual([]);
});

it('[BLD-40] a sentence is one also when it begins or goes on like a statement; statements are none', () => {
  const sentences = ['Delete the file first', 'With no device nothing runs', 'Kept as text here', 'It is in use'];
  const statements = [
    'SELECT id FROM run',
    'DELETE FROM secret WHERE key = ?',
    'BEGIN IMMEDIATE',
    'device as source',
    'source.name as sourceName',
  ];
  const text = [...sentences, ...statements].map((one) => `use('${one}');`).join('\n');
  expect(findIn(text, 'electron/core/a.ts')).toEqual(sentences);
});
