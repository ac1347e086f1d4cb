import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { findAttack, listPatterns } from './linear-patterns.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Patterns that an unfinished text would slow, on texts that a parser has passed or that the program wrote itself. */
const onFinishedText = [
  'electron/core/engine/smsts-log.ts',
  'electron/core/transfer/configmgr/instance.ts',
  'electron/core/transfer/xml/text.ts',
];

it('[XFER-72] every pattern of the program takes time in proportion to the length of the text', () => {
  const patterns = listPatterns(root);
  expect(patterns.length).toBeGreaterThan(200);
  const known = new Map<string, string | undefined>();
  for (const { literal } of patterns) if (!known.has(literal)) known.set(literal, findAttack(literal));
  const slow = patterns.filter(({ literal }) => known.get(literal) !== undefined);
  const found = slow.filter(({ place }) => !onFinishedText.includes(place.replace(/:\d+$/, '')));
  expect(found.map(({ place, literal }) => `${place} ${literal} ${known.get(literal) ?? ''}`)).toEqual([]);
}, 120_000);

it.each([
  ['nested repetition', String.raw`/^(a+)+$/`],
  ['two ways to read one text', String.raw`/^(\s|<!--[\s\S]*?-->)*$/`],
  ['an end that is looked for from every place', String.raw`/\s+$/`],
  ['a pair that never closes', String.raw`/\[([^\]]*)\]/g`],
  ['neighbours that overlap', String.raw`/\s*[\r\n]+\s*x/`],
])('[XFER-72] a pattern that is not is found: %s', (_name, literal) => {
  expect(findAttack(literal)).toBeDefined();
});

it.each([String.raw`/(?<!\s)\s*\/>$/`, String.raw`/[\\/]+/g`, String.raw`/^[a-z]+$/i`])(
  '[XFER-72] %s is not taken for one',
  (literal) => {
    expect(findAttack(literal)).toBeUndefined();
  },
);
