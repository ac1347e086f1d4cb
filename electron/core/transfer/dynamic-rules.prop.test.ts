import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '#shared/contract/errors';
import { writeSecretReference } from '#shared/model/secret-reference';
import { type DynamicRule, dynamicRuleLimits, emptyTest, type RuleTest } from '#shared/model/dynamic-rules';
import { readDynamicRules } from './dynamic-rules.ts';
import { anyRules, placed } from './any-rules.contract.ts';
import { respellText } from './respell.ts';
import { writeDynamicRules } from './write-dynamic-rules.ts';
import { plainText } from './xml/text.ts';

function read(text: string): DynamicRule[] {
  const found = readDynamicRules(text);
  if (found.state !== 'read') throw new Error(JSON.stringify(found.reason));
  return found.rules;
}

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
  throw new Error('it was taken');
}

const set = (name: string, value: string) => `<Variable Name="${name}" IsSecret="false">${value}</Variable>`;
const rule = (inner: string) => `<Rule>${inner}</Rule>`;
const rulesOf = (...inner: string[]) => `<Rules>${inner.map(rule).join('')}</Rules>\n`;

describe('rules of Set Dynamic Variables', () => {
  it('[STEP-37] any rules that are written read as they were given', () => {
    fc.assert(
      fc.property(anyRules, (rules) => {
        const text = writeDynamicRules('', rules);
        expect(read(text)).toEqual(placed(rules));
        expect(writeDynamicRules(text, read(text))).toBe(text);
      }),
    );
  });

  it('[STEP-37] are written as the field writes them', () => {
    const rules: DynamicRule[] = [
      {
        key: null,
        test: { kind: 'computer', assetTag: 'A1', macAddress: '', serialNumber: '', uuid: '' },
        variables: [{ key: null, name: 'Site', value: 'North & South', isSecret: false, isSet: false }],
      },
      {
        key: null,
        test: { kind: 'variable', variable: 'Role', operator: 'like', value: '*lab*' },
        variables: [],
      },
    ];
    expect(writeDynamicRules('', rules)).toBe(
      '<Rules><Rule><condition><expression type="SMS_TaskSequence_ComputerConditionExpression">' +
        '<variable name="AssetTag">A1</variable><variable name="MACAddress"></variable>' +
        '<variable name="SerialNumber"></variable><variable name="UUID"></variable></expression></condition>' +
        '<Variables><Variable Name="Site" IsSecret="false">North &amp; South</Variable></Variables></Rule>' +
        '<Rule><condition><expression type="SMS_TaskSequence_VariableConditionExpression">' +
        '<variable name="Operator">like</variable><variable name="Value">*lab*</variable>' +
        '<variable name="Variable">Role</variable></expression></condition><Variables></Variables></Rule></Rules>\n',
    );
  });

  it('[STEP-38] one rule that is changed changes its own text and no other', () => {
    fc.assert(
      fc.property(
        anyRules,
        fc.nat(),
        fc.constantFrom<RuleTest>(...(['none', 'location', 'variable'] as const).map(emptyTest)),
        (rules, at, test) => {
          fc.pre(rules.length > 0);
          const texts = rules.map((one) => writeDynamicRules('', [one]).replace(/^<Rules>|<\/Rules>\n$/g, ''));
          // As somebody may have written it: broken into lines, with notes between the rules.
          const text = `<Rules>${texts.map((one, index) => `\n  <!-- ${index} -->\n  ${one}`).join('')}\n</Rules>\n`;
          const index = at % rules.length;
          const wanted = read(text).map((one, place) => (place === index ? { ...one, test } : one));
          const written = writeDynamicRules(text, wanted);
          expect(read(written)).toEqual(wanted);
          const start = text.indexOf(`<!-- ${index} -->`);
          const end =
            index + 1 === rules.length ? text.lastIndexOf('\n</Rules>') : text.indexOf(`\n  <!-- ${index + 1} -->`);
          expect(written.startsWith(text.slice(0, start))).toBe(true);
          expect(written.endsWith(text.slice(end))).toBe(true);
        },
      ),
    );
  });

  it('[STEP-38] rules and variables in another order, without some and with new ones read as wanted', () => {
    const order = <T>(items: readonly T[], ranks: readonly number[]): T[] =>
      items
        .map((item, at) => ({ item, rank: ranks[at % ranks.length] ?? 0 }))
        .filter(({ rank }) => rank >= 0)
        .sort((a, b) => a.rank - b.rank)
        .map(({ item }) => item);
    fc.assert(
      fc.property(
        anyRules,
        anyRules,
        fc.array(fc.integer({ min: -2, max: 9 }), { minLength: 1 }),
        (rules, fresh, ranks) => {
          const text = writeDynamicRules('', rules).replaceAll('<Rule>', '\n <Rule>\n  <Extra kept="1"/>');
          const old = read(text).map((one) => ({ ...one, variables: order(one.variables, ranks) }));
          const wanted = order([...old, ...fresh], ranks);
          const written = writeDynamicRules(text, wanted);
          expect(read(written)).toEqual(placed(wanted));
          const kept = wanted.filter(({ key }) => key !== null).length;
          expect(written.split('<Extra kept="1"/>')).toHaveLength(kept + 1);
        },
      ),
    );
  });

  it('[STEP-38] what stands between and in rules stays when others go', () => {
    const text = `<Rules><!-- a -->${rule(`<Note/><Variables>${set('A', '1')}<Odd/>${set('B', '2')}</Variables>`)}<!-- b -->${rule('')}</Rules>`;
    const [first] = read(text);
    if (first === undefined) throw new Error('no rule');
    expect(writeDynamicRules(text, [{ ...first, variables: first.variables.slice(1) }])).toBe(
      `<Rules><!-- a -->${rule(`<Note/><Variables><Odd/>${set('B', '2')}</Variables>`)}<!-- b --></Rules>`,
    );
  });

  it('[STEP-38] the white space before a rule goes with it, and a comment there stays', () => {
    const list = (...parts: string[]) => `<Rules>${parts.join('')}\n</Rules>`;
    const [a, b, c] = ['A', 'B', 'C'].map((name) => `\n  ${rule(`<Variables>${set(name, '1')}</Variables>`)}`);
    if (a === undefined || b === undefined || c === undefined) throw new Error('no rules');
    const text = list(a, b, c);
    expect(writeDynamicRules(text, read(text).toSpliced(1, 1))).toBe(list(a, c));
    const noted = list(a, '\n  <!-- why -->', b, c);
    expect(writeDynamicRules(noted, read(noted).toSpliced(1, 1))).toBe(list(a, '\n  <!-- why -->\n  ', c));
  });

  it('[STEP-38] a value of the outer text keeps its spelling before and after what was changed', () => {
    const spelled = (value: string) =>
      Array.from(value, (c, at) => (/[a-z]/.test(c) && at % 3 > 0 ? c : `&#${c.codePointAt(0) ?? 0};`)).join('');
    const words = fc.string({ unit: fc.constantFrom('a', 'b', '<', '&', '"', '🙂', '\n'), maxLength: 8 });
    fc.assert(
      fc.property(words, words, words, words, (before, old, fresh, after) => {
        const raw = spelled(before) + spelled(old) + spelled(after);
        const written = respellText(raw, before + fresh + after, '\r\n');
        expect(plainText(written)).toBe(before + fresh + after);
        if (old === fresh) expect(written).toBe(raw);
      }),
    );
    expect(respellText('&#97;&quot;x&quot;\r\n&#98;', 'a"yz"\nb', '\r\n')).toBe('&#97;&quot;yz&quot;\r\n&#98;');
    expect(respellText('<![CDATA[a]]>b', 'ab', '\n')).toBe('<![CDATA[a]]>b');
    expect(respellText('<![CDATA[a]]>b', 'a&b', '\n')).toBe('a&amp;b');
  });

  it.each([
    ['is no XML', '<Rules><Rule></Rules>'],
    ['has another root', '<rules></rules>'],
    ['declares a type', '<!DOCTYPE Rules><Rules/>'],
    ['is only words', 'set A to 1'],
    ['has a list twice', rulesOf('<Variables/><Variables/>')],
    ['has a condition twice', rulesOf('<condition/><condition/>')],
    ['has too many rules', rulesOf(...Array.from({ length: dynamicRuleLimits.rules + 1 }, () => ''))],
  ])('[STEP-39] a text that %s is kept with its reason, and nothing is written over it', (_name, text) => {
    expect(readDynamicRules(text)).toMatchObject({ state: 'unreadable', text });
    expect(refusal(() => writeDynamicRules(text, []))).toBe('EDIT_VALUE_INVALID');
  });

  it('[STEP-39] a condition that no page makes is kept, moved and replaced, and never made', () => {
    const condition =
      '<condition><expression type="X_WMI"><variable name="Query">SELECT</variable></expression></condition>';
    const text = rulesOf(`${condition}<Variables></Variables>`);
    const [first] = read(text);
    if (first === undefined) throw new Error('no rule');
    expect(first.test).toEqual({ kind: 'other', text: condition });
    const added = { key: null, name: 'A', value: '1', isSecret: false, isSet: false };
    expect(writeDynamicRules(text, [{ ...first, variables: [added] }])).toBe(
      rulesOf(`${condition}<Variables>${set('A', '1')}</Variables>`),
    );
    expect(writeDynamicRules(text, [{ ...first, test: { kind: 'none' } }])).toBe(rulesOf('<Variables></Variables>'));
    expect(refusal(() => writeDynamicRules(text, [{ ...first, key: null }]))).toBe('EDIT_VALUE_INVALID');
  });

  it('[STEP-37] a rule for the default gateway keeps the class that its file gives it', () => {
    const text = rulesOf(
      '<condition><expression type="Other_Class"><variable name="DefaultGateway">10.0.0.1</variable></expression></condition>',
    );
    const [first] = read(text);
    if (first === undefined) throw new Error('no rule');
    expect(first.test).toEqual({ kind: 'location', defaultGateway: '10.0.0.1' });
    const changed = writeDynamicRules(text, [{ ...first, test: { kind: 'location', defaultGateway: '10.0.9.1' } }]);
    expect(changed).toBe(text.replace('10.0.0.1', '10.0.9.1'));
  });

  it('[STEP-43] names and values have their limits, and what a file has beyond them stays', () => {
    const long = 'v'.repeat(dynamicRuleLimits.value + 1);
    const text = rulesOf(`<Variables>${set('A', long)}</Variables>`);
    const [first] = read(text);
    const [variable] = first?.variables ?? [];
    if (first === undefined || variable === undefined) throw new Error('no variable');
    const renamed = writeDynamicRules(text, [{ ...first, variables: [{ ...variable, name: 'B' }] }]);
    expect(renamed).toBe(text.replace('Name="A"', 'Name="B"'));
    const write = (more: object) => () =>
      writeDynamicRules(text, [{ ...first, variables: [{ ...variable, ...more }] }]);
    expect(refusal(write({ value: `${long}v` }))).toBe('EDIT_VALUE_INVALID');
    expect(refusal(write({ name: 'n'.repeat(dynamicRuleLimits.name + 1) }))).toBe('EDIT_VALUE_INVALID');
    expect(refusal(write({ value: 'a\u0000' }))).toBe('EDIT_VALUE_INVALID');
    expect(refusal(() => writeDynamicRules(text, [first, first]))).toBe('EDIT_INVALID');
    expect(refusal(() => writeDynamicRules(text, [{ ...first, key: 7 }]))).toBe('EDIT_INVALID');
  });

  it.each(['IsSecret', 'issecret', 'ISSECRET'])(
    '[STEP-64] a secret is one whatever the letter case of its flag: %s',
    (flag) => {
      const text = (value: string, isSecret: boolean) =>
        `<Rules><Rule><Variables><Variable ${flag}="${String(isSecret)}" Name="A">${value}</Variable></Variables></Rule></Rules>`;
      const reference = writeSecretReference('3f2504e0-4f89-41d3-9a0c-0305e82c3301');
      const [first] = read(text(reference, true));
      const secret = { key: 0, name: 'A', value: '', isSecret: true, isSet: true };
      expect(first?.variables).toEqual([secret]);
      const shown = read(text('x', false));
      const hidden = shown.map((one) => ({ ...one, variables: [{ ...secret, value: reference }] }));
      expect(writeDynamicRules(text('x', false), hidden)).toBe(text(reference, true));
    },
  );

  it('[STEP-40] the value of a secret is not read, stays when other things change, and is never shown', () => {
    const secret = (value: string) => `<Variable Name="A" IsSecret="TRUE">${value}</Variable>`;
    const text = rulesOf(`<Variables>${secret('k3y')}</Variables>`);
    expect(JSON.stringify(readDynamicRules(text))).not.toContain('k3y');
    const [first] = read(text);
    const [variable] = first?.variables ?? [];
    if (first === undefined || variable === undefined) throw new Error('no variable');
    const write = (more: object) => writeDynamicRules(text, [{ ...first, variables: [{ ...variable, ...more }] }]);
    expect(write({ name: 'B' })).toBe(text.replace('Name="A"', 'Name="B"'));
    expect(write({ isSet: false })).toBe(rulesOf(`<Variables>${secret('')}</Variables>`));
    expect(write({ value: 'ref' })).toBe(rulesOf(`<Variables>${secret('ref')}</Variables>`));
    expect(refusal(() => write({ isSecret: false, isSet: false }))).toBe('EDIT_VALUE_INVALID');
  });
});
