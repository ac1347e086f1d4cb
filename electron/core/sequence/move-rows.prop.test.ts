import fc from 'fast-check';
import { expect, it } from 'vitest';
import { moveRows } from '#shared/model/move-rows';
import { SequenceDocument } from './document.ts';

const step = (name: string): string => `<step type="T" name="${name}"><action>a</action></step>`;
const group = (name: string, ...inner: string[]): string =>
  `<group name="${name}" description="">${inner.join('')}</group>`;
const inner = [
  group('A', step('1'), group('B', step('2'), step('3'), group('C')), step('4')),
  step('5'),
  group('D', step('6'), step('7')),
  step('8'),
];
const source = `<sequence version="3.10">${inner.join('')}</sequence>`;

const move = fc.record({
  rows: fc.uniqueArray(fc.nat(12), { minLength: 1, maxLength: 5 }),
  /** A row that may be a step, which has no place for others; null is the top level. */
  target: fc.option(fc.nat(11)),
  index: fc.nat(5),
});

it('[DOC-44] what a window shows of moves of several rows is what the document makes of them, or nothing', () => {
  fc.assert(
    fc.property(fc.array(move, { minLength: 1, maxLength: 8 }), (moves) => {
      const document = new SequenceDocument(source);
      for (const { rows, target, index } of moves) {
        const before = document.rows();
        // One of the numbers is that of no row.
        const ids = rows.map((at) => before[at]?.id ?? 'n999');
        const parentId = target === null ? null : (before[target]?.id ?? null);
        const shown = moveRows(before, { ids, parentId, index });
        let isRefused = false;
        try {
          document.apply({ kind: 'move', ids, parentId, index });
        } catch {
          isRefused = true;
        }
        expect(shown).toEqual(isRefused ? null : document.rows());
        const same = (shown ?? []).filter((row) => before.includes(row)).length;
        const placed = (shown ?? []).filter((row) => {
          const old = before.find((one) => one.id === row.id);
          return old?.parentId === row.parentId && old.depth === row.depth;
        }).length;
        expect(same).toBe(placed);
      }
    }),
    { numRuns: 300 },
  );
});
