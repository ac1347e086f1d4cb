import { describe, expect, it } from 'vitest';
import { createEnglish } from '../ports/fakes/english.ts';
import { SequenceDocument } from './document.ts';
import { findText } from './search.ts';

const { sayMessage: say } = createEnglish();

const variable = (property: string, value: string): string =>
  `<variable name="${property}" property="${property}">${value}</variable>`;
const test = (values: Record<string, string>): string =>
  `<expression type="SMS_TaskSequence_VariableConditionExpression">${Object.entries(values)
    .map(([name, value]) => `<variable name="${name}">${value}</variable>`)
    .join('')}</expression>`;
const secretId = 'waystation-secret:00000000-0000-4000-8000-00000000abcd';
const source = [
  '<sequence version="3.10"><group name="Capture &amp; more" description="For the branch office">',
  `<condition>${test({ Operator: 'notEquals', Value: 'Kiosk', Variable: 'OSDRole' })}</condition>`,
  '<step type="SMS_TaskSequence_RunCommandLineAction" name="Run it"><action>smsswd.exe /run:LAB00007 cmd /c ver</action>',
  `<defaultVarList>${variable('CommandLine', 'cmd /c ver')}${variable('OwnVariable', 'Hello')}</defaultVarList></step>`,
  '<step type="SMS_TaskSequence_CaptureUserStateAction" name="Files"><action>x</action>',
  `<defaultVarList>${variable('Mode', 'Advanced')}</defaultVarList></step></group>`,
  '<step type="SMS_TaskSequence_SetVariableAction" name="Hide"><action>tsenv.exe "Key=Sesame" /hiddenflag:True</action>',
  `<defaultVarList>${variable('DoNotShowVariableValue', 'true')}${variable('VariableValue', 'Sesame')}</defaultVarList></step>`,
  '<step type="SMS_TaskSequence_JoinDomainWorkgroupAction" name="Join"><action>x</action>',
  `<defaultVarList>${variable('DomainPassword', 'Sesame')}${variable('Rules', `a ${secretId} b`)}</defaultVarList></step>`,
  '</sequence>',
].join('');

const find = (document: SequenceDocument, text: string) =>
  findText(document, text, say).map(({ id, found }) =>
    `${document.row(id)?.name ?? ''}: ${found.place} ${found.label}`.trim(),
  );

describe('finding', () => {
  it.each<[string, string[]]>([
    ['RUN IT', ['Run it: name']],
    ['& more', ['Capture & more: name']],
    ['run command line', ['Run it: type']],
    ['branch office', ['Capture & more: description']],
    ['OSDRole does not equal kiosk', ['Capture & more: condition']],
    ['cmd /c ver', ['Run it: value Command line']],
    ['smsswd', ['Run it: command']],
    ['lab00007', ['Run it: command']],
    ['customize how', ['Files: value What to capture']],
    ['ownvar', ['Run it: variable OwnVariable']],
    ['sesame', []],
    ['abcd', []],
    ['   ', []],
  ])('[DOC-23] %s', (text, hits) => {
    expect(find(new SequenceDocument(source), text)).toEqual(hits);
  });

  it('[DOC-23] a change is found at once, and what it replaced no more', () => {
    const document = new SequenceDocument(source);
    const id = findText(document, 'Run it', say)[0]?.id ?? '';
    document.apply({ kind: 'setVariable', id, property: 'OwnVariable', value: 'Goodbye' });
    expect(find(document, 'goodbye')).toEqual(['Run it: value OwnVariable']);
    expect(find(document, 'hello')).toEqual([]);
  });

  it('[DOC-23] a hit in a long text comes with a little of what stands around it', () => {
    const long = `${'x'.repeat(5000)} needle ${'y'.repeat(5000)}`;
    const document = new SequenceDocument(source.replace('Hello', long));
    const found = findText(document, 'NEEDLE', say)[0]?.found;
    expect(found).toMatchObject({ hit: 'needle', before: `…${'x'.repeat(59)} `, after: ` ${'y'.repeat(59)}…` });
  });

  it('[DOC-23] a letter whose small form is longer moves nothing of what is found', () => {
    const document = new SequenceDocument(source.replace('Hello', 'İİİ Müller'));
    expect(findText(document, 'müller', say)[0]?.found).toMatchObject({ before: 'İİİ ', hit: 'Müller', after: '' });
  });
});
