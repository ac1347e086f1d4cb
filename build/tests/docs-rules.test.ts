import { type ESLint, Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, it } from 'vitest';

/** The configuration of the linter is JavaScript. */
const { docsRules } = (await import(new URL('../config/docs-rules.mjs', import.meta.url).href)) as {
  readonly docsRules: ESLint.Plugin;
};
const linter = new Linter();

function count(text: string): number {
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { docs: docsRules },
    rules: { 'docs/exported-function': 'error' },
  } satisfies Linter.Config;
  return linter.verify(text, config, { filename: 'planted.ts' }).length;
}

it.each([
  'export function add(): void {}',
  'export async function add(): Promise<void> {}',
  'export const add = (): number => 1;',
  '// A word to the reader.\nexport function add(): void {}',
  '/** */\nexport function add(): void {}',
  '/** Of another one. */\nfunction own(): void {}\nexport function add(): void {}',
])('[BLD-34] the linter refuses an exported function without a docstring: %s', (text) => {
  expect(count(text)).toBe(1);
});

it.each([
  '/** Adds one. */\nexport function add(): void {}',
  '/**\n * Adds one,\n * and one more.\n */\nexport function add(): void {}',
  '/** Adds one. */\nexport const add = (): number => 1;',
  '/** Adds one. */\nexport function add(one: string): void;\nexport function add(one: number): void;\nexport function add(): void {}',
  'function own(): void {}\nexport const most = 3;\nexport interface One { add(): void }\nexport type Two = () => void;',
])('[BLD-34] and takes one that has it, and what is no function: %s', (text) => {
  expect(count(text)).toBe(0);
});
