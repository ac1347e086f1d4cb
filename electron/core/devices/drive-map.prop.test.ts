import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import { realFiles } from '../ports/files-real.ts';
import { createPathResolver, isInside } from './drive-map.ts';
import { foldName } from './fold.ts';
import { nameProblem } from './windows-path.ts';

let folder: string;
let root: string;

beforeAll(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'drive-map-prop-')));
  root = path.join(folder, 'c');
  fs.mkdirSync(path.join(root, 'a', 'B'), { recursive: true });
  fs.symlinkSync(folder, path.join(root, 'a', 'up'));
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

const hostileName = fc.oneof(
  fc.constantFrom('..', '.', 'a', 'A', 'b', 'up', 'CON', 'x:y', '...', '/', '\\', '', '~', 'C:'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const possibleName = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((name) => nameProblem(name) === null && name.isWellFormed() && Buffer.byteLength(name) < 200);

describe('properties of device paths', () => {
  it('[DEV-6] never leaves the drive, whatever is asked', () => {
    const resolver = createPathResolver({ 'C:': root }, realFiles);
    fc.assert(
      fc.property(fc.array(hostileName, { maxLength: 8 }), fc.constantFrom('\\', '/'), (names, slash) => {
        try {
          expect(isInside(root, resolver.resolve(`C:${slash}${names.join(slash)}`).hostPath)).toBe(true);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          expect(['PATH_INVALID', 'PATH_OUTSIDE_DEVICE']).toContain(error.code);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('[DEV-7] a made path comes back from its Windows path in any case', () => {
    fc.assert(
      fc.property(fc.array(possibleName, { minLength: 1, maxLength: 3 }), (names) => {
        const home = fs.mkdtempSync(path.join(folder, 'p-'));
        const made = path.join(home, ...names);
        fs.mkdirSync(made, { recursive: true });
        const resolver = createPathResolver({ 'C:': home }, realFiles);
        const windowsPath = resolver.toWindows(made) ?? '';
        expect([
          resolver.resolve(windowsPath).hostPath,
          resolver.resolve(`c:\\${names.map(foldName).join('/')}`).hostPath,
        ]).toEqual([made, made]);
      }),
      { numRuns: 60 },
    );
  });

  it('[DEV-1] folding twice is folding once, and keeps the length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const folded = foldName(name);
        expect([foldName(folded), folded.length]).toEqual([folded, name.length]);
      }),
    );
  });
});
