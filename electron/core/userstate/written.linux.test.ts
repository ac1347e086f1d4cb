import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reason } from '#shared/contract/message';
import { asOrdinaryUser, leaveOutUnlessOrdinary } from '../ports/fakes/ordinary-user.ts';
import type { Files } from '../ports/files.ts';
import { realFiles } from '../ports/files-real.ts';
import { capture, dataFileOf, makePlace, plant, restore, testWork, verify } from './test-device.contract.ts';

// Bits of a mode, pipes and files with holes: what a disk of Linux has and one of Windows has not.
const place = makePlace();
const documents = 'Users/Anna/Documents';

function withFiles(change: Partial<Files>): Files {
  return { ...realFiles, ...change };
}

function again(): void {
  for (const folder of [place.old, place.fresh, path.dirname(place.store)]) {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  fs.mkdirSync(place.old);
  fs.mkdirSync(place.fresh);
}

const mode = fc.integer({ min: 0, max: 0o777 });

it('[UST-153] who may read a file or folder is kept, and nobody else may look into a store', () => {
  const before = process.umask(0);
  try {
    fc.assert(
      fc.property(fc.array(mode, { minLength: 1, maxLength: 4 }), mode, (modes, folderMode) => {
        again();
        const names = modes.map((_, index) => `${index}.txt`);
        plant(place.old, Object.fromEntries(names.map((name) => [`${documents}/${name}`, name])));
        // Its own user has to read it: the tests run as anybody.
        for (const [index, name] of names.entries()) {
          fs.chmodSync(path.join(place.old, documents, name), (modes[index] ?? 0) | 0o400);
        }
        fs.chmodSync(path.join(place.old, documents), folderMode | 0o700);
        capture(place);
        restore(place);
        const modeOf = (root: string, name: string): number =>
          fs.statSync(path.join(root, documents, name)).mode & 0o7777;
        const picture = (root: string): number[] => ['.', ...names].map((name) => modeOf(root, name));
        const readOnly = picture(place.old).map((one, index) => (index > 0 && (one & 0o200) === 0 ? one & 0o555 : one));
        expect(picture(place.fresh)).toEqual(readOnly);
        const inStore = fs.readdirSync(place.store, { recursive: true }) as string[];
        const open = ['.', ...inStore].filter((name) => (fs.statSync(path.join(place.store, name)).mode & 0o077) !== 0);
        expect(open).toEqual([]);
      }),
      { numRuns: 20 },
    );
  } finally {
    process.umask(before);
  }
});

it('[UST-30] a file that this user may not read is named', () => {
  plant(place.old, {
    'Users/Anna/ok.txt': 'a',
    'Users/Anna/Documents/forbidden.txt': 'b',
    'Users/Anna/closed/x.txt': 'c',
  });
  fs.mkdirSync(path.dirname(place.store));
  fs.chmodSync(path.join(place.old, 'Users/Anna/Documents/forbidden.txt'), 0);
  fs.chmodSync(path.join(place.old, 'Users/Anna/closed'), 0);
  const child = fileURLToPath(new URL('./kill-child.contract.ts', import.meta.url));
  const parameters = ['--conditions=source', child, 'capture', place.old, place.fresh, place.store];
  const { program, words } = asOrdinaryUser([process.execPath, ...parameters]);
  const { status, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  fs.chmodSync(path.join(place.old, 'Users/Anna/closed'), 0o755);
  expect([status, stderr]).toEqual([0, '']);
  expect(
    verify(place)
      .missingFromCapture.map(({ path: one, reason }) => `${reason} ${one}`)
      .sort(),
  ).toEqual(['unreadable C:\\Users\\Anna\\Documents\\forbidden.txt', 'unreadable C:\\Users\\Anna\\closed']);
});

/** Folders that nobody may search, one in the other's place of the order, each with a file in it. */
function plantClosed(): void {
  plant(place.old, { [`${documents}/a/b/deep.txt`]: 'deep', [`${documents}/c/own.txt`]: 'own' });
  capture(place, {}, testWork(modesOf({ a: 0o600, b: 0o000, c: 0o400 })).work);
}

/** The disk of the source says these rights of folders: its own tests could not remove or read them otherwise. */
function modesOf(modes: Readonly<Record<string, number>>): Files {
  const lstatSync = ((file: string, ...rest: []) => {
    const found = realFiles.lstatSync(file, ...rest) as fs.Stats | undefined;
    const mode = modes[path.basename(file)];
    if (typeof found?.mode === 'number' && found.isDirectory() && mode !== undefined)
      found.mode = (found.mode & ~0o777) | mode;
    return found;
  }) as typeof realFiles.lstatSync;
  return withFiles({ lstatSync });
}

function modesAt(root: string): string[] {
  const found = ['c', 'a', 'a/b'].map((one) => {
    const folder = path.join(root, documents, one);
    const mode = (fs.statSync(folder).mode & 0o777).toString(8);
    fs.chmodSync(folder, 0o700);
    return mode;
  });
  return [
    ...found,
    ...['c/own.txt', 'a/b/deep.txt'].map((one) => fs.readFileSync(path.join(root, documents, one), 'utf8')),
  ];
}

it('[UST-209] folders that nobody may search are restored by a person who is held to that', (context) => {
  leaveOutUnlessOrdinary(context);
  plantClosed();
  const child = fileURLToPath(new URL('./kill-child.contract.ts', import.meta.url));
  const parameters = ['--conditions=source', child, 'restore', place.old, place.fresh, place.store];
  const { program, words } = asOrdinaryUser([process.execPath, ...parameters]);
  const { status, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  expect(modesAt(place.fresh)).toEqual(['400', '600', '0', 'own', 'deep']);
});

it('[UST-209] what lies in them is durable before they are closed, where each file is synced by itself', () => {
  plantClosed();
  const order: string[] = [];
  const files = withFiles({
    syncFileSystem: () => false,
    openSync: (file, ...rest) => {
      const name = path.basename(String(file));
      if (rest[0] === 'r' && ['own.txt', 'deep.txt'].includes(name)) order.push(`sync ${name}`);
      return realFiles.openSync(file, ...rest);
    },
    chmodSync: (file, mode) => {
      if (fs.statSync(file).isDirectory()) order.push(`close ${Number(mode).toString(8)}`);
      realFiles.chmodSync(file, mode);
    },
  });
  const result = restore(place, {}, testWork(files).work);
  expect(result.isComplete).toBe(true);
  expect(order.filter((one) => /^close (?:400|600|0)$|^sync/.test(one))).toEqual([
    ...['sync deep.txt', 'sync own.txt'],
    ...['close 400', 'close 0', 'close 600'],
  ]);
  expect(modesAt(place.fresh)).toEqual(['400', '600', '0', 'own', 'deep']);
});

describe('what is no file in a store', () => {
  it('[UST-155] a pipe in the place of a data file is named, not waited for', () => {
    plant(place.old, { [`${documents}/a.txt`]: 'a' });
    capture(place);
    const data = dataFileOf(place.store, 'a');
    fs.rmSync(data);
    spawnSync('mkfifo', [data]);
    expect(verify(place).damaged).toMatchObject([{ kind: 'unreadable', detail: reason('not-a-file-any-more') }]);
    expect(restore(place)).toMatchObject({ missingCount: 1, missing: [{ cause: 'damagedInStore' }] });
  });

  it.each(['catalog.db', 'catalog.copy.db', 'catalog.sha256'])('[UST-155] %s too', (name) => {
    plant(place.old, { [`${documents}/a.txt`]: 'a' });
    capture(place);
    fs.rmSync(path.join(place.store, name));
    spawnSync('mkfifo', [path.join(place.store, name)]);
    expect(verify(place).catalogIsSound).toBe(false);
  });

  it('[UST-155] a pipe in the way at the destination is not waited for either', () => {
    plant(place.old, { [`${documents}/a.txt`]: 'a' });
    capture(place);
    fs.mkdirSync(path.join(place.fresh, documents), { recursive: true });
    spawnSync('mkfifo', [path.join(place.fresh, documents, 'a.txt')]);
    spawnSync('mkfifo', [path.join(place.fresh, '.waystation-attributes.json')]);
    expect(() => restore(place)).not.toThrow(/timed out/);
  });
});

describe('files with holes', () => {
  /** In KiB, as the disk counts it. */
  const spaceOf = (root: string): number =>
    fs
      .readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((name) => fs.lstatSync(path.join(root, name)).blocks / 2)
      .reduce((sum, one) => sum + one, 0);

  it('[UST-154] have them in the store and at the destination, and their content', () => {
    plant(place.old, { [`${documents}/disk.vhdx`]: '' });
    const disk = path.join(place.old, documents, 'disk.vhdx');
    fs.truncateSync(disk, 40 * 1024 * 1024);
    const descriptor = fs.openSync(disk, 'r+');
    fs.writeSync(descriptor, Buffer.from('beginning'), 0, 9, 10_000_001);
    fs.closeSync(descriptor);
    capture(place);
    restore(place);
    const copy = path.join(place.fresh, documents, 'disk.vhdx');
    expect(fs.readFileSync(copy).equals(fs.readFileSync(disk))).toBe(true);
    expect([spaceOf(place.store) < 1024, spaceOf(place.fresh) < 1024]).toEqual([true, true]);
    expect(verify(place).isSound).toBe(true);
  });

  it('[UST-158] need the space that they take', () => {
    plant(place.old, { [`${documents}/disk.vhdx`]: '' });
    fs.truncateSync(path.join(place.old, documents, 'disk.vhdx'), 40 * 1024 * 1024);
    const files = withFiles({
      statfsSync: ((folder: string) =>
        Object.assign(fs.statfsSync(folder), { bavail: 1024, bsize: 1024 })) as Files['statfsSync'],
    });
    expect(capture(place, {}, testWork(files).work).isComplete).toBe(true);
    expect(restore(place, {}, testWork(files).work).isComplete).toBe(true);
    plant(place.old, { [`${documents}/full.bin`]: Buffer.alloc(2 * 1024 * 1024, 1) });
    expect(() => capture(place, { overwrite: true }, testWork(files).work)).toThrow(/DISK_FULL/);
  });
});
