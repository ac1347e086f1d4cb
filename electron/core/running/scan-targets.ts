import { AppError } from '#shared/contract/errors';
import type { DeviceId } from '#shared/model/ids';
import type { ElevationUse, LocalProfile } from '#shared/model/local-computer';
import { demandThisComputer } from '../devices/this-computer.ts';
import type { LocalComputer } from '../local/ports.ts';
import type { Database, ReadConnection } from '../store/connection.ts';
import { findLocalDevice, getDevice, type DeviceRow } from '../store/tables/device.ts';
import { listMigrationPoints } from '../store/tables/migration-point.ts';
import { readAccountFacts } from '../userstate/account-facts.ts';
import type { StateDevice } from '../userstate/types.ts';

/** A device as user state scans it, with what is said about it. */
export interface ScanTarget {
  /** Null for this computer when the site has no device for it. */
  readonly deviceId: DeviceId | null;
  readonly device: StateDevice;
  /** Folders of this program: never part of anybody's user state. */
  readonly excludedHostPaths: readonly string[];
  readonly profiles: readonly LocalProfile[];
  readonly elevationHelps: readonly ElevationUse[];
}

export interface ScanTargets {
  /**
   * What is scanned for a device, or, without one, for this computer. Throws `DEVICE_NOT_FOUND`, `DEVICE_ELSEWHERE`,
   * and `DEVICE_NOT_RUNNABLE` for a device without a connection.
   */
  find(deviceId: DeviceId | null): Promise<ScanTarget>;
}

/** The site's own folder and those of its migration points: state of others is nobody's user state (DEV-23). */
export async function ownFolders(connection: ReadConnection, siteFolder: string): Promise<string[]> {
  const points = await listMigrationPoints(connection);
  return [siteFolder, ...points.flatMap(({ folders }) => folders.map(({ path }) => path))];
}

/** Finds what a device of the site is to a scan: its drives, and of this computer what is its own and not to be taken. */
export function createScanTargets(database: Database, computer: LocalComputer, siteFolder: string): ScanTargets {
  const thisComputer = async (row: DeviceRow | undefined): Promise<ScanTarget> => {
    const { stateDevice, profiles, elevationHelps, name } = await computer.describe();
    const device = { ...stateDevice, name: row?.name ?? name };
    const excludedHostPaths = await ownFolders(database.read, siteFolder);
    return { deviceId: row?.id ?? null, device, excludedHostPaths, profiles, elevationHelps };
  };
  return {
    async find(deviceId) {
      if (deviceId === null) return thisComputer(await findLocalDevice(database.read, computer.id()));
      const row = await getDevice(database.read, deviceId);
      if (row.connection === 'none') throw new AppError('DEVICE_NOT_RUNNABLE', { name: row.name });
      if (row.connection === 'local') {
        demandThisComputer(row, computer);
        return thisComputer(row);
      }
      const device = { name: row.name, drives: row.driveMap, accounts: readAccountFacts(row.facts) };
      return { deviceId: row.id, device, excludedHostPaths: [], profiles: [], elevationHelps: [] };
    },
  };
}
