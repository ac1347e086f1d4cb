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

/** What the rule would find in the core if nothing were allowed. */
function listFound(): Set<string> {
  const linter = new Linter();
  const found = new Set<string>();
  const files = globSync('electron/core/**/*.ts', { cwd: root }).map((file) => file.replaceAll('\\', '/'));
  const looked = files.filter((file) => ![...tests, ...(dataNoWords ?? [])].some((one) => matchesGlob(file, one)));
  expect(looked.length).toBeGreaterThan(200);
  for (const file of looked) {
    const messages = linter.verify(
      readFileSync(`${root}${file}`, 'utf8'),
      {
        files: ['**/*.ts'],
        languageOptions: { parser: tseslint.parser },
        plugins: { words: wordsRules },
        rules: { 'words/no-sentence': ['error', []] },
      },
      { filename: file, reportUnusedDisableDirectives: false },
    );
    for (const { ruleId, message } of messages) {
      if (ruleId === 'words/no-sentence') found.add(message.slice(message.indexOf('instead of: ') + 12));
    }
  }
  return found;
}

it('[BLD-40] every name on the list of what is no sentence still stands in the core', { timeout: 120_000 }, () => {
  const found = listFound();
  expect(Math.min(found.size, namesNoSentences?.length ?? 0)).toBeGreaterThan(10);
  expect((namesNoSentences ?? []).filter((name) => !found.has(name))).toEqual([]);
});
