import { AppError } from '#shared/contract/errors';
import type { LocalComputer } from '../local/ports.ts';
import type { DeviceRow } from '../store/tables/device.ts';

/** Throws `DEVICE_ELSEWHERE` for a local device of another computer (DEV-21). */
export function demandThisComputer(row: DeviceRow, computer: Pick<LocalComputer, 'id'>): void {
  if (row.computerId !== computer.id()) throw new AppError('DEVICE_ELSEWHERE', { name: row.name });
}
