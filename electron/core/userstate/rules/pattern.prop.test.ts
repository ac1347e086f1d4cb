import { describe, expect, it } from 'vitest';
import { ratioOf } from '../../ports/fakes/linear.ts';
import { compilePattern, matchesLeaf, matchesNode } from './pattern.ts';

describe('patterns', () => {
  it.each<[string, (count: number) => string, (count: number) => string]>([
    ['a star before every letter', (count) => `${'*a'.repeat(count)}*b`, (count) => 'a'.repeat(2 * count)],
    ['a long piece that almost fits', (count) => `*${'a'.repeat(count)}b*`, (count) => 'a'.repeat(2 * count)],
    ['many long pieces', (count) => `*${'aab*'.repeat(count)}c`, (count) => 'aab'.repeat(2 * count)],
    ['nothing but stars', (count) => `${'*'.repeat(count)}b`, (count) => 'a'.repeat(2 * count)],
    ['what an expression would act on', (count) => `*${'(a+)+$'.repeat(count)}*`, (count) => '(a+)+'.repeat(count)],
    ['a period that breaks at its end', (count) => `*${'ab'.repeat(count)}c*`, (count) => 'ab'.repeat(2 * count)],
  ])('[XFER-85] twice the pattern and twice the text take twice the time: %s', (_name, pattern, text) => {
    const ask = (count: number) => {
      const [node, leaf, foreign] = [`C:\\${pattern(count)}`, pattern(count), text(count)];
      return () => {
        const compiled = compilePattern(`${node}\\* [${leaf}]`);
        matchesNode(compiled, `C:\\${foreign}`.toUpperCase());
        matchesLeaf(compiled, foreign.toUpperCase());
      };
    };
    expect(ratioOf(ask, 10_000)).toBeLessThan(3);
  });
});
