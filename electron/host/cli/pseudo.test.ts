import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErrorCode } from '#shared/contract/errors';
import { errors } from '#shared/text/en/errors';
import { plainWords, pseudo, pseudoTexts } from '#shared/text/fakes/pseudo';
import { errorText } from '#shared/text/say';
import { createWords, english, type HostTexts } from '../words.ts';
import { allCommands } from './all-commands.ts';
import { type CommandLine, makeCommandLine, type Said } from './fakes/command-line.ts';
import type { VerbName } from './summaries.ts';

const texts: HostTexts = pseudoTexts(english);
let line: CommandLine;

beforeAll(async () => {
  line = await makeCommandLine(texts);
  await line.done('sequence', 'create', 'ALPHA');
  await line.done('device', 'create', 'BETA', '--drive', `C:=${line.folder}`);
  await line.done('device', 'create', 'GAMMA');
  await line.done('smp', 'create', 'DELTA', '--folder', `${line.folder}/smp`);
  await line.done('variable', 'set', 'BETA', 'ONE=two');
  mkdirSync(join(line.folder, 'refused'));
  writeFileSync(join(line.folder, 'refused', 'ETA.xml'), '<!DOCTYPE a>\n<a/>\n');
});
afterAll(() => line.remove());

/** Every verb with words that let it answer, and with words that it refuses. */
const examples: Readonly<Record<VerbName, readonly string[][]>> = {
  'site init': [[]],
  'site sample': [],
  'site check': [[]],
  'site backup': [['$/backup.db']],
  'site restore': [['$/backup.db']],
  'site salvage': [[], ['--to', '$/salvaged']],
  'sequence list': [[], ['--deleted']],
  'sequence show': [['WAY00001'], ['WAY00099'], ['nothing']],
  'sequence import': [['$/none.xml']],
  'sequence export': [['WAY00001'], ['WAY00001', '--out', '$/out.zip']],
  'sequence print': [['$/none.xml'], ['WAY00099']],
  'sequence create': [[' '], ['EPSILON']],
  'sequence copy': [['WAY00001']],
  'sequence set': [['WAY00001'], ['WAY00001', '--description', 'ZETA']],
  'sequence enable': [['WAY00001']],
  'sequence disable': [['WAY00001']],
  'sequence move': [['WAY00001'], ['WAY00001', '--top']],
  'sequence delete': [['WAY00002']],
  'sequence undelete': [['WAY00002']],
  'folder list': [[]],
  'folder create': [['ETA'], ['ETA/THETA'], ['/']],
  'folder rename': [
    ['ETA', 'IOTA'],
    ['KAPPA', 'LAMBDA'],
  ],
  'folder move': [['IOTA'], ['IOTA', '--top']],
  'folder delete': [['IOTA'], ['IOTA/THETA']],
  'run start': [['WAY00001'], ['WAY00001', '--device', 'GAMMA'], ['WAY00001', '--device', 'BETA']],
  'run resume': [['1'], ['9']],
  'run cancel': [['1'], ['9']],
  'run list': [[]],
  'run show': [['1'], ['nine']],
  'run log': [['1']],
  'run delete': [['1'], ['1', '--yes']],
  'state list': [[]],
  'state show': [['zz'], ['abcd1234']],
  'state verify': [['abcd1234']],
  'state objects': [['abcd1234']],
  'state accept': [['abcd1234', '--reason', 'x']],
  'state delete': [['abcd1234']],
  'device list': [[]],
  'device show': [['BETA'], ['NONE']],
  'device create': [
    [],
    ['a/b'],
    ['NU', '--mac', 'x'],
    ['NU', '--environment', 'x'],
    ['NU', '--local', '--drive', 'C:=x'],
  ],
  'device set': [['BETA'], ['BETA', '--drive', 'wrong=x'], ['BETA', '--description', 'ZETA']],
  'device check': [['BETA'], ['GAMMA']],
  'device preview': [[], ['BETA', '--user', 'nobody'], ['BETA']],
  'device refresh': [['BETA']],
  'device delete': [['BETA'], ['BETA', '--with-associations']],
  'variable list': [['BETA'], ['GAMMA']],
  'variable set': [['GAMMA'], ['GAMMA', 'XI=1', 'XI=2'], ['GAMMA', 'XI=1'], ['GAMMA', '--secret', 'PI']],
  'variable delete': [
    ['GAMMA', 'NONE'],
    ['GAMMA', 'XI'],
  ],
  'association list': [[]],
  'association show': [
    ['BETA', 'GAMMA'],
    ['GAMMA', 'BETA'],
  ],
  'association create': [
    ['BETA', 'GAMMA'],
    ['BETA', 'BETA'],
    ['BETA', 'GAMMA', '--account', 'anna'],
  ],
  'association set': [['BETA', 'GAMMA']],
  'association delete': [['GAMMA', 'BETA']],
  'smp list': [[]],
  'smp show': [['DELTA'], ['NONE']],
  'smp create': [
    ['RHO'],
    ['RHO', '--folder', '$/smp', '--free-space', 'x'],
    ['RHO', '--folder', '$/smp', '--keep', '0'],
  ],
  'smp set': [['DELTA'], ['DELTA', '--remove-folder', '$/none'], ['DELTA', '--clients', '5']],
  'smp delete': [['DELTA']],
  'setting list': [[]],
  'setting set': [['color=red'], ['theme=red'], ['theme=dark']],
  corpus: [[], ['$/none'], ['$/empty'], ['$/refused']],
};

/** What is no word: what this test named, what the line itself has, and what a machine reads. */
function valuesOf(verb: string, words: readonly string[]): Set<string> {
  const own = [verb, ...words, line.folder, ...Object.values(allCommands).map(({ usage }) => usage)];
  const names = ['ALPHA', 'BETA', 'GAMMA', 'DELTA', 'EPSILON', 'ZETA', 'ETA', 'THETA', 'IOTA', 'ONE', 'two', 'XI'];
  const data = [...names, ...Object.keys(allCommands), ...ErrorCode.options, userName(), 'WAY', 'Lab', 'smp', 'engine'];
  // Choices of options and settings, months, sizes, units and what stands in a store.
  const codes = ['theme', 'openAction', 'railLabels', 'isTreeMinimised', 'welcomeDismissed', 'system light dark'];
  // The name of a copy, a file beside the site, and the built-in rules.
  const made = ['Copy', 'repl', 'migdocs', 'Waystation documents'];
  const choices = ['true false edit view FullOS WinPE MB GB KB NaN db xml smp', 'localhost', 'standard'];
  return new Set([...own, ...data, ...codes, ...choices, ...made].flatMap(plainWords));
}

function userName(): string {
  return process.env['USER'] ?? process.env['USERNAME'] ?? 'root';
}

const months = /\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\b/g;

/** Plain words that are neither names nor values. */
function unsaid(said: Said, verb: string, words: readonly string[]): string[] {
  const values = valuesOf(verb, words);
  const text = `${said.out}\n${said.err}`
    .replaceAll(line.folder, '')
    .replace(months, '')
    .replace(/(?!accept)[0-9a-f]{4,}/g, '');
  return plainWords(text).filter((word) => !values.has(word));
}

describe('the words of the command line in another language', () => {
  it.each(Object.keys(examples) as VerbName[])(
    '[HOST-200] %s says nothing but names and values in English',
    async (verb) => {
      const [area = '', name] = verb.split(' ');
      const verbWords = name === undefined ? [area] : [area, name];
      for (const words of [['--help'], ['--nothing'], ...examples[verb]]) {
        const filled = words.map((word) => word.replace('$', line.folder));
        const said = await line.run(...verbWords, ...filled);
        expect(unsaid(said, verb, filled), `${verb} ${words.join(' ')}\n${said.out}${said.err}`).toEqual([]);
      }
    },
    60_000,
  );

  it('[HOST-200] so do the areas, an area that is none and a line without a verb', async () => {
    for (const words of [[], ['--help'], ['nothing'], ['run'], ['run', 'nothing']]) {
      const said = await line.run(...words);
      expect(unsaid(said, '', words), said.out + said.err).toEqual([]);
    }
  });
});

/** All texts of a tree with their places. */
function leaves(tree: object): string[] {
  return Object.values(tree).flatMap((value: unknown) =>
    typeof value === 'string' ? [value] : leaves(value as object),
  );
}

const places = (text: string): string[] => text.match(/\{\{[^}]*\}\}/g) ?? [];

describe('every text of the core and the host', () => {
  it('[HOST-201] is changed by another language in every word, and keeps its places', () => {
    const all = leaves(english);
    expect(all.length).toBeGreaterThan(1000);
    for (const text of all) {
      const other = pseudo(text);
      expect(places(other)).toEqual(places(text));
      expect(plainWords(other.replace(/\{\{[^}]*\}\}|<[^>]*>/g, '')), text).toEqual([]);
    }
  });

  it.each(ErrorCode.options)('[HOST-201] %s is said in the other language, with its values', (code) => {
    const words = createWords(texts);
    const names = [...`${errors[code].sentence} ${errors[code].remedy}`.matchAll(/\{\{(\w+)/g)].map(([, name]) => name);
    const details = Object.fromEntries(names.map((name) => [name, 7]));
    const { sentence, remedy } = errorText(words, code, details);
    expect(plainWords(`${sentence} ${remedy}`)).toEqual([]);
    expect(`${sentence} ${remedy}`.includes('7')).toBe(names.length > 0);
  });
});
