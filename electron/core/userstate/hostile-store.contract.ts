import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { isAppError } from '#shared/contract/errors';
import { mutate } from '../ports/fakes/mutate.ts';
import { createRepeatable, type Repeatable } from '../sample/random.ts';
import { CATALOG_COPY_FILE, CATALOG_FILE, CATALOG_HASH_FILE } from './stores/catalog-format.ts';
import { capture, picture, pictureLike, plant, restore, type TestPlace, verify } from './test-device.contract.ts';

/** What became of so many restores from stores whose catalog was damaged by chance. */
export interface HostileStores {
  readonly complete: number;
  readonly incomplete: number;
  /** By the code of the refusal. */
  readonly refused: Readonly<Record<string, number>>;
}

const files = {
  'Users/Anna/Documents/a.txt': 'first',
  'Users/Anna/Documents/deep/b.txt': 'second',
  'Users/Anna/Desktop/c.bin': Buffer.alloc(5000, 7),
};

/** Both copies, one of them, or both with hashes that are right again, as somebody who wants harm would leave them. */
const manners = ['copy too', 'first alone', 'hash too'] as const;

function codeOf(error: unknown, what: string): string {
  if (!isAppError(error)) throw new Error(what, { cause: error });
  expect(error.code, what).not.toBe('INTERNAL');
  return error.code;
}

function damage(store: string, random: Repeatable): (typeof manners)[number] {
  const manner = random.pick(manners);
  const damaged = mutate(fs.readFileSync(path.join(store, CATALOG_FILE)), random);
  fs.writeFileSync(path.join(store, CATALOG_FILE), damaged);
  if (manner !== 'first alone') fs.writeFileSync(path.join(store, CATALOG_COPY_FILE), damaged);
  const hash = createHash('sha256').update(damaged).digest('hex');
  if (manner === 'hash too') fs.writeFileSync(path.join(store, CATALOG_HASH_FILE), hash);
  return manner;
}

/**
 * Restores so often from a store with a damaged catalog: it is refused by a code of ours, or says what is missing; with a
 * copy of its catalog everything is restored, and nothing is ever written beside the destination. The same seed damages
 * the same stores.
 */
export function restoreFromHostileStores(place: TestPlace, rounds: number, seed: number): HostileStores {
  const random = createRepeatable(seed);
  plant(place.old, files);
  capture(place);
  const wanted = picture(place.old, 'Users');
  const whole = path.join(place.folder, 'whole');
  fs.cpSync(place.store, whole, { recursive: true });
  const refused: Record<string, number> = {};
  const counts = { complete: 0, incomplete: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const what = `round ${String(round)} of seed ${String(seed)}`;
    fs.cpSync(whole, place.store, { recursive: true });
    const manner = damage(place.store, random);
    try {
      verify(place);
      const { isComplete, missingCount } = restore(place);
      counts[isComplete ? 'complete' : 'incomplete'] += 1;
      if (manner === 'first alone') {
        // The copy is there: all of it comes back, and the store is told as damaged.
        expect([missingCount, pictureLike(wanted, place.fresh, 'Users')], what).toEqual([0, wanted]);
      }
    } catch (error) {
      const code = codeOf(error, what);
      refused[code] = (refused[code] ?? 0) + 1;
    }
    expect(fs.readdirSync(place.folder).sort(), what).toEqual(beside(place));
    for (const folder of [place.store, place.fresh]) fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(place.fresh);
  }
  return { ...counts, refused };
}

/** What lies in the folder of the test, before and after. */
function beside(place: TestPlace): string[] {
  const own = [place.old, place.fresh, path.dirname(place.store), path.join(place.folder, 'whole')];
  return [...new Set(own.map((one) => path.relative(place.folder, one).split(path.sep)[0] ?? ''))].sort();
}
