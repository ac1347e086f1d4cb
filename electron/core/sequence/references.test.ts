import { describe, expect, it } from 'vitest';
import { SequenceDocument } from './document.ts';
import { EditingSession } from './editing-session.ts';

const clock = { now: () => 1, wait: () => Promise.resolve() };
const variable = (name: string, value: string): string =>
  `<variable name="${name}" property="${name}" hidden="true">${value}</variable>`;
const step = (type: string, list: string, action = 'x'): string =>
  `<step type="${type}" name="It" description=""><action>${action}</action><defaultVarList>${list}</defaultVarList></step>`;
const command = (id: string): string =>
  step(
    'SMS_TaskSequence_RunCommandLineAction',
    variable('CommandLine', 'a') + variable('PackageID', id),
    `smsswd.exe /run:${id} a`,
  );
const install = (id: string, program: string): string =>
  step('SMS_TaskSequence_InstallSoftwareAction', variable('PackageID', id) + variable('ProgramName', program));
const row = (id: string, program = ''): string =>
  `<reference package="${id}"${program === '' ? '' : ` program="${program}"`}/>`;
const sequence = (rows: readonly string[], ...steps: string[]): string =>
  `<sequence version="3.10">${rows.length === 0 ? '' : `<referenceList>${rows.join('')}</referenceList>`}${steps.join('')}</sequence>`;

function open(text: string) {
  const document = new SequenceDocument(text);
  const session = new EditingSession(document, clock);
  const rows = () => [...document.print().matchAll(/<reference [^>]*>/g)].map(([one]) => one);
  const set = (id: string, property: string, value: string | null) =>
    void session.apply([{ kind: 'setVariable', id, property, value }]);
  return { document, session, rows, set };
}

describe('references of an open document', () => {
  it('[XFER-112] the last use takes its reference along, and the undo brings it back', () => {
    const text = sequence([row('LAB00001'), row('LAB00002')], command('LAB00001'), command('LAB00002'));
    const { document, session, rows, set } = open(text);
    set('n1', 'PackageID', null);
    expect(rows()).toEqual([row('LAB00002')]);
    session.apply([{ kind: 'remove', ids: ['n2'] }]);
    expect(document.print()).not.toContain('referenceList');
    session.undo();
    session.undo();
    expect(document.print()).toBe(text);
  });

  it('[XFER-112] another value takes the place, and set back it is the very text', () => {
    const text = sequence([row('LAB00001'), row('LAB00002')], command('LAB00001'), command('LAB00002'));
    const { document, rows, set } = open(text);
    set('n1', 'PackageID', 'LAB00003');
    expect(rows()).toEqual([row('LAB00003'), row('LAB00002')]);
    set('n1', 'PackageID', 'LAB00001');
    expect(document.print()).toBe(text);
    set('n1', 'PackageID', null);
    set('n1', 'PackageID', 'LAB00001');
    expect(document.print()).toBe(text);
  });

  it('[XFER-112] what another step, a query or a type that we do not know still names stays', () => {
    const odd = step('BDD_UsePackage', variable('BDDPackageID', 'LAB00001'));
    const { rows, set, session } = open(sequence([row('LAB00001')], command('LAB00001'), odd));
    set('n1', 'PackageID', null);
    expect(rows()).toEqual([row('LAB00001')]);
    session.apply([{ kind: 'remove', ids: ['n2'] }]);
    expect(rows()).toEqual([]);
  });

  it('[XFER-112] what was never used, and what only lacks a row, is left alone', () => {
    const { rows, set } = open(sequence([row('LAB00009')], command('LAB00001')));
    set('n1', 'CommandLine', 'b');
    expect(rows()).toEqual([row('LAB00009')]);
  });

  it('[XFER-112] a program is part of its reference', () => {
    const { rows, set } = open(
      sequence(
        [row('LAB00001', 'one'), row('LAB00001', 'two')],
        install('LAB00001', 'one'),
        install('LAB00001', 'two'),
      ),
    );
    set('n1', 'ProgramName', 'three');
    expect(rows()).toEqual([row('LAB00001', 'three'), row('LAB00001', 'two')]);
    set('n1', 'ProgramName', 'two');
    expect(rows()).toEqual([row('LAB00001', 'two')]);
  });

  it('[XFER-112] pasted steps bring their references, in the order of first use', () => {
    const { document, session, rows } = open(sequence([row('LAB00002')], command('LAB00002')));
    session.apply([
      {
        kind: 'insertRaw',
        xml: command('LAB00001') + command('LAB00002'),
        place: { where: 'into', parentId: null, index: 0 },
      },
    ]);
    expect(rows()).toEqual([row('LAB00001'), row('LAB00002')]);
    session.undo();
    expect(document.print()).toBe(sequence([row('LAB00002')], command('LAB00002')));
  });

  it('[XFER-112] a sequence of the Deployment Toolkit gets no list', () => {
    const { document, set } = open(
      '<sequence version="3.00" name="Lab"><step name="It" startIn=""><action>a</action></step></sequence>',
    );
    set('n1', 'PackageID', 'LAB00001');
    expect(document.print()).not.toContain('referenceList');
  });
});
