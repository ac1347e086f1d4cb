import { expect, it } from 'vitest';
import { isWindows } from '../ports/fakes/on-windows.ts';
import { restoreFromHostileStores } from './hostile-store.contract.ts';
import { makePlace } from './test-device.contract.ts';

const place = makePlace();

it('[UST-200] a store with a damaged catalog is refused, or restored as far as it says and nowhere else', () => {
  const { complete, incomplete, refused } = restoreFromHostileStores(place, isWindows ? 12 : 60, 43);
  expect([complete + incomplete > 0, Object.keys(refused).length > 0]).toEqual([true, true]);
});
