import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { reason } from '#shared/contract/message';
import { capture, makePlace, missingOf, plant, restore } from './test-device.contract.ts';

// What the driver of a disk cannot read it shows as a link that leads nowhere: ntfs-3g, for files that Windows has
// compressed or deduplicated, and for all that a cloud keeps, the files whose content is on the disk among them.
const place = makePlace();
const tags = ['0x80000017', '0x80000013', '0x9000601a', '0x9000001A'];
const marks = ['unsupported reparse point', ...tags.map((tag) => `unsupported reparse tag ${tag}`)];

function link(relative: string, target: string): void {
  fs.symlinkSync(target, path.join(place.old, 'Users', 'Anna', relative));
}

it.each(marks)('[UST-230] what a driver shows as “%s” is missing by its name', (mark) => {
  plant(place.old, { 'Users/Anna/Documents/a.txt': 'a' });
  link('Documents/plan.docx', mark);
  link('OneDrive', mark);
  const result = capture(place);
  expect(missingOf(result)).toEqual([
    'unreadable C:\\Users\\Anna\\OneDrive',
    'unreadable C:\\Users\\Anna\\Documents\\plan.docx',
  ]);
  expect(result.leftOut.map(({ detail }) => detail)).toEqual(Array(2).fill(reason('mark-of-disk', { mark })));
  expect([result.isComplete, result.exitCode, result.links, result.files]).toEqual([false, 3, 0, 1]);
  const restored = restore(place);
  expect([restored.isComplete, restored.missingCount]).toEqual([false, 2]);
});

it('[UST-230] a known folder that a driver cannot read says so', () => {
  plant(place.old, { 'Users/Anna/a.txt': 'a' });
  link('Documents', 'unsupported reparse tag 0x9000701a');
  const { leftOut } = capture(place);
  expect(leftOut.map(({ detail, path: one }) => [one, detail])).toEqual([
    ['C:\\Users\\Anna\\Documents', reason('mark-of-disk', { mark: 'unsupported reparse tag 0x9000701a' })],
  ]);
});

it('[UST-230] other links, and what a rule leaves out, are as before', () => {
  plant(place.old, { 'Users/Anna/Documents/a.txt': 'a', 'Users/Anna/AppData/': '' });
  link('Documents/gone', 'unsupported reparse');
  link('AppData/cache', 'unsupported reparse tag 0x80000017');
  const result = capture(place);
  expect([missingOf(result), result.isComplete, result.links]).toEqual([[], true, 1]);
});
