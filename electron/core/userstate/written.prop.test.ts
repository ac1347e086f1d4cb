import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isWindows } from '../ports/fakes/on-windows.ts';
import { isSameTime, modifiedUsOf } from '../ports/file-times.ts';
import { numberedName } from './restore-targets.ts';
import { capture, makePlace, plant, restore, verify } from './test-device.contract.ts';

const place = makePlace();
const documents = 'Users/Anna/Documents';

function again(): void {
  for (const folder of [place.old, place.fresh, path.dirname(place.store)]) {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  fs.mkdirSync(place.old);
  fs.mkdirSync(place.fresh);
}

/** Times of Windows begin with 1601. */
const firstSecond = isWindows ? -11_644_473_599 : -62_000_000_000;

/** Seconds, from the year 1 to the year 9999: every disk clamps what it cannot keep, and what it kept is what counts. */
const anyTime = fc
  .double({ min: firstSecond, max: 253_000_000_000, noNaN: true })
  // Node on Windows has milliseconds before 1970: what lies nearer is 1970 as soon as it is set there.
  .map((seconds) => (seconds < 0 && seconds > -1e-3 ? 0 : seconds));

/** As the system reads both, which on Windows says years after 2106 of those before 1970, in milliseconds. */
const isReadAlike = (found: number, wanted: number): boolean =>
  isSameTime(found, wanted) || (isWindows && Math.abs(found - wanted) < 1000);

it('[UST-150] a file of any time that its disk keeps is captured, verified and restored with that time', () => {
  fc.assert(
    fc.property(fc.array(anyTime, { minLength: 1, maxLength: 4 }), (times) => {
      again();
      const names = times.map((_, index) => `${index}.txt`);
      plant(place.old, Object.fromEntries(names.map((name) => [`${documents}/${name}`, name])));
      for (const [index, name] of names.entries()) {
        const seconds = String(times[index]);
        fs.utimesSync(path.join(place.old, documents, name), seconds, seconds);
      }
      expect(capture(place).isComplete).toBe(true);
      expect(verify(place).isSound).toBe(true);
      const result = restore(place);
      expect({ complete: result.isComplete, notes: result.notes }).toEqual({ complete: true, notes: [] });
      for (const name of names) {
        const [wanted = 0, found = 1] = [place.old, place.fresh].map((root) =>
          modifiedUsOf(fs.lstatSync(path.join(root, documents, name))),
        );
        expect(isReadAlike(found, wanted)).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});

it('[UST-156] a numbered name fits its disk, is a new name, and is made of whole characters', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 255 }).filter((text) => !/[\\/\0]/.test(text));
  fc.assert(
    fc.property(
      name,
      fc.constantFrom('', '.txt', `.${'漢'.repeat(90)}`),
      fc.integer({ min: 1, max: 10_000 }),
      (base, end, n) => {
        const given = `${base}${end}`;
        const [posix, windows] = [numberedName(given, n, 'posix'), numberedName(given, n, 'windows')];
        expect(Buffer.byteLength(posix)).toBeLessThanOrEqual(255);
        expect(windows.length).toBeLessThanOrEqual(255);
        for (const made of [posix, windows]) {
          expect(made).toContain(`(${n})`);
          expect(made.isWellFormed()).toBe(given.isWellFormed());
        }
      },
    ),
  );
});
