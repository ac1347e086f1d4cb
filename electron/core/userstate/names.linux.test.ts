import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { anna, capture, device, filesOn, makePlace, missingOf, plant, restore } from './test-device.contract.ts';

// Names that a disk of Linux keeps apart: by case only, or in bytes that are no UTF-8.
const place = makePlace();

it('[UST-133] profiles and folders of profiles that differ in case are named', () => {
  plant(place.old, { 'Users/Anna/1': '1', 'Users/anna/2': '2', 'users/Bert/3': '3' });
  const result = capture(place);
  expect(missingOf(result)).toEqual(['nameNotPossible C:\\Users\\anna', 'unreadable C:\\users\\Bert']);
  expect(filesOn(place.old).length - result.files).toBe(2);
});

it('[UST-133] names that are no UTF-8 are named, each of them', () => {
  plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Anna/x\ufffd': 'real' });
  const bytes = (end: number, ...names: string[]): Buffer =>
    Buffer.concat([Buffer.from(path.join(place.old, 'Users', ...names)), Buffer.from([end])]);
  for (const end of [0xe8, 0xe9]) {
    fs.mkdirSync(bytes(end, 'ann'));
    fs.writeFileSync(bytes(end, 'Anna', 'x'), 'lost');
    fs.mkdirSync(bytes(end, 'Anna', 'd'));
  }
  const result = capture(place);
  expect(result.files).toBe(2);
  expect(missingOf(result).length).toBe(6);
  expect(new Set(result.leftOut.slice(0, 6).map(({ reason }) => reason))).toEqual(new Set(['nameNotPossible']));
  restore(place);
  expect(fs.readFileSync(path.join(place.fresh, 'Users/Anna/x\ufffd'), 'utf8')).toBe('real');
});

it.each(['d', 'd/Users'])('[UST-138] a name that is no UTF-8 in %s hides no profile beside it', (folder) => {
  plant(place.old, { 'c/Users/Anna/a.txt': 'a', 'd/Users/Dora/d.txt': 'd' });
  fs.mkdirSync(Buffer.concat([Buffer.from(path.join(place.old, folder, 'x')), Buffer.from([0xe9])]));
  const drives = { 'C:': path.join(place.old, 'c'), 'D:': path.join(place.old, 'd') };
  const [first, ...others] = missingOf(capture(place, { device: device('', { drives }) }));
  expect([first, others.length]).toEqual(['unreadable D:\\Users\\Dora', folder === 'd' ? 0 : 1]);
});

it('[UST-185] profiles with a name that Windows cannot have are missing by name at the capture', () => {
  const names = ['Bob ', 'Cy.', 'con', 'd\\e', 'f:g', 'h\u0001'];
  plant(place.old, { 'Users/Anna/1': '1', 'Users/d/e/2': '2' });
  for (const name of names) plant(place.old, { [`Users/${name}/Documents/3`]: '3' });
  fs.writeFileSync(path.join(place.old, 'Users', 'no profile '), 'a file');
  fs.symlinkSync('no profile ', path.join(place.old, 'Users', 'no profile either '));
  const result = capture(place);
  expect(missingOf(result)).toEqual(names.map((name) => `nameNotPossible C:\\Users\\${name}`).sort());
  expect([result.files, result.exitCode]).toEqual([2, 3]);
});

describe('a redirected known folder', () => {
  const redirected = (documents: string) => ({
    device: device(place.old, {
      drives: { 'C:': path.join(place.old, 'c'), 'D:': path.join(place.old, 'd') },
      accounts: [{ ...anna, folders: { documents } }],
    }),
  });

  it('[UST-182] that two folders may be is missing by both names, or by the one that is not spelled so', () => {
    plant(place.old, { 'c/Users/Anna/1': '1', 'd/DATA/Docs/2': '2', 'd/data/docs/3': '3', 'd/Data2/4': '4' });
    const vague = capture(place, redirected('D:\\Data\\Docs'));
    expect(missingOf(vague)).toEqual(['nameNotPossible D:\\DATA\\Docs', 'nameNotPossible D:\\data\\docs']);
    expect([vague.files, vague.exitCode]).toEqual([1, 3]);
    const exact = capture(place, { ...redirected('D:\\data\\docs'), overwrite: true });
    expect([missingOf(exact), exact.files]).toEqual([['nameNotPossible D:\\DATA\\Docs'], 2]);
  });

  it('[UST-182] is in doubt beside a link in a circle too', () => {
    plant(place.old, { 'c/Users/Anna/1': '1', 'd/Docs/2': '2', 'd/docs/3': '3' });
    fs.symlinkSync('loop', path.join(place.old, 'd/loop'));
    const result = capture(place, redirected('D:\\DOCS'));
    expect(missingOf(result)).toEqual(['nameNotPossible D:\\Docs', 'nameNotPossible D:\\docs']);
  });

  it('[UST-182] is clear where only one of two folders holds it', () => {
    plant(place.old, { 'c/Users/Anna/1': '1', 'd/DATA/other/2': '2', 'd/data/docs/3': '3' });
    const result = capture(place, redirected('D:\\Data\\Docs'));
    expect([missingOf(result), result.files]).toEqual([[], 2]);
  });

  it('[UST-182] that is spelled otherwise in Unicode on the disk is missing by name', () => {
    plant(place.old, { 'c/Users/Anna/1': '1', 'd/Re\u0301sume\u0301/2': '2' });
    expect(missingOf(capture(place, redirected('D:\\R\u00e9sum\u00e9')))).toEqual([
      'nameNotPossible D:\\Re\u0301sume\u0301',
    ]);
  });

  it('[UST-182] in the profile is taken with its twin, as everything there', () => {
    plant(place.old, { 'c/Users/Anna/DOCUMENTS/1': '1', 'c/Users/Anna/documents/2': '2', 'd/': '' });
    const result = capture(place, redirected('C:\\Users\\Anna\\Documents'));
    expect([missingOf(result), result.files]).toEqual([[], 2]);
  });
});

it('[UST-39] keeps both of two names that differ by case only', () => {
  plant(place.old, { 'Users/Anna/Note.txt': '1', 'Users/Anna/note.txt': '2' });
  capture(place);
  restore(place);
  expect(fs.readdirSync(path.join(place.fresh, 'Users/Anna')).sort()).toEqual(['Note.txt', 'note(1).txt']);
});

it('[UST-208] names that differ in the case of letters beyond the first plane are told by both names', () => {
  const documents = 'Users/Anna/Documents';
  plant(place.old, {
    ...{ [`${documents}/\u{10400}.txt`]: 'upper', [`${documents}/\u{10428}.txt`]: 'lower case' },
    ...{ [`${documents}/E.txt`]: 'upper', [`${documents}/e.txt`]: 'lower case' },
  });
  capture(place);
  const { renamed, renamedCount, isComplete } = restore(place);
  const below = (name: string): string => `C:\\Users\\Anna\\Documents\\${name}`;
  expect({ renamed, renamedCount, isComplete }).toEqual({
    renamed: [
      { path: below('e.txt'), targetPath: below('e(1).txt') },
      { path: below('\u{10428}.txt'), targetPath: below('\u{10428}(1).txt') },
    ],
    ...{ renamedCount: 2, isComplete: true },
  });
  expect(filesOn(place.fresh).sort()).toEqual(
    ['E.txt', 'e(1).txt', '\u{10400}.txt', '\u{10428}(1).txt'].map((name) => `${documents}/${name}`).sort(),
  );
});
