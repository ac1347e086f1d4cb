import { describe, expect, it } from 'vitest';
import { queryLimits } from '../transfer/limits.ts';
import { checkNamespace, checkQuery } from './check-query.ts';
import { parseQuery } from './parse-query.ts';

/** The key of the text and the stretch of the query that a problem names. */
function problemOf(query: string): [string, string] | null {
  const problem = checkQuery(query);
  if (problem === null) return null;
  const { offset, length, say } = problem;
  return [say.say.replace('notes:query.', ''), query.slice(offset, offset + length)];
}

const where = (tests: string): string => `SELECT * FROM Win32_Lab WHERE ${tests}`;

describe('queries of WMI', () => {
  it('[XFER-160] a query is a tree that says what is asked', () => {
    expect(
      parseQuery(`select Name, IP[0].Mask from Win32_Lab l where (a = "x\\"y" OR not b>=2) and l.c is not null`),
    ).toEqual({
      kind: 'select',
      columns: [
        { kind: 'property', path: [{ name: 'Name', index: null }] },
        {
          kind: 'property',
          path: [
            { name: 'IP', index: 0 },
            { name: 'Mask', index: null },
          ],
        },
      ],
      className: 'Win32_Lab',
      alias: 'l',
      where: {
        kind: 'and',
        tests: [
          {
            kind: 'or',
            tests: [
              {
                kind: 'compare',
                operator: '=',
                left: { kind: 'property', path: [{ name: 'a', index: null }] },
                right: { kind: 'text', value: 'x"y' },
              },
              {
                kind: 'not',
                test: {
                  kind: 'compare',
                  operator: '>=',
                  left: { kind: 'property', path: [{ name: 'b', index: null }] },
                  right: { kind: 'number', text: '2' },
                },
              },
            ],
          },
          {
            kind: 'isNull',
            operand: {
              kind: 'property',
              path: [
                { name: 'l', index: null },
                { name: 'c', index: null },
              ],
            },
            isNegated: true,
          },
        ],
      },
      rest: '',
    });
  });

  it('[XFER-160] AND binds stronger than OR, and != is <>', () => {
    const tree = parseQuery(where('a != 1 OR b = 2 AND c = 3'));
    expect(tree).toMatchObject({ where: { kind: 'or', tests: [{ operator: '<>' }, { kind: 'and' }] } });
  });

  it.each([
    'SELECT * FROM Win32_Lab',
    'select\t*\r\nfrom Win32_Lab\n',
    'SELECT COUNT(*) FROM Win32_Lab',
    'SELECT * FROM meta_class WHERE __this ISA \'Win32_Lab\' AND NOT __CLASS < "Win32"',
    where('Name LIKE \'[a-f]%\' AND Name NOT LIKE "_b^%"'),
    where("'x' = Name"),
    where("Path = 'C:\\\\Lab\\\\it\\'s'"),
    where('Size > 18446744073709551615 AND Flags = 0x10 AND Load < -1.5e3 AND On = True AND Off = NULL'),
    "ASSOCIATORS OF {Win32_Lab.Name='a}b'} WHERE AssocClass = Win32_LabPart ResultClass=Win32_Part KeysOnly",
    'references of {Win32_Lab="x"} where Role = Part ClassDefsOnly',
  ])('[XFER-160] is taken: %s', (query) => {
    expect(checkQuery(query)).toBeNull();
  });

  it.each([
    '%Query%',
    '  %Query% and whatever (follows',
    'SELECT %Columns% FROM Win32_%Class%',
    'SELECT * %From% (',
    'SELECT * FROM Win32_Lab %Where% )',
    'SELECT * FROM Win32_Lab WHERE %Test%',
    where("Name = %Value% AND %Name% LIKE '%Value%' AND Name %Operator% 'x' AND Name %Comparison%"),
    where('(%A% OR NOT %B%) AND Name = 1%C%'),
    where("Name = 'x' %More% '"),
    'ASSOCIATORS OF %Object% (',
    'ASSOCIATORS OF {%Object%} WHERE ResultClass = %Class% %More%',
  ])('[XFER-160] a variable may stand anywhere: %s', (query) => {
    expect(checkQuery(query)).toBeNull();
  });

  it.each<[string, string, string]>([
    ['', 'empty', ''],
    ['  \n', 'empty', '  \n'],
    ['UPDATE x', 'beginning', 'UPDATE'],
    ['SELECT', 'columns-missing', 'SELECT'],
    ['SELECT FROM Win32_Lab', 'columns-missing', 'FROM'],
    ['SELECT Name, FROM Win32_Lab', 'columns-missing', 'FROM'],
    ['SELECT Name Size FROM Win32_Lab', 'from-missing', 'Size'],
    ['SELECT *', 'from-missing', '*'],
    ['SELECT COUNT(Name) FROM Win32_Lab', 'count', 'Name'],
    ['SELECT * FROM', 'class-missing', 'FROM'],
    ["SELECT * FROM 'Win32_Lab'", 'class-missing', "'Win32_Lab'"],
    ['SELECT * FROM Win32_Lab WERE a = 1', 'where-expected', 'WERE'],
    ['SELECT * FROM Win32_Lab, Win32_Part', 'where-expected', ','],
    ['SELECT * FROM Win32_Lab ORDER BY Name', 'order', 'ORDER'],
    ['SELECT * FROM Win32_Lab WITHIN 5', 'event-word', 'WITHIN'],
    [where('a = 1 GROUP WITHIN 5'), 'event-word', 'GROUP'],
    [where('a = 1 Having b > 2'), 'event-word', 'Having'],
    [where(''), 'test-missing', 'WHERE'],
    [where('a = 1 AND'), 'test-missing', 'AND'],
    [where('() OR a = 1'), 'test-missing', ')'],
    [where('Name'), 'comparison-missing', 'Name'],
    [where('Name AND a = 1'), 'comparison-missing', 'AND'],
    [where("Name IN ('a')"), 'comparison-missing', 'IN'],
    [where('Lower(Name) = 1'), 'function', 'Lower'],
    [where('Name ='), 'value-missing', '='],
    [where('Name = AND a = 1'), 'value-missing', 'AND'],
    [where('Name == 1'), 'value-missing', '='],
    [where('Maker = Lab'), 'unquoted', 'Lab'],
    [where('1 = 1'), 'two-values', '1'],
    [where('Name LIKE 10%'), 'number', '10'],
    [where('Name LIKE 10'), 'text-missing', '10'],
    [where('Name NOT 10'), 'like-missing', '10'],
    [where('Name IS 10'), 'null-missing', '10'],
    [where('Name ISA'), 'class-missing', 'ISA'],
    [where("Name = 'Lab"), 'quote-open', "'Lab"],
    [where("Name = 'C:\\Lab'"), 'backslash', '\\'],
    [where("Name = 'C:\\"), 'quote-open', "'C:\\"],
    [where('(a = 1'), 'bracket-open', '('],
    [where('(a = 1 b = 2)'), 'left-over', 'b'],
    [where('a = 1)'), 'bracket-extra', ')'],
    [where('a = 1 b = 2'), 'left-over', 'b'],
    [where('a. = 1'), 'name-missing', '='],
    [where('a[x] = 1'), 'index-missing', 'x'],
    [where('a[1 = 1'), 'square-open', '['],
    [where('a = 1; -- b'), 'character', ';'],
    [where('a = 2x'), 'number', '2x'],
    ['ASSOCIATORS {a}', 'of-missing', '{a}'],
    ['ASSOCIATORS OF a', 'object-missing', 'a'],
    ['ASSOCIATORS OF { }', 'object-empty', '{ }'],
    ["REFERENCES OF {a='}", 'brace-open', "{a='}"],
    ['REFERENCES OF {a} b', 'where-expected', 'b'],
    ['REFERENCES OF {a} WHERE', 'clause-missing', 'WHERE'],
    ['REFERENCES OF {a} WHERE AssocClass = b', 'clause-unknown', 'AssocClass'],
    ['ASSOCIATORS OF {a} WHERE Role = b AND KeysOnly', 'clause-and', 'AND'],
    ['ASSOCIATORS OF {a} WHERE Role b', 'equals-missing', 'b'],
    ['ASSOCIATORS OF {a} WHERE Role =', 'value-missing', '='],
  ])('[XFER-161] %j is refused: %s', (query, code, place) => {
    expect(problemOf(query)).toEqual([code, place]);
  });

  it('[XFER-161] what is too long is what is behind the limit', () => {
    const { characters } = queryLimits;
    const query = where("Name = '").padEnd(characters - 1, 'x');
    expect(checkQuery(`${query}'`)).toBeNull();
    expect(checkQuery(`${query}x'`)).toMatchObject({ offset: characters, length: 1 });
  });
});

describe('namespaces of WMI', () => {
  it.each([
    'root',
    '\\\\.\\root\\cimv2',
    '//LAB-PC/root/wmi',
    'root\\cimv2',
    'ROOT/ccm/Policy',
    'root\\%Namespace%',
    '%Namespace%',
    'root\\%a% whatever',
  ])('[XFER-164] is taken: %s', (namespace) => {
    expect(checkNamespace(namespace)).toBeNull();
  });

  it.each<[string, string, number, number]>([
    ['', 'empty', 0, 0],
    ['cimv2', 'root', 0, 5],
    ['\\\\root', 'root', 0, 0],
    ['\\\\.\\cimv2', 'root', 4, 5],
    ['\\\\.\\root\\a b', 'name', 9, 3],
    ['root\\\\cimv2', 'part', 4, 1],
    ['root\\cimv2\\', 'part', 10, 1],
    ['root\\a b', 'name', 5, 3],
    [`root\\${'a'.repeat(2000)}`, 'long', 1024, 981],
  ])('[XFER-164] %j is refused: %s', (namespace, code, offset, length) => {
    expect(checkNamespace(namespace)).toMatchObject({ offset, length, say: { say: `notes:query.namespace-${code}` } });
  });
});
