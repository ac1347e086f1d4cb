import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWindowsFiles } from './fakes/windows-files.ts';
import type { Files } from './files.ts';
import { realFiles } from './files-real.ts';
import { nameBeside, writeWhole } from './whole-file.ts';

/** Links of this system; Windows makes them for administrators only. */
let folder: string;
let file: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'waystation-links-'));
  file = join(folder, 'a.bin');
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

const old = 'what was there';
const fresh = 'x'.repeat(100_000);
const manners: [string, () => Files][] = [
  ['this system', () => realFiles],
  ['the manner of Windows', () => createWindowsFiles().files],
];
const there = (): string[] => fs.readdirSync(folder);

describe.each(manners)('writing a file whole beside links in %s', (_name, filesOf) => {
  it('[PORT-91] a link in the place is replaced, and what it leads to stays', () => {
    const target = join(folder, 'target');
    fs.writeFileSync(target, old);
    fs.symlinkSync(target, file);
    writeWhole(file, fresh, { overwrite: true, calls: filesOf() });
    expect([fs.lstatSync(file).isSymbolicLink(), fs.readFileSync(target, 'utf8')]).toEqual([false, old]);
    fs.rmSync(file);
    fs.symlinkSync(join(folder, 'nowhere'), file);
    expect(() => {
      writeWhole(file, fresh, { overwrite: false, calls: filesOf() });
    }).toThrow('EEXIST');
    expect(there().sort()).toEqual(['a.bin', 'target']);
  });

  it('[PORT-92] a file or link under the name beside it is another’s: another name is taken, and it stays', () => {
    const target = join(folder, 'target');
    fs.writeFileSync(target, old);
    const taken = [nameBeside(file), nameBeside(file)];
    fs.symlinkSync(target, taken[0] ?? '');
    fs.writeFileSync(taken[1] ?? '', old);
    const names = [...taken, nameBeside(file)];
    const calls = filesOf();
    writeWhole(file, fresh, { overwrite: true, calls, nameOf: () => names.shift() ?? '' });
    expect([fs.readFileSync(file, 'utf8'), fs.readFileSync(target, 'utf8')]).toEqual([fresh, old]);
    expect(taken.map((name) => fs.readFileSync(name, 'utf8'))).toEqual([old, old]);
    expect(() => {
      writeWhole(file, old, { overwrite: true, calls, nameOf: () => taken[1] ?? '' });
    }).toThrow('EEXIST');
    expect(fs.readFileSync(taken[1] ?? '', 'utf8')).toBe(old);
  });
});
