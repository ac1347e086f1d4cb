import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { capture, filesOn, makePlace, missingOf, plant, restore } from './test-device.contract.ts';

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

it('[UST-39] keeps both of two names that differ by case only', () => {
  plant(place.old, { 'Users/Anna/Note.txt': '1', 'Users/Anna/note.txt': '2' });
  capture(place);
  restore(place);
  expect(fs.readdirSync(path.join(place.fresh, 'Users/Anna')).sort()).toEqual(['Note.txt', 'note(1).txt']);
});
