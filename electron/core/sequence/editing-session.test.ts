import { describe, expect, it } from 'vitest';
import type { Edit } from '#shared/model/edit';
import { EditLabel } from '#shared/model/edit-label';
import { SequenceDocument } from './document.ts';
import { EditingSession } from './editing-session.ts';

const step = (type: string, name: string, variables = '') =>
  `<step type="SMS_TaskSequence_${type}" name="${name}"><action>x</action><defaultVarList>${variables}</defaultVarList></step>`;
const source = [
  '<sequence version="3.10"><group name="A" description="">',
  step('RunCommandLineAction', 'One'),
  step('CaptureUserStateAction', 'Capture files'),
  '</group><group name="B" description="">',
  step('RebootAction', 'Restart'),
  '</group>',
  step('RunCommandLineAction', 'Last'),
  '</sequence>',
].join('');

function open() {
  let now = 0;
  const clock = { now: () => (now += 10_000), wait: () => Promise.resolve() };
  const session = new EditingSession(new SequenceDocument(source), clock);
  const id = (name: string) => session.document.rows().find((row) => row.name === name)?.id ?? 'n999';
  const names = (ids: readonly string[]) => ids.map((one) => session.document.row(one)?.name);
  return { session, id, names };
}

describe('labels of changes', () => {
  const variable = (id: string, property: string, value: string | null): Edit => ({
    kind: 'setVariable',
    id,
    property,
    name: property,
    hidden: false,
    value,
  });
  const one = (name: string, type: string) => ({ count: 1, kind: 'step', name, type: `SMS_TaskSequence_${type}` });
  const command = one('One', 'RunCommandLineAction');
  const capture = one('Capture files', 'CaptureUserStateAction');
  it.each<[EditLabel['code'], object, (id: (name: string) => string) => Edit[]]>([
    [
      'set-property',
      { ...capture, property: 'UsmtPackageID' },
      (id) => [variable(id('Capture files'), 'UsmtPackageID', 'LAB00002')],
    ],
    [
      'choose',
      { ...capture, property: 'Mode', choice: 'Advanced' },
      (id) => [variable(id('Capture files'), 'Mode', 'Advanced')],
    ],
    [
      'switch-on',
      { ...capture, property: 'EnableVerboseLogging' },
      (id) => [variable(id('Capture files'), 'EnableVerboseLogging', 'true')],
    ],
    [
      'set-property',
      { ...command, property: 'CommandLine' },
      (id) => [variable(id('One'), 'CommandLine', 'secret.exe')],
    ],
    ['set-variable', { ...command, variable: 'Own' }, (id) => [variable(id('One'), 'Own', 'x')]],
    [
      'add-step',
      { type: 'SMS_TaskSequence_RebootAction' },
      (id) => [{ kind: 'insert', place: { where: 'after', id: id('One') }, type: 'SMS_TaskSequence_RebootAction' }],
    ],
    ['add-group', {}, () => [{ kind: 'insert', place: { where: 'into', parentId: null }, type: null }]],
    ['move-into', { ...command, into: 'B' }, (id) => [{ kind: 'move', ids: [id('One')], parentId: id('B'), index: 0 }]],
    [
      'move-to-top',
      one('Restart', 'RebootAction'),
      (id) => [{ kind: 'move', ids: [id('Restart')], parentId: null, index: 0 }],
    ],
    ['remove', { count: 2, kind: 'step' }, (id) => [{ kind: 'remove', ids: [id('One'), id('Last')] }]],
    [
      'disable',
      { count: 2, kind: 'item' },
      (id) => [{ kind: 'setDisabled', ids: [id('A'), id('Last')], disabled: true }],
    ],
    [
      'continue-on-error-on',
      { count: 2, kind: 'group' },
      (id) => [{ kind: 'setContinueOnError', ids: [id('A'), id('B')], continueOnError: true }],
    ],
    [
      'paste',
      one('Pasted', 'RebootAction'),
      (id) => [{ kind: 'insertRaw', place: { where: 'after', id: id('A') }, xml: step('RebootAction', 'Pasted') }],
    ],
    [
      'ungroup',
      { count: 1, kind: 'group', name: 'A', type: '', more: 1 },
      (id) => [
        { kind: 'ungroup', id: id('A') },
        { kind: 'ungroup', id: id('B') },
      ],
    ],
    ['rename', { name: `${'x'.repeat(59)}…` }, (id) => [{ kind: 'setName', id: id('One'), name: 'x'.repeat(90) }]],
  ])('[DOC-20] %s %j', (code, values, make) => {
    const { session, id } = open();
    const label = { code, values };
    expect(session.apply(make(id)).label).toEqual(label);
    expect(session.describeHistory().undo).toEqual([label]);
    expect(EditLabel.parse(label)).toEqual(label);
  });
});

describe('what undo and redo select', () => {
  it.each<[string, (id: (name: string) => string) => Edit, string[], string[]]>([
    ['a move', (id) => ({ kind: 'move', ids: [id('One')], parentId: id('B'), index: 1 }), ['One'], ['One']],
    [
      'a move within a group',
      (id) => ({ kind: 'move', ids: [id('One')], parentId: id('A'), index: 2 }),
      ['One'],
      ['One'],
    ],
    ['a removal', (id) => ({ kind: 'remove', ids: [id('One'), id('Last')] }), ['One', 'Last'], ['Capture files']],
    [
      'an addition',
      (id) => ({ kind: 'insert', place: { where: 'after', id: id('Last') }, type: null }),
      ['Last'],
      ['New Group'],
    ],
    ['the only step of a group', (id) => ({ kind: 'remove', ids: [id('Restart')] }), ['Restart'], ['B']],
    [
      'wrapping',
      (id) => ({ kind: 'wrapInGroup', ids: [id('One'), id('Capture files')], name: 'New' }),
      ['One', 'Capture files'],
      ['New'],
    ],
    ['a group', (id) => ({ kind: 'move', ids: [id('A')], parentId: id('B'), index: 0 }), ['A'], ['A']],
    ['a name', (id) => ({ kind: 'setName', id: id('Restart'), name: 'Again' }), ['Restart'], ['Again']],
    [
      'a field',
      (id) => ({
        kind: 'setVariable',
        id: id('Capture files'),
        property: 'UsmtPackageID',
        name: 'OSDUsmt',
        hidden: false,
        value: 'LAB00002',
      }),
      ['Capture files'],
      ['Capture files'],
    ],
  ])('[DOC-21] %s', (_name, make, undone, redone) => {
    const { session, id, names } = open();
    session.apply([make(id)]);
    expect(names(session.undo().select)).toEqual(undone);
    expect(names(session.redo().select)).toEqual(redone);
  });
});
