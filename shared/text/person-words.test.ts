import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('./en', import.meta.url));

/** Labels of step types are the field’s, with the field’s own names: variables, classes, and what it calls its parts. */
const ofTheField = /^steps(-[a-z]+)?\.ts$/;

/** Every file of texts, so that a new one cannot be forgotten. */
async function readTexts(): Promise<Record<string, unknown>> {
  const files = globSync('**/*.ts', { cwd: folder }).filter((file) => !ofTheField.test(file));
  const modules = files.map(async (file) => [file, (await import(`./en/${file}`)) as unknown] as const);
  return Object.fromEntries(await Promise.all(modules));
}

/** Words that are ours and not a person’s, and what is said instead. */
const forbidden: readonly (readonly [RegExp, string])[] = [
  [/\bcore\b/i, 'a part of the program: say Waystation'],
  [/\bjournals?\b(?! mode)/i, 'how a run is kept: say what the steps did, or its record'],
  [/\bcontract\b/i, 'an agreement between parts of the program: say what is expected'],
  [/\btrace id\b/i, 'a key of the log: say report number'],
  [/\bdoes not act\b/i, 'how steps are written: say what cannot be done'],
  [/\b(?:payload|schema|handler|enum|websocket|socket|stack trace|serialized?)\b/i, 'a part of the source'],
  [/\bsite database row|row of the site database\b/i, 'where it lies: say an entry of the site'],
  [/\b(?:undefined|NaN|\[object)\b/, 'a value that nobody meant to be read'],
  [/\b[A-Z]+(?:_[A-Z]+)+\b/, 'a code: say what is not so'],
  [/\bINTERNAL\b/, 'a code of a fault: say that something went wrong'],
  [/[{]\s*"/, 'a value as the program keeps it'],
];

/** Names of values that are put in and of variables of the field are no words. */
const names = /\{\{.*?\}\}|%\w+%/g;

function leaves(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}

describe('what a person reads', () => {
  it('[UI-535] has none of the words that only the program’s makers know', async () => {
    const all = leaves(await readTexts(), '');
    expect(all.length).toBeGreaterThan(1500);
    const found = all.flatMap(([path, text]) =>
      forbidden
        .filter(([word]) => word.test(text.replaceAll(names, '')))
        .map(([, reason]) => `${path}: “${text}” (${reason})`),
    );
    expect(found).toEqual([]);
  });
});
