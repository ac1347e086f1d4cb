import { expect, it } from 'vitest';
import type { EditLabel } from '#shared/model/edit-label';
import { EditLabelCode } from '#shared/model/edit-label';
import { createI18n, type TextKey, type TextValues } from '../../app/i18n.ts';
import { labelText } from './use-words.ts';

const i18n = createI18n();
const shell = {
  text: (key: TextKey, values?: TextValues) => i18n.t(key as never, values as never) as unknown as string,
};
const say = (code: EditLabel['code'], values: EditLabel['values']) => labelText(shell, { code, values });
const command = { count: 1, kind: 'step', name: 'One', type: 'SMS_TaskSequence_RunCommandLineAction' } as const;
const capture = { ...command, name: 'Capture files', type: 'SMS_TaskSequence_CaptureUserStateAction' };

it.each<[string, EditLabel['code'], EditLabel['values']]>([
  [
    'Change user state migration tool package of “Capture files”',
    'set-property',
    { ...capture, property: 'UsmtPackageID' },
  ],
  [
    'Choose “Customize how user profiles are captured” in “Capture files”',
    'choose',
    { ...capture, property: 'Mode', choice: 'Advanced' },
  ],
  [
    'Turn on “Enable verbose logging” in “Capture files”',
    'switch-on',
    { ...capture, property: 'EnableVerboseLogging' },
  ],
  ['Change command line of “One”', 'set-property', { ...command, property: 'CommandLine' }],
  ['Change variable Own of “One”', 'set-variable', { ...command, variable: 'Own' }],
  ['Add “Restart Computer”', 'add-step', { type: 'SMS_TaskSequence_RebootAction' }],
  ['Add “Named”', 'add-step', { type: 'SMS_TaskSequence_RebootAction', name: 'Named' }],
  ['Add a group', 'add-group', {}],
  ['Move “One” into “B”', 'move-into', { ...command, into: 'B' }],
  ['Move “One” into a group', 'move-into', { ...command, into: '' }],
  ['Remove “Run Command Line”', 'remove', { ...command, name: '' }],
  ['Remove a group', 'remove', { count: 1, kind: 'group', name: '', type: '' }],
  ['Remove a step', 'remove', { count: 1, kind: 'step', name: '', type: '' }],
  ['Remove 2 steps', 'remove', { count: 2, kind: 'step' }],
  ['Disable 2 items', 'disable', { count: 2, kind: 'item' }],
  ['Turn on “Continue on error” of 2 groups', 'continue-on-error-on', { count: 2, kind: 'group' }],
  ['Paste', 'paste', { count: 0, kind: 'step' }],
  ['Change time-out of “One”', 'set-option', { ...command, option: 'timeoutSeconds' }],
  ['Set password of “One”', 'secret-set', { ...command, property: 'UserPassword' }],
  ['Paste 1 condition into “One”', 'condition-pasted', { ...command, conditions: 1 }],
  ['Paste 2 conditions into “One”', 'condition-pasted', { ...command, conditions: 2 }],
  ['Paste conditions into 3 steps', 'conditions-pasted', { count: 3, kind: 'step' }],
  ['Ungroup “A” and 1 more', 'ungroup', { count: 1, kind: 'group', name: 'A', type: '', more: 1 }],
  ['Words of an earlier version', 'text', { text: 'Words of an earlier version' }],
])('[UI-304] %s', (words, code, values) => {
  expect(say(code, values)).toBe(words);
});

it('[UI-304] every code has words, with nothing left to fill, and what has no name has none', () => {
  const values = {
    ...command,
    property: 'X',
    variable: 'X',
    choice: 'X',
    into: 'X',
    option: 'runIn',
    text: 'X',
  } as const;
  for (const code of EditLabelCode.options)
    expect([code, say(code, values)]).not.toContainEqual(expect.stringMatching(/\{\{|^$|^edit-labels/));
  expect(labelText(shell, null)).toBe('');
});
