import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createWords } from '../words.ts';
import { toNewPath, toPath } from './command.ts';
import { renderLines, UsageError } from './output.ts';

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof UsageError) return renderLines(createWords(), error.lines).join('\n');
    throw error;
  }
  return '';
}

it.each([
  ['C:', 'C:\\'],
  ['d:folder', 'D:\\folder'],
])('[HOST-84] on Windows “%s” is asked back with %s', (given, right) => {
  expect(refusalOf(() => toPath(given, 'win32'))).toContain(right);
});

it('[HOST-84] a drive is written with its root, and elsewhere a colon is a letter like others', () => {
  expect(toPath('C:\\', 'win32')).toBe('C:\\');
  expect(toPath('c:/lab', 'win32')).toBe('c:\\lab');
  if (process.platform !== 'win32') expect(toPath('C:', 'linux')).toBe(join(process.cwd(), 'C:'));
});

it.each(['~\\lab', '~/lab'])('[HOST-84] on Windows %s begins at home', (given) => {
  // Elsewhere the home of the test has no drive letter, and its slashes are turned.
  expect(toPath(given, 'win32').replaceAll('\\', '/')).toContain(`${homedir().replaceAll('\\', '/')}/lab`);
});

it.each(['C:\\sites\\con', 'C:\\x.', 'C:\\x \\site', 'C:\\a\\b:c', '\\\\server\\share\\nul.txt'])(
  '[HOST-85] on Windows nothing new is called as in %s',
  (given) => {
    expect(refusalOf(() => toNewPath(given, 'win32'))).toContain('cannot be a name on Windows');
  },
);

it('[HOST-85] a usable name is taken, and every name elsewhere', () => {
  expect(toNewPath('C:\\Wey stätion 100% #1\\日本', 'win32')).toBe('C:\\Wey stätion 100% #1\\日本');
  if (process.platform !== 'win32') expect(toNewPath('/srv/con', 'linux')).toBe('/srv/con');
});
