import { it } from 'vitest';
import { tellRounds } from '../ports/fakes/tell-rounds.ts';
import { restoreFromHostileStores } from './hostile-store.contract.ts';
import { makePlace } from './test-device.contract.ts';

const place = makePlace();
const [rounds, seed] = [4000, 89];

it('[UST-200] each of many damaged stores is refused, or restored as far as it says and nowhere else', () => {
  const { refused, ...came } = restoreFromHostileStores(place, rounds, seed);
  tellRounds('UST-200', { stores: rounds, ...came, ...refused });
});
