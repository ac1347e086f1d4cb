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

it.each([
  "element.setAttribute('title', name);",
  "element.setAttributeNS(null, 'title', `of ${name}`);",
  "element['innerHTML'] = name;",
  'element[`outerHTML`] = name;',
  'element.ariaLabel = name;',
  'frame.srcdoc = name;',
  'document.write(name);',
  'window.document.writeln(name);',
  "element['insertAdjacentHTML'](place, name);",
  'range.createContextualFragment(name);',
  "new DOMParser().parseFromString(name, 'text/html');",
  'element.setHTMLUnsafe(name);',
  'element.append(`of ${name}`);',
  "element.replaceChildren('of ' + name);",
  'const one = new Text(name);',
  'const one = <p {...{ dangerouslySetInnerHTML: { __html: name } }} />;',
  'const one = <iframe srcDoc={name} />;',
  'Object.assign(element, { textContent: name });',
  "Reflect.set(element, 'innerText', name);",
  "document.execCommand('insertHTML', false, name);",
])('[UI-501] the linter refuses what writes into the page by other names: %s', (text) => {
  expect(count(text)).toBe(1);
});

it.each([
  "element.setAttribute('tabindex', '-1');",
  "import { showControls } from '#shared/text/visible'; element.setAttribute('title', showControls(name));",
  'form.append(key, value); list.append(element); stream.write(name);',
  'const { textContent } = element; const labels = { title: name };',
])('[UI-501] and takes what holds no foreign text, and what only has such a name: %s', (text) => {
  expect(count(text)).toBe(0);
});
