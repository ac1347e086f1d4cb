import { expect, it } from 'vitest';
import { SequenceDocument } from '../sequence/document.ts';
import { splitPattern } from '../userstate/rules/pattern.ts';
import { ratioOf } from '../ports/fakes/linear.ts';
import { decodeXml } from './xml/decode.ts';
import { parseXmlText } from './xml/parse.ts';
import { replaceRuleSecrets } from './rule-secrets.ts';

const sequence = (steps: string): string => `<sequence version="3.10"><group name="G">${steps}</group></sequence>`;
const step = (rules: string): string =>
  `<step type="SMS_TaskSequence_SetDynamicVariablesAction" name="s"><action>a</action><defaultVarList>` +
  `<variable name="R" property="Rules">${rules}</variable></defaultVarList></step>`;
const insert = (xml: string): void => {
  const document = new SequenceDocument(sequence('<step type="X" name="a"><action>a</action></step>'), 'f.xml');
  const group = document.model().nodes[0];
  if (group === undefined) expect.unreachable();
  document.apply({ kind: 'insertRaw', place: { where: 'after', id: group.id }, xml });
};

it.each<[string, number, (count: number) => () => void]>([
  [
    'rules with tags that never end',
    20_000,
    (count) => () => replaceRuleSecrets('<Variable IsSecret="true" '.repeat(count), () => ''),
  ],
  ['a pasted step with such rules', 4000, (count) => () => insert(step('&lt;Variable IsSecret="true" '.repeat(count)))],
  ['comments before a foreign word', 20_000, (count) => () => insert(`${'<!-- -->'.repeat(count)}x`)],
  ['blanks before a foreign word', 200_000, (count) => () => insert(`<step type="X" name="a"/>${' '.repeat(count)}x`)],
  [
    'a declaration that never ends',
    200_000,
    (count) => () => decodeXml(Buffer.from(`<?xml encoding="${' '.repeat(count)}`), 'f'),
  ],
  ['pasted steps', 4000, (count) => () => insert('<step type="X" name="b"><action>a</action></step>'.repeat(count))],
  ['elements', 10_000, (count) => () => parseXmlText(`<r>${'<a b="c"/>'.repeat(count)}</r>`, 'f')],
  ['a rule with blanks', 100_000, (count) => () => splitPattern(`C:\\a${' '.repeat(count)}b [`)],
])('[XFER-4] twice the length takes twice the time: %s', (_name, count, make) => {
  expect(ratioOf(make, count / 8)).toBeLessThan(3);
});
