import type { LocalDrive } from '#shared/model/local-computer';
import type { Files } from '../../ports/files.ts';
import { loadFswin } from './native.ts';

/** Letters of this computer's drives with their types, as fswin names them. */
export type ListDriveTypes = () => Readonly<Record<string, string>>;

export const listRealDriveTypes: ListDriveTypes = () => loadFswin().getLogicalDriveListSync();

const kinds: Readonly<Record<string, LocalDrive['kind']>> = {
  FIXED: 'fixed',
  REMOVABLE: 'removable',
  REMOTE: 'network',
  CDROM: 'optical',
  RAMDISK: 'memory',
};

/** The drives of this computer. Network and optical ones are shown and not used; neither is one without a disk in it. */
export function listDrives(listTypes: ListDriveTypes, files: Pick<Files, 'statfsSync'>): LocalDrive[] {
  return Object.entries(listTypes())
    .map(([letter, type]) => describeDrive(letter.slice(0, 1).toUpperCase(), kinds[type] ?? 'unknown', files))
    .sort((one, other) => (one.drive < other.drive ? -1 : 1));
}

function describeDrive(letter: string, kind: LocalDrive['kind'], files: Pick<Files, 'statfsSync'>): LocalDrive {
  const path = `${letter}:\\`;
  const base = { drive: `${letter}:`, path, kind };
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
