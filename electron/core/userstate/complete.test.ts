import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import { message, reason } from '#shared/contract/message';
import type { CaptureResult, RestoreResult } from '#shared/model/user-state';
import { isWindows, isWine, leaveOutOnWindows, reasons } from '../ports/fakes/on-windows.ts';
import { realFiles } from '../ports/files-real.ts';
import { systemError } from '../ports/system-reason.ts';
import {
  anna,
  capture,
  device,
  filesOn,
  makePlace,
  missingOf,
  plant,
  restore,
  testWork,
} from './test-device.contract.ts';

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

const said = ({ missing }: RestoreResult): string[] => missing.map(({ cause, path: one }) => `${cause} ${one}`);

const storesOf = ({ leftOut }: CaptureResult): string[] =>
  leftOut.filter(({ reason: why }) => why === 'stateStore').map(({ path: one }) => path.win32.basename(one));

describe('whose files a capture is of', () => {
  it.each([{}, { 'C/Users/Anna/Documents/a.txt': 'a' }, { 'Users/Public/p.txt': 'p' }, { 'Users/Default/d.txt': 'd' }])(
    '[UST-130] a device without a profile fails: %j',
    (files) => {
      plant(place.old, { 'Windows/': '', ...files });
      expect(codeOf(() => capture(place))).toBe('STATE_NO_PROFILES');
      expect(fs.existsSync(place.store)).toBe(false);
    },
  );

  it('[UST-131] accounts that match nobody are named, in capture and restore', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Bert/b.txt': 'b' });
    const result = capture(place, { users: ['Anna', 'OTHER\\anna', 'nobody'] });
    expect(missingOf(result)).toEqual(['accountNotFound C:\\Users\\anna', 'accountNotFound C:\\Users\\nobody']);
    expect([result.isComplete, result.exitCode, result.files]).toEqual([false, 3, 1]);
    const perUser = result.perUser.map(({ missing = 0 }) => missing).reduce((sum, one) => sum + one, 0);
    expect(perUser).toBe(result.missingCount);
    expect(said(restore(place))).toEqual(['notCaptured C:\\Users\\anna', 'notCaptured C:\\Users\\nobody']);
    expect(said(restore(place, { users: ['HARBOUR\\Anna'] }))).toEqual([]);
    expect(said(restore(place, { users: ['HARBOUR\\Anna', 'Dora'] }))).toEqual(['notCaptured C:\\Users\\Dora']);
  });

  it('[UST-131] a choice of which nobody is there fails', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a' });
    expect(codeOf(() => capture(place, { users: ['nobody', 'X\\*'] }))).toBe('STATE_ACCOUNTS_NOT_FOUND');
  });

  it.each([
    [['DOM\\anna'], ['anna.DOM', 'anna.DOM.000', 'anna']],
    [['DOM\\*'], ['anna.DOM', 'anna.DOM.000', 'anna', 'bert', 'berta']],
    [['*t'], ['bert']],
    [['b*r*'], ['bert', 'berta']],
    [['*'], ['anna.DOM', 'anna.DOM.000', 'anna', 'bert', 'berta']],
  ])('[UST-131] %j means %j', (users, wanted) => {
    for (const name of ['anna.DOM', 'anna.DOM.000', 'anna', 'bert', 'berta'])
      plant(place.old, { [`Users/${name}/f`]: name });
    const result = capture(place, { users, device: device(place.old, { accounts: [] }) });
    expect(result.perUser.map(({ user }) => user).sort()).toEqual([...wanted].sort());
    expect(result.isComplete).toBe(true);
  });

  it('[UST-133] profiles in a second place are named', () => {
    plant(place.old, { 'c/Users/Anna/a.txt': 'a', 'c/Windows.old/Users/Old/AppData/o': 'o', 'c/Data/Users/x/y': '' });
    plant(place.old, { 'd/Users/Dora/d.txt': 'd', 'd/Users/Default/x': '' });
    const drives = { 'C:': path.join(place.old, 'c'), 'D:': path.join(place.old, 'd') };
    const result = capture(place, { device: device('', { drives }) });
    expect(missingOf(result)).toEqual(['unreadable C:\\Windows.old\\Users\\Old', 'unreadable D:\\Users\\Dora']);
    expect(said(restore(place)).length).toBe(2);
  });

  it('[UST-206] an account whose profile is said to be the folder of profiles is missing too', () => {
    plant(place.old, { 'Users/Bert/b.txt': 'b' });
    const accounts = [{ userName: 'Aaa', accountKind: 'local' as const, profilePath: 'C:\\users' }];
    const result = capture(place, { device: device(place.old, { accounts }) });
    expect(missingOf(result)).toEqual(['unreadable C:\\Users']);
    expect(result.perUser.map(({ user, files }) => `${user} ${String(files)}`)).toEqual(['Bert 1', 'Aaa 0']);
  });

  it('[UST-207] a known folder that was redirected to where nothing is, is missing by its name', () => {
    plant(place.old, { 'c/Users/Anna/a.txt': 'a', 'd/Music/m.mp3': 'm' });
    const drives = { 'C:': path.join(place.old, 'c'), 'D:': path.join(place.old, 'd') };
    const folders = {
      ...{ documents: 'D:\\Gone', music: 'D:\\Music', videos: 'C:\\Users\\Anna\\Videos' },
      ...{ pictures: 'D:\\Music\\Pictures', desktop: 'E:\\Desktop', profile: 'C:\\Users\\Anna' },
    };
    const result = capture(place, { device: device('', { drives, accounts: [{ ...anna, folders }] }) });
    expect(missingOf(result).sort()).toEqual(
      ['D:\\Gone', 'D:\\Music\\Pictures', 'E:\\Desktop'].map((one) => `unreadable ${one}`),
    );
    expect([result.isComplete, result.exitCode, result.files]).toEqual([false, 3, 2]);
    expect(result.leftOut.find(({ path: one }) => one === 'D:\\Gone')?.detail).toEqual(
      reason('folder-not-there', { folder: 'D:\\Gone' }),
    );
  });

  it('[UST-138] a profile whose account says that it lies elsewhere is named, and so is a place of nothing', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Moved/Anna/b.txt': 'b', 'Users/Bert/c.txt': 'c' });
    const account = (profilePath: string) => ({ userName: 'Anna', accountKind: 'local' as const, profilePath });
    const moved = account('C:\\Moved\\Anna');
    const tell = (accounts: readonly (typeof moved)[], more = {}) =>
      missingOf(capture(place, { device: device(place.old, { accounts, ...more }), overwrite: true }));
    expect(tell([moved])).toEqual(['nameNotPossible C:\\Users\\Anna']);
    expect(tell([moved, account('C:\\users\\anna')])).toEqual(['nameNotPossible C:\\Users\\Anna']);
    expect(tell([account('C:\\Users\\Anna')])).toEqual([]);
    const gone = { ...account('C:\\Gone'), userName: 'Dora' };
    expect(tell([gone])).toEqual(['unreadable C:\\Gone']);
    expect(tell([moved, gone], { isThisComputer: true })).toEqual([]);
  });

  it('[UST-138] a folder of profiles that nobody may list is named', () => {
    plant(place.old, { 'c/Users/Anna/a.txt': 'a', 'c/Old/Users/Vera/v.txt': 'v', 'd/Users/Dora/d.txt': 'd' });
    const drives = { 'C:': path.join(place.old, 'c'), 'D:': path.join(place.old, 'd') };
    const closed = [path.join(drives['D:'], 'Users'), path.join(drives['C:'], 'Old', 'Users', 'Vera')];
    const readdirSync = ((folder: string, ...rest: []) => {
      if (closed.includes(folder)) throw systemError('EACCES', 'scandir', folder);
      return realFiles.readdirSync(folder, ...rest);
    }) as typeof realFiles.readdirSync;
    const { work } = testWork({ ...realFiles, readdirSync });
    const result = capture(place, { device: device('', { drives }) }, work);
    expect(missingOf(result)).toEqual(['unreadable C:\\Old\\Users\\Vera', 'unreadable D:\\Users']);
  });
});

describe('links in the place of what is wanted', () => {
  it('[UST-132] known folders and profiles are followed inside of the drives of the device', (context) => {
    leaveOutOnWindows(context, reasons.links);
    plant(place.old, {
      'c/Users/Anna/Desktop/d.txt': 'd',
      'c/Data/anna/a.txt': 'a',
      'd/Moved/Vera/Documents/v.txt': 'v',
    });
    plant(place.old, { 'd/Pictures/p.jpg': 'p', 'c/Users/Anna/Camera/c.jpg': 'c', 'd/Win/w.mp4': 'w' });
    const users = path.join(place.old, 'c/Users');
    fs.symlinkSync('../../Data/anna', path.join(users, 'Anna/Documents'));
    fs.symlinkSync(path.join(place.old, 'd/Pictures'), path.join(users, 'Anna/Pictures'));
    fs.symlinkSync('Camera', path.join(users, 'Anna/Music'));
    fs.symlinkSync('D:\\Win', path.join(users, 'Anna/Videos'));
    fs.symlinkSync(path.join(place.old, 'd/Moved/Vera'), path.join(users, 'Vera'));
    const drives = { 'C:': path.join(place.old, 'c'), 'D:': path.join(place.old, 'd') };
    const result = capture(place, { device: device('', { drives }) });
    expect([missingOf(result), result.isComplete]).toEqual([[], true]);
    expect(restore(place).isComplete).toBe(true);
    expect(filesOn(path.join(place.fresh, 'Users'))).toEqual([
      'Anna/Desktop/d.txt',
      'Anna/Documents/a.txt',
      'Anna/Music/c.jpg',
      'Anna/Pictures/p.jpg',
      'Anna/Videos/w.mp4',
      'Vera/Documents/v.txt',
    ]);
  });

  it('[UST-132] what leads out, to nothing, in a circle or to another person is missing by its name', (context) => {
    leaveOutOnWindows(context, reasons.links);
    plant(place.folder, { 'elsewhere/x.txt': 'x' });
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Bert/Documents/b.txt': 'b' });
    const link = (target: string, name: string): void => fs.symlinkSync(target, path.join(place.old, 'Users', name));
    link(path.join(place.folder, 'elsewhere'), 'Anna/Documents');
    link('nowhere', 'Anna/Music');
    link('Pictures', 'Anna/Pictures');
    link('../Bert/Documents', 'Anna/Videos');
    link('Bert', 'Zoe');
    link(path.join(place.folder, 'elsewhere'), 'Wim');
    const result = capture(place);
    expect(missingOf(result).sort()).toEqual(
      ['Anna\\Documents', 'Anna\\Music', 'Anna\\Pictures', 'Anna\\Videos', 'Wim', 'Zoe'].map(
        (one) => `unreadable C:\\Users\\${one}`,
      ),
    );
    const restored = restore(place);
    expect(said(restored).length).toBe(6);
    // [UI-661] No access helps where a link leads out.
    const advice = restored.missing.filter(({ path: one }) => /Documents$|Music$/.test(one));
    expect(advice.map(({ remedy }) => remedy)).toEqual(Array(2).fill(message('notes:remedy-copy-linked')));
  });

  it('[UST-136] a link in the way on the destination is the cause that is told, with its place', (context) => {
    leaveOutOnWindows(context, reasons.links);
    plant(place.old, { 'Users/Anna/Documents/sub/a.txt': 'a', 'Users/Anna/Documents/b.txt': 'b' });
    plant(place.fresh, { 'Users/Anna/Documents/': '' });
    fs.symlinkSync(place.folder, path.join(place.fresh, 'Users/Anna/Documents/sub'));
    fs.symlinkSync('nowhere', path.join(place.fresh, 'Users/Anna/Documents/b.txt'));
    capture(place);
    const { missing } = restore(place);
    expect(new Set(missing.map(({ cause }) => cause))).toEqual(new Set(['linkInTheWay']));
    expect(JSON.stringify(missing.find(({ path: one }) => one.endsWith('a.txt'))?.detail)).toContain(
      'Documents\\\\sub',
    );
    expect(JSON.stringify(missing)).not.toContain('capture-again');
  });
});

describe('what rules leave out', () => {
  it('[UST-135] is counted in files and bytes, a tree with all that is in it, for each person', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Anna/AppData/x/1': '22', 'Users/Anna/AppData/y/z/2': '333' });
    plant(place.old, { 'Users/Anna/NTUSER.DAT': '4444', 'Users/Bert/b.txt': 'b', 'Users/Bert/AppData/3': '55555' });
    const result = capture(place);
    expect(result.ruledOut).toEqual({ files: 4, bytes: 14 });
    expect(result.leftOutCount).toBe(4);
    expect(result.perUser.map(({ user, leftOutFiles, leftOutBytes }) => [user, leftOutFiles, leftOutBytes])).toEqual([
      ['Anna', 3, 9],
      ['Bert', 1, 5],
    ]);
  });

  it('[UST-134] a state store of any run is left out and named, finished or not', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Anna/data/catalog.db': 'mine' });
    const storePath = path.join(place.old, 'Users/Anna/Documents/point/first');
    capture(place, { storePath });
    fs.cpSync(storePath, `${storePath}-2.partial`, { recursive: true });
    for (const name of ['catalog.db', 'catalog.copy.db']) fs.rmSync(path.join(`${storePath}-2.partial`, name));
    const result = capture(place);
    expect([result.files, result.isComplete]).toEqual([2, true]);
    expect(storesOf(result)).toEqual(['first', 'first-2.partial']);
  });

  it('[MIG-176] what is left of a store that was deleted in part is never captured', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Anna/first.deleting/data/1': 'somebody’s' });
    const result = capture(place);
    expect([result.files, storesOf(result)]).toEqual([1, ['first.deleting']]);
  });
});

it.runIf(isWindows)('[UST-132] junctions are followed as links are', (context) => {
  context.skip(isWine, reasons.links);
  plant(place.old, { 'Users/Anna/a.txt': 'a', 'Data/b.txt': 'b' });
  fs.symlinkSync(path.join(place.old, 'Data'), path.join(place.old, 'Users/Anna/Documents'), 'junction');
  expect(capture(place).files).toBe(2);
});
