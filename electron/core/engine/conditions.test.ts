import { inEnglish } from '../ports/fakes/english.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import type { ConditionNode } from '#shared/model/condition';
import { compareValues, evaluateCondition, isLike, type ConditionWorld } from './conditions.ts';
import { expression, when } from './fakes/model.ts';

const world: ConditionWorld = {
  variable: (name) => ({ num: '10', text: 'Contoso', drive: 'C:' })[name.toLowerCase()],
  expand: (text) => text.replace('%drive%', 'C:'),
  entry(path) {
    if (path.startsWith('?')) throw new AppError('PATH_INVALID', { path, reason: 'no drive' });
    const kind = path.startsWith('C:\\file') ? 'file' : path === 'C:\\folder' ? 'folder' : 'nothing';
    const modifiedAt = Date.UTC(2025, 4, 6, 7, 8, 9, 250);
    return { kind, modifiedAt, version: () => (path === 'C:\\file' ? '5.1.10.0' : null) };
  },
};
const holds = (...children: ConditionNode[]): boolean => evaluateCondition({ children }, world).holds;
const variable = (name: string, operator: string, value = ''): ConditionNode =>
  expression('variable', { Variable: name, Operator: operator, Value: value });
const yes = variable('num', 'exists');
const no = variable('none', 'exists');
const operator = (kind: 'and' | 'or' | 'not', ...children: ConditionNode[]): ConditionNode => ({
  ...{ kind: 'operator', key: null, operator: kind, children },
});

describe('conditions', () => {
  it.each([
    ['NUM', 'equals', '10.0', true],
    ['num', 'notEquals', '010', false],
    ['num', 'greater', '9', true],
    ['num', 'GreaterEqual', '10', true],
    ['num', 'less', '9', false],
    ['num', 'lessEqual', '10', true],
    ['num', 'greater', 'x9', false],
    ['text', 'equals', 'CONTOSO', true],
    ['text', 'less', 'contosp', true],
    ['text', 'like', 'cont?s*', true],
    ['text', 'notLike', 'f*', true],
    ['none', 'exists', '', false],
    ['none', 'notExists', '', true],
    ['none', 'equals', '', true],
    ['none', 'notEquals', 'x', true],
  ])('[ENG-41] %s %s “%s” is %s', (name, kind, value, expected) => {
    expect(evaluateCondition(when(name, kind, value), world)).toMatchObject({ holds: expected, problems: [] });
  });

  it('[ENG-40] the root is "and", empty is true, operators nest', () => {
    expect([holds(), holds(yes, yes), holds(yes, no)]).toEqual([true, true, false]);
    expect([holds(operator('or', no, yes)), holds(operator('or', no, no))]).toEqual([true, false]);
    expect([holds(operator('not', no, no)), holds(operator('not', no, yes))]).toEqual([true, false]);
    expect([holds(operator('and', yes, operator('not', no))), holds(operator('not', operator('or', yes)))]).toEqual([
      true,
      false,
    ]);
    expect([holds(operator('and')), holds(operator('or')), holds(operator('not'))]).toEqual([true, true, true]);
  });

  it('[ENG-44] files and folders are looked up on the device by kind, with variables in the path', () => {
    const file = (path: string): boolean => holds(expression('file', { Path: path }));
    const folder = (path: string): boolean => holds(expression('folder', { Path: path }));
    expect([file('%drive%\\file'), file('C:\\folder'), folder('C:\\folder'), folder('C:\\none')]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it.each([
    ['5.1.10', 'equals', true],
    ['5.1.9.9', 'greater', true],
    ['5.1.10.0', 'GreaterEqual', true],
    ['5.2', 'less', true],
    ['6', 'lessEqual', true],
    ['5.1.10.0', 'notEquals', false],
    ['%five%.2', 'greater', false],
  ])('[ENG-44] file version 5.1.10.0 %s %s is %s', (version, order, expected) => {
    const node = expression('file', { Path: 'C:\\file', Version: version, VersionOperator: order });
    const withFive = { ...world, expand: (text: string) => text.replace('%five%', '5') };
    expect(evaluateCondition({ children: [node] }, withFive)).toMatchObject({ holds: expected, problems: [] });
  });

  it.each([
    ['20250506070809.000000+000', 'equals', true],
    ['20250506070809', 'notEquals', false],
    ['20250506070810.******+***', 'less', true],
    ['20250506080809.000000+060', 'equals', true],
    ['20250506060809.000000-060', 'greaterEqual', true],
    ['20250506070809.000000+000', 'greater', false],
  ])('[ENG-44] time 2025-05-06 07:08:09 UTC %s %s is %s', (time, order, expected) => {
    const given = { Path: 'C:\\folder', DateTime: time, DateTimeOperator: order };
    const result = evaluateCondition({ children: [expression('folder', given)] }, world);
    expect(result).toMatchObject({ holds: expected, problems: [] });
  });

  it('[ENG-44] version and time together are an "and", and what is not there is compared with nothing', () => {
    const both = (version: string, time: string, path = 'C:\\file'): boolean =>
      holds(
        expression('file', {
          ...{ Path: path, Version: version, VersionOperator: 'greaterEqual' },
          ...{ DateTime: time, DateTimeOperator: 'less' },
        }),
      );
    expect([both('5', '2026'.padEnd(14, '01')), both('6', '20260101010101'), both('5', '20200101010101')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(both('nonsense', 'nonsense', 'C:\\absent')).toBe(false);
  });

  it.each([
    ['no version in the file', { Path: 'C:\\file2', Version: '1', VersionOperator: 'equals' }],
    ['no version in the document', { Path: 'C:\\file', Version: '1.x', VersionOperator: 'equals' }],
    ['no operator', { Path: 'C:\\file', Version: '1.0' }],
    ['another operator', { Path: 'C:\\file', DateTime: '20250506070809', DateTimeOperator: 'like' }],
    ['no time', { Path: 'C:\\file', DateTime: 'yesterday', DateTimeOperator: 'less' }],
    ['a 31st of April', { Path: 'C:\\file', DateTime: '20250431000000', DateTimeOperator: 'less' }],
  ])('[ENG-43] %s cannot be evaluated', (_what, given) => {
    const result = evaluateCondition({ children: [expression('file', given)] }, world);
    expect([result.holds, result.problems.length]).toEqual([false, 1]);
  });

  it('[ENG-43] what cannot be evaluated makes the whole condition false, also below "none"', () => {
    const wmi = expression('wmi', { Namespace: 'root\\cimv2', Query: 'select * from X' });
    const result = evaluateCondition({ children: [operator('not', wmi)] }, world);
    expect(inEnglish(result)).toEqual({
      holds: false,
      text: 'none of (query “select * from X”)',
      problems: ['query “select * from X”'],
    });
    expect(inEnglish(evaluateCondition({ children: [expression('file', { Path: '?' })] }, world).problems)).toEqual([
      'file ? exists (no drive)',
    ]);
    expect(evaluateCondition(when('num', 'resembles', '1'), world).problems).toHaveLength(1);
    const unknown: ConditionNode = { kind: 'unknown', key: null, element: 'other', raw: '<other/>' };
    expect(inEnglish(evaluateCondition({ children: [unknown] }, world))).toMatchObject({
      holds: false,
      problems: ['unknown condition “other”'],
    });
  });

  it('[ENG-43] an expression that ignores its failure is only false itself', () => {
    const wmi = { ...expression('wmi', { Query: 'q' }), ignoreQueryFailure: true } as ConditionNode;
    expect(evaluateCondition({ children: [operator('or', wmi, yes)] }, world)).toMatchObject({
      holds: true,
      problems: [],
    });
  });

  it('[ENG-41] comparing is an order: turned round it gives the opposite', () => {
    const side = fc.oneof(
      fc.string(),
      fc.double({ noNaN: true }).map(String),
      fc.constantFrom('1', '01', '1.0', 'a', 'A', ' 1 '),
    );
    fc.assert(
      fc.property(side, side, (left, right) => {
        expect(compareValues(left, right) + compareValues(right, left)).toBe(0);
      }),
    );
  });

  it('[ENG-42] like agrees with a regular expression, and is quick on hostile patterns', () => {
    const unit = fc.constantFrom('a', 'b', '*', '?', '.');
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', '.', '\n') }),
        fc.string({ unit, maxLength: 8 }),
        (value, pattern) => {
          const source = pattern.replace(/\./g, '\\.').replace(/\*/g, '[^]*').replace(/\?/g, '[^]');
          expect(isLike(value, pattern)).toBe(new RegExp(`^${source}$`, 'i').test(value));
        },
      ),
      { numRuns: 1000 },
    );
    expect(isLike('a'.repeat(4000), `${'*a'.repeat(200)}b`)).toBe(false);
  });
});
