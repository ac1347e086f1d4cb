import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { reason } from '#shared/contract/message';
import type { CaptureResult } from '#shared/model/user-state';
import { capture, device, makePlace, missingOf, plant, restore } from './test-device.contract.ts';

const place = makePlace();

const named = ({ leftOut }: CaptureResult): unknown =>
  leftOut
    .filter(({ reason }) => reason === 'linkElsewhere')
    .map(({ path: one, detail }) => [path.win32.basename(one), detail]);
const to = (there: string, count: number): unknown => reason('link-elsewhere', { count, place: there });

it('[UST-233] a link to what lies outside of profiles and capture is missing with the number of its files, others are not', () => {
  plant(place.old, {
    'c/Users/Anna/Documents/a.txt': 'a',
    'c/Users/Anna/Documents/sub/s.txt': 's',
    'c/Users/Anna/AppData/Roaming/r.ini': 'r',
    'c/Users/Bert/Desktop/b.txt': 'b',
    'c/Projects/one/p.txt': 'pp',
    'c/Projects/q.txt': 'qqq',
    'd/Work/w.txt': 'wwww',
  });
  plant(place.folder, { 'elsewhere/x.txt': 'x' });
  const documents = path.join(place.old, 'c/Users/Anna/Documents');
  const link = (target: string, name: string): void => fs.symlinkSync(target, path.join(documents, name));
  link(path.join(place.old, 'c/Projects'), 'projects');
  link(path.join(place.old, 'd/Work'), 'work');
  link('D:\\Work', 'work of Windows');
  link(path.join(place.old, 'c/Projects/q.txt'), 'q.txt');
  // In the capture, decided by the rules of a profile, a circle, out of the device, nowhere.
  link('sub', 'sub again');
  link('a.txt', 'a again.txt');
  link('../AppData', 'data');
  link('../../Bert/Desktop', 'of Bert');
  link('..', 'up');
  link(path.join(place.old, 'c'), 'whole drive');
  link(path.join(place.folder, 'elsewhere'), 'out');
  link('nowhere', 'gone');
  const drives = { 'C:': path.join(place.old, 'c'), 'D:': path.join(place.old, 'd') };
  const result = capture(place, { device: device('', { drives }) });
  expect(named(result)).toEqual([
    ['projects', to('C:\\Projects', 2)],
    ['q.txt', to('C:\\Projects\\q.txt', 1)],
    ['work', to('D:\\Work', 1)],
    ['work of Windows', to('D:\\Work', 1)],
  ]);
  expect([missingOf(result).length, result.isComplete, result.exitCode, result.missingCount]).toEqual([4, false, 3, 4]);
  const back = restore(place);
  expect([back.isComplete, back.missing.map(({ cause }) => cause)]).toEqual([
    false,
    ['notCaptured', 'notCaptured', 'notCaptured', 'notCaptured'],
  ]);
});

it('[UST-233] a capture of links within itself is complete', () => {
  plant(place.old, { 'Users/Anna/Documents/a.txt': 'a', 'Users/Anna/Pictures/p.jpg': 'p' });
  fs.symlinkSync('../Pictures', path.join(place.old, 'Users/Anna/Documents/My Pictures'));
  const result = capture(place);
  expect([result.isComplete, result.exitCode]).toEqual([true, 0]);
});
