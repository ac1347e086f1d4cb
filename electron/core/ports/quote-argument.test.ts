import { expect, it } from 'vitest';
import { quoteArgument, quoteArgumentIfNeeded } from './quote-argument.ts';

it('[PORT-98] an argument is quoted as Windows’ own splitter reads it back, by one rule', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['plain', '"plain"'],
    ['two words', '"two words"'],
    ['say "it"', '"say \\"it\\""'],
    ['C:\\folder\\', '"C:\\folder\\\\"'],
    ['a\\"b', '"a\\\\\\"b"'],
    ['', '""'],
  ];
  for (const [given, quoted] of cases) expect(quoteArgument(given)).toBe(quoted);
  const plain = cases.map(([given]) => given).filter((given) => quoteArgumentIfNeeded(given) === given);
  expect(plain).toEqual(['plain', 'C:\\folder\\']);
});
