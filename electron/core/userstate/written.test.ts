import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemError } from '../ports/fakes/faulty-files.ts';
import { isWindows, leaveOutOnWindows, reasons } from '../ports/fakes/on-windows.ts';
import type { Files } from '../ports/files.ts';
import { realFiles } from '../ports/files-real.ts';
import { numberedName } from './restore-targets.ts';
import { openCatalog } from './stores/catalog.ts';
import { changeCatalog } from './stores/fakes/change-catalog.ts';
import { lockPath } from './stores/store-paths.ts';
import { capture, makePlace, plant, restore, testWork, verify } from './test-device.contract.ts';

const place = makePlace();
const documents = 'Users/Anna/Documents';

function withFiles(change: Partial<Files>): Files {
  return { ...realFiles, ...change };
}

describe('one bad row of a catalog', () => {
  it.each([
    ['a size', "UPDATE object SET size = -1 WHERE path LIKE '%b.txt'"],
    ['a time', "UPDATE object SET modified_us = 9000000000000000000 WHERE path LIKE '%b.txt'"],
    ['a kind of a newer program', "UPDATE object SET kind = 'shortcut' WHERE path LIKE '%b.txt'"],
    ['a known folder of a newer program', "UPDATE object SET known_folder = 'gallery' WHERE path LIKE '%b.txt'"],
    ['a hash', "UPDATE object SET sha256 = 'none' WHERE path LIKE '%b.txt'"],
    ['a data file outside of the store', "UPDATE object SET data = '../../x' WHERE path LIKE '%b.txt'"],
    ['a profile', "UPDATE object SET profile_id = 77 WHERE path LIKE '%b.txt'"],
  ])('[UST-151] %s, is one missing file, never a whole store', (_what, change) => {
    plant(place.old, { [`${documents}/a.txt`]: 'a', [`${documents}/b.txt`]: 'b', [`${documents}/c.txt`]: 'c' });
    capture(place);
    changeCatalog(place.store, change);
    expect(verify(place)).toMatchObject({
      isSound: false,
      damagedCount: 1,
      damaged: [{ path: 'C:\\Users\\Anna\\Documents\\b.txt', kind: 'unreadable' }],
    });
    const result = restore(place);
    expect(result).toMatchObject({
      isComplete: false,
      missingCount: 1,
      missing: [{ path: 'C:\\Users\\Anna\\Documents\\b.txt', cause: 'damagedInStore' }],
    });
    expect(fs.readdirSync(path.join(place.fresh, documents))).toEqual(['a.txt', 'c.txt']);
  });

  it('[UST-151] in a list is shown as far as it can be', () => {
    plant(place.old, { [`${documents}/a.txt`]: 'a' });
    capture(place);
    changeCatalog(
      place.store,
      `UPDATE object SET size = -5, kind = 'shortcut', profile_id = 77, rule_id = 77
      WHERE path LIKE '%a.txt'`,
    );
    const catalog = openCatalog(realFiles, place.store);
    try {
      const { total, objects } = catalog.page({ storePath: place.store, offset: 0, limit: 100, contains: 'a.txt' });
      expect({ total, objects }).toMatchObject({ total: 1, objects: [{ kind: 'file', sizeBytes: 0, user: '' }] });
      expect(catalog.summary().bytes).toBe(0);
    } finally {
      catalog.close();
    }
  });

  it('[UST-151] of a profile keeps its name, and its files come back', () => {
    plant(place.old, { [`${documents}/a.txt`]: 'a' });
    capture(place);
    changeCatalog(
      place.store,
      `UPDATE profile SET account_kind = 'cloud', folders = '{"gallery":1}' WHERE name = 'Anna'`,
    );
    expect(restore(place)).toMatchObject({ isComplete: true, files: 1 });
    expect(fs.readFileSync(path.join(place.fresh, documents, 'a.txt'), 'utf8')).toBe('a');
  });

  it('[UST-151] of what was left out still makes the store incomplete', () => {
    plant(place.old, { [`${documents}/a.txt`]: 'a' });
    capture(place);
    changeCatalog(place.store, `INSERT INTO left_out VALUES (NULL, 'Anna', 'C:\\x', 'eaten', '', NULL)`);
    expect(verify(place).missingFromCapture).toMatchObject([{ path: 'C:\\x', reason: 'unreadable' }]);
  });
});

it('[UST-152] a catalog is read back before its store is there: a row that no restore could read is named as missing', (context) => {
  leaveOutOnWindows(context, reasons.links);
  plant(place.old, { [`${documents}/a.txt`]: 'a' });
  fs.symlinkSync('somewhere', path.join(place.old, documents, 'link'));
  const files = withFiles({ readlinkSync: (() => 'x'.repeat(40_000)) as unknown as Files['readlinkSync'] });
  const result = capture(place, {}, testWork(files).work);
  expect(result).toMatchObject({ isComplete: false, missingCount: 1, files: 1 });
  expect(result.leftOut).toMatchObject([{ path: 'C:\\Users\\Anna\\Documents\\link', reason: 'unreadable' }]);
  expect(verify(place)).toMatchObject({ isSound: true, missingFromCaptureCount: 1 });
  expect(restore(place).files).toBe(1);
});

describe('times', () => {
  it('[UST-157] that the disk of the destination cannot keep are clamped and named', () => {
    plant(place.old, { [`${documents}/a.txt`]: 'a' });
    fs.utimesSync(path.join(place.old, documents, 'a.txt'), 7e9, 7e9);
    capture(place);
    const files = withFiles({
      lutimesSync: (file, accessed, modified) =>
        fs.lutimesSync(file, Math.min(Number(accessed), 2 ** 31), Math.min(Number(modified), 2 ** 31)),
    });
    const result = restore(place, {}, testWork(files).work);
    expect(result.isComplete).toBe(true);
    expect(result.notes).toContainEqual({
      say: 'notes:times-clamped',
      values: { count: 1, path: 'C:\\Users\\Anna\\Documents\\a.txt' },
    });
  });
});

describe('a catalog that somebody made large', () => {
  it('[UST-201] is known by its copy at once', () => {
    plant(place.old, { [`${documents}/a.txt`]: 'a' });
    capture(place);
    fs.truncateSync(path.join(place.store, 'catalog.db'), 1024 * 1024 * 1024);
    let read = 0;
    const files = withFiles({
      readSync: ((...given: Parameters<Files['readSync']>) => {
        const count = realFiles.readSync(...given);
        read += count;
        return count;
      }) as Files['readSync'],
    });
    expect(verify(place, testWork(files).work)).toMatchObject({
      isSound: false,
      catalogIsSound: false,
      checkedFiles: 1,
    });
    expect(read).toBeLessThan(1024 * 1024);
  });

  it('[UST-201] can be called off where it has no copy', () => {
    plant(place.old, { [`${documents}/a.txt`]: 'a' });
    capture(place);
    fs.rmSync(path.join(place.store, 'catalog.copy.db'));
    const files = withFiles({
      openDatabase: (file, options) =>
        file === lockPath(place.store)
          ? realFiles.openDatabase(file, options)
          : expect.unreachable('it was read to its end'),
    });
    expect(() => verify(place, testWork(files, 0).work)).toThrow(/CANCELLED/);
  });
});

it('[UST-156] a name that is taken gets a number also when it is as long as its disk allows', () => {
  const name = isWindows ? `${'x'.repeat(251)}.txt` : `${'漢'.repeat(83)}.txt`;
  plant(place.old, { [`${documents}/${name}`]: 'old' });
  plant(place.fresh, { [`${documents}/${name}`]: 'newer' });
  capture(place);
  expect(restore(place)).toMatchObject({ isComplete: true, renamedCount: 1 });
  expect(numberedName(`a.${'x'.repeat(253)}`, 1, 'posix')).toHaveLength(255);
  expect(fs.readdirSync(path.join(place.fresh, documents))).toHaveLength(2);
});

it.each([0, 3])('[UST-159] a disk with %i entries left is named as that, not as one without bytes', (ffree) => {
  plant(place.old, { [`${documents}/a.txt`]: 'a' });
  const statfsSync = ((folder: string) =>
    Object.assign(fs.statfsSync(folder), { files: 1000, ffree })) as Files['statfsSync'];
  capture(place);
  const files = withFiles({ statfsSync, openSync: refuseNew });
  expect(() => restore(place, {}, testWork(files).work)).toThrow(/RESTORE_FILE_FAILED.*out-of-entries/);
  expect(() => capture(place, { overwrite: true }, testWork(files).work)).toThrow(
    /STATE_STORE_UNWRITABLE.*out-of-entries/,
  );
});

const refuseNew: Files['openSync'] = (file, flags, mode) => {
  if (flags === 'wx') throw systemError('ENOSPC', 'open');
  return fs.openSync(file, flags, mode);
};
