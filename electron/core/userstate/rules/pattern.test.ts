import { describe, expect, it } from 'vitest';
import { foldName } from '../../devices/fold.ts';
import { splitLast } from '../../devices/windows-path.ts';
import { buildPass, rulesForFolder, walkRoots } from './decide.ts';
import { compilePattern, expandVariables, matchesLeaf, matchesNode, patternProblem, splitPattern } from './pattern.ts';
import type { Rule, RuleKind } from './rule.ts';

function rule(kind: RuleKind, pattern: string, component = 'A'): Rule {
  return { id: `${kind} ${pattern}`, ruleFile: 'test', component, context: 'System', kind, pattern };
}

function decide(rules: readonly Rule[], filePath: string): boolean {
  const { folder, name } = splitLast(filePath);
  return rulesForFolder(buildPass(rules, 'System', new Map()), folder).file(name).isIncluded;
}

function matches(pattern: string, filePath: string): boolean {
  const compiled = compilePattern(pattern);
  const { folder, name } = splitLast(filePath);
  return matchesNode(compiled, foldName(folder)) && matchesLeaf(compiled, foldName(name));
}

describe('patterns', () => {
  it.each([
    ['C:\\F\\* [*]', 'C:\\F\\a.doc', true],
    ['C:\\F\\* [*]', 'c:\\f\\deep\\er\\A.DOC', true],
    ['C:\\F\\* [*]', 'C:\\Fx\\a.doc', false],
    ['C:\\F\\ [*]', 'C:\\F\\a.doc', true],
    ['C:\\F [*]', 'C:\\F\\a.doc', true],
    ['C:\\F\\ [*]', 'C:\\F\\deep\\a.doc', false],
    ['C:\\F\\*[a.doc]', 'C:\\F\\x\\y\\a.doc', true],
    ['C:\\F\\* [a.doc]', 'C:\\F\\x\\b.doc', false],
    ['C:\\F\\*', 'C:\\F\\a.doc', false],
    ['C:\\*\\X\\* [*]', 'C:\\Y\\X\\a', true],
    ['C:\\*\\X\\* [*]', 'C:\\X\\a', false],
    ['C:\\P\\Name* [*]', 'C:\\P\\Name two\\deep\\a', true],
    ['C:\\P\\Name* [*]', 'C:\\P\\Other\\a', false],
    ['* [*.ext]', 'D:\\any\\where\\a.EXT', true],
    ['*[*.library-ms]', 'C:\\a.library-ms', true],
    ['C:\\* [*.mp3]', 'C:\\a.mp3', true],
    ['C:\\F\\ [a?.txt]', 'C:\\F\\ab.txt', false],
    ['C:\\F^[1^]\\ [x^[2^].txt]', 'C:\\F[1]\\x[2].txt', true],
    ['  C:\\F\\* [*]  ', 'C:\\F\\a', true],
    ['C:\\F.x\\ [a+b(1).txt]', 'C:\\F.x\\a+b(1).txt', true],
    ['C:\\F.x\\* [*]', 'C:\\Fax\\a', false],
  ])('[UST-1] %j and %j: %s', (pattern, filePath, expected) => {
    expect(matches(pattern, filePath)).toBe(expected);
  });

  it('[UST-2] takes the folder before a final star, and all below', () => {
    const deep = compilePattern('C:\\F\\* [*]');
    expect(['C:\\F', 'C:\\F\\A', 'C:\\F\\A\\B', 'C:', 'C:\\FA'].map((one) => matchesNode(deep, foldName(one)))).toEqual(
      [true, true, true, false, false],
    );
  });

  it('[UST-3] speaks of folders only without a leaf', () => {
    const pass = buildPass([rule('include', 'C:\\F\\*')], 'System', new Map());
    const inside = rulesForFolder(pass, 'C:\\F\\x');
    expect([inside.folder.isIncluded, inside.file('a').isIncluded]).toEqual([true, false]);
  });

  it('[UST-5] speaks of files only with a leaf of its own or without a final star', () => {
    const pass = buildPass([rule('include', 'C:\\F\\* [*.txt]'), rule('include', 'C:\\G\\ [*]')], 'System', new Map());
    expect(['C:\\F', 'C:\\G'].map((one) => rulesForFolder(pass, one).folder.isIncluded)).toEqual([false, false]);
  });

  it('[UST-4] makes a pattern void where a variable has no value', () => {
    const variables = new Map([['USERPROFILE', 'C:\\Users\\Anna']]);
    expect([
      expandVariables('%UserProfile%\\* [*]', variables),
      expandVariables('%CSIDL_MYMUSIC%\\* [*]', variables),
      buildPass([rule('include', '%NO_SUCH%\\* [*]')], 'System', variables).voidRules.length,
    ]).toEqual(['C:\\Users\\Anna\\* [*]', null, 1]);
  });

  it('[UST-1] names what is no pattern', () => {
    expect(['', '[*]', 'C:\\F []', 'C:\\F [*]'].map((one) => patternProblem(one) === null)).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(splitPattern('C:\\F[*.txt]')).toEqual({ node: 'C:\\F', leaf: '*.txt' });
  });
});

describe('precedence', () => {
  const table: [string, Rule[], Record<string, boolean>][] = [
    [
      'a deeper include beats an exclude of the drive',
      [rule('include', 'C:\\Data\\* [*]'), rule('exclude', 'C:\\* [*.mp3]')],
      { 'C:\\Data\\a.mp3': true, 'C:\\Data\\x\\a.mp3': true },
    ],
    [
      'an exclude by leaf',
      [rule('include', 'C:\\* [*]'), rule('exclude', 'C:\\* [*.mp3]')],
      { 'C:\\a.mp3': false, 'C:\\x\\a.mp3': false, 'C:\\x\\a.txt': true },
    ],
    [
      'a deeper exclude by leaf',
      [rule('include', 'C:\\Dir1\\* [*]'), rule('exclude', 'C:\\Dir1\\Dir2\\* [*.txt]')],
      {
        'C:\\Dir1\\a.txt': true,
        'C:\\Dir1\\Dir2\\a.txt': false,
        'C:\\Dir1\\Dir2\\x\\a.txt': false,
        'C:\\Dir1\\Dir2\\a.doc': true,
      },
    ],
    [
      'an exclude of the files directly in a folder',
      [rule('include', 'C:\\Dir1\\* [*]'), rule('exclude', 'C:\\Dir1\\ [*]')],
      { 'C:\\Dir1\\a': false, 'C:\\Dir1\\x\\a': true },
    ],
    [
      'an exclude of the same pattern',
      [rule('include', 'C:\\Dir1\\Dir2\\* [*.txt]'), rule('exclude', 'C:\\Dir1\\Dir2\\* [*.txt]')],
      { 'C:\\Dir1\\Dir2\\a.txt': false },
    ],
    [
      'an exclude of a deeper folder',
      [rule('include', 'C:\\Dir1\\* [*.txt]'), rule('exclude', 'C:\\Dir1\\Dir2\\* [*]')],
      { 'C:\\Dir1\\a.txt': true, 'C:\\Dir1\\Dir2\\a.txt': false },
    ],
    [
      'a less specific exclude by leaf',
      [rule('include', 'C:\\Dir1\\Dir2\\* [*]'), rule('exclude', 'C:\\Dir1\\* [*.txt]')],
      { 'C:\\Dir1\\Dir2\\a.txt': true },
    ],
  ];
  it.each(table)('[UST-6] %s', (_name, rules, expected) => {
    const found = Object.keys(expected).map((one) => [one, decide(rules, one)]);
    expect(Object.fromEntries(found)).toEqual(expected);
    expect(Object.keys(expected).map((one) => decide([...rules].reverse(), one))).toEqual(Object.values(expected));
  });

  it('[UST-6] an unconditional exclude beats the most specific include', () => {
    const rules = [rule('include', 'C:\\A\\B\\ [a.txt]'), rule('unconditionalExclude', '* [*.txt]', 'Z')];
    expect(decide(rules, 'C:\\A\\B\\a.txt')).toBe(false);
  });

  it('[UST-7] an exclude of another component does not count', () => {
    const rules = [rule('exclude', 'C:\\A\\B\\* [*]', 'A'), rule('include', 'C:\\A\\* [*]', 'B')];
    expect(decide(rules, 'C:\\A\\B\\a.txt')).toBe(true);
  });

  it('[UST-7] an exclude of the same component does', () => {
    const rules = [rule('include', 'C:\\* [*.doc]'), rule('exclude', 'C:\\Users\\* [*]')];
    expect([decide(rules, 'C:\\Users\\x\\a.doc'), decide(rules, 'C:\\Data\\a.doc')]).toEqual([false, true]);
  });

  it('[UST-8] closes a folder only when nothing below can be included', () => {
    const closed = (rules: readonly Rule[], folder: string): boolean =>
      rulesForFolder(buildPass(rules, 'System', new Map()), folder).isClosed;
    const base = [rule('include', 'C:\\P\\* [*]'), rule('exclude', 'C:\\P\\App\\* [*]')];
    expect([
      closed(base, 'C:\\P\\App'),
      closed(base, 'C:\\P'),
      closed([...base, rule('include', 'C:\\P\\App\\Keep\\* [*]')], 'C:\\P\\App'),
      closed([...base, rule('include', 'C:\\P\\* [*.x]', 'B')], 'C:\\P\\App'),
      closed([rule('include', 'C:\\P\\* [*]'), rule('exclude', 'C:\\P\\App\\* [*.x]')], 'C:\\P\\App'),
    ]).toEqual([true, false, false, false, false]);
  });

  it('[UST-14] begins the walk at the fixed parts of the includes, each once', () => {
    const rules = ['C:\\A\\* [*]', 'C:\\A\\B\\* [*]', 'D:\\Doc* [*]', 'C:\\AB\\ [x]'].map((one) =>
      rule('include', one),
    );
    expect(walkRoots(buildPass(rules, 'System', new Map()))).toEqual(['D:', 'C:\\A', 'C:\\AB']);
  });
});
