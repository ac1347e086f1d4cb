import { describe, expect, it } from 'vitest';
import type { Edit } from '#shared/model/edit';
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
  it.each<[string, (id: (name: string) => string) => Edit[]]>([
    [
      'Change user state migration tool package of “Capture files”',
      (id) => [variable(id('Capture files'), 'UsmtPackageID', 'LAB00002')],
    ],
    [
      'Choose “Customize how user profiles are captured” in “Capture files”',
      (id) => [variable(id('Capture files'), 'Mode', 'Advanced')],
    ],
    [
      'Turn on “Enable verbose logging” in “Capture files”',
      (id) => [variable(id('Capture files'), 'EnableVerboseLogging', 'true')],
    ],
    ['Change command line of “One”', (id) => [variable(id('One'), 'CommandLine', 'secret.exe')]],
    ['Change variable Own of “One”', (id) => [variable(id('One'), 'Own', 'x')]],
    [
      'Add “Restart Computer”',
      (id) => [{ kind: 'insert', place: { where: 'after', id: id('One') }, type: 'SMS_TaskSequence_RebootAction' }],
    ],
    ['Add a group', () => [{ kind: 'insert', place: { where: 'into', parentId: null }, type: null }]],
    ['Move “One” into “B”', (id) => [{ kind: 'move', ids: [id('One')], parentId: id('B'), index: 0 }]],
    ['Move “Restart” to the top level', (id) => [{ kind: 'move', ids: [id('Restart')], parentId: null, index: 0 }]],
    ['Remove 2 steps', (id) => [{ kind: 'remove', ids: [id('One'), id('Last')] }]],
    ['Disable 2 items', (id) => [{ kind: 'setDisabled', ids: [id('A'), id('Last')], disabled: true }]],
    [
      'Turn on “Continue on error” of 2 groups',
      (id) => [{ kind: 'setContinueOnError', ids: [id('A'), id('B')], continueOnError: true }],
    ],
    [
      'Paste “Pasted”',
      (id) => [{ kind: 'insertRaw', place: { where: 'after', id: id('A') }, xml: step('RebootAction', 'Pasted') }],
    ],
    [
      'Ungroup “A” and 1 more',
      (id) => [
        { kind: 'ungroup', id: id('A') },
        { kind: 'ungroup', id: id('B') },
      ],
    ],
  ])('[DOC-20] %s', (label, make) => {
    const { session, id } = open();
    expect(session.apply(make(id)).label).toBe(label);
    expect(session.describeHistory().undo).toEqual([label]);
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
