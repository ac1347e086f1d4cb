import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratioOf } from '../ports/fakes/linear.ts';
import { queryLimits } from '../transfer/limits.ts';
import { checkNamespace, checkQuery } from './check-query.ts';
import { printQuery, queryTrees } from './query-trees.contract.ts';
import { parseQuery } from './parse-query.ts';

/** Throws what is no problem; a problem has its place within the text. */
function demandPlace(check: (text: string) => ReturnType<typeof checkQuery>, text: string): void {
  const problem = check(text);
  if (problem === null) return;
  expect(problem.offset).toBeGreaterThanOrEqual(0);
  expect(problem.length).toBeGreaterThanOrEqual(0);
  expect(problem.offset + problem.length).toBeLessThanOrEqual(text.length);
  expect(JSON.stringify(problem.say)).toBe(JSON.stringify(problem.say).toWellFormed());
}

const pieces = [
  '(',
  ')',
  "'",
  '"',
  '\\',
  '{',
  '}',
  '%',
  '%a%',
  ' NOT ',
  ' and ',
  ',',
  '.',
  '[',
  '0',
  'x',
  '\u0000',
  '\ud83d',
  'é',
  '=',
  '<',
];

describe('queries of WMI', () => {
  it('[XFER-162] whatever tree is printed is read as the same tree', () => {
    fc.assert(
      fc.property(queryTrees, (tree) => {
        expect(parseQuery(printQuery(tree))).toEqual(tree);
      }),
      { numRuns: 1500 },
    );
  });

  it('[XFER-161] [XFER-163] a query with anything changed is a tree, or refused at a place within it', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(6), fc.constantFrom('', ...pieces)), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(queryTrees, changes, (tree, made) => {
        let text = printQuery(tree);
        for (const [where, count, piece] of made) {
          const at = where % (text.length + 1);
          text = text.slice(0, at) + piece + text.slice(at + count);
        }
        demandPlace(checkQuery, text);
      }),
      { numRuns: 3000 },
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => demandPlace(checkQuery, text)));
  });

  it('[XFER-163] brackets and NOT are refused where they are too deep, however many there are', () => {
    for (const piece of ['(', 'NOT ', 'not(', '( NOT ']) {
      const query = `SELECT * FROM A WHERE ${piece.repeat(16_000 / piece.length)}`;
      expect(checkQuery(query)).toMatchObject({ say: { say: 'notes:query.too-deep' } });
    }
    const { depth } = queryLimits;
    const deep = (count: number): string => `SELECT * FROM A WHERE ${'('.repeat(count)}a = 1${')'.repeat(count)}`;
    expect(checkQuery(deep(depth))).toBeNull();
    expect(checkQuery(deep(depth + 1))).toMatchObject({ offset: 22 + depth + 1 });
  });

  it.each<[string, (count: number) => string]>([
    ['percent signs', (count) => `SELECT * FROM A WHERE a = ${'%a'.repeat(count)}`],
    ['digits', (count) => `SELECT * FROM A WHERE a = ${'1'.repeat(count / 2)}.${'1'.repeat(count / 2)}x`],
    ['tests', (count) => `SELECT * FROM A WHERE ${'a = 1 or '.repeat(count / 9)}`],
    ['blanks', (count) => `SELECT * FROM A ${' '.repeat(count)}§`],
  ])('[XFER-163] twice the length takes twice the time: %s', (_name, make) => {
    const work = (count: number) => {
      const query = make(count);
      return () => {
        for (let round = 0; round < 200; round += 1) checkQuery(query);
      };
    };
    expect(ratioOf(work, 950)).toBeLessThan(3);
  });

  it('[XFER-164] whatever a namespace is, it is taken or refused at a place within it', () => {
    const parts = fc.array(fc.constantFrom('root', 'cimv2', '\\', '/', '', ' ', '%x%', '%', 'Größe', '\ud83d'), {
      maxLength: 9,
    });
    fc.assert(fc.property(parts, (all) => demandPlace(checkNamespace, all.join(''))));
  });
});
