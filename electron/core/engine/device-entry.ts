import { isAppError } from '#shared/contract/errors';
import type { PathResolver } from '../devices/drive-map.ts';
import type { Files } from '../ports/files.ts';
import type { ConditionWorld, DeviceEntry } from './conditions.ts';

const nothing: DeviceEntry = { kind: 'nothing', modifiedAt: 0, version: () => null };

/** Looks at the device's drives for a condition; a drive that is not mapped holds nothing. */
export function createEntryLookup(
  paths: Pick<PathResolver, 'resolve'>,
  files: Pick<Files, 'statSync'>,
  fileVersion: (hostPath: string) => string | null,
): ConditionWorld['entry'] {
  return (windowsPath) => {
    try {
      const found = paths.resolve(windowsPath);
      if (!found.exists) return nothing;
      const stat = files.statSync(found.hostPath);
      const kind = stat.isDirectory() ? 'folder' : 'file';
      return { kind, modifiedAt: Math.trunc(stat.mtimeMs), version: () => fileVersion(found.hostPath) };
    } catch (error) {
      if (isAppError(error, 'DRIVE_NOT_MAPPED')) return nothing;
      throw error;
    }
  };
}
