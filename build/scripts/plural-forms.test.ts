import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../shared/text/en', import.meta.url));
/** What is counted: a number right before one of these has a form for one. */
const things =
  'files|folders|links|bytes|steps|groups|rows|runs|jobs|devices|drives|clients|stores|state stores|entries|objects|' +
  'elements|levels|characters|seconds|minutes|hours|days|changes|problems|conditions|associations|accounts|things|' +
  'properties|passwords|task sequences|profiles|notes|matches|hits|programs|processes|times';
const counted = new RegExp(String.raw`\{\{\w+(?:, number)?\}\}(?: more| other| new| captured)? (?:${things})\b`, 'u');
/** A number that is ours and never one, or what a program of the field has as its unit. */
const limits = /\{\{(?:limit|maximum|actual|expected|needed|length)(?:, number)?\}\}/u;
const neverOne: readonly string[] = [
  // Said beyond the number that is listed, or of a number of ours.
  ...['left-out-in-all', 'missing-in-all', 'truncated', 'numbers-used-up', 'took-longer', 'variables-size'],
  // Of all that are chosen, which are several.
  ...['several-stores', 'several'],
];

interface Text {
  readonly key: string;
  readonly text: string;
}

function textsIn(value: unknown, at: string): Text[] {
  if (typeof value === 'string') return [{ key: at, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, at === '' ? key : `${at}.${key}`));
}

/** Of the texts of one file: those with a count and one form only. */
function withoutForms(texts: readonly Text[]): string[] {
  const keys = new Set(texts.map(({ key }) => key));
  return texts
    .filter(
      ({ key, text }) =>
        counted.test(text) && !limits.test(text) && !/_(?:one|other)$/u.test(key) && !keys.has(`${key}_one`),
    )
    .filter(({ key }) => !neverOne.some((one) => key === one || key.endsWith(`.${one}`)))
    .map(({ key, text }) => `${key}: ${text}`);
}

it('[UI-600] what counts something has a form for one, everywhere', async () => {
  const found: string[] = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const module = (await import(path.join(folder, file))) as Record<string, unknown>;
    found.push(...withoutForms(Object.values(module).flatMap((one) => textsIn(one, ''))));
  }
  expect([...new Set(found)]).toEqual([]);
});

it('[UI-600] the rule sees a count without forms, however it is written, and none that has them', () => {
  const seen = (text: string, key = 'key') => withoutForms([{ key, text }]).length;
  expect([
    seen('holds {{count}} state stores'),
    seen('{{files, number}} files'),
    seen('and {{count}} more rows'),
  ]).toEqual([1, 1, 1]);
  expect([seen('{{count}} files', 'key_other'), seen('files: {{files}}'), seen('at most {{limit}} files')]).toEqual([
    0, 0, 0,
  ]);
  expect(
    withoutForms([
      { key: 'a', text: '{{count}} files' },
      { key: 'a_one', text: '{{count}} file' },
    ]),
  ).toEqual([]);
});
