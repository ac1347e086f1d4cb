import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAttributes } from '../devices/attributes.ts';
import { createWindowsFiles } from '../ports/fakes/windows-files.ts';
import type { Files } from '../ports/files.ts';
import { realFiles } from '../ports/files-real.ts';
import { capture, makePlace, picture, pictureLike, plant, restore, testWork } from './test-device.contract.ts';

const place = makePlace();

/** Windows itself where it is, its double elsewhere; the double also tells what was left open. */
function windows() {
  if (realFiles.manner === 'windows') return { files: realFiles, hold: null, deny: null, openPaths: () => [] };
  return createWindowsFiles();
}

describe('user state in the manner of Windows', () => {
  it('[UST-55] a capture ends well, leaves no lock and nothing open, and replaces a store', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Public/b.txt': 'b' });
    const { files, openPaths } = windows();
    const results = [false, true].map((overwrite) => capture(place, { overwrite }, testWork(files).work));
    expect(results.map(({ isComplete, files: count }) => [isComplete, count])).toEqual([
      [true, 2],
      [true, 2],
    ]);
    expect([fs.readdirSync(path.dirname(place.store)), openPaths()]).toEqual([['store'], []]);
  });

  it('[UST-55] a writer who came between keeps his lock, and the capture before him is no failure', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a' });
    const { files } = windows();
    const lock = `${place.store}.lock`;
    let second: ReturnType<typeof files.openDatabase> | undefined;
    // Between closing and removing: the second writer opens the file just before the first one removes it.
    const racing = {
      ...files,
      rmSync: (...[target, options]: Parameters<typeof files.rmSync>) => {
        if (target === lock) second = files.openDatabase(lock, { timeout: 0 });
        files.rmSync(target, options);
      },
    };
    const result = capture(place, {}, testWork(racing).work);
    second?.exec('BEGIN EXCLUSIVE');
    expect([result.isComplete, fs.existsSync(lock)]).toEqual([true, true]);
    expect(() => capture(place, { overwrite: true }, testWork(files).work)).toThrow('STATE_STORE_IN_USE');
    second?.close();
  });

  it('[UST-56] read-only files are restored, durable and read-only, in the midst of others', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Anna/read only.txt': 'r', 'Users/Anna/z.txt': 'z' });
    fs.chmodSync(path.join(place.old, 'Users/Anna/read only.txt'), 0o444);
    const { files, openPaths } = windows();
    const synced: string[] = [];
    const watched = {
      ...files,
      fsyncSync: (descriptor: number) => {
        files.fsyncSync(descriptor);
        synced.push(String(descriptor));
      },
    };
    capture(place, {}, testWork(files).work);
    const result = restore(place, {}, testWork(watched).work);
    expect([result.isComplete, result.files, openPaths()]).toEqual([true, 3, []]);
    expect(synced.length).toBeGreaterThanOrEqual(3);
    const wanted = picture(place.old, 'Users');
    expect(pictureLike(wanted, place.fresh, 'Users')).toEqual(wanted);
    expect(restore(place, {}, testWork(files).work).alreadyThere).toBe(3);
  });

  it('[UST-57] a repeated restore gives attributes to files whose times came back a microsecond off, and dates before 1970 stay', () => {
    const names = Array.from({ length: 30 }, (_, index) => `f${index}.txt`);
    plant(place.old, Object.fromEntries(names.map((name) => [`Users/Anna/${name}`, name])));
    const attributes = openAttributes(realFiles, place.old);
    for (const [index, name] of names.entries()) {
      const time = 1_700_000_000 + index * 1.2345678;
      fs.utimesSync(path.join(place.old, 'Users/Anna', name), time, time);
      attributes.set(`Users\\Anna\\${name}`, { hidden: true, system: false });
    }
    attributes.save();
    const early = new Date(-150_000_000_123);
    fs.utimesSync(path.join(place.old, 'Users/Anna/f0.txt'), early, early);
    const { files } = windows();
    capture(place);
    restore(place, {}, testWork(files).work);
    const wanted = picture(place.old, 'Users');
    expect(pictureLike(wanted, place.fresh, 'Users', files)).toEqual(wanted);
    // As a restore that was stopped before it could keep the attributes.
    const plain = { hidden: false, system: false, readOnly: false, createdUs: null };
    for (const name of names) files.writeFacts(path.join(place.fresh, 'Users/Anna', name), plain);
    expect(restore(place, {}, testWork(files).work).alreadyThere).toBe(30);
    expect(pictureLike(wanted, place.fresh, 'Users', files)).toEqual(wanted);
  });

  it('[UST-58] what was restored is synced, also when the drive is the root of a file system', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Anna/Documents/b.txt': 'b' });
    capture(place);
    const { files } = windows();
    const root = path.parse(place.fresh).root;
    const inRoot = (target: string): string => path.join(root, path.relative(place.fresh, target));
    const real = (target: string): string =>
      target.startsWith(place.folder) ? target : path.join(place.fresh, path.relative(root, target));
    // The drive is named as a root, as a disk in a dock is; its content lies in the test's folder.
    const mapped = rooted(files, real);
    const synced: string[] = [];
    const watched = {
      ...mapped,
      openSync: (target: string, flags: string | number) => {
        if (flags === 'r+' || flags === 'r') synced.push(path.basename(target));
        return mapped.openSync(target, flags);
      },
    };
    restore(place, { device: { name: 'NEW', drives: { 'C:': root }, accounts: [] } }, testWork(watched as Files).work);
    expect([synced.includes('a.txt'), synced.includes('b.txt'), fs.existsSync(inRoot('Users'))]).toEqual([
      true,
      true,
      false,
    ]);
    expect(fs.readFileSync(path.join(place.fresh, 'Users/Anna/Documents/b.txt'), 'utf8')).toBe('b');
  });
});

/** Files whose every path is looked up by `real`. */
function rooted(files: Files, real: (target: string) => string): Files {
  const paths = [
    'lstatSync',
    'statSync',
    'statfsSync',
    'readdirSync',
    'mkdirSync',
    'rmdirSync',
    'rmSync',
    'unlinkSync',
    'utimesSync',
    'lutimesSync',
    'chmodSync',
    'existsSync',
    'openSync',
    'openDatabase',
    'readFolderFacts',
    'writeFacts',
    'readStreams',
    'readStream',
    'writeStream',
    'hasOwnPermissions',
  ] as const;
  const mapped = Object.fromEntries(
    paths.map((name) => {
      const call = files[name] as (target: string, ...rest: unknown[]) => unknown;
      return [name, (target: string, ...rest: unknown[]) => call(real(target), ...rest)];
    }),
  );
  const renameSync: Files['renameSync'] = (from, to) => {
    files.renameSync(real(String(from)), real(String(to)));
  };
  return { ...files, ...mapped, renameSync, realpathSync: ((target: string) => target) as Files['realpathSync'] };
}
