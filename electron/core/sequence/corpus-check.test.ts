import { describe, expect, it } from 'vitest';
import { Condition } from '#shared/model/condition';
import type { Edit } from '#shared/model/edit';
import { checkSequenceText } from './corpus-check.ts';
import { checkConditions, type ConditionCounts } from './corpus-conditions.ts';
import { checkProperties, otherValues, type PropertyCounts } from './corpus-properties.ts';
import { SequenceDocument } from './document.ts';
import { EditingSession, noSessionChange } from './editing-session.ts';

const variable = (name: string, property: string, value: string): string =>
  `<variable name="${name}" property="${property}">${value}</variable>`;
const field = (type: string, list: string, action = 'x', more = ' successCodeList="0" retryCount="0"'): string =>
  `<sequence version="3.10"><step type="SMS_TaskSequence_${type}" name="It" description="" runIn="WinPE"${more}><action>${action}</action><defaultVarList>${list}</defaultVarList></step></sequence>`;
const application = 'smsappinstall.exe /app: /basevar: /continueOnError:False';

const twoProperties = field(
  'SetVariableAction',
  variable('VariableName', 'VariableName', 'A') + variable('VariableValue', 'VariableValue', 'b'),
  'tsenv.exe "A=b"',
);
const clock = { now: () => 0, wait: async () => Promise.resolve() };
const sessionOf = (text: string): EditingSession => new EditingSession(new SequenceDocument(text), clock);

/** Makes a session do another edit than the one that is asked for. */
function spoil({ document }: EditingSession, change: (edit: Edit) => Edit): void {
  const apply = document.apply.bind(document);
  document.apply = (edit) => apply(change(edit));
}

const expression = (type: string, ...values: [string, string][]): string =>
  `<expression type="SMS_TaskSequence_${type}ConditionExpression">${values.map(([name, value]) => `<variable name="${name}">${value}</variable>`).join('')}</expression>`;
const isPE = expression('Variable', ['Operator', 'equals'], ['Value', 'true'], ['Variable', '_SMSTSInWinPE']);
const everyKind = [
  isPE,
  `<operator type="or">${isPE}<operator type="not"/>${expression('WMI', ['Namespace', 'root\\lab'], ['Query', 'SELECT * FROM Lab'])}</operator>`,
  expression('File', ['Path', 'C:\\a.exe']) + expression('Folder', ['Path', 'C:\\a']),
  expression(
    'Registry',
    ['Data', '1'],
    ['KeyPath', 'HKEY_USERS\\a'],
    ['Operator', 'less'],
    ['Type', 'REG_SZ'],
    ['Value', 'b'],
  ),
  expression('Software', ['Operator', 'AnyVersion'], ['ProductName', 'Lab']) +
    expression('Unheard', ['A', 'b']) +
    expression('Bare'),
  `<osConditionGroup type="or"><osExpressionGroup type="and" name="Lab">${expression('WMI', ['Query', 'x'])}</osExpressionGroup></osConditionGroup>`,
  '<whatever this="is"> kept </whatever>',
].join('');
const group = (condition: string): string =>
  `<sequence version="3.10"><group name="G" description="">${condition}<group name="Inner">${condition}</group></group></sequence>`;

describe('the check of a corpus', () => {
  it.each([
    [
      'an application that joins the references',
      field(
        'InstallApplicationAction',
        variable('ApplicationName', 'ApplicationName', '') +
          variable('ContinueOnInstallError', 'ContinueOnInstallError', 'false'),
        application,
      ),
    ],
    ['a number that takes no words', field('RebootAction', variable('SMSRebootTimeout', 'MessageTimeout', ''))],
    [
      'values for all steps',
      field(
        'RequestStateStoreAction',
        variable('OSDStateSMPRetryCount', 'SMPRetryCount', '3'),
        'osdsmpclient.exe /capture',
      ),
    ],
    [
      'a command that disagrees with its variables',
      field('RunCommandLineAction', variable('CommandLine', 'CommandLine', 'a'), 'smsswd.exe /run: b'),
    ],
    [
      'codes that disagree',
      field('RunCommandLineAction', variable('SuccessCodes', 'SuccessCodes', '0 3010'), 'smsswd.exe /run: '),
    ],
    [
      'MDT',
      '<sequence version="3.00" name="Lab">\r\n  <step name="It" startIn="">\r\n    <defaultVarList>\r\n      <variable name="A" property="A" />\r\n      <variable name="B" property="B"></variable>\r\n    </defaultVarList>\r\n    <action>ver</action>\r\n  </step>\r\n</sequence>',
    ],
  ])('[XFER-113] has no false alarm: %s', async (_name, text) => {
    expect(await checkSequenceText(text, 'f')).toBeUndefined();
  });

  it('[XFER-113] counts what was set, by the type of the step', () => {
    const types = new Map<string, PropertyCounts>();
    expect(checkProperties(sessionOf(twoProperties), types)).toBeUndefined();
    expect([...types]).toEqual([['SMS_TaskSequence_SetVariableAction', { set: 4, refused: 0 }]]);
  });

  it('[XFER-113] finds a step that does not get its bytes back', () => {
    const session = sessionOf(twoProperties);
    // A document that writes one value for all is found out.
    spoil(session, (edit) => (edit.kind === 'setVariable' ? { ...edit, value: 'lost' } : edit));
    expect(checkProperties(session, new Map())).toBe('step 1, VariableName: set back differs');
  });

  it('[DOC-90] finds an edit that changes another property, another step, and what undo does not give back', () => {
    const other = sessionOf(twoProperties);
    spoil(other, (edit) => (edit.kind === 'setVariable' ? { ...edit, property: 'VariableValue' } : edit));
    expect(checkProperties(other, new Map())).toBe('step 1, VariableName: changed more of the step');
    const next = '<step type="SMS_TaskSequence_RebootAction" name="Next"><action>a</action></step>';
    const wide = sessionOf(twoProperties.replace('</sequence>', `${next}</sequence>`));
    const { document } = wide;
    const apply = document.apply.bind(document);
    document.apply = (edit) => {
      const outcome = apply({ kind: 'setName', id: document.rows()[1]?.id ?? '', name: 'Else' });
      return { ...outcome, patches: [...outcome.patches, ...apply(edit).patches] };
    };
    expect(checkProperties(wide, new Map())).toBe('step 1, VariableName: changed something else');
    const forgetful = sessionOf(twoProperties);
    forgetful.undo = () => noSessionChange;
    expect(checkProperties(forgetful, new Map())).toBe('step 1, VariableName: undo differs');
  });

  it('[XFER-113] other values are of the kind of the property', () => {
    expect(otherValues({ kind: 'bool' }, 'True')).toEqual(['false']);
    expect(otherValues({ kind: 'int', constraint: { min: 5 } }, '5')).toEqual(['6', '7']);
    expect(otherValues({ kind: 'packageRef' }, 'TST00001')).toEqual(['TST00002']);
  });

  it('[DOC-90] has no false alarm with conditions of every kind, and counts what was done to each', () => {
    const counts = new Map<string, ConditionCounts>();
    expect(checkConditions(sessionOf(group(`<condition>${everyKind}</condition>`)), counts)).toBeUndefined();
    const once = { moved: 2, nested: 2, removed: 2 };
    expect(Object.fromEntries(counts)).toEqual({
      variable: { changed: 8, moved: 4, nested: 4, removed: 4 },
      operator: { changed: 4, moved: 4, nested: 4, removed: 4 },
      wmi: { changed: 4, ...once },
      file: { changed: 4, ...once },
      folder: { changed: 4, ...once },
      registry: { changed: 4, ...once },
      software: { changed: 4, ...once },
      SMS_TaskSequence_UnheardConditionExpression: { changed: 2, ...once },
      SMS_TaskSequence_BareConditionExpression: { changed: 0, ...once },
      osConditionGroup: { changed: 2, ...once },
      unknown: { changed: 2, ...once },
    });
  });

  it.each([
    ['the only one', `<condition>${isPE}</condition>`],
    ['without an element of its own', isPE],
    ['none', '<condition/>'],
  ])('[DOC-90] has no false alarm with a condition that is %s', async (_name, condition) => {
    expect(await checkSequenceText(group(condition), 'f')).toBeUndefined();
  });

  it('[DOC-90] has no false alarm with a condition that is laid out', async () => {
    const text = `<sequence version="3.10">\r\n  <group name="G">\r\n    <condition>\r\n      <operator type="and">\r\n        ${isPE}\r\n        ${isPE}\r\n      </operator>\r\n      ${isPE}\r\n    </condition>\r\n  </group>\r\n</sequence>\r\n`;
    expect(await checkSequenceText(text, 'f')).toBeUndefined();
  });

  it('[DOC-92] comments and white space in a condition stay when a part of it changes', () => {
    const inner = `<!-- one -->${isPE}<!-- two -->\n${isPE} `;
    const text = group(`<condition> ${isPE}<operator type="or">${inner}</operator><!-- three --></condition>`);
    const { document } = sessionOf(text);
    const { id } = document.rows()[0] ?? expect.unreachable();
    const condition = document.node(id).condition ?? expect.unreachable();
    const changed = JSON.parse(JSON.stringify(condition).replace(/"key":"1\.1"(.*?)"equals"/, '"key":"1.1"$1"like"'));
    document.apply({ kind: 'setCondition', id, condition: Condition.parse(changed) });
    const at = text.indexOf('equals', text.indexOf('<!-- two -->'));
    expect(document.print()).toBe(`${text.slice(0, at)}like${text.slice(at + 'equals'.length)}`);
  });

  it('[DOC-90] finds a condition that loses another part, and one that comes to another row', () => {
    const losing = sessionOf(group(`<condition>${everyKind}</condition>`));
    spoil(losing, (edit) =>
      edit.kind === 'setCondition' && edit.condition !== null
        ? { ...edit, condition: { children: edit.condition.children.slice(0, -1) } }
        : edit,
    );
    expect(checkConditions(losing, new Map())).toBe('row 1, condition 0 changed: changed something else');
    const elsewhere = sessionOf(group(`<condition>${isPE}</condition>`));
    const other = elsewhere.document.rows()[1]?.id ?? '';
    spoil(elsewhere, (edit) => (edit.kind === 'setCondition' ? { ...edit, id: other } : edit));
    expect(checkConditions(elsewhere, new Map())).toBe('row 1, condition 0 changed: touched another step');
  });
});
