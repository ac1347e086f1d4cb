import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratioOf } from '../ports/fakes/linear.ts';
import { createMasker, HIDDEN } from './mask.ts';

const letters = fc.constantFrom('a', 'b', '_', ' ', '.', '*', '(', '\\', '😀', 'ä');
const texts = (maxLength: number) => fc.string({ unit: letters, minLength: 1, maxLength });

/** Every character that a value covers, looked for at each place by itself. */
function covered(values: readonly string[], text: string): boolean[] {
  const marks = Array.from({ length: text.length }, () => false);
  const isLetter = (character: string | undefined): boolean => /^[\p{L}\p{N}_]$/u.test(character ?? '');
  for (const value of values) {
    const whole = Array.from(value);
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
      const [before, after] = [Array.from(text.slice(0, at)).at(-1), Array.from(text.slice(at + value.length))[0]];
      const isPart = (isLetter(whole[0]) && isLetter(before)) || (isLetter(whole.at(-1)) && isLetter(after));
      if (whole.length < 6 && isPart) continue;
      marks.fill(true, at, at + value.length);
    }
  }
  return marks;
}

describe('masking of foreign values in foreign text', () => {
  it('[XFER-85] [ENG-32] hides every character of every value, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(texts(9), { minLength: 1, maxLength: 4 }), texts(30), (values, text) => {
        const masker = createMasker();
        for (const value of values) masker.add(value);
        const left = masker.mask(text).split(HIDDEN).join('');
        const marks = covered(values, text);
        expect(left).toBe([...text.split('')].filter((_unit, index) => marks[index] !== true).join(''));
        expect(masker.holds(text)).toBe(marks.includes(true));
      }),
      { numRuns: 3000 },
    );
  });

  it('[ENG-32] of two values that overlap in a text neither leaves a part of itself', () => {
    const masker = createMasker();
    masker.add('abcdef');
    masker.add('defghi');
    expect(masker.mask('x abcdefghi y')).toBe(`x ${HIDDEN} y`);
  });

  it.each<[string, (count: number) => string[], (count: number) => string]>([
    ['one that almost fits everywhere', (count) => [`${'a'.repeat(count)}b`], (count) => 'a'.repeat(2 * count)],
    [
      'many that begin alike',
      (count) => Array.from({ length: count / 100 }, (_, index) => `${'a'.repeat(100)}${String(index)}`),
      (count) => 'a'.repeat(count),
    ],
    [
      'every end of one another',
      (count) => Array.from({ length: Math.floor(Math.sqrt(count)) }, (_, index) => 'a'.repeat(index + 6)),
      (count) => 'a'.repeat(count),
    ],
    ['short words', () => ['a', 'aa', 'aaa', 'aaaa', 'aaaaa'], (count) => `${'a'.repeat(9)} aa `.repeat(count / 10)],
    ['signs of expressions', (count) => [`${'(a+)+'.repeat(count / 5)}$`], (count) => '(a+)+'.repeat(count / 4)],
  ])('[XFER-85] twice the values and twice the text take twice the time: %s', (_name, values, text) => {
    const ask = (count: number) => {
      const [wanted, foreign] = [values(count), text(count)];
      return () => {
        const masker = createMasker();
        for (const value of wanted) masker.add(value);
        masker.mask(foreign);
      };
    };
    expect(ratioOf(ask, 10_000)).toBeLessThan(3);
  });
});
