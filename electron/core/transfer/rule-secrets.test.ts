import { describe, expect, it } from 'vitest';
import { findRuleSecrets, replaceRuleSecrets } from './rule-secrets.ts';
import { takeSecrets } from './secrets.ts';
import { parseXmlText } from './xml/parse.ts';
import { escapeText } from './xml/text.ts';
import { printPiece } from './xml/tree.ts';

const secret = 'harbour-4471';
const rulesOf = (tag: string, value = secret): string => `<Rules>\r\n<Rule>${tag}${value}</Variable></Rule></Rules>`;
/** A step with rules, whose text stands in the document as it is given. */
const stepOf = (raw: string, names = 'name="OSDSetDynamicVariablesRules" property="Rules"'): string =>
  `<sequence><step type="SMS_TaskSequence_SetDynamicVariablesAction" name="D"><defaultVarList><variable ${names}>${raw}</variable></defaultVarList></step></sequence>`;

function take(text: string): { values: (readonly [string, string])[]; printed: string } {
  const { root } = parseXmlText(text, 'f.xml');
  const taken = takeSecrets(root);
  return { values: taken.map(({ property, value }) => [property, value] as const), printed: printPiece(root) };
}

const spellings = [
  '<Variable Name="A" IsSecret="true">',
  '<Variable Name="A" IsSecret="TRUE">',
  '<Variable Name="A" IsSecret="1">',
  '<Variable Name="A" IsSecret=" yes ">',
  "<Variable IsSecret='true' Name='A'>",
  '<variable name="A"\n  issecret = "True" >',
  '<Variable Name="A" Note="a > b" IsSecret="true">',
];

describe('secret values of dynamic variables', () => {
  it.each(spellings)('[XFER-30] are taken out whatever their tag looks like: %s', (tag) => {
    const text = (value: string) => stepOf(escapeText(rulesOf(tag, value), '\r\n'));
    expect(take(text(secret))).toEqual({ values: [['Rules.A', secret]], printed: text('') });
  });

  it('[XFER-30] are taken out of rules that a document writes with references, in CDATA, or under their name alone', () => {
    const rules = rulesOf('<Variable Name="A" IsSecret="true">');
    const referred = rules.replaceAll('<', '&#60;').replaceAll('"', '&quot;');
    expect(take(stepOf(referred))).toEqual({
      values: [['Rules.A', secret]],
      printed: stepOf(referred.replace(secret, '')),
    });
    for (const text of [
      stepOf(`<![CDATA[${rules}]]>`),
      stepOf(`<![CDATA[${rules.slice(0, 60)}]]><!-- no part --><![CDATA[${rules.slice(60)}]]>`),
      stepOf(escapeText(rules, '\r\n'), 'name="OSDSetDynamicVariablesRules"'),
    ]) {
      const { values, printed } = take(text);
      expect(values.map(([, value]) => value)).toEqual([secret]);
      expect(printed).not.toContain(secret);
    }
  });

  it('[XFER-30] come out as a person typed them', () => {
    const text = stepOf(escapeText(rulesOf('<Variable Name="A" IsSecret="true">', 'a&amp;b&lt;c'), '\r\n'));
    expect(take(text).values).toEqual([['Rules.A', 'a&b<c']]);
  });

  it('[XFER-31] what is no secret keeps every byte', () => {
    for (const tag of [
      '<Variable Name="A">',
      '<Variable Name="A" IsSecret="false">',
      '<VariableList IsSecret="true">',
    ]) {
      for (const text of [stepOf(escapeText(rulesOf(tag), '\r\n')), stepOf(`<![CDATA[${rulesOf(tag)}]]>`)]) {
        expect(take(text)).toEqual({ values: [], printed: text });
      }
    }
    const closed = '<Variable Name="A" IsSecret="true"/><Variable Name="B">open</Variable>';
    expect(replaceRuleSecrets(closed, () => '')).toBe(closed);
  });

  it.each(['İ', 'İstanbul ȺȾ', 'ẞ', 'K'])('[XFER-175] are found beside letters of other scripts: %s', (letters) => {
    const rules = `<Rules><Variable Name="${letters}">${letters}</Variable><Variable IsSecret="true">${secret}</Variable></Rules>`;
    expect(replaceRuleSecrets(rules, () => '')).toBe(rules.replace(secret, ''));
  });

  it.each([
    ['within CDATA', '<![CDATA[a<b</variable>c]]>d', 'a<b</variable>cd'],
    ['around a comment', 'a<!-- </Variable> -->b', 'ab'],
    ['in CDATA that does not end', '<![CDATA[a</Variable></Rules>', '<![CDATA[a</Variable></Rules>'],
  ])('[XFER-176] are taken whole and as what they mean: %s', (_name, written, meant) => {
    const open = '<Rules><Variable Name="A" IsSecret="true">';
    const end = written === meant ? '' : '</Variable></Rules>';
    const taken: string[] = [];
    const left = replaceRuleSecrets(open + written + end, (_rule, value) => {
      taken.push(value);
      return '';
    });
    expect([taken, left]).toEqual([[meant], open + end]);
  });

  it('[XFER-30] rules that do not end are no way around', () => {
    expect(replaceRuleSecrets(`<Variable IsSecret="true">${secret}`, () => '')).toBe('<Variable IsSecret="true">');
    const unclosed = (value: string) => `<Variable IsSecret="true" Note=">${value}</Variable>`;
    expect(replaceRuleSecrets(unclosed(secret), () => '')).toBe(unclosed(''));
  });

  it('[XFER-30] are found in one walk through the text, whatever it is', () => {
    const count = 200_000;
    for (const part of ['<Variable ', '<Variable IsSecret="true">', '<Variable Name="', '<Variable \'" ']) {
      expect(findRuleSecrets(part.repeat(count)).length).toBeLessThan(count);
    }
  });
});
