import { describe, expect, it } from 'vitest';
import { Condition, conditionLimits, type ConditionNode, type OsPlatform } from '#shared/model/condition';
import type { Edit } from '#shared/model/edit';
import { SequenceDocument } from './document.ts';

const test = '<expression type="X"><variable name="A">1</variable></expression>';
const other: ConditionNode = { kind: 'expression', key: null, type: 'Y', variables: [], ignoreQueryFailure: false };

/** A document of one step with a condition; what it says, and what an edit of it gives. */
function opened(inside: string) {
  const text = `<sequence version="3.10"><step type="T" name="A"><action>x</action><condition>${inside}</condition></step></sequence>`;
  const document = new SequenceDocument(text);
  const id = document.rows()[0]?.id ?? 'n1';
  const set = (children: readonly ConditionNode[]): string => {
    const edit: Edit = { kind: 'setCondition', id, condition: { children: [...children] } };
    document.apply(edit);
    return document.print();
  };
  const read = (): Condition => document.node(id).condition ?? { children: [] };
  return { text, document, id, set, read };
}

const times = (count: number, make: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => make(at)).join('');
const { raw, children } = conditionLimits;
const platform = '<osExpressionGroup type="and" name="x"><platformKey arch="1"/></osExpressionGroup>';

const beyond: readonly (readonly [string, string])[] = [
  [
    'an expression with 65 values',
    `<expression type="X">${times(65, (at) => `<variable name="v${String(at)}"/>`)}</expression>`,
  ],
  ['a long name of a value', `<expression type="X"><variable name="${'n'.repeat(257)}"/></expression>`],
  ['a long value', `<expression type="X"><variable name="n">${'v'.repeat(100_001)}</variable></expression>`],
  ['a long type', `<expression type="${'t'.repeat(257)}"/>`],
  ['501 platforms', `<osConditionGroup type="or">${platform.repeat(501)}</osConditionGroup>`],
  ['a long operator', `<osConditionGroup type="${'o'.repeat(17)}"/>`],
  ['a long name of an element', `<${'e'.repeat(257)}/>`],
  ['a text longer than a page takes, cut within a character', `<e>${'😀'.repeat(raw / 2)}</e>`],
  ['an If statement of too many parts', `<operator type="and">${test.repeat(children + 1)}</operator>`],
  ['If statements within each other', `${'<operator type="or">'.repeat(240)}${test}${'</operator>'.repeat(240)}`],
];

describe('a part of a condition that has more than any page takes', () => {
  it.each(beyond)('[DOC-95] %s is given as it can be shown, and kept beside what is edited', (_name, part) => {
    const { text, set, read } = opened(part + test);
    const before = read();
    expect(Condition.safeParse(before).error).toBeUndefined();
    expect(set([...before.children, other])).toBe(text.replace('</condition>', '<expression type="Y"/></condition>'));
    expect(set(before.children.slice(0, 1))).toBe(text.replace(`${test}</condition>`, '</condition>'));
  });

  it('[DOC-95] a condition of too many parts is given as one, is removed as a whole and not changed otherwise', () => {
    const { text, document, id, set, read } = opened(test.repeat(children + 1));
    expect(read().children).toMatchObject([{ kind: 'unknown', element: 'condition' }]);
    expect(() => set([...read().children, other])).toThrow('EDIT_VALUE_INVALID');
    expect(document.print()).toBe(text);
    expect(document.node(id).condition).not.toBeNull();
    document.apply({ kind: 'setCondition', id, condition: null });
    expect(document.node(id).condition).toBeNull();
  });
});

describe('the platforms of a condition', () => {
  const group = (change: Partial<OsPlatform>, operator = 'or'): ConditionNode => ({
    kind: 'osConditionGroup',
    key: null,
    operator,
    platforms: [{ name: 'x', operator: 'and', platform: [{ name: 'arch', value: '1' }], expressions: [], ...change }],
  });
  const named = (...names: string[]) => ({ platform: names.map((name) => ({ name, value: '1' })) });

  it.each([
    ['a name with a blank', group(named('a b'))],
    ['a name that ends the tag', group(named('x><step'))],
    ['a name with a value', group(named('a="1" b'))],
    ['no name', group(named(''))],
    ['a name twice', group(named('arch', 'arch'))],
    ['a value that no XML holds', group({ platform: [{ name: 'arch', value: '\u0001' }] })],
    ['a name of the platform that no XML holds', group({ name: '\uFFFE' })],
    ['an operator of the platform that no XML holds', group({ operator: '\0' })],
    ['an operator that no XML holds', group({}, '\0')],
  ])('[DOC-94] are refused with %s, and nothing changes', (_name, node) => {
    const { text, document, set } = opened('<osConditionGroup type="or"/>');
    expect(() => set([node])).toThrow('EDIT_VALUE_INVALID');
    expect(() => set([{ ...node, key: '0' }])).toThrow('EDIT_VALUE_INVALID');
    expect(document.print()).toBe(text);
  });

  it('[DOC-94] are read again with any name of an attribute that was taken', () => {
    const { document, set, read } = opened(test);
    const node = group(named('arch', '__proto__', 'constructor', 'größe'));
    set([node]);
    expect(read()).toEqual({ children: [{ ...node, key: '0' }] });
    expect(new SequenceDocument(document.print()).print()).toBe(document.print());
  });
});
