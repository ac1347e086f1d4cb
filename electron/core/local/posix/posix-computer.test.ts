import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realFiles } from '../../ports/files-real.ts';
import { readPersons } from './accounts-file.ts';
import { readXdgFolders } from './known-folders.ts';
import { createPosixComputer, tidyName } from './posix-computer.ts';

let root = '';
beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'waystation-posix-')));
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

function write(name: string, text: string): void {
  const file = path.join(root, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

const open = (platform: 'linux' | 'macos') => {
  const powerShell = {
    program: null,
    run: () => Promise.resolve({ kind: 'not-started', reason: { say: 'reasons:unknown' } } as const),
  };
  return createPosixComputer({ platform, files: realFiles, powerShell, root, hostName: 'lab-7.example.org' });
};

const passwd = [
  'root:x:0:0::/root:/bin/sh',
  'anna:x:1000:1000:Anna:/home/anna:/bin/bash',
  'gone:x:1001:1001::/home/gone/:/bin/bash',
  'daemon:x:1002:1002::/var/lib/daemon:/bin/false',
  'nobody:x:65534:65534::/home/nobody:/bin/false',
  'broken line',
].join('\n');

describe('Linux as the local computer', () => {
  it('[PORT-63] drive C: is the root, and homes of people are its profiles', async () => {
    write('etc/passwd', passwd);
    write('etc/os-release', 'PRETTY_NAME="Debian GNU/Linux 12"\nVERSION_ID="12"\n');
    write('etc/machine-id', '0123456789abcdef0123456789abcdef\n');
    write('home/anna/.config/user-dirs.dirs', 'XDG_DOCUMENTS_DIR="$HOME/Dokumente"\nXDG_DOWNLOAD_DIR="/data/anna"\n');
    const computer = open('linux');
    const { profiles, stateDevice, name, systemName } = await computer.describe();
    expect([name, systemName, computer.id()]).toEqual([
      'lab-7',
      'Debian GNU/Linux 12',
      '0123456789abcdef0123456789abcdef',
    ]);
    expect(profiles.map(({ name, path, foldersFrom, notes }) => [name, path, foldersFrom, notes])).toEqual([
      ['anna', 'C:\\home\\anna', 'xdg', []],
      ['gone', 'C:\\home\\gone', 'layout', ['folder-missing']],
    ]);
    expect(profiles[0]?.redirected).toEqual([
      { folder: 'documents', path: 'C:\\home\\anna\\Dokumente', place: 'local' },
      { folder: 'downloads', path: 'C:\\data\\anna', place: 'local' },
    ]);
    expect(stateDevice).toMatchObject({ drives: { 'C:': root }, profilesFolder: 'C:\\home', isThisComputer: true });
    expect([computer.registry, computer.restart, computer.shadowCopies]).toEqual([null, null, null]);
    await expect(computer.elevation.start('x', [])).rejects.toMatchObject({ code: 'ELEVATION_NOT_POSSIBLE' });
  });

  it('[PORT-64] user-dirs.dirs is read as its own reader does', () => {
    const text = [
      '# comment',
      'XDG_DESKTOP_DIR="$HOME/"',
      'XDG_DOCUMENTS_DIR="$HOME/a \\"b\\""',
      'XDG_MUSIC_DIR="relative"',
      "XDG_PICTURES_DIR='$HOME/x'",
      'XDG_VIDEOS_DIR="$HOME/../other"',
      'XDG_TEMPLATES_DIR="$HOME/t"',
    ].join('\n');
    expect(readXdgFolders(text, '/home/anna')).toEqual({ documents: '/home/anna/a "b"', videos: '/home/other' });
  });

  it('[PORT-63] accounts of the system and homes elsewhere are nobody’s', () => {
    expect(readPersons(passwd, '/home').map(({ name, home }) => [name, home])).toEqual([
      ['anna', '/home/anna'],
      ['gone', '/home/gone'],
    ]);
  });

  it.each([
    ['lab-7.example.org', 'lab-7'],
    ['', 'THIS-COMPUTER'],
    ['a'.repeat(70), 'a'.repeat(63)],
  ])('[DEV-22] the host name %j is the device %j', (given, name) => {
    expect(tidyName(given)).toBe(name);
  });
});

describe('macOS as the local computer', () => {
  it('[PORT-63] folders of Users are its profiles, with Movies as videos', async () => {
    fs.mkdirSync(path.join(root, 'Users/anna/Movies'), { recursive: true });
    fs.mkdirSync(path.join(root, 'Users/Shared'), { recursive: true });
    const { profiles } = await open('macos').describe();
    expect(profiles.map(({ name, foldersFrom, redirected }) => [name, foldersFrom, redirected])).toEqual([
      ['anna', 'layout', [{ folder: 'videos', path: 'C:\\Users\\anna\\Movies', place: 'local' }]],
    ]);
  });
});
