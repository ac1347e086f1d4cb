import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldName } from '../../devices/fold.ts';
import { buildPass, rulesForFolder, wantsFrom } from './decide.ts';
import { compareKeys, compilePattern, matchesLeaf, matchesNode } from './pattern.ts';
import type { Rule } from './rule.ts';

const name = fc.constantFrom('a', 'B', 'ab', 'x.txt', 'y.doc', 'É');
const folder = fc.array(name, { maxLength: 4 }).map((names) => ['C:', ...names].join('\\'));
const leafPattern = fc.constantFrom('*', '*.txt', 'x.txt', '*.doc', 'a*');
const pattern = fc
  .tuple(folder, fc.constantFrom('', '\\*', '*'), fc.option(leafPattern, { nil: null }))
  .map(([node, end, leaf]) => (leaf === null ? `${node}${end}` : `${node}${end} [${leaf}]`));
const rules = fc.array(
  fc.record({
    kind: fc.constantFrom<Rule['kind']>('include', 'exclude', 'unconditionalExclude'),
    pattern,
    component: fc.constantFrom('A', 'B'),
  }),
  { maxLength: 8 },
);
const asRules = (given: readonly Pick<Rule, 'kind' | 'pattern' | 'component'>[]): Rule[] =>
  given.map((one, index) => ({ ...one, id: String(index), ruleFile: 'test', context: 'System' }));

it('[UST-207] something is wanted of a folder that a rule takes, or at or below which a rule begins', () => {
  const given = [
    { kind: 'include' as const, pattern: 'C:\\Users\\Anna\\* [*]', component: 'A' },
    { kind: 'exclude' as const, pattern: 'C:\\Users\\Anna\\AppData\\* [*]', component: 'A' },
    { kind: 'include' as const, pattern: 'D:\\Data\\Deep\\* [*]', component: 'A' },
  ];
  const pass = buildPass(asRules(given), 'System', new Map());
  const folders = ['C:\\users\\anna\\Documents', 'D:\\Data', 'D:\\data\\deep'];
  const others = ['C:\\Users\\Anna\\AppData\\Roaming', 'D:\\Data\\Other', 'D:\\Dat', 'E:\\Any'];
  expect([...folders, ...others].filter((one) => wantsFrom(pass, one))).toEqual(folders);
});

describe('properties of decisions', () => {
  it('[UST-6] do not depend on the order of the rules', () => {
    fc.assert(
      fc.property(rules, folder, name, (given, where, file) => {
        const verdict = (list: readonly Rule[]): boolean =>
          rulesForFolder(buildPass(list, 'System', new Map()), where).file(file).isIncluded;
        const list = asRules(given);
        expect(verdict([...list].reverse())).toBe(verdict(list));
      }),
      { numRuns: 500 },
    );
  });

  it('[UST-8] a closed folder holds nothing that is included', () => {
    fc.assert(
      fc.property(rules, folder, fc.array(name, { maxLength: 3 }), name, (given, where, below, file) => {
        const pass = buildPass(asRules(given), 'System', new Map());
        fc.pre(rulesForFolder(pass, where).isClosed);
        const deeper = rulesForFolder(pass, [where, ...below].join('\\'));
        expect([deeper.folder.isIncluded, deeper.file(file).isIncluded]).toEqual([false, false]);
      }),
      { numRuns: 2000 },
    );
  });

  it('[UST-2] matching ignores case', () => {
    fc.assert(
      fc.property(pattern, folder, name, (text, where, file) => {
        const verdict = (one: string): [boolean, boolean] => {
          const compiled = compilePattern(one);
          return [matchesNode(compiled, foldName(where)), matchesLeaf(compiled, foldName(file))];
        };
        expect(verdict(text.toLowerCase())).toEqual(verdict(foldName(text)));
      }),
    );
  });

  it('[UST-6] specificity is an order', () => {
    fc.assert(
      fc.property(pattern, pattern, pattern, (a, b, c) => {
        const [x, y, z] = [a, b, c].map((one) => compilePattern(one).key) as [never, never, never];
        expect(Math.sign(compareKeys(x, y)) + Math.sign(compareKeys(y, x))).toBe(0);
        if (compareKeys(x, y) > 0 && compareKeys(y, z) > 0) expect(compareKeys(x, z)).toBeGreaterThan(0);
      }),
    );
  });
});
