import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import { realFiles } from '../ports/files-real.ts';
import { createPathResolver } from './drive-map.ts';
import type { PathResolver } from './drive-map.ts';
import { nameProblem, parseWindowsPath } from './windows-path.ts';
import { leaveOutOnWindows, reasons } from '../ports/fakes/on-windows.ts';

let folder: string;
let root: string;
let resolver: PathResolver;

beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'drive-map-')));
  root = path.join(folder, 'c');
  fs.mkdirSync(path.join(root, 'Users', 'Anna', 'Documents'), { recursive: true });
  fs.writeFileSync(path.join(root, 'Users', 'Anna', 'Documents', 'Å.txt'), 'x');
  fs.mkdirSync(path.join(folder, 'outside'));
  resolver = createPathResolver({ 'c:': root }, realFiles, 'OLD-PC');
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'nothing thrown';
}

describe('Windows paths of a device', () => {
  it('[DEV-1] finds entries without regard to case and keeps the rest as given', () => {
    expect([
      resolver.resolve('C:\\USERS\\anna\\documents\\å.TXT'),
      resolver.resolve('c:/users/Anna/New Folder/File.txt'),
      resolver.resolve('C:\\'),
    ]).toEqual([
      {
        hostPath: path.join(root, 'Users/Anna/Documents/Å.txt'),
        exists: true,
        windowsPath: 'C:\\Users\\Anna\\Documents\\Å.txt',
      },
      {
        hostPath: path.join(root, 'Users/Anna/New Folder/File.txt'),
        exists: false,
        windowsPath: 'C:\\Users\\Anna\\New Folder\\File.txt',
      },
      { hostPath: root, exists: true, windowsPath: 'C:\\' },
    ]);
  });

  it('[DEV-1] takes the exact name before one that differs by case', (context) => {
    leaveOutOnWindows(context, reasons.caseOnly);
    fs.writeFileSync(path.join(root, 'Readme.txt'), '1');
    fs.writeFileSync(path.join(root, 'README.TXT'), '2');
    const names = ['README.TXT', 'Readme.txt', 'readme.txt'].map((name) =>
      path.basename(resolver.resolve(`C:\\${name}`).hostPath),
    );
    expect(names).toEqual(['README.TXT', 'Readme.txt', 'README.TXT']);
  });

  it('[DEV-2] takes dots and both slashes, and nothing above the drive', () => {
    expect(parseWindowsPath('c:\\a/.//b\\..\\d\\')).toEqual({ drive: 'C:', names: ['a', 'd'] });
    expect(codeOf(() => resolver.resolve('C:\\Users\\..\\..\\x'))).toBe('PATH_OUTSIDE_DEVICE');
  });

  it.each(['Users\\Anna', '\\Users', '\\\\server\\share\\x', 'C:Users', '1:\\x', ''])(
    '[DEV-3] refuses %j, which has no drive letter',
    (given) => {
      expect(codeOf(() => resolver.resolve(given))).toBe('PATH_INVALID');
    },
  );

  it('[DEV-3] names the drive that is not mapped', () => {
    expect(() => resolver.resolve('D:\\x')).toThrow(new AppError('DRIVE_NOT_MAPPED', { drive: 'D:', name: 'OLD-PC' }));
  });

  it.each([
    'a:b',
    'CON',
    'con.txt',
    'LPT1',
    'COM¹.log',
    'NUL .txt',
    'a\u0001b',
    'a?',
    'a*',
    'a|b',
    '"a"',
    'a.',
    'a ',
    'x'.repeat(256),
  ])('[DEV-4] never makes the name %j', (name) => {
    expect([nameProblem(name) === null, codeOf(() => resolver.resolve(`C:\\New\\${name}`))]).toEqual([
      false,
      'PATH_INVALID',
    ]);
  });

  it.each(['console.txt', '.profile', 'a.b.c', 'x'.repeat(255), 'COM10', 'наш файл'])(
    '[DEV-4] takes the name %j',
    (name) => {
      expect(nameProblem(name)).toBeNull();
    },
  );

  it('[DEV-5] follows a link inside the drive and none out of it', (context) => {
    leaveOutOnWindows(context, reasons.links);
    fs.symlinkSync(path.join(root, 'Users'), path.join(root, 'People'));
    fs.symlinkSync(path.join(folder, 'outside'), path.join(root, 'Away'));
    fs.symlinkSync('/nowhere/at/all', path.join(root, 'Broken'));
    expect([
      resolver.resolve('C:\\people\\anna').hostPath,
      codeOf(() => resolver.resolve('C:\\Away\\x')),
      codeOf(() => resolver.resolve('C:\\Away')),
      codeOf(() => resolver.resolve('C:\\Broken')),
    ]).toEqual([path.join(root, 'Users/Anna'), 'PATH_OUTSIDE_DEVICE', 'PATH_OUTSIDE_DEVICE', 'PATH_OUTSIDE_DEVICE']);
  });

  it('[DEV-7] gives the Windows path of a real one, the deepest drive first, and null outside', () => {
    const two = createPathResolver({ 'C:': root, 'D:': path.join(root, 'Users') }, realFiles);
    expect([
      resolver.toWindows(path.join(root, 'Users', 'Anna')),
      resolver.toWindows(root),
      resolver.toWindows(path.join(folder, 'outside')),
      resolver.toWindows(`${root}2`),
      two.toWindows(path.join(root, 'Users', 'Anna')),
    ]).toEqual(['C:\\Users\\Anna', 'C:\\', null, null, 'D:\\Anna']);
  });

  it('[DEV-8] sees what was made through it, with the folders above', () => {
    const made = path.join(root, 'Data', 'Deep', 'Deeper');
    expect(resolver.resolve('C:\\data\\deep').exists).toBe(false);
    fs.mkdirSync(made, { recursive: true });
    resolver.noteCreated(made);
    expect(resolver.resolve('C:\\DATA\\DEEP\\DEEPER').hostPath).toBe(made);
  });

  it('[DEV-8] serves bulk look-ups from its listings', () => {
    let calls = 0;
    const counting = {
      ...realFiles,
      readdirSync: ((...parameters: Parameters<typeof fs.readdirSync>) => {
        calls += 1;
        return realFiles.readdirSync(...parameters);
      }) as typeof fs.readdirSync,
    };
    const bulk = createPathResolver({ 'C:': root }, counting);
    for (let index = 0; index < 500; index += 1) bulk.resolve(`C:\\users\\anna\\documents\\file ${index}.txt`);
    expect(calls).toBe(4);
  });
});
