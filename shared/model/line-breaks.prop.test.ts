import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mainBreak, withBreaksOf, withPlainBreaks } from './line-breaks.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '\r\n', '\n', '\r', 'ü'), maxLength: 20 });
const plain = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'c'), maxLength: 20 });

describe('line breaks of a text that is edited', () => {
  it('[STEP-44] stay where nothing was edited', () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(withBreaksOf(given, withPlainBreaks(given))).toBe(given);
      }),
    );
  });

  it('[STEP-44] any edit gives the edited text; lines before and after it keep their breaks', () => {
    fc.assert(
      fc.property(text, plain, text, plain, (head, old, tail, fresh) => {
        // Marks that neither side has, so that the change is where it is said to be.
        const given = `${head}<${old}>${tail}`;
        const edited = `${withPlainBreaks(head)}<${fresh}>${withPlainBreaks(tail)}`;
        const written = withBreaksOf(given, edited);
        expect(withPlainBreaks(written)).toBe(edited);
        expect([written.startsWith(`${head}<`), written.endsWith(`>${tail}`)]).toEqual([true, true]);
      }),
    );
  });

  it('[STEP-44] any text may become any other', () => {
    fc.assert(
      fc.property(text, plain, (given, edited) => {
        expect(withPlainBreaks(withBreaksOf(given, edited))).toBe(edited);
      }),
      { numRuns: 3000 },
    );
    expect(withBreaksOf('\ra\n\n', '\n\nb\n\n')).toBe('\n\nb\n\n');
  });

  it('[STEP-44] new ones are those that the text has most of', () => {
    expect(['', 'a', 'a\nb\n', 'a\r\nb\n', 'a\rb'].map(mainBreak)).toEqual(['\r\n', '\r\n', '\n', '\r\n', '\r']);
    expect(withBreaksOf('a\r\nb\r\n', 'a\nx\nb\n')).toBe('a\r\nx\r\nb\r\n');
  });
});
