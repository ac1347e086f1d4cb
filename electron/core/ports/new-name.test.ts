import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemError } from './fakes/faulty-files.ts';
import { takeNewName } from './new-name.ts';

let folder: string;
let partial: string;
let file: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'waystation-name-'));
  partial = join(folder, 'a.partial');
  file = join(folder, 'a');
  fs.writeFileSync(partial, 'finished');
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

/** FAT as Windows (EISDIR) and Linux (EPERM) answer, and a share. */
const refusals = ['EISDIR', 'EPERM', 'ENOTSUP'];
const onDisk = (code: string) => ({
  ...fs,
  linkSync: () => {
    throw systemError(code, 'link');
  },
});

it.each(refusals)('[PORT-60] a finished file gets its name where a disk refuses a second one with %s', (code) => {
  takeNewName(partial, file, onDisk(code));
  expect([fs.readFileSync(file, 'utf8'), fs.readdirSync(folder)]).toEqual(['finished', ['a']]);
});

it.each([...refusals, null])('[PORT-60] a name that is taken stays what it is (%s)', (code) => {
  fs.writeFileSync(file, 'another’s');
  expect(() => {
    takeNewName(partial, file, code === null ? fs : onDisk(code));
  }).toThrow('EEXIST');
  expect(fs.readFileSync(file, 'utf8')).toBe('another’s');
});

it('[PORT-60] nothing of ours keeps the name when the finished file does not get it', () => {
  const calls = {
    ...onDisk('EPERM'),
    renameSync: () => {
      throw systemError('EIO', 'rename');
    },
  };
  expect(() => {
    takeNewName(partial, file, calls);
  }).toThrow('EIO');
  expect(fs.readdirSync(folder)).toEqual(['a.partial']);
});
