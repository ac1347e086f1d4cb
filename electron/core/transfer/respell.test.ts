import { expect, it } from 'vitest';
import { respellText } from './respell.ts';

it.each([
  ['the first half stays the same', '&#x1F600;', '😁', '😁'],
  ['the second half stays the same', 'a&#x1F600;b', 'a\u{1FA00}b', 'a\u{1FA00}b'],
  ['it stays', 'a&#x1F600;&lt;', 'b😀<', 'b&#x1F600;&lt;'],
])('[STEP-38] a reference for two units is kept whole or written anew whole: %s', (_name, raw, value, written) => {
  expect(respellText(raw, value, '\n')).toBe(written);
});
