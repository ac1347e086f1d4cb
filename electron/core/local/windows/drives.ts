import type { LocalDrive } from '#shared/model/local-computer';
import type { Drive, Drives } from '../../ports/drives.ts';
import type { Files } from '../../ports/files.ts';

/** The drives of this computer. Network and optical ones are shown and not used; neither is one without a disk in it. */
export function listDrives(drives: Drives, files: Pick<Files, 'statfsSync'>): LocalDrive[] {
  return drives.list().map((drive) => describeDrive(drive, files));
}

function describeDrive({ path, kind }: Drive, files: Pick<Files, 'statfsSync'>): LocalDrive {
  const base = { drive: path.slice(0, 2), path, kind };
  // A server that is gone would make everything wait.
  if (kind === 'network' || kind === 'optical') return { ...base, isUsed: false, totalBytes: null, freeBytes: null };
  try {
    const { blocks, bavail, bsize } = files.statfsSync(path);
    return { ...base, isUsed: true, totalBytes: blocks * bsize, freeBytes: bavail * bsize };
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return { ...base, isUsed: false, totalBytes: null, freeBytes: null };
  }
}
