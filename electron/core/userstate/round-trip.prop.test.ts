import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openAttributes } from '../devices/attributes.ts';
import { foldName } from '../devices/fold.ts';
import { nameProblem } from '../devices/windows-path.ts';
import { realFiles } from '../ports/files-real.ts';
import { capture, picture, pictureLike, plant, restore, testWork } from './test-device.contract.ts';
import type { TestPlace } from './test-device.contract.ts';

const name = fc
  .oneof(fc.constantFrom('a', 'Documents', 'x.txt', 'é'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }))
  .filter((one) => nameProblem(one) === null && one.isWellFormed() && Buffer.byteLength(one) < 200);
const entry = fc.record({
  names: fc.array(name, { minLength: 1, maxLength: 3 }),
  content: fc.uint8Array({ maxLength: 300 }),
  timeMs: fc.integer({ min: 0, max: 4e12 }),
  readOnly: fc.boolean(),
  hidden: fc.boolean(),
});

describe('properties of the round trip', () => {
  it('[UST-36] restore(capture(x)) is x by hash, time and attributes', () => {
    const quick = { ...realFiles, syncFileSystem: () => true };
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), (entries) => {
        const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'round-trip-')));
        try {
          const place: TestPlace = {
            ...{
              folder,
              old: path.join(folder, 'old'),
              fresh: path.join(folder, 'new'),
              store: path.join(folder, 'store'),
            },
          };
          fs.mkdirSync(place.fresh);
          plant(place.old, { 'Users/Anna/OWN/': '' });
          const attributes = openAttributes(realFiles, place.old);
          const taken = new Set<string>();
          for (const one of entries) {
            // Each in a folder of its own kind: a name cannot be a file here and a folder there, nor differ by case only.
            const names = [
              'own',
              ...one.names.map((part, index) => `${index === one.names.length - 1 ? 'f' : 'd'}${part}`),
            ];
            const key = foldName(names.join('\\'));
            const isTaken = [...taken].some((other) => other === key) || nameProblem(names.at(-1) ?? '') !== null;
            if (isTaken) continue;
            taken.add(key);
            const file = path.join(place.old, 'Users/Anna', ...names.map(foldName));
            plant(place.old, { [path.relative(place.old, file)]: Buffer.from(one.content) });
            fs.utimesSync(file, one.timeMs / 1000, one.timeMs / 1000);
            if (one.readOnly) fs.chmodSync(file, 0o444);
            const windowsName = ['Users', 'Anna', ...names.map(foldName)].join('\\');
            attributes.set(windowsName, { hidden: one.hidden, system: false });
          }
          attributes.save();
          const captured = capture(place, {}, testWork(quick).work);
          const restored = restore(place, {}, testWork(quick).work);
          expect([captured.isComplete, restored.isComplete]).toEqual([true, true]);
          const wanted = picture(place.old, 'Users');
          expect(pictureLike(wanted, place.fresh, 'Users')).toEqual(wanted);
        } finally {
          fs.rmSync(folder, { recursive: true, force: true });
        }
      }),
      { numRuns: 40 },
    );
  });
});
