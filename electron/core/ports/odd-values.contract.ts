import fc from 'fast-check';

/** What people, other programs and attackers put into names and values. */
const oddParts = [
  '\0',
  '\u0001',
  '\u001b[31m',
  '\u001f',
  '\u007f',
  '\u0085',
  '\u200b',
  '\u202e',
  '\u2028',
  '\ufeff',
  '\ufffd',
  '\ufffe',
  '\ud800',
  '\udfff',
  '\udc00\ud800',
  '😀',
  'é',
  'e\u0301',
  'İ',
  'ß',
  'Å',
  '\r\n',
  '\t',
  ' ',
  '"',
  "'",
  '<',
  '&',
  ']]>',
  '%',
  '_',
  '\\',
  '/',
  ';',
  '{"say":"',
  '-0',
  '__proto__',
];

/** A text that may hold anything, of at most `most` characters, now and then exactly so long. */
export function oddText(most: number): fc.Arbitrary<string> {
  const part = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...oddParts) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
    { weight: 2, arbitrary: fc.stringMatching(/^[A-Za-z0-9 ]{1,8}$/) },
  );
  const short = fc.array(part, { maxLength: 6 }).map((parts) => parts.join('').slice(0, most));
  const long = fc
    .tuple(part, part)
    .map(([one, other]) => `${one}${'x'.repeat(most)}`.slice(0, most - 1) + other.slice(0, 1));
  return fc.oneof({ weight: 9, arbitrary: short }, { weight: 1, arbitrary: long });
}

const limits = [0, 1, -1, 2 ** 31 - 1, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];

/** Whole numbers, often at a limit. */
export const oddInteger: fc.Arbitrary<number> = fc.oneof(fc.constantFrom(...limits), fc.maxSafeInteger(), fc.integer());

const farthest = 8_640_000_000_000_000;

/** Times as clocks that are set wrongly tell them: before 1970, in the first years, far in the future. */
export const oddTime: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -1, -farthest, farthest, Date.UTC(1601, 0, 1), Date.UTC(9999, 11, 31), Date.UTC(10_000, 0, 1)),
  fc.constantFrom(new Date('0001-01-01T00:00:00Z').getTime(), new Date('-000001-01-01T00:00:00Z').getTime()),
  fc.integer({ min: -farthest, max: farthest }),
);
