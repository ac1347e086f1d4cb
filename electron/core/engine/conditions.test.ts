import { inEnglish } from '../ports/fakes/english.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import type { ConditionNode } from '#shared/model/condition';
import { compareValues, evaluateCondition, type ConditionWorld } from './conditions.ts';
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

/** The same with its parts the other way round, at every depth. */
function turned(node: ConditionNode): ConditionNode {
  return node.kind === 'operator' ? operator(node.operator, ...node.children.map(turned).reverse()) : node;
}

/** The same with this in place of what cannot be evaluated. */
function replaced(node: ConditionNode, by: ConditionNode): ConditionNode {
  if (node.kind === 'operator') {
    return operator(node.operator, ...node.children.map((child) => replaced(child, by)));
  }
  return node === yes || node === no ? node : by;
}

describe('conditions', () => {
  it.each([
    ['NUM', 'equals', '10.0', false],
    ['NUM', 'equals', ' 10 ', true],
    ['num', 'notEquals', '010', true],
    ['num', 'less', '9007199254740993', true],
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

  it('[ENG-43] what hangs on a part that cannot be evaluated is false and named, also below "none"', () => {
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

  it('[ENG-43] a part that another one has decided without is not missed', () => {
    const open = expression('wmi', { Query: 'q' });
    const outcomes = [operator('or', open, yes), operator('and', open, no), operator('not', open, yes)].map((node) =>
      evaluateCondition({ children: [node] }, world),
    );
    expect(outcomes.map((outcome) => outcome.holds)).toEqual([true, false, false]);
    expect(outcomes.flatMap((outcome) => outcome.problems)).toEqual([]);
    const inside = evaluateCondition({ children: [operator('not', operator('or', open, no)), yes] }, world);
    expect([inside.holds, inside.problems.length]).toEqual([false, 1]);
  });

  it('[ENG-43] the outcome and what is named do not hang on the order, and agree with every way it could be', () => {
    const leaf = fc.constantFrom<ConditionNode>(yes, no, expression('wmi', { Query: 'q' }));
    const tree = fc.letrec<{ node: ConditionNode }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc
          .tuple(
            fc.constantFrom('and' as const, 'or' as const, 'not' as const),
            fc.array(tie('node'), { maxLength: 4 }),
          )
          .map(([kind, children]) => operator(kind, ...children)),
      ),
    })).node;
    fc.assert(
      fc.property(tree, (node) => {
        const one = evaluateCondition({ children: [node] }, world);
        const other = evaluateCondition({ children: [turned(node)] }, world);
        expect([other.holds, other.problems.length]).toEqual([one.holds, one.problems.length]);
        const asIf = [yes, no].map((decided) => holds(replaced(node, decided)));
        if (one.problems.length === 0) expect(asIf).toEqual([one.holds, one.holds]);
        else expect(one.holds).toBe(false);
      }),
    );
  });

  it('[ENG-131] a run of before goes on with conditions as it began them', () => {
    const before = (node: ConditionNode): boolean => evaluateCondition({ children: [node] }, world, new Set()).holds;
    const open = expression('wmi', { Query: 'q' });
    expect([before(operator('or', open, yes)), before(operator('or', yes, open))]).toEqual([false, true]);
    expect([before(variable('num', 'equals', '10.0')), before(operator('not', open))]).toEqual([true, false]);
  });

  it('[ENG-43] an expression that ignores its failure is only false itself', () => {
    const wmi = { ...expression('wmi', { Query: 'q' }), ignoreQueryFailure: true } as ConditionNode;
    expect(evaluateCondition({ children: [operator('or', wmi, yes)] }, world)).toMatchObject({
      holds: true,
      problems: [],
    });
  });

  it('[ENG-41] whole numbers compare exactly at any length, and nothing else as a number', () => {
    const whole = fc.oneof(fc.bigInt(), fc.bigInt({ min: -20n, max: 20n }));
    fc.assert(
      fc.property(whole, whole, (left, right) => {
        expect(compareValues(String(left), String(right))).toBe(left < right ? -1 : left > right ? 1 : 0);
      }),
    );
    for (const [left, right] of [
      ['1.10', '1.1'],
      ['007', '7'],
      ['+7', '7'],
      ['7e0', '7'],
      ['0x7', '7'],
      ['9007199254740993', '9007199254740992'],
    ] as const) {
      expect(compareValues(left, right)).not.toBe(0);
    }
    expect(compareValues('-0', '0')).toBe(0);
  });

  it('[ENG-41] comparing is an order: turned round it gives the opposite', () => {
    const side = fc.oneof(
      fc.string(),
      fc.double({ noNaN: true }).map(String),
      fc.constantFrom('1', '01', '1.0', 'a', 'A', ' 1 ', '-0', '0', '-12', '12'),
    );
    fc.assert(
      fc.property(side, side, (left, right) => {
        expect(compareValues(left, right) + compareValues(right, left)).toBe(0);
      }),
    );
  });
});
