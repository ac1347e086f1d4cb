import { expect, it } from 'vitest';
import { checkVariableName } from './variable-name.ts';

it.each([
  ['OSDRole', null, null],
  ['x-1_b', null, null],
  ['my var', 'characters', 'characters'],
  ['_SMSTSMake', 'read-only', null],
  ['_my var', 'characters', 'characters'],
  ['7Zip', 'begins-with-digit', 'begins-with-digit'],
  ['-a', 'characters', 'characters'],
  ['%Role%Apps', 'characters', 'characters'],
  ['x'.repeat(256), null, null],
  ['x'.repeat(257), 'too-long', 'too-long'],
])('[STEP-73] the name of a variable has one form, whoever asks for it: %s', (name, toSet, toRead) => {
  expect([checkVariableName(name, 'set'), checkVariableName(name, 'read')]).toEqual([toSet, toRead]);
});
