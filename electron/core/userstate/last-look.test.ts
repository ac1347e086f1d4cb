import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { realFiles } from '../ports/files-real.ts';
import { systemError } from '../ports/system-reason.ts';
import { syncWritten } from './last-look.ts';
import { makePlace, plant } from './test-device.contract.ts';

const place = makePlace();

/** Files that are synced one by one; `refusals` are told once, as a disk tells a failed write to the first who asks. */
function watch(refusals: Readonly<Record<string, string>> = {}) {
  const refused = new Map(Object.entries(refusals));
  const open = new Map<number, string>();
  const synced: string[] = [];
  const files: typeof realFiles = {
    ...realFiles,
    syncFileSystem: () => false,
    openSync: (file, ...rest) => {
      const name = path.relative(place.old, String(file));
      const code = refused.get(name);
      refused.delete(name);
      if (code !== undefined) throw systemError(code, 'open', String(file));
      const handle = realFiles.openSync(file, ...rest);
      open.set(handle, name);
      return handle;
    },
    fsyncSync: (handle) => {
      synced.push(open.get(handle) ?? '');
      realFiles.fsyncSync(handle);
    },
  };
  return { files, synced };
}

const written = ['first', 'gone', path.join('d', 'last')];
const paths = (): string[] => written.map((name) => path.join(place.old, name));

it('[UST-210] a file that is gone since it was written leaves none of the others unsynced', () => {
  plant(place.old, { first: '1', 'd/last': '2' });
  const { files, synced } = watch();
  syncWritten(files, place.old, paths());
  const folders = files.manner === 'windows' ? [] : ['', 'd'];
  expect([...new Set(synced)].sort()).toEqual(['first', path.join('d', 'last'), ...folders].sort());
  // After the file that was gone: what was synced before it is not all.
  expect(synced.lastIndexOf(path.join('d', 'last'))).toBeGreaterThan(synced.indexOf('first'));
});

it('[UST-210] each is synced once where all are there, and none where one pass does it', () => {
  plant(place.old, { first: '1', gone: 'not yet', 'd/last': '2' });
  const { files, synced } = watch();
  syncWritten(files, place.old, paths());
  expect(synced.filter((name) => written.includes(name))).toEqual(written);
  synced.length = 0;
  syncWritten({ ...files, syncFileSystem: () => true }, place.old, paths());
  expect(synced).toEqual([]);
});

it.each(['EIO', 'ENOSPC', 'EACCES'])('[UST-210] %s is no file that is gone: nothing is called durable', (code) => {
  plant(place.old, { first: '1', gone: '', 'd/last': '2' });
  const { files } = watch({ gone: code });
  expect(() => {
    syncWritten(files, place.old, paths());
  }).toThrow(code);
  fs.rmSync(path.join(place.old, 'gone'));
  expect(() => {
    syncWritten(watch({ [path.join('d', 'last')]: code }).files, place.old, paths());
  }).toThrow(code);
});
