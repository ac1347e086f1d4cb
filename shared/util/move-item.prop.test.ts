import fc from 'fast-check';
import { expect, it } from 'vitest';
import { moveItem } from './move-item.ts';

it('[UI-779] what is moved takes its place, and the others keep theirs to each other', () => {
  const places = fc.integer({ min: -2, max: 11 });
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(), { maxLength: 9 }), places, places, (items, from, to) => {
      const moved = moveItem(items, from, to);
      const item = items[from];
      if (item === undefined || items[to] === undefined || from === to) {
        expect(moved).toBe(items);
        return;
      }
      expect(moved.indexOf(item)).toBe(to);
      expect(moved.filter((one) => one !== item)).toEqual(items.filter((one) => one !== item));
    }),
  );
});
