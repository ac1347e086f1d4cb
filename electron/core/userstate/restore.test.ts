import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import { openAttributes } from '../devices/attributes.ts';
import { realFiles } from '../ports/files-real.ts';
import { failingFiles } from '../ports/fakes/faulty-files.ts';
import { PLANNED_ACCOUNTS_FILE } from './accounts.ts';
import { readAccountFacts, writeAccountFacts } from './account-facts.ts';
import { numberedName } from './restore-targets.ts';

import { openCatalog } from './stores/catalog.ts';
import {
  anna,
  capture,
  dataFileOf,
  device,
  flipByte,
  picture,
  pictureLike,
  plant,
  restore,
  testWork,
  makePlace,
  unnameable,
  verify,
} from './test-device.contract.ts';
import { isWindows, leaveOutOnWindows, reasons } from '../ports/fakes/on-windows.ts';

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

function hide(root: string, name: string, system = false): void {
  const attributes = openAttributes(realFiles, root);
  attributes.set(name, { hidden: true, system });
  attributes.save();
}

describe('restore', () => {
  it('[UST-36] gives back content, times and attributes', () => {
    plant(place.old, {
      'Users/Anna/Documents/a.txt': 'a',
      'Users/Anna/Documents/read only.txt': 'r',
      'Users/Anna/Documents/Empty/': '',
      'Users/Anna/Pictures/Žába 🐸.bin': Buffer.alloc(5_000_000, 'z'),
      'Users/Anna/empty.txt': '',
    });
    hide(place.old, 'Users\\Anna\\Documents\\a.txt');
    hide(place.old, 'Users\\Anna\\Documents\\Empty', true);
    fs.chmodSync(path.join(place.old, 'Users/Anna/Documents/read only.txt'), 0o444);
    fs.utimesSync(path.join(place.old, 'Users/Anna/empty.txt'), 1e9, 1e9 + 0.5);
    hide(place.old, 'Users\\Anna\\Documents\\Empty', false);
    capture(place);
    const result = restore(place);
    const wanted = picture(place.old, 'Users');
    expect(pictureLike(wanted, place.fresh, 'Users')).toEqual(wanted);
    expect([result.isComplete, result.exitCode, result.files, result.bytes, result.missingCount]).toEqual([
      true,
      0,
      4,
      5_000_002,
      0,
    ]);
    // Windows keeps attributes with its files.
    const beside = isWindows ? [] : ['.waystation-attributes.json'];
    expect(fs.readdirSync(place.fresh).sort()).toEqual([...beside, 'Users']);
  });

  it('[UST-37] maps known folders to where the destination has them, names without case', () => {
    plant(place.old, {
      'Users/Anna/Documents/x/a.txt': 'a',
      'Users/Anna/Music/b.txt': 'b',
      'Users/Anna/own/c.txt': 'c',
    });
    plant(place.fresh, { 'Users/ANNA/music/': '' });
    const other = path.join(place.folder, 'd');
    fs.mkdirSync(other);
    capture(place);
    const folders = { documents: 'D:\\Papers' };
    restore(place, {
      device: { name: 'NEW', drives: { 'C:': place.fresh, 'D:': other }, accounts: [{ ...anna, folders }] },
    });
    expect([Object.keys(picture(other, '.')), Object.keys(picture(place.fresh, 'Users'))]).toEqual([
      ['Papers', 'Papers/x', 'Papers/x/a.txt'],
      ['ANNA', 'ANNA/music', 'ANNA/music/b.txt', 'ANNA/own', 'ANNA/own/c.txt'],
    ]);
  });

  it('[UST-37] brings a redirected folder home when the destination has no such redirection', () => {
    const other = path.join(place.folder, 'd');
    plant(other, { 'Papers/a.txt': 'a' });
    plant(place.old, { 'Users/Anna/': '' });
    const folders = { documents: 'D:\\Papers' };
    capture(place, {
      device: { name: 'OLD', drives: { 'C:': place.old, 'D:': other }, accounts: [{ ...anna, folders }] },
    });
    restore(place);
    expect(fs.readFileSync(path.join(place.fresh, 'Users/Anna/Documents/a.txt'), 'utf8')).toBe('a');
  });

  it('[UST-38] takes the system drive for one that is not there', () => {
    const other = path.join(place.folder, 'd');
    plant(other, { 'Users/Anna/a.txt': 'a' });
    capture(place, { device: device(other, { drives: { 'D:': other } }) });
    expect([restore(place).isComplete, fs.existsSync(path.join(place.fresh, 'Users/Anna/a.txt'))]).toEqual([
      true,
      true,
    ]);
  });

  it('[UST-39] numbers a name that other content has, leaves the same content, and repeats without a change', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'old', 'Users/Anna/same.txt': 'same', 'Users/Anna/.profile': 'p' });
    plant(place.fresh, {
      'Users/Anna/A.TXT': 'new',
      'Users/Anna/a(1).txt': 'newer',
      'Users/Anna/same.txt': 'same',
      'Users/Anna/.profile/': '',
    });
    capture(place);
    const first = restore(place);
    expect([first.alreadyThere, first.renamed.map(({ targetPath }) => targetPath).sort(), first.isComplete]).toEqual([
      1,
      ['C:\\Users\\Anna\\.profile(1)', 'C:\\Users\\Anna\\a(2).txt'],
      true,
    ]);
    // Without attributes: Wine takes every name that begins with a dot for hidden.
    const look = (): string[] =>
      Object.entries(picture(place.fresh, 'Users')).map(([name, one]) => `${name} ${one.replace(/ [RHS]*$/, '')}`);
    const before = look();
    const second = restore(place);
    expect([second.alreadyThere, second.renamedCount, second.files, second.isComplete]).toEqual([3, 0, 3, true]);
    expect(look()).toEqual(before);
  });

  it('[UST-39] counts inside the limit of a name', () => {
    expect([
      numberedName('a.b.txt', 2, 'posix'),
      numberedName('.x', 1, 'posix'),
      numberedName('a', 1, 'posix'),
      numberedName(`${'n'.repeat(251)}.txt`, 10, 'posix').length,
    ]).toEqual(['a.b(2).txt', '.x(1)', 'a(1)', 255]);
  });

  it('[UST-40] fails for local accounts after standard options, and leaves them behind after chosen rules', () => {
    plant(place.old, { 'Users/Bert/a.txt': 'a', 'Users/Anna/b.txt': 'b' });
    capture(place);
    expect(codeOf(() => restore(place, { restoreLocalAccounts: false }))).toBe('STATE_LOCAL_ACCOUNTS');
    expect(fs.readdirSync(place.fresh)).toEqual([]);
    const known = { accounts: [{ userName: 'bert', accountKind: 'local' as const }] };
    expect(codeOf(() => restore(place, { restoreLocalAccounts: false, device: device(place.fresh, known) }))).toBe(
      'nothing thrown',
    );
    capture(place, { overwrite: true, hasStandardOptions: false });
    const result = restore(place, { restoreLocalAccounts: false });
    expect([
      result.files,
      result.missingCount,
      result.exitCode,
      result.missing[0]?.cause,
      result.missing[0]?.path,
    ]).toEqual([1, 1, 3, 'localAccount', 'C:\\Users\\Bert']);
  });

  it('[UST-13] brings back only the chosen users', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Bert/b.txt': 'b', 'Users/Public/c.txt': 'c' });
    capture(place);
    restore(place, { users: ['anna'] });
    expect(fs.readdirSync(path.join(place.fresh, 'Users')).sort()).toEqual(['Anna', 'Public']);
  });

  it.each(['flipped', 'deleted', 'cut'])('[UST-41] [UST-34] names a %s data file, and restores the rest', (fault) => {
    plant(place.old, { 'Users/Anna/a.txt': 'good', 'Users/Anna/b.txt': 'will be harmed' });
    capture(place);
    const file = dataFileOf(place.store, 'will be harmed');
    if (fault === 'flipped') flipByte(file);
    else if (fault === 'deleted') fs.rmSync(file);
    else fs.truncateSync(file, 3);
    const kind = { flipped: 'hash', deleted: 'missing', cut: 'size' }[fault];
    const verified = verify(place);
    expect([verified.isSound, verified.exitCode, verified.damaged.map((one) => [one.path, one.kind])]).toEqual([
      false,
      3,
      [['C:\\Users\\Anna\\b.txt', kind]],
    ]);
    expect(codeOf(() => restore(place, { continueOnRestore: false }))).toBe('RESTORE_FILE_FAILED');
    const result = restore(place);
    expect([result.exitCode, result.isComplete, result.missing.map((one) => [one.path, one.cause])]).toEqual([
      3,
      false,
      [['C:\\Users\\Anna\\b.txt', fault === 'deleted' ? 'missingInStore' : 'damagedInStore']],
    ]);
    expect(result.missing[0]?.remedy).not.toBe('');
    expect(fs.readdirSync(path.join(place.fresh, 'Users/Anna'))).toEqual(['a.txt']);
  });

  it('[UST-41] goes on when a file cannot be written, and says disk full when that is why', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Anna/b.txt': 'b' });
    capture(place);
    const { files } = failingFiles(realFiles, ['lutimesSync'], 1, 'EACCES');
    const result = restore(place, {}, testWork(files).work);
    expect([result.files, result.missing.map(({ cause }) => cause)]).toEqual([1, ['writeFailed']]);
    const full = failingFiles(realFiles, ['writeSync'], 1, 'ENOSPC', true);
    fs.rmSync(place.fresh, { recursive: true });
    fs.mkdirSync(place.fresh);
    expect(codeOf(() => restore(place, {}, testWork(full.files).work))).toBe('DISK_FULL');
  });

  it('[UST-35] names what the capture could not take, and is not complete', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a', [unnameable('Users/Anna/b.txt')]: 'b' });
    capture(place);
    const result = restore(place);
    expect([verify(place).missingFromCaptureCount, result.isComplete, result.missing[0]?.path]).toEqual([
      1,
      false,
      unnameable('C:\\Users\\Anna\\b.txt'),
    ]);
  });

  it('[UST-42] writes nothing outside the drives, whatever the catalog says', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'evil', 'Users/Anna/b.txt': 'link' });
    fs.mkdirSync(path.join(place.folder, 'outside'));
    plant(place.fresh, { 'Users/Anna/': '' });
    // Out of the folder by a link, or by a stream where a person makes no links.
    const second = isWindows ? 'away:b.txt' : 'away\\b.txt';
    if (!isWindows) fs.symlinkSync(path.join(place.folder, 'outside'), path.join(place.fresh, 'Users/Anna/away'));
    capture(place);
    const catalog = path.join(place.store, 'catalog.db');
    const database = realFiles.openDatabase(catalog, {});
    database
      .prepare(`UPDATE object SET relative_path = '..\\..\\..\\..\\outside\\a.txt' WHERE path LIKE '%a.txt'`)
      .run();
    database.prepare(`UPDATE object SET relative_path = ? WHERE path LIKE '%b.txt'`).run(second);
    database.close();
    fs.copyFileSync(catalog, path.join(place.store, 'catalog.copy.db'));
    fs.rmSync(path.join(place.store, 'catalog.sha256'));
    const result = restore(place);
    const byLink = isWindows ? 'nameNotPossible' : 'linkInTheWay';
    expect(result.missing.map(({ cause }) => cause)).toEqual(['nameNotPossible', byLink]);
    expect([fs.readdirSync(path.join(place.folder, 'outside')), fs.readdirSync(place.folder).sort()]).toEqual([
      [],
      ['new', 'old', 'outside', 'smp'],
    ]);
  });

  it('[UST-43] [UST-11] writes down the accounts that are needed', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Bert/b.txt': 'b' });
    capture(place);
    const result = restore(place, { device: device(place.fresh, { accounts: [] }) });
    const expected = [
      { name: 'Anna', accountKind: 'domain', domain: 'HARBOUR', profilePath: 'C:\\Users\\Anna', isEnabled: false },
      { name: 'Bert', accountKind: 'local', domain: '', profilePath: 'C:\\Users\\Bert', isEnabled: true },
    ];
    expect(result.plannedAccounts).toEqual(expected);
    expect(JSON.parse(fs.readFileSync(path.join(place.fresh, PLANNED_ACCOUNTS_FILE), 'utf8'))).toEqual({
      version: 1,
      accounts: expected,
    });
    expect(readAccountFacts({ ...writeAccountFacts([anna]), Model: 'x' })).toEqual([anna]);
  });

  it('[UST-44] leaves no half file when stopped at any moment, and a repeat finishes it', () => {
    plant(place.old, {
      'Users/Anna/a.txt': 'a',
      'Users/Anna/Documents/b.txt': 'bb',
      'Users/Anna/Documents/c.txt': 'ccc',
    });
    hide(place.old, 'Users\\Anna\\a.txt');
    capture(place);
    const wanted = picture(place.old, 'Users');
    let rounds = 0;
    for (let after = 0; after < 100; after += 1) {
      const code = codeOf(() => restore(place, {}, testWork(realFiles, after).work));
      for (const [name, found] of Object.entries(picture(place.fresh, 'Users'))) {
        if (!found.startsWith('folder')) expect(found.split(' ')[0]).toBe(wanted[name]?.split(' ')[0]);
      }
      if (code === 'nothing thrown') break;
      rounds += 1;
    }
    expect(rounds).toBeGreaterThan(3);
    const hashes = (of: Record<string, string>): string[] =>
      Object.values(of).filter((one) => !one.startsWith('folder'));
    expect(hashes(pictureLike(wanted, place.fresh, 'Users'))).toEqual(hashes(wanted));
  });

  it('[UST-15] counts links and does not make them again', (context) => {
    leaveOutOnWindows(context, reasons.links);
    plant(place.old, { 'Users/Anna/a.txt': 'a' });
    fs.symlinkSync('a.txt', path.join(place.old, 'Users/Anna/link.txt'));
    capture(place);
    const result = restore(place);
    expect([result.linksNotRestored, result.isComplete, fs.readdirSync(path.join(place.fresh, 'Users/Anna'))]).toEqual([
      1,
      true,
      ['a.txt'],
    ]);
  });
});

describe('opening a store', () => {
  it('[UST-25] says what is there instead', () => {
    plant(place.folder, {
      'half.partial/data/000/x': 'x',
      'torn/data/000/x': 'x',
      'empty/': '',
      'other/file.txt': 'x',
      'usmt/USMT/USMT.MIG': 'x',
      'file.mig': 'x',
    });
    const open = (name: string): string => codeOf(() => openCatalog(realFiles, path.join(place.folder, name)));
    expect(['nowhere', 'half', 'torn', 'empty', 'other', 'usmt', 'file.mig'].map(open)).toEqual([
      'STATE_STORE_NOT_FOUND',
      'STATE_STORE_INCOMPLETE',
      'STATE_STORE_INCOMPLETE',
      'STATE_STORE_NOT_FOUND',
      'STATE_STORE_FOREIGN',
      'STATE_STORE_FOREIGN',
      'STATE_STORE_FOREIGN',
    ]);
    expect(codeOf(() => openCatalog(realFiles, ' '))).toBe('STATE_STORE_PATH_MISSING');
  });

  it.each([
    ['user_version = 2', 'STATE_STORE_NEWER'],
    ['application_id = 7', 'STATE_STORE_FOREIGN'],
  ])('[UST-25] looks at the header first: %s', (pragma, code) => {
    plant(place.old, { 'Users/Anna/': '' });
    capture(place);
    for (const name of ['catalog.db', 'catalog.copy.db']) {
      const database = realFiles.openDatabase(path.join(place.store, name), {});
      database.pragma(pragma);
      database.close();
    }
    expect(codeOf(() => openCatalog(realFiles, place.store))).toBe(code);
  });

  it.each(['catalog.db', 'catalog.copy.db'])(
    '[UST-26] goes on with the other copy when %s is damaged or gone',
    (name) => {
      plant(place.old, { 'Users/Anna/a.txt': 'a' });
      capture(place);
      flipByte(path.join(place.store, name));
      const result = restore(place);
      expect([
        verify(place).damaged.map(({ path: one }) => one),
        result.files,
        result.isComplete,
        result.exitCode,
      ]).toEqual([[name], 1, false, 3]);
      fs.rmSync(path.join(place.store, name));
      expect([verify(place).catalogIsSound, restore(place).alreadyThere]).toEqual([false, 1]);
    },
  );

  it('[UST-26] goes on without the hash, and stops when both copies are damaged', () => {
    plant(place.old, { 'Users/Anna/': '' });
    capture(place);
    flipByte(path.join(place.store, 'catalog.sha256'));
    expect(verify(place).damaged.map(({ path: one }) => one)).toEqual(['catalog.sha256']);
    flipByte(path.join(place.store, 'catalog.db'));
    expect(codeOf(() => verify(place))).toBe('STATE_STORE_DAMAGED');
  });

  it('[UST-27] gives pages by user, kind and part of the path', () => {
    plant(place.old, { 'Users/Anna/Documents/one.txt': '1', 'Users/Anna/two.txt': '2', 'Users/Bert/one.txt': '3' });
    capture(place);
    const catalog = openCatalog(realFiles, place.store);
    const page = (more: object): [number, string[]] => {
      const { total, objects } = catalog.page({ storePath: place.store, offset: 0, limit: 10, ...more });
      return [total, objects.map(({ path: one }) => one)];
    };
    expect([page({ user: 'anna', contains: 'ONE' }), page({ kind: 'file', offset: 1, limit: 1 })]).toEqual([
      [1, ['C:\\Users\\Anna\\Documents\\one.txt']],
      [3, ['C:\\Users\\Anna\\Documents\\one.txt']],
    ]);
    expect(catalog.summary()).toMatchObject({ files: 3, folders: 3, bytes: 3, isComplete: true, form: 'copied' });
    catalog.close();
  });
});
