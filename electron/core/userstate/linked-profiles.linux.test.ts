import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { message } from '#shared/contract/message';
import { capture, device, makePlace, missingOf, plant } from './test-device.contract.ts';

const place = makePlace();

it('[UST-205] a `Users` of another drive that is a link is followed, and so are the profiles in it', () => {
  plant(place.old, { 'c/Users/Anna/a.txt': 'a', 'c/Data/People/Dora/d.txt': 'd', 'd/Users/Old/o.txt': 'o' });
  plant(place.old, { 'd/Moved/Vera/v.txt': 'v' });
  for (const drive of ['d', 'e', 'f', 'g', 'h']) plant(place.old, { [`${drive}/x.txt`]: 'x' });
  plant(place.folder, { 'elsewhere/Eva/e.txt': 'e' });
  const link = (target: string, name: string): void => fs.symlinkSync(target, path.join(place.old, name));
  link('../Moved/Vera', 'd/Users/Vera');
  link(path.join(place.old, 'c/Users/Anna'), 'd/Users/Same');
  link(path.join(place.folder, 'elsewhere/Eva'), 'd/Users/Eva');
  link(path.join(place.old, 'c/Data/People'), 'e/Users');
  link(path.join(place.old, 'c/Users'), 'f/Users');
  link(path.join(place.folder, 'elsewhere'), 'g/Users');
  // A whole drive: not every folder of it is a profile.
  link(path.join(place.old, 'd'), 'h/Users');
  const drives = Object.fromEntries(
    ['c', 'd', 'e', 'f', 'g', 'h'].map((one) => [`${one.toUpperCase()}:`, path.join(place.old, one)]),
  );
  const result = capture(place, { device: device('', { drives }) });
  expect(missingOf(result)).toEqual(
    ['D:\\Users\\Eva', 'D:\\Users\\Old', 'D:\\Users\\Vera', 'E:\\Users\\Dora', 'G:\\Users'].map(
      (one) => `unreadable ${one}`,
    ),
  );
  expect([result.isComplete, result.exitCode]).toEqual([false, 3]);
});

it.for(['.', '..', '../Users'])('[UST-206] a profile that is a link to %s is missing by its name', (target) => {
  plant(place.old, { 'Users/Bert/b.txt': 'b', 'Data/x.txt': 'x' });
  fs.symlinkSync(target, path.join(place.old, 'Users/Aaa'));
  const result = capture(place);
  expect(missingOf(result)).toEqual(['unreadable C:\\Users\\Aaa']);
  expect(result.perUser.map(({ user, files }) => `${user} ${String(files)}`)).toEqual(['Bert 1', 'Aaa 0']);
});

it('[UST-272] of what belongs to no person a link is not looked into', () => {
  plant(place.old, {
    'Users/Anna/a.txt': 'a',
    'Users/Default/plan.txt': 'p',
    'ProgramData/x': 'x',
    'Users/defaultuser0/Documents/': '',
  });
  fs.symlinkSync('Default', path.join(place.old, 'Users/Default User'));
  fs.symlinkSync('../ProgramData', path.join(place.old, 'Users/All Users'));
  fs.symlinkSync('/', path.join(place.old, 'Users/defaultuser0/Documents/up'));
  const { notes } = capture(place);
  expect(notes.filter((note) => typeof note === 'object' && note.say === 'notes:nobodys-files')).toEqual([
    message('notes:nobodys-files', { path: 'C:\\Users\\Default' }),
  ]);
});
