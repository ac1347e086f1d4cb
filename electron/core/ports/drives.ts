import type { DriveType, LogicalDriveList, VolumeInformation } from 'fswin';
import { loadFswin } from './native.ts';

/** What a drive is made of, as Windows tells it. `unknown` is a letter that Windows has and says nothing of. */
export type DriveKind = 'fixed' | 'removable' | 'network' | 'optical' | 'memory' | 'unknown';

export interface Drive {
  /** `C:\` */
  readonly path: string;
  readonly kind: DriveKind;
}

/** The drives of this computer: none where the system has no drive letters. Nothing of it throws. */
export interface Drives {
  /** Every letter, in order. Does not ask the drives themselves, so that one that sleeps holds nobody. */
  list(): readonly Drive[];
  /** The name that its owner gave it; empty when it has none, null when it has no disk or does not answer. */
  label(drive: Drive): Promise<string | null>;
}

interface Fswin {
  getLogicalDriveListSync(): LogicalDriveList;
  getVolumeInformationAsync(volume: string): Promise<VolumeInformation | null>;
}

const kinds: Readonly<Record<DriveType, DriveKind | null>> = {
  NO_ROOT_DIR: null,
  REMOVABLE: 'removable',
  FIXED: 'fixed',
  REMOTE: 'network',
  CDROM: 'optical',
  RAMDISK: 'memory',
  UNKNOWN: 'unknown',
};

function createWindowsDrives(fswin: Fswin): Drives {
  return {
    list: () =>
      Object.entries(fswin.getLogicalDriveListSync())
        .flatMap(([letter, type]) => {
          const kind = kinds[type];
          return kind === null ? [] : [{ path: `${letter.slice(0, 1).toUpperCase()}:\\`, kind }];
        })
        .sort((one, other) => one.path.localeCompare(other.path)),
    label: async ({ path }) => (await fswin.getVolumeInformationAsync(path))?.LABEL ?? null,
  };
}

const noDrives: Drives = { list: () => [], label: async () => null };

let known: Drives | undefined;

/** The drives of this computer. The library is loaded on Windows only: elsewhere it throws. */
export function realDrives(): Drives {
  if (process.platform !== 'win32') return noDrives;
  return (known ??= createWindowsDrives(loadFswin()));
}

/** The kind of the drive that a path with a letter lies on; null for any other path. */
export function driveKindOf(path: string, drives: Drives): DriveKind | null {
  const letter = /^(?:[\\/]{2}[?.][\\/])?([a-z]):/i.exec(path)?.[1];
  if (letter === undefined) return null;
  const root = `${letter.toUpperCase()}:\\`;
  return drives.list().find((drive) => drive.path === root)?.kind ?? null;
}
