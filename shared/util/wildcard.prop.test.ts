import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileWildcard } from './wildcard.ts';

const few = (maxLength: number) => fc.string({ unit: fc.constantFrom('a', 'b', '\\', '*', '.', '\n'), maxLength });

/** What the wildcard means, said by a regular expression: right, and only quick enough for texts as short as these. */
function means(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

it('[XFER-85] wildcards mean what the field means, whatever the pattern and the text', () => {
  fc.assert(
    fc.property(few(8), few(10), (pattern, text) => {
      expect(compileWildcard(pattern)(text)).toBe(means(pattern).test(text));
    }),
    { numRuns: 3000 },
  );
});
