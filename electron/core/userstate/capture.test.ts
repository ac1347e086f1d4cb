import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import { message } from '#shared/contract/message';
import { ATTRIBUTES_FILE, isOfSideCar, openAttributes } from '../devices/attributes.ts';
import type { Files } from '../ports/files.ts';
import { realFiles } from '../ports/files-real.ts';
import { failingFiles, systemError } from '../ports/fakes/faulty-files.ts';
import { nameBeside } from '../ports/whole-file.ts';
import { openCatalog } from './stores/catalog.ts';
import { capture, device, plant, testWork, makePlace, unnameable } from './test-device.contract.ts';
import { leaveOutOnWindows, reasons } from '../ports/fakes/on-windows.ts';

const place = makePlace();

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'nothing thrown';
}

/** The paths of the catalog, folders with a final backslash. */
function captured(): string[] {
  const catalog = openCatalog(realFiles, place.store);
  try {
    return catalog.objects().map(({ path: one, kind }) => (kind === 'folder' ? `${one}\\` : one));
  } finally {
    catalog.close();
  }
}

/** Files of which the named one cannot be opened. */
function locked(name: string): Files {
  return {
    ...realFiles,
    openSync: (file: fs.PathLike, ...rest: [fs.OpenMode]) => {
      if (path.basename(String(file)) === name) throw systemError('EACCES', 'open');
      return realFiles.openSync(file, ...rest);
    },
  };
}

describe('what a capture takes', () => {
  it('[UST-9] profiles with their root files, own folders and known folders, the shared profile, and nothing else', () => {
    plant(place.old, {
      'Users/Anna/Documents/a.txt': 'a',
      'Users/Anna/root.txt': 'r',
      'Users/Anna/Own/b.txt': 'b',
      'Users/Anna/Empty/': '',
      'Users/Anna/NTUSER.DAT': 'hive',
      'Users/Anna/ntuser.dat.LOG1': 'hive',
      'Users/Anna/AppData/Local/c.txt': 'c',
      'Users/Anna/Desktop/desktop.ini': 'd',
      'Users/Public/Documents/p.txt': 'p',
      'Users/Default/Documents/x.txt': 'x',
      'Windows/explorer.exe': 'w',
      'Data/y.txt': 'y',
    });
    const attributes = openAttributes(realFiles, place.old);
    attributes.set('Users\\Anna\\Desktop\\desktop.ini', { hidden: true, system: true });
    attributes.save();
    const result = capture(place);
    expect(captured()).toEqual([
      'C:\\Users\\Anna\\',
      'C:\\Users\\Anna\\root.txt',
      'C:\\Users\\Anna\\Desktop\\',
      'C:\\Users\\Anna\\Documents\\',
      'C:\\Users\\Anna\\Documents\\a.txt',
      'C:\\Users\\Anna\\Empty\\',
      'C:\\Users\\Anna\\Own\\',
      'C:\\Users\\Anna\\Own\\b.txt',
      'C:\\Users\\Public\\',
      'C:\\Users\\Public\\Documents\\',
      'C:\\Users\\Public\\Documents\\p.txt',
    ]);
    expect(result.leftOut.map(({ path: one, reason }) => `${reason} ${one}`).sort()).toEqual([
      'excludedByRule C:\\Users\\Anna\\AppData',
      'excludedByRule C:\\Users\\Anna\\NTUSER.DAT',
      'excludedByRule C:\\Users\\Anna\\ntuser.dat.LOG1',
      'hiddenAndSystem C:\\Users\\Anna\\Desktop\\desktop.ini',
    ]);
    expect([result.isComplete, result.exitCode, result.files, result.bytes]).toEqual([true, 0, 4, 4]);
  });

  it('[UST-10] says which rules stood in, and refuses what it cannot read', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a' });
    expect(capture(place, { ruleFiles: ['MigUser.xml'] }).notes).toEqual([
      message('notes:rule-file-replaced', { file: 'miguser.xml', rules: 'Waystation documents' }),
    ]);
    const refused = [['config.xml'], ['own.xml'], ['migapp.xml'], []];
    expect(refused.map((ruleFiles) => codeOf(() => capture(place, { ruleFiles, overwrite: true })))).toEqual(
      Array(4).fill('STATE_RULES_REFUSED'),
    );
  });

  it('[UST-12] no profiles of nobody', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/defaultuser0/a.txt': 'a', 'Users/Default User/a.txt': 'a' });
    expect(capture(place).perUser.map(({ user }) => user)).toEqual(['Anna']);
  });

  it('[UST-272] and says where one of those has files that somebody put there', () => {
    plant(place.old, {
      'Users/Anna/a.txt': 'a',
      'Users/WDAGUtilityAccount/Documents/deep/plan.txt': 'a',
      'Users/Default/NTUSER.DAT': 'a',
      'Users/Default/NTUSER.DAT.LOG1': 'a',
      'Users/Default/AppData/Local/x.bin': 'a',
      'Users/Default/Desktop/desktop.ini': 'a',
      'Users/defaultuser0/Documents/': '',
    });
    const { notes, isComplete } = capture(place);
    const path = 'C:\\Users\\WDAGUtilityAccount';
    expect(notes.filter((note) => typeof note === 'object' && note.say === 'notes:nobodys-files')).toEqual([
      message('notes:nobodys-files', { path }),
    ]);
    expect(isComplete).toBe(true);
  });

  it.each([[['anna']], [['HARBOUR\\Anna']], [['ANNA', '*a']]])(
    '[UST-13] only the chosen users %j, and the shared profile',
    (users) => {
      plant(place.old, { 'Users/Anna/a': '1', 'Users/Bert/b': '22', 'Users/Public/c': '333' });
      expect(capture(place, { users }).perUser.map(({ user, bytes }) => [user, bytes])).toEqual([
        ['Anna', 1],
        ['Public', 3],
      ]);
    },
  );

  it('[UST-13] nobody of another domain', () => {
    plant(place.old, { 'Users/Anna/a': '1', 'Users/Bert/b': '2' });
    const { perUser } = capture(place, { users: ['OTHER\\Anna', 'Bert'] });
    expect(perUser.filter(({ files }) => files > 0).map(({ user }) => user)).toEqual(['Bert']);
  });

  it('[UST-14] with the rule, the pattern and the known folder that decided', () => {
    plant(place.old, { 'Users/Anna/Documents/x/a.txt': 'a' });
    capture(place);
    const catalog = openCatalog(realFiles, place.store);
    const row = catalog.page({ storePath: place.store, offset: 0, limit: 10, kind: 'file' }).objects[0];
    const object = catalog.objects().find(({ kind }) => kind === 'file');
    catalog.close();
    expect([row?.ruleId, row?.pattern, object?.knownFolder, object?.relativePath]).toEqual([
      'user.documents',
      'C:\\Users\\Anna\\Documents\\* [*]',
      'documents',
      'x\\a.txt',
    ]);
  });

  it('[UST-15] links as links, without what is behind them', (context) => {
    leaveOutOnWindows(context, reasons.links);
    plant(place.old, { 'Users/Anna/a.txt': 'a' });
    plant(place.folder, { 'secret/s.txt': 's' });
    fs.symlinkSync(path.join(place.folder, 'secret'), path.join(place.old, 'Users/Anna/link'));
    execFileSync('mkfifo', [path.join(place.old, 'Users/Anna/pipe')]);
    const result = capture(place);
    expect([result.files, result.links, result.isComplete, result.leftOut[0]?.reason]).toEqual([
      1,
      1,
      true,
      'specialFile',
    ]);
  });

  it('[UST-16] not what Windows could not name, and says so', () => {
    plant(place.old, { [unnameable('Users/Anna/a')]: 'a', 'Users/Anna/ok.txt': 'b', 'Users/Anna/con': 'c' });
    const result = capture(place);
    expect([result.files, result.missingCount, result.exitCode]).toEqual([1, 2, 3]);
    expect(codeOf(() => capture(place, { overwrite: true, continueOnLockedFiles: false }))).toBe(
      'CAPTURE_FILE_UNREADABLE',
    );
  });

  it('[UST-17] empty files and folders, long and foreign names', () => {
    const long = `Users/Anna/${'a folder with quite a long name/'.repeat(9)}file.txt`;
    plant(place.old, { [long]: 'x', 'Users/Anna/empty.txt': '', 'Users/Anna/Пусто/': '', 'Users/Anna/港.txt': 'y' });
    const result = capture(place);
    expect([result.files, result.isComplete, captured().includes('C:\\Users\\Anna\\Пусто\\')]).toEqual([3, true, true]);
    expect(captured().some((one) => one.length > 260)).toBe(true);
  });

  it('[UST-18] redirected folders from where they lie, and names those that cannot be reached', () => {
    const other = path.join(place.folder, 'd');
    plant(other, { 'Docs/a.txt': 'a' });
    plant(place.old, { 'Users/Anna/b.txt': 'b' });
    const fact = { userName: 'Anna', accountKind: 'domain' as const };
    const folders = { documents: 'D:\\Docs', music: 'E:\\Music' };
    const one = { name: 'PC', drives: { 'C:': place.old, 'D:': other }, accounts: [{ ...fact, folders }] };
    const result = capture(place, { device: one });
    expect(captured()).toContain('D:\\Docs\\a.txt');
    expect(result.leftOut.map(({ path: where, reason }) => [where, reason])).toEqual([['E:\\Music', 'unreadable']]);
    expect(result.exitCode).toBe(3);
  });

  it('[UST-120] neither the side-car of a drive nor what a killed process left beside it', () => {
    const beside = path.basename(nameBeside(path.join(place.old, ATTRIBUTES_FILE)));
    const names = [ATTRIBUTES_FILE, `${ATTRIBUTES_FILE}.new`, beside, 'a.txt', 'a.partial'];
    expect(names.map(isOfSideCar)).toEqual([true, true, true, false, false]);
  });

  it('[UST-19] not the store that lies in a profile', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a' });
    const storePath = path.join(place.old, 'Users/Anna/store');
    capture(place, { storePath });
    expect(capture(place, { storePath, overwrite: true }).files).toBe(1);
  });
});

describe('the store that a capture writes', () => {
  it('[UST-21] takes one writer at a time', () => {
    plant(place.old, { 'Users/Anna/': '' });
    fs.mkdirSync(path.dirname(place.store));
    const other = realFiles.openDatabase(`${place.store}.lock`, {});
    other.exec('BEGIN EXCLUSIVE');
    expect(codeOf(() => capture(place))).toBe('STATE_STORE_IN_USE');
    other.close();
    expect(codeOf(() => capture(place))).toBe('nothing thrown');
  });

  it('[UST-22] is in a folder below a root', () => {
    const paths = ['', '   ', '/', place.old, 'relative/store'];
    expect(paths.map((storePath) => codeOf(() => capture(place, { storePath })))).toEqual([
      'STATE_STORE_PATH_MISSING',
      'STATE_STORE_PATH_MISSING',
      'STATE_STORE_PATH_ROOT',
      'STATE_STORE_PATH_ROOT',
      'PATH_INVALID',
    ]);
  });

  it('[UST-23] is replaced only when asked, and only by a complete one', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a' });
    const first = capture(place).storeId;
    expect(codeOf(() => capture(place))).toBe('STATE_STORE_EXISTS');
    expect(codeOf(() => capture(place, { overwrite: true }, testWork(realFiles, 3).work))).toBe('CANCELLED');
    const idOf = (): string => {
      const catalog = openCatalog(realFiles, place.store);
      catalog.close();
      return catalog.meta.storeId;
    };
    expect(idOf()).toBe(first);
    const second = capture(place, { overwrite: true }).storeId;
    expect([idOf(), fs.readdirSync(path.dirname(place.store))]).toEqual([second, ['store']]);
    // A kill between the two renames of a replacement.
    fs.renameSync(place.store, `${place.store}.replaced`);
    expect(idOf()).toBe(second);
  });

  it('[UST-24] never takes the place of other things', () => {
    plant(place.store, { 'thesis.txt': 'mine' });
    expect([codeOf(() => capture(place)), codeOf(() => capture(place, { overwrite: true }))]).toEqual([
      'STATE_STORE_EXISTS',
      'STATE_STORE_FOREIGN',
    ]);
    expect(fs.readFileSync(path.join(place.store, 'thesis.txt'), 'utf8')).toBe('mine');
  });

  it('[UST-23] takes the place of an empty folder', () => {
    plant(place.old, { 'Users/Anna/': '' });
    fs.mkdirSync(place.store, { recursive: true });
    expect(capture(place).isComplete).toBe(true);
  });

  it('[UST-28] holds size, time to the microsecond, attributes and hash of large and small files', () => {
    const large = Buffer.alloc(9_000_001, 'waystation');
    plant(place.old, { 'Users/Anna/large.bin': large, 'Users/Anna/exact.bin': large.subarray(0, 4 * 1024 * 1024) });
    fs.utimesSync(path.join(place.old, 'Users/Anna/large.bin'), 1.5e9 + 0.123456, 1.5e9 + 0.123456);
    fs.chmodSync(path.join(place.old, 'Users/Anna/large.bin'), 0o444);
    capture(place);
    const catalog = openCatalog(realFiles, place.store);
    const one = catalog.objects().find(({ size }) => size === large.length);
    catalog.close();
    expect([one?.modifiedUs, one?.attributes.readOnly]).toEqual([1_500_000_000_123_456, true]);
    expect(fs.readFileSync(path.join(place.store, 'data', one?.data ?? '')).equals(large)).toBe(true);
  });

  it('[UST-28] reads a file again that changed meanwhile, and leaves out one that keeps changing', () => {
    plant(place.old, { 'Users/Anna/log.txt': 'x' });
    const busy = path.join(place.old, 'Users/Anna/log.txt');
    const growing = (times: number): Files => ({
      ...realFiles,
      writeSync: ((...parameters: [number, Buffer, number, number]) => {
        if (times > 0) fs.appendFileSync(busy, 'x');
        times -= 1;
        return realFiles.writeSync(...parameters);
      }) as Files['writeSync'],
    });
    expect(capture(place, {}, testWork(growing(1)).work).isComplete).toBe(true);
    const result = capture(place, { overwrite: true }, testWork(growing(5)).work);
    expect(result.leftOut.map(({ reason }) => reason)).toEqual(['changedWhileReading']);
  });

  it('[UST-29] is refused with both numbers when the space is too small', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'x'.repeat(10_000) });
    const statfsSync = (() => ({ bavail: 2, bsize: 4096 })) as unknown as Files['statfsSync'];
    try {
      capture(place, {}, testWork({ ...realFiles, statfsSync }).work);
      expect.unreachable();
    } catch (error) {
      expect([(error as AppError).code, (error as AppError).details['free']]).toEqual(['DISK_FULL', 8192]);
      expect(Number((error as AppError).details['needed'])).toBeGreaterThan(10_000);
    }
    expect(fs.readdirSync(path.dirname(place.store))).toEqual([]);
  });

  it('[UST-29] leaves nothing when the disk becomes full on the way', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Anna/b.txt': 'b' });
    const { files } = failingFiles(realFiles, ['writeSync'], 2, 'ENOSPC', true);
    expect(codeOf(() => capture(place, {}, testWork(files).work))).toBe('DISK_FULL');
    expect(fs.readdirSync(path.dirname(place.store))).toEqual([]);
  });

  it('[UST-30] goes on without an unreadable file and names it, or stops at it', () => {
    plant(place.old, { 'Users/Anna/locked.txt': 'a', 'Users/Anna/b.txt': 'b' });
    const { work } = testWork(locked('locked.txt'));
    const result = capture(place, {}, work);
    expect([
      result.files,
      result.missingCount,
      result.exitCode,
      result.leftOut[0]?.path,
      result.leftOut[0]?.detail,
    ]).toEqual([1, 1, 3, 'C:\\Users\\Anna\\locked.txt', message('reasons:system.EACCES')]);
    expect(
      codeOf(() =>
        capture(place, { overwrite: true, continueOnLockedFiles: false }, testWork(locked('locked.txt')).work),
      ),
    ).toBe('CAPTURE_FILE_UNREADABLE');
  });

  it('[UST-31] is gone when the capture was cancelled, at whatever moment', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Anna/b/c.txt': 'b' });
    let rounds = 0;
    for (let after = 0; after < 100; after += 1) {
      if (codeOf(() => capture(place, {}, testWork(realFiles, after).work)) === 'nothing thrown') break;
      expect(fs.readdirSync(path.dirname(place.store))).toEqual([]);
      rounds += 1;
    }
    expect(rounds).toBeGreaterThan(5);
    const catalog = openCatalog(realFiles, place.store);
    expect(catalog.summary().isComplete).toBe(true);
    catalog.close();
  });

  it('[UST-33] reports counts that only grow, and the whole at the end', () => {
    plant(
      place.old,
      Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`Users/Anna/f${index}.txt`, 'abc'])),
    );
    const { work, progress } = testWork();
    capture(place, {}, work);
    const copying = progress.filter(({ phase }) => phase === 'copying');
    expect(copying.at(-1)).toMatchObject({ files: 300, bytes: 900, totalFiles: 300, totalBytes: 900 });
    const counts = copying.map(({ files }) => files);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(progress.length).toBeLessThan(60);
  });

  it('[UST-19] works from a device that has facts about itself', () => {
    plant(place.old, { 'Profiles/Anna/a.txt': 'a' });
    expect(capture(place, { device: device(place.old, { profilesFolder: 'C:\\profiles\\' }) }).files).toBe(1);
  });
});
