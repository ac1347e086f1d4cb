import fs from 'node:fs';
import later from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemError } from './fakes/faulty-files.ts';
import { claimNewName, takeNewName, takeNewNameLater } from './new-name.ts';

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

it.each([...refusals])(
  '[PORT-185] whichever call is the last (%s), under the name is nothing or the whole file',
  (code) => {
    const killed = new Error('killed');
    for (let last = 0; ; last += 1) {
      const [from, to] = [join(folder, `${String(last)}.partial`), join(folder, String(last))];
      fs.writeFileSync(from, 'finished');
      let made = 0;
      // A call that comes after the kill never happens, nor does any clean-up.
      const living = <Given extends unknown[], Result>(call: (...given: Given) => Result) => {
        return (...given: Given): Result => {
          if (made >= last) throw killed;
          made += 1;
          return call(...given);
        };
      };
      const disk = onDisk(code);
      const calls = {
        linkSync: living(disk.linkSync),
        lstatSync: living(fs.lstatSync) as typeof fs.lstatSync,
        renameSync: living(fs.renameSync),
      };
      let isWhole = true;
      try {
        takeNewName(from, to, calls);
      } catch (error) {
        expect(error).toBe(killed);
        isWhole = false;
      }
      expect([fs.existsSync(to), fs.existsSync(from)]).toEqual([isWhole, !isWhole]);
      if (isWhole) {
        expect(fs.readFileSync(to, 'utf8')).toBe('finished');
        return;
      }
    }
  },
);

it('[PORT-185] the form that does not hold the process does the same', async () => {
  const refused = () => Promise.reject(systemError('EPERM', 'link'));
  const calls = { ...later, link: refused };
  await expect(
    takeNewNameLater(partial, file, { ...calls, rename: () => Promise.reject(new Error('killed')) }),
  ).rejects.toThrow('killed');
  expect(fs.readdirSync(folder)).toEqual(['a.partial']);
  await takeNewNameLater(partial, file, calls);
  expect(fs.readdirSync(folder)).toEqual(['a']);
  fs.writeFileSync(partial, 'another');
  await expect(takeNewNameLater(partial, file, calls)).rejects.toMatchObject({ code: 'EEXIST' });
  expect(fs.readFileSync(file, 'utf8')).toBe('finished');
});

it.each(refusals)('[PORT-186] a name that only one of two may get is claimed in one step (%s)', (code) => {
  const other = join(folder, 'b.partial');
  fs.writeFileSync(other, 'another');
  const calls = {
    ...onDisk(code),
    openSync: (name: string, flags: string) => {
      const handle = fs.openSync(name, flags);
      // Somebody else comes in the middle of it.
      if (flags === 'wx') expect(() => claimNewName(other, file, onDisk(code))).toThrow('EEXIST');
      return handle;
    },
  };
  claimNewName(partial, file, calls as typeof fs);
  expect(fs.readFileSync(file, 'utf8')).toBe('finished');
});

it('[PORT-186] nothing of ours keeps the name when the finished file does not get it', () => {
  const calls = {
    ...onDisk('EPERM'),
    renameSync: () => {
      throw systemError('EIO', 'rename');
    },
  };
  expect(() => {
    claimNewName(partial, file, calls);
  }).toThrow('EIO');
  expect(fs.readdirSync(folder)).toEqual(['a.partial']);
});
