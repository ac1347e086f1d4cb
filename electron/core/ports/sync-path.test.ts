import fs from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWindowsFiles } from './fakes/windows-files.ts';
import { realFiles } from './files-real.ts';
import { syncFile, syncFileLater, syncFolder, syncFolderLater, writeSynced, writeSyncedLater } from './sync-path.ts';
import { writeWhole } from './whole-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'waystation-sync-'));
  file = join(folder, 'a.txt');
  fs.writeFileSync(file, 'content');
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Windows itself where this is one, else its double. */
const inMannerOfWindows = () => (realFiles.manner === 'windows' ? realFiles : createWindowsFiles().files);

describe('making files durable', () => {
  it('[PORT-20] a file is synced by a handle that may write where the system asks for one', () => {
    const calls = inMannerOfWindows();
    expect(() => {
      syncFile(file, calls, 'linux');
    }).toThrow('EPERM');
    syncFile(file, calls, 'win32');
    expect(fs.readFileSync(file, 'utf8')).toBe('content');
  });

  it('[PORT-20] a file that nobody may write is synced by a handle for reading elsewhere', () => {
    const opened: unknown[] = [];
    const calls = {
      ...inMannerOfWindows(),
      openSync: (path: fs.PathLike, flag: fs.OpenMode) => {
        opened.push(flag);
        return fs.openSync(path, flag);
      },
      fsyncSync: () => undefined,
    };
    syncFile(file, calls, 'linux');
    expect(opened).toEqual(['r']);
  });

  it('[PORT-21] a folder is synced where it can be opened, and left to the system on Windows', async () => {
    const calls = inMannerOfWindows();
    syncFolder(folder, calls, 'win32');
    expect(() => {
      syncFolder(folder, calls, 'linux');
    }).toThrow(/EISDIR|EPERM/);
    const never = { open: () => Promise.reject(new Error('a folder was opened')) };
    await syncFolderLater(folder, never, 'win32');
    await expect(syncFolderLater(folder, never, 'linux')).rejects.toThrow('a folder was opened');
  });

  it('[PORT-20] the form that does not hold the process asks for the same handle', async () => {
    const flags: string[] = [];
    const calls = {
      open: async (path: string, flag: string) => {
        flags.push(flag);
        // Windows itself would not let a handle for reading through.
        return open(path, flag === 'r' ? 'r+' : flag);
      },
    };
    await syncFileLater(file, calls, 'win32');
    await syncFileLater(file, calls, 'linux');
    await writeSyncedLater(join(folder, 'new'), Buffer.from('new'), calls);
    expect(flags).toEqual(['r+', 'r', 'wx']);
    expect(fs.readFileSync(join(folder, 'new'), 'utf8')).toBe('new');
    await expect(writeSyncedLater(file, Buffer.from(''), calls)).rejects.toMatchObject({ code: 'EEXIST' });
  });

  it('[PORT-22] what is written is whole when a call takes less than it was given', () => {
    const calls = {
      ...inMannerOfWindows(),
      writeSync: (handle: number, bytes: Uint8Array, offset: number, length: number) =>
        fs.writeSync(handle, bytes, offset, Math.min(3, length)),
    } as unknown as NonNullable<Parameters<typeof writeSynced>[2]['calls']>;
    writeSynced(file, 'größer als drei', { flag: 'w', calls });
    writeSynced(file, ' und mehr', { flag: 'a', calls });
    expect(fs.readFileSync(file, 'utf8')).toBe('größer als drei und mehr');
    expect(() => {
      writeSynced(file, '', { flag: 'wx', calls });
    }).toThrow('EEXIST');
  });
});

describe('a call by handle that the system refuses', () => {
  const full = () =>
    Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });
  const fail = (): never => {
    throw full();
  };

  it.each(['writeSync', 'fsyncSync'] as const)('[HOST-351] names its file: %s', (name) => {
    const calls = { ...realFiles, [name]: fail };
    const acts = [
      () => writeSynced(file, 'x', { flag: 'w', calls }),
      ...(name === 'fsyncSync' ? [() => syncFile(file, calls)] : []),
      () => writeWhole(file, 'x', { overwrite: true, calls }),
    ];
    for (const act of acts) expect(act).toThrow(expect.objectContaining({ code: 'ENOSPC', path: file }));
  });

  it('[HOST-351] names its file also when it does not hold the process', async () => {
    const close = () => Promise.resolve();
    const handle = { writeFile: () => Promise.reject(full()), sync: () => Promise.reject(full()), close };
    const calls = { open: () => Promise.resolve(handle as unknown as FileHandle) };
    const refused = { code: 'ENOSPC', path: file };
    await expect(writeSyncedLater(file, Buffer.from('x'), calls)).rejects.toMatchObject(refused);
    await expect(syncFileLater(file, calls)).rejects.toMatchObject(refused);
  });
});
