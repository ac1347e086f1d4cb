import fs from 'node:fs';
import type { Files } from '../files.ts';
import { systemError } from './faulty-files.ts';

type SyncedFiles = Pick<Files, 'openSync' | 'fsyncSync' | 'closeSync' | 'writeSync'>;

/** This computer's files, but in Windows' manner: no folder is opened, no handle for reading synced, nothing read-only written. */
export function createWindowsSync(): SyncedFiles {
  const readers = new Set<number>();
  return {
    openSync: (path, flag, mode) => {
      if (fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) throw systemError('EISDIR', 'open');
      const found = fs.statSync(path, { throwIfNoEntry: false });
      if (flag !== 'r' && found !== undefined && (found.mode & 0o200) === 0) throw systemError('EPERM', 'open');
      const handle = fs.openSync(path, flag, mode);
      if (flag === 'r') readers.add(handle);
      return handle;
    },
    fsyncSync: (handle) => {
      if (readers.has(handle)) throw systemError('EPERM', 'fsync');
      fs.fsyncSync(handle);
    },
    closeSync: (handle) => {
      readers.delete(handle);
      fs.closeSync(handle);
    },
    writeSync: fs.writeSync,
  };
}
