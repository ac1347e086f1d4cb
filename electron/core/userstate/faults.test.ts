import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import { failingFiles, systemError } from '../ports/fakes/faulty-files.ts';
import { isWindows } from '../ports/fakes/on-windows.ts';
import type { Files } from '../ports/files.ts';
import { realFiles } from '../ports/files-real.ts';
import { PLANNED_ACCOUNTS_FILE } from './accounts.ts';
import { killCaptures, killRestores, plantMany } from './kill-loop.contract.ts';
import { openCatalog } from './stores/catalog.ts';
import {
  capture,
  device,
  picture,
  pictureLike,
  plant,
  restore,
  testWork,
  makePlace,
  verify,
} from './test-device.contract.ts';

const place = makePlace();

/** Under Wine a round takes half a second: there every seventh call fails, which comes by all kinds of them. */
const stride = isWindows ? 7 : 1;

const watched: (keyof Files)[] = [
  ...([
    'openSync',
    'readSync',
    'writeSync',
    'fsyncSync',
    'fstatSync',
    'lstatSync',
    'readdirSync',
    'mkdirSync',
  ] as const),
  ...(['renameSync', 'realpathSync', 'statfsSync', 'syncFileSystem'] as const),
];

/** These loops look at what a failing call leaves, not at durability; a sync of the whole disk each time is slow. */
const quickFiles: Files = { ...realFiles, syncFileSystem: () => true };

/** Whether there is a store; throws when there is something that is neither a store nor nothing. */
function isStoreThere(): boolean {
  try {
    openCatalog(realFiles, place.store).close();
    return true;
  } catch (error) {
    const isAbsent =
      error instanceof AppError && ['STATE_STORE_NOT_FOUND', 'STATE_STORE_INCOMPLETE'].includes(error.code);
    if (!isAbsent) throw error;
    return false;
  }
}

function plantSome(): void {
  plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Anna/Documents/b.txt': 'bb', 'Users/Public/c.txt': 'ccc' });
}

describe('faults', () => {
  it('[UST-41] a destination that takes nothing is told file by file, with the record of accounts', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a' });
    capture(place);
    const isWriting = (flags: unknown): boolean => typeof flags === 'string' && flags !== 'r';
    const readOnly: Files = {
      ...realFiles,
      openSync(file, flags, mode) {
        const isThere = [place.fresh, '/proc/self/fd/'].some((folder) => String(file).startsWith(folder));
        if (isWriting(flags) && isThere) throw systemError('EROFS', 'open');
        return realFiles.openSync(file, flags, mode);
      },
      mkdirSync: () => {
        throw systemError('EROFS', 'mkdir');
      },
    };
    const target = device(place.fresh, { accounts: [] });
    const result = restore(place, { device: target }, testWork(readOnly).work);
    expect([result.exitCode, result.missing.map(({ path, cause }) => [path, cause])]).toEqual([
      3,
      [
        ['C:\\Users\\Anna', 'writeFailed'],
        ['C:\\Users\\Anna\\a.txt', 'writeFailed'],
        [`C:\\${PLANNED_ACCOUNTS_FILE}`, 'writeFailed'],
      ],
    ]);
    expect(() => restore(place, { continueOnRestore: false }, testWork(readOnly).work)).toThrow(/RESTORE_FILE_FAILED/);
  });

  it.each(['EIO', 'ENOSPC', 'EACCES'])(
    '[UST-32] the store is complete or absent whichever call fails with %s',
    (code) => {
      plantSome();
      let failAt = 1;
      for (; failAt < 500; failAt += stride) {
        const { files, calls } = failingFiles(quickFiles, watched, failAt, code);
        let outcome: 'thrown' | 'complete' | 'incomplete' = 'thrown';
        try {
          outcome = capture(place, {}, testWork(files).work).isComplete ? 'complete' : 'incomplete';
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code === undefined) throw error;
        }
        // A capture that says it is done has a store; one that failed has none, or failed after the store was whole.
        const isThere = isStoreThere();
        expect([isThere || outcome === 'thrown', !isThere || verify(place).isSound]).toEqual([true, true]);
        if (outcome === 'complete') expect(verify(place).checkedFiles).toBe(3);
        fs.rmSync(place.store, { recursive: true, force: true });
        if (calls() < failAt) break;
      }
      expect([failAt > 40, failAt < 500, capture(place).isComplete]).toEqual([true, true, true]);
    },
  );

  it('[UST-23] an old store survives whichever call fails while it is replaced', () => {
    plantSome();
    capture(place);
    let failAt = 1;
    for (; failAt < 500; failAt += stride) {
      const { files, calls } = failingFiles(quickFiles, watched, failAt, 'EIO');
      try {
        capture(place, { overwrite: true }, testWork(files).work);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      }
      expect(verify(place).isSound).toBe(true);
      if (calls() < failAt) break;
    }
    expect(failAt).toBeGreaterThan(40);
  });

  it('[UST-44] a restore is repeated safely whichever call failed', () => {
    plantSome();
    capture(place);
    const wanted = picture(place.old, 'Users');
    let failAt = 1;
    for (; failAt < 500; failAt += stride) {
      const { files, calls } = failingFiles(quickFiles, watched, failAt, 'EIO');
      try {
        restore(place, {}, testWork(files).work);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      }
      for (const [name, found] of Object.entries(pictureLike(wanted, place.fresh, 'Users'))) {
        if (!found.startsWith('folder')) expect(found).toBe(wanted[name]);
      }
      expect(restore(place).isComplete).toBe(true);
      fs.rmSync(place.fresh, { recursive: true });
      fs.mkdirSync(place.fresh);
      if (calls() < failAt) break;
    }
    expect(failAt).toBeGreaterThan(30);
  });

  it('[UST-20] a killed capture leaves a complete store or none', async () => {
    plantMany(place, 400);
    const { killed, finished } = await killCaptures(place, 6, 150);
    expect(killed + finished).toBe(6);
  });

  it('[UST-44] a killed restore leaves whole files only', async () => {
    plantMany(place, 400);
    const { killed, finished } = await killRestores(place, 4, 150);
    expect(killed + finished).toBe(4);
  });
});
