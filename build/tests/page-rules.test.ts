import { type ESLint, Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, it } from 'vitest';

/** The configuration of the linter is JavaScript. */
const load = (file: string): Promise<unknown> => import(new URL(`../config/${file}`, import.meta.url).href);
const { pageRules } = (await load('page-rules.mjs')) as { readonly pageRules: ESLint.Plugin };
const linter = new Linter();

function count(text: string): number {
  const config = {
    files: ['**/*.tsx'],
    languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    plugins: { page: pageRules },
    rules: { 'page/through-door': 'error' },
  } satisfies Linter.Config;
  return linter.verify(text, config, { filename: 'planted.tsx' }).length;
}

it.each([
  "import { createElement } from 'react';",
  "import { cloneElement, useRef } from 'react';",
  "import { jsx } from 'react/jsx-runtime';",
  'element.textContent = name;',
  'document.title = name;',
  'element.insertAdjacentHTML(place, name);',
  'const one = <p dangerouslySetInnerHTML={{ __html: name }} />;',
  "import { showControls } from '#shared/text/visible'; const one = <p>{showControls(name)}</p>;",
])('[UI-463] the linter refuses a text past the door of the page: %s', (text) => {
  expect(count(text)).toBe(1);
});

it.each([
  "import { useRef, type ReactNode } from 'react'; const one = <p title={name}>{name}</p>;",
  "const link = document.createElement('a');",
  "import { showControls } from '#shared/text/visible'; element.textContent = showControls(name);",
])('[UI-463] and takes what comes through it: %s', (text) => {
  expect(count(text)).toBe(0);
});
