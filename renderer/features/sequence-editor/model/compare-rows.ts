import type { OutlineRow } from '#shared/model/outline';

export type RowDifference = 'same' | 'added' | 'removed' | 'changed';

/** One line of two versions side by side; a side that has no such row is null. */
export interface RowPair {
  readonly mine: OutlineRow | null;
  readonly theirs: OutlineRow | null;
  readonly difference: RowDifference;
}

/** What makes two rows of two readings the same step: ids of another reading mean nothing. */
function rowKey(row: OutlineRow): string {
  return JSON.stringify([row.depth, row.kind, row.type, row.name]);
}

function flags(row: OutlineRow): string {
  return JSON.stringify([row.disabled, row.continueOnError, row.conditionCount]);
}

/** Lengths of the longest common parts from each position on. Rows outside the common ends only, so this stays small. */
function commonTable(mine: readonly string[], theirs: readonly string[]): Uint32Array[] {
  const table = Array.from({ length: mine.length + 1 }, () => new Uint32Array(theirs.length + 1));
  for (let a = mine.length - 1; a >= 0; a -= 1) {
    for (let b = theirs.length - 1; b >= 0; b -= 1) {
      const here = table[a];
      if (here === undefined) continue;
      here[b] =
        mine[a] === theirs[b] ? (table[a + 1]?.[b + 1] ?? 0) + 1 : Math.max(table[a + 1]?.[b] ?? 0, here[b + 1] ?? 0);
    }
  }
  return table;
}

function pair(mine: OutlineRow, theirs: OutlineRow): RowPair {
  return { mine, theirs, difference: flags(mine) === flags(theirs) ? 'same' : 'changed' };
}

/** Above this many differing rows on both sides together the middle is shown as removed and added blocks. */
const largestMiddle = 2000;

function compareMiddle(mine: readonly OutlineRow[], theirs: readonly OutlineRow[]): RowPair[] {
  const added = (row: OutlineRow): RowPair => ({ mine: row, theirs: null, difference: 'added' });
  const removed = (row: OutlineRow): RowPair => ({ mine: null, theirs: row, difference: 'removed' });
  if (mine.length + theirs.length > largestMiddle) return [...theirs.map(removed), ...mine.map(added)];
  const mineKeys = mine.map(rowKey);
  const theirKeys = theirs.map(rowKey);
  const table = commonTable(mineKeys, theirKeys);
  const found: RowPair[] = [];
  let a = 0;
  let b = 0;
  while (a < mine.length || b < theirs.length) {
    const own = mine[a];
    const other = theirs[b];
    if (own !== undefined && other !== undefined && mineKeys[a] === theirKeys[b]) {
      found.push(pair(own, other));
      a += 1;
      b += 1;
    } else if (other !== undefined && (own === undefined || (table[a]?.[b + 1] ?? 0) >= (table[a + 1]?.[b] ?? 0))) {
      found.push(removed(other));
      b += 1;
    } else if (own !== undefined) {
      found.push(added(own));
      a += 1;
    }
  }
  return found;
}

/** Two versions side by side. `added` is in mine only, `removed` in the stored one only. */
export function compareRows(mine: readonly OutlineRow[], theirs: readonly OutlineRow[]): RowPair[] {
  let head = 0;
  const most = Math.min(mine.length, theirs.length);
  const same = (a: OutlineRow | undefined, b: OutlineRow | undefined) =>
    a !== undefined && b !== undefined && rowKey(a) === rowKey(b);
  while (head < most && same(mine[head], theirs[head])) head += 1;
  let tail = 0;
  while (tail < most - head && same(mine.at(-1 - tail), theirs.at(-1 - tail))) tail += 1;
  const pairs = (from: number, to: number, shift: number): RowPair[] =>
    mine.slice(from, to).flatMap((row, index) => {
      const other = theirs[from + index + shift];
      return other === undefined ? [] : [pair(row, other)];
    });
  const shift = theirs.length - mine.length;
  return [
    ...pairs(0, head, 0),
    ...compareMiddle(mine.slice(head, mine.length - tail), theirs.slice(head, theirs.length - tail)),
    ...pairs(mine.length - tail, mine.length, shift),
  ];
}
