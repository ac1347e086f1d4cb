import { describe, expect, it } from 'vitest';
import { isAppError } from '#shared/contract/errors';
import { countConditions } from '#shared/model/condition';
import { applyOutlinePatch } from '#shared/model/outline';
import type { Edit } from '#shared/model/edit';
import { SequenceDocument } from './document.ts';
import { EditingSession } from './editing-session.ts';
import { checkSequenceText } from './corpus-check.ts';
import { parseEntry, serialiseEntry } from './history.ts';
import { invertPatches } from './patch.ts';

const command =
  '<step type="SMS_TaskSequence_RunCommandLineAction" name="Run it" description="" runIn="WinPEandFullOS" successCodeList="0 3010" retryCount="0" runFromNet="false"><action>smsswd.exe /run: cmd /c ver</action><defaultVarList><variable name="CommandLine" property="CommandLine" hidden="true">cmd /c ver</variable><variable name="SuccessCodes" property="SuccessCodes" hidden="true">0 3010</variable></defaultVarList></step>';
const request =
  '<step type="SMS_TaskSequence_RequestStateStoreAction" name="Request" description="" runIn="FullOS" successCodeList="0"><condition><operator type="or"><expression type="SMS_TaskSequence_WMIConditionExpression"><variable name="Namespace">root\\cimv2</variable><variable  name="Query">SELECT 1</variable></expression></operator></condition><action>osdsmpclient.exe /capture</action><defaultVarList><variable name="OSDStateRequestType" property="RequestType" hidden="true">capture</variable><variable name="OSDStateSMPRetryCount" property="SMPRetryCount" hidden="true">3</variable></defaultVarList></step>';
const source = `<sequence version="3.10"><group name="A" description="">${command}<odd x="1"/></group><group name="B" description=""/>${request}</sequence>\r\n`;

const clockAt = (times: number[]) => ({ now: () => times.shift() ?? 1e9, wait: async () => Promise.resolve() });
const ids = (document: SequenceDocument) => new Map(document.rows().map((row) => [row.name || row.type, row.id]));
const idOf = (document: SequenceDocument, name: string): string => ids(document).get(name) ?? 'n999';

describe('a document', () => {
  it('[DOC-1] prints the very text', () => {
    expect(new SequenceDocument(source).print()).toBe(source);
  });

  it('[DOC-3] shows an unknown element as a row with a problem', () => {
    const row = new SequenceDocument(source).rows().find((one) => one.type === 'odd');
    expect(row).toMatchObject({ kind: 'unknown', problem: 'unknown-element', depth: 1 });
  });

  it.each<[string, (document: SequenceDocument) => Edit]>([
    [
      'insert',
      (d) => ({
        kind: 'insert',
        place: { where: 'into', parentId: idOf(d, 'B') },
        type: 'SMS_TaskSequence_RebootAction',
      }),
    ],
    ['paste', (d) => ({ kind: 'insertRaw', place: { where: 'after', id: idOf(d, 'A') }, xml: command })],
    ['remove', (d) => ({ kind: 'remove', ids: [idOf(d, 'A')] })],
    ['move', (d) => ({ kind: 'move', ids: [idOf(d, 'Run it')], parentId: idOf(d, 'B'), index: 0 })],
    ['wrap', (d) => ({ kind: 'wrapInGroup', ids: [idOf(d, 'A'), idOf(d, 'B')], name: 'C' })],
    ['ungroup', (d) => ({ kind: 'ungroup', id: idOf(d, 'A') })],
  ])('[DOC-2] [DOC-5] %s can be undone and its patch fits', (_name, make) => {
    const document = new SequenceDocument(source);
    const before = document.rows();
    const outcome = document.apply(make(document));
    const edited = document.print();
    expect(applyOutlinePatch(before, outcome.outline)).toEqual(document.rows());
    const plain = (one: SequenceDocument) => one.rows().map((row) => [row.kind, row.name, row.depth]);
    expect(plain(new SequenceDocument(edited))).toEqual(plain(document));
    document.applyPatches(invertPatches(outcome.patches));
    expect(document.print()).toBe(source);
    expect(document.rows()).toEqual(before);
    document.applyPatches(outcome.patches);
    expect(document.print()).toBe(edited);
  });

  it('[DOC-4] a refused edit changes nothing', () => {
    const document = new SequenceDocument(source);
    const edit: Edit = { kind: 'move', ids: [idOf(document, 'A')], parentId: idOf(document, 'A'), index: 0 };
    expect(() => document.apply(edit)).toThrow(/EDIT_INVALID/);
    expect(document.print()).toBe(source);
  });

  it('[DOC-8] an unchanged condition node keeps its text', () => {
    const document = new SequenceDocument(source);
    const id = idOf(document, 'Request');
    const kept = document.node(id).condition?.children ?? [];
    const added = {
      kind: 'expression' as const,
      key: null,
      type: 'T',
      variables: [{ name: 'V', value: 'a<b' }],
      ignoreQueryFailure: false,
    };
    document.apply({ kind: 'setCondition', id, condition: { children: [added, ...kept] } });
    expect(document.print()).toBe(
      source.replace(
        '<condition>',
        '<condition><expression type="T"><variable name="V">a&lt;b</variable></expression>',
      ),
    );
  });

  it('[DOC-22] a row counts what the condition tests, as the condition itself does', () => {
    const test = '<expression type="T"><variable name="V">1</variable></expression>';
    const any = (inner: string) => `<operator type="or">${inner}</operator>`;
    const conditions: [string, number][] = [
      ['<condition/>', 0],
      [`<condition>${test}</condition>`, 1],
      [`<condition>${any(test + any(test + test))}<osConditionGroup type="or"/><odd/></condition>`, 5],
      [`<condition>${any('')}</condition>`, 1],
      [`<condition><operator type="xor">${test}${test}</operator></condition>`, 1],
    ];
    for (const [condition, count] of conditions) {
      const document = new SequenceDocument(source.replace('<action>smsswd', `${condition}<action>smsswd`));
      const id = idOf(document, 'Run it');
      expect([condition, document.row(id)?.conditionCount]).toEqual([condition, count]);
      expect(countConditions(document.node(id).condition)).toBe(count);
    }
  });

  it('[DOC-25] parts of a condition are copied as text and pasted as that text', () => {
    const document = new SequenceDocument(source);
    const id = idOf(document, 'Request');
    const [whole, inner] = document.copyCondition(id, ['0', '0.0']);
    expect(whole).toContain(inner);
    expect(inner).toMatch(/^<expression[^>]*>.*<variable {2}name="Query">SELECT 1<\/variable><\/expression>$/);
    const target = idOf(document, 'Run it');
    const pasted = { kind: 'unknown' as const, key: null, element: '', raw: inner ?? '' };
    document.apply({ kind: 'setCondition', id: target, condition: { children: [pasted] } });
    expect(document.print()).toContain(`<condition>${inner ?? ''}</condition>`);
    expect(document.node(target).condition?.children[0]).toMatchObject({ kind: 'expression', key: '0' });
    expect(() => document.copyCondition(id, ['7'])).toThrow(/EDIT_TARGET_MISSING/);
  });

  it('[DOC-9] writes a flag only when it is set', () => {
    const document = new SequenceDocument(source);
    const id = idOf(document, 'Run it');
    document.apply({ kind: 'setDisabled', ids: [id], disabled: true });
    expect(document.print()).toBe(
      source.replace('name="Run it" description=""', 'name="Run it" description="" disable="true"'),
    );
    document.apply({ kind: 'setDisabled', ids: [id], disabled: false });
    expect(document.print()).toBe(source);
  });

  it('[DOC-10] [DOC-12] the command follows, new variables are sorted', () => {
    const document = new SequenceDocument(source);
    const id = idOf(document, 'Run it');
    document.apply({ kind: 'setVariable', id, property: 'CommandLine', value: 'a %% b' });
    document.apply({ kind: 'setVariable', id, property: 'RunAsUser', value: 'true' });
    const node = document.node(id);
    expect(node.action).toBe('smsswd.exe /run: a % b');
    expect(node.variables.map((one) => one.property)).toEqual(['CommandLine', 'RunAsUser', 'SuccessCodes']);
  });

  it('[DOC-11] success codes follow each other', () => {
    const document = new SequenceDocument(source);
    const id = idOf(document, 'Run it');
    document.apply({ kind: 'setStepOption', id, option: 'successCodes', value: '0 5' });
    expect(document.node(id).variables.at(-1)?.value).toBe('0 5');
    document.apply({ kind: 'setVariable', id, property: 'SuccessCodes', value: '0 7' });
    expect(document.node(id).successCodes).toBe('0 7');
  });

  it('[DOC-13] [DOC-14] globals and references follow', () => {
    const document = new SequenceDocument(source);
    document.apply({ kind: 'setVariable', id: idOf(document, 'Request'), property: 'SMPRetryCount', value: '7' });
    document.apply({ kind: 'setVariable', id: idOf(document, 'Run it'), property: 'PackageID', value: 'ABC00001' });
    expect(
      document
        .print()
        .startsWith(
          '<sequence version="3.10"><referenceList><reference package="ABC00001"/></referenceList><globalVarList><variable name="OSDStateSMPRetryCount" property="SMPRetryCount">7</variable></globalVarList><group',
        ),
    ).toBe(true);
  });

  it.each([
    ['', false],
    ['x', true],
    ['x'.repeat(100), true],
    ['x'.repeat(101), false],
  ])('[DOC-15] name %j', (name, isFine) => {
    const document = new SequenceDocument(source);
    const rename = (): unknown => document.apply({ kind: 'setName', id: idOf(document, 'A'), name });
    if (isFine) expect(rename).not.toThrow();
    else expect(rename).toThrow(/EDIT_VALUE_INVALID/);
  });

  it('[DOC-6] passes the whole check of a file', async () => {
    expect(await checkSequenceText(source, 'made here')).toBeUndefined();
  });
});

describe('a session', () => {
  it('[DOC-7] joins a burst of typing', () => {
    const session = new EditingSession(new SequenceDocument(source), clockAt([0, 900, 1800, 9000]));
    const id = idOf(session.document, 'A');
    for (const name of ['x', 'xy', 'xyz', 'xyz!']) session.apply([{ kind: 'setName', id, name }]);
    expect(session.entries.length).toBe(2);
    session.undo();
    session.undo();
    expect(session.document.print()).toBe(source);
    expect(() => session.undo()).toThrow(/NOTHING_TO_UNDO/);
  });

  it('[DOC-6] undoes after it was kept as text', () => {
    const session = new EditingSession(new SequenceDocument(source), clockAt([0, 5000, 10000]));
    session.apply([{ kind: 'remove', ids: [idOf(session.document, 'Run it')] }]);
    session.apply([{ kind: 'setName', id: idOf(session.document, 'B'), name: 'Z' }]);
    const entries = session.entries.map((entry) => parseEntry(serialiseEntry(entry)));
    const again = EditingSession.restore(
      { text: session.document.print(), entries, position: 1, savedPosition: 2 },
      clockAt([]),
    );
    expect(again.describeHistory().savedDistance).toBe(-1);
    again.undo();
    expect(again.document.print()).toBe(source);
  });

  it('[DOC-4] several edits are one step, all or none', () => {
    const session = new EditingSession(new SequenceDocument(source), clockAt([0]));
    const id = idOf(session.document, 'A');
    const attempt = (): unknown =>
      session.apply([
        { kind: 'setName', id, name: 'ok' },
        { kind: 'remove', ids: ['n999'] },
      ]);
    expect(attempt).toThrow();
    expect(session.document.print()).toBe(source);
    try {
      attempt();
    } catch (error) {
      expect(isAppError(error, 'EDIT_TARGET_MISSING')).toBe(true);
    }
  });
});
