import type { Device, DeviceInput } from '#shared/model/device';
import type { ReadConnection } from '../store/connection.ts';
import {
  type DeviceRow,
  type DeviceValues,
  type DeviceVariableRow,
  listDeviceVariables,
} from '../store/tables/device.ts';

/** Variables as they may be shown: of a secret one only that it is there. */
export function toVariables(rows: readonly DeviceVariableRow[]): Device['variables'] {
  return rows.map(({ name, value, secretKey }) => {
    return { name, value: secretKey === null ? (value ?? '') : null, isSecret: secretKey !== null };
  });
}

/** What a person enters about a device, as it is now. */
export function toInput(row: DeviceRow): DeviceInput {
  const { name, mac, smbiosGuid, description, connection, driveMap, allowHostCommands, environment, facts } = row;
  return {
    ...{ name, macAddress: mac, smbiosGuid, description, allowHostCommands, environment, facts },
    connection: connection === 'folder' ? { kind: connection, drives: driveMap } : { kind: connection },
  };
}

/** What is given of it, as the table has it. */
export function toValues(input: Partial<DeviceInput>): Partial<DeviceValues> {
  const { macAddress, connection, ...rest } = input;
  return {
    ...rest,
    ...(macAddress === undefined ? {} : { mac: macAddress }),
    ...(connection === undefined
      ? {}
      : { connection: connection.kind, driveMap: connection.kind === 'folder' ? connection.drives : {} }),
  };
}

/** A device with its variables, as the contract shows it. */
export async function readDevice(connection: ReadConnection, row: DeviceRow): Promise<Device> {
  const { id, createdAt, modifiedAt } = row;
  return {
    id,
    createdAt,
    modifiedAt,
    ...toInput(row),
    variables: toVariables(await listDeviceVariables(connection, id)),
  };
}
