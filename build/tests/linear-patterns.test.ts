import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { findAttack } from './linear-patterns.ts';
import { listPatterns, patternsOf } from './list-patterns.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Patterns that an unfinished text would slow, on texts that a parser has passed or that the program wrote itself. */
const onFinishedText = [
  'electron/core/sequence/corpus-conditions.ts',
  'electron/core/sequence/corpus-texts.ts',
  'electron/core/engine/smsts-log.ts',
  'electron/core/transfer/configmgr/instance.ts',
  'electron/core/transfer/xml/text.ts',
];

/**
 * Places where a pattern is made of a text that their file does not have, and why that text is none of somebody else's.
 * Foreign text is never made a pattern: `compileWildcard` and `createValueFinder` look for it in one walk.
 */
const madeWhileRunning = new Map([
  ['renderer/features/sequence-editor/properties/value-checks.ts', 'of the description of a step type, asked there'],
]);

it('[XFER-72] [XFER-85] no pattern is made of foreign text', () => {
  const made = listPatterns(root).filter(({ literal }) => literal === undefined);
  expect([...new Set(made.map(({ place }) => place.replace(/:\d+$/, '')))]).toEqual([...madeWhileRunning.keys()]);
});

it.each([
  ['const make = (text: string) => new RegExp(text);', [undefined]],
  ['const make = (text: string) => RegExp(`^${text}$`, "u");', [undefined]],
  ['const make = (text: string) => new globalThis.RegExp("a" + text);', [undefined]],
  ['const find = (one: string, text: string) => one.search(`${text}*`);', [undefined]],
  ['const part = "a+"; const whole = `(${part})+`; export const made = new RegExp(whole + "$", "gu");', ['/(a+)+$/gu']],
  ['const rule = { constraint: { pattern: "^(a|aa)+$" } };', ['/^(a|aa)+$/']],
  ['const parts = (path: string) => path.split(/;(?=[^"]*$)/);', ['/;(?=[^"]*$)/g']],
])('[XFER-85] what makes a pattern is found: %s', (source, expected) => {
  expect(patternsOf(source, 'planted.ts').map(({ literal }) => literal)).toEqual(expected);
});

it('[XFER-72] every pattern of the program takes time in proportion to the length of the text', () => {
  const patterns = listPatterns(root).filter(
    (one): one is typeof one & { literal: string } => one.literal !== undefined,
  );
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
  ['a pair that is looked for to the end from every place', String.raw`/;(?=(?:[^"]*"[^"]*")*[^"]*$)/g`],
  ['an end that another letter keeps away', String.raw`/\\?[^\\]*$/`],
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
