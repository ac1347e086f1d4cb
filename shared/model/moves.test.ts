import { expect, it } from 'vitest';
import type { OutlineRow } from './outline.ts';
import { findMoves } from './edit.ts';

/** Rows by indented names; a name in capitals is a group. */
function outline(...names: string[]): OutlineRow[] {
  const above: string[] = [];
  return names.map((given): OutlineRow => {
    const name = given.trimStart();
    const depth = given.length - name.length;
    above.length = depth;
    above[depth] = name;
    return {
      ...{ id: name, name, depth, parentId: above[depth - 1] ?? null, type: '', conditionCount: 0 },
      ...{ kind: name === name.toUpperCase() ? 'group' : 'step', disabled: false, continueOnError: false },
    };
  });
}

const rows = outline('A', ' b', ' c', 'd', 'e');
const go = (...ids: string[]) => {
  const { up, down, into, out } = findMoves(rows, ids);
  return [up, down, into, out].map((move) => (move === null ? null : `${move.parentId ?? 'top'} ${move.index}`));
};

it('[UI-102] a block of neighbours goes up, down, into the group above and out of its own', () => {
  expect(go('d')).toEqual(['top 0', 'top 3', 'A 2', null]);
  expect(go('c')).toEqual(['A 0', null, null, 'top 1']);
  expect(go('d', 'e')).toEqual(['top 0', null, 'A 2', null]);
  expect(go('A')).toEqual([null, 'top 2', null, null]);
  expect([go('b', 'd'), go()]).toEqual([Array(4).fill(null), Array(4).fill(null)]);
});

it('[UI-841] the moves of a selection are looked for in few passes, however many ask', () => {
  let reads = 0;
  const counted = new Proxy(rows, {
    get: (target, key, self) => {
      if (typeof key === 'string' && /^\d+$/.test(key)) reads += 1;
      return Reflect.get(target, key, self) as unknown;
    },
  });
  findMoves(counted, ['c']);
  expect(reads).toBeLessThanOrEqual(rows.length * 5);
});
