import { AppError } from '#shared/contract/errors';
import type { LocalComputer } from '../local/ports.ts';
import type { ThisComputer } from '#shared/model/local-computer';
import type { ReadConnection } from '../store/connection.ts';
import { type DeviceRow, findLocalDevice } from '../store/tables/device.ts';

/** Throws `DEVICE_ELSEWHERE` for a local device of another computer (DEV-21). */
export function demandThisComputer(row: DeviceRow, computer: Pick<LocalComputer, 'id'>): void {
  if (row.computerId !== computer.id()) throw new AppError('DEVICE_ELSEWHERE', { name: row.name });
}

/** This computer with the device that stands for it, if the site has one. Whether it can be elevated its host knows. */
export async function describeThisComputer(
  connection: ReadConnection,
  computer: LocalComputer,
): Promise<Omit<ThisComputer, 'canStartElevated'>> {
  const { stateDevice: _stateDevice, elevationHelps, profiles, drives, ...described } = await computer.describe();
  const row = await findLocalDevice(connection, computer.id());
  return {
    ...described,
    ...{ elevationHelps: [...elevationHelps], profiles: [...profiles], drives: [...drives] },
    platform: computer.platform,
    canRestart: computer.restart !== null,
    powerShell: computer.powerShell.program,
    deviceId: row?.id ?? null,
  };
}
