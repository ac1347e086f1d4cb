import type { Ids } from '../ids.ts';

/** UUIDs that count: `00000000-0000-4000-8000-000000000001` and on. `seed` (0 … 65535) keeps two sources apart. */
export function createSeededIds(seed = 0): Ids {
  let count = 0;
  const prefix = seed.toString(16).padStart(4, '0');
  return {
    uuid: () => {
      count += 1;
      return `0000${prefix}-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
    },
  };
}
