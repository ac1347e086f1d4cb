import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratioOf } from '../ports/fakes/linear.ts';
import { isLike } from './like.ts';

/** What the pattern means, said by a regular expression: right, and only quick enough for texts as short as these. */
function means(pattern: string): RegExp {
  const source = pattern.replace(/\./g, '\\.').replace(/\*/g, '[^]*').replace(/\?/g, '[^]');
  return new RegExp(`^${source}$`, 'iu');
}

describe('like', () => {
  it('[ENG-42] agrees with a regular expression', () => {
    const unit = fc.constantFrom('a', 'b', 'B', '.', '\n', '😀');
    const ofPattern = fc.constantFrom('a', 'b', '*', '?', '.', '😀');
    fc.assert(
      fc.property(fc.string({ unit }), fc.string({ unit: ofPattern, maxLength: 8 }), (value, pattern) => {
        expect(isLike(value, pattern)).toBe(means(pattern).test(value));
      }),
      { numRuns: 1000 },
    );
  });

  it('[ENG-180] agrees with it for long pieces too, wherever they stand and however little is wrong', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'ж', '😀'), minLength: 1, maxLength: 12 });
    const many = fc.integer({ min: 257, max: 400 });
    const where = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(letters, many, where, where, letters, fc.boolean(), (unit, size, hole, spoilt, before, isWhole) => {
        const piece = Array.from(unit.repeat(size)).slice(0, size);
        const holed = piece.with(Math.floor(hole * (size - 1)), '?');
        const there = isWhole ? piece : piece.with(Math.floor(spoilt * (size - 1)), 'x');
        const text = `${before.repeat(40)}${there.join('')}${before}`;
        const pattern = `*${holed.join('')}*`;
        expect(isLike(text, pattern)).toBe(means(pattern).test(text));
        const twice = `*${holed.join('')}*${holed.join('')}?*`;
        expect(isLike(text + text, twice)).toBe(means(twice).test(text + text));
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, (count: number) => string]>([
    ['a long piece that almost fits', (count) => `*${'a'.repeat(count)}b*`],
    ['such a piece with a letter left open', (count) => `*?${'a'.repeat(count)}b*`],
    ['every second letter left open', (count) => `*${'a?'.repeat(count / 2)}b*`],
    ['many pieces with a letter left open', (count) => `${'*a?'.repeat(count / 2)}*b`],
    ['many long pieces', (count) => `*${`${'a'.repeat(300)}?a*`.repeat(count / 300)}b?b*`],
  ])('[ENG-180] twice the pattern and twice the text take twice the time: %s', (_name, pattern) => {
    expect(isLike('a'.repeat(8000), pattern(4000))).toBe(false);
    const ask = (count: number) => () => void isLike('a'.repeat(2 * count), pattern(count));
    expect(ratioOf(ask, 4000)).toBeLessThan(3);
  });
});
