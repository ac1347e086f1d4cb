import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DeviceId } from '#shared/model/ids';
import type { Device, DeviceInput, DriveCheck } from '#shared/model/device';
import type { ReadConnection } from '#core/store/connection';
import { deleteAssociationsOf } from '#core/store/tables/association';
import {
  deleteDevice,
  deleteDeviceVariable,
  type DeviceRow,
  type DeviceValues,
  type DeviceVariableRow,
  getDevice,
  insertDevice,
  listDevices,
  listDeviceVariables,
  putDeviceVariable,
  updateDevice,
} from '#core/store/tables/device';
import { demandThisComputer } from '#core/running/scan-targets';
import type { Core } from '../core.ts';
import type { Handlers } from '../serve.ts';

function toVariables(rows: readonly DeviceVariableRow[]): Device['variables'] {
  return rows.map(({ name, value, secretKey }) => {
    return { name, value: secretKey === null ? (value ?? '') : null, isSecret: secretKey !== null };
  });
}

async function toDevice(connection: ReadConnection, row: DeviceRow): Promise<Device> {
  const { mac, connection: kind, driveMap, computerId: _computerId, ...rest } = row;
  return {
    ...rest,
    macAddress: mac,
    connection: kind === 'folder' ? { kind, drives: driveMap } : { kind },
    variables: toVariables(await listDeviceVariables(connection, row.id)),
  };
}

function toInput(device: Device): DeviceInput {
  const { id: _id, createdAt: _createdAt, modifiedAt: _modifiedAt, variables: _variables, ...input } = device;
  return input;
}

function toValues(input: DeviceInput): DeviceValues {
  const { macAddress, connection, ...rest } = input;
  const driveMap = connection.kind === 'folder' ? connection.drives : {};
  return { ...rest, mac: macAddress, connection: connection.kind, driveMap };
}

/** A local device has the identity of this computer, and is never in Windows PE, where this program does not run. */
function toLocalValues(values: DeviceValues, computerId: string): DeviceValues {
  return values.connection === 'local' ? { ...values, computerId, environment: 'FullOS' } : values;
}

async function checkDrive(drive: string, path: string): Promise<DriveCheck> {
  const check = (state: DriveCheck['state'], profiles: string[] = []) => ({ drive, path, state, profiles });
  const found = await stat(path).catch(() => null);
  if (found === null) return check('missing');
  if (!found.isDirectory()) return check('not-a-folder');
  const can = (mode: number): Promise<boolean> =>
    access(path, mode).then(
      () => true,
      () => false,
    );
  if (!(await can(constants.R_OK | constants.X_OK))) return check('unreadable');
  const names = await readdir(path);
  const users = names.find((name) => name.toLowerCase() === 'users');
  const profiles =
    users === undefined
      ? []
      : (await readdir(join(path, users), { withFileTypes: true })).filter((e) => e.isDirectory());
  const listed = profiles
    .map((entry) => entry.name)
    .filter((name) => !/^(public|default|default user|all users|defaultuser0)$/i.test(name))
    .slice(0, 1000);
  return check((await can(constants.W_OK)) ? 'usable' : 'read-only', listed);
}

/** Facts that can be read at once, under those that were given. */
async function withFacts({ computer }: Core, input: DeviceInput): Promise<DeviceValues> {
  const values = toValues(input);
  if (values.connection !== 'local') return values;
  const { facts, macAddress, smbiosGuid } = await computer.readFacts({ isWhole: false });
  return {
    ...values,
    mac: values.mac || macAddress,
    smbiosGuid: values.smbiosGuid || smbiosGuid,
    facts: { ...facts, ...values.facts },
  };
}

function usedDrives({ computer }: Core): [string, string][] {
  return computer.drives().flatMap(({ drive, path, isUsed }): [string, string][] => (isUsed ? [[drive, path]] : []));
}

const secretKeyOf = (deviceId: string, name: string): string => `device/${deviceId}/${name.toLowerCase()}`;

type DeviceHandlers = Pick<
  Handlers,
  | 'device.list'
  | 'device.get'
  | 'device.create'
  | 'device.set'
  | 'device.setVariable'
  | 'device.delete'
  | 'device.check'
>;

/** Computers of the site: identity, connection, variables. */
export function deviceHandlers(core: Core): DeviceHandlers {
  const { site, hub, clock, ids, secrets } = core;
  const { database } = site;
  const read = async (id: string): Promise<Device> => toDevice(database.read, await getDevice(database.read, id));
  return {
    'device.list': async () => {
      const rows = await listDevices(database.read);
      return { devices: await Promise.all(rows.map((row) => toDevice(database.read, row))) };
    },
    'device.get': ({ deviceId }) => read(deviceId),
    'device.create': async (input) => {
      const values = toLocalValues(await withFacts(core, input), core.computer.id());
      const row = await database.write((transaction) => insertDevice(transaction, ids.uuid(), values, clock.now()));
      hub.changed('devices');
      return { deviceId: DeviceId.parse(row.id) };
    },
    'device.set': async ({ deviceId, ...change }) => {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const before = await getDevice(database.read, deviceId);
      // What stands for another computer goes on standing for it until it is given another connection.
      const computerId = before.connection === 'local' ? before.computerId : core.computer.id();
      const values = toLocalValues(toValues({ ...toInput(await read(deviceId)), ...given }), computerId);
      await database.write((transaction) => updateDevice(transaction, deviceId, values, clock.now()));
      hub.changed('devices');
      return {};
    },
    'device.setVariable': async ({ deviceId, name, value, isSecret }) => {
      const secretKey = secretKeyOf(deviceId, name);
      if (value !== null && isSecret) await secrets.put(secretKey, value);
      await database.write(async (transaction) => {
        if (value === null) await deleteDeviceVariable(transaction, deviceId, name);
        else await putDeviceVariable(transaction, deviceId, isSecret ? { name, secretKey } : { name, value });
      });
      if (value === null || !isSecret) await secrets.delete(secretKey);
      hub.changed('devices');
      return { variables: toVariables(await listDeviceVariables(database.read, deviceId)) };
    },
    'device.delete': async ({ deviceIds, withAssociations }) => {
      const rows = await Promise.all(deviceIds.map((id) => listDeviceVariables(database.read, id)));
      await database.write(async (transaction) => {
        for (const id of deviceIds) {
          if (withAssociations) await deleteAssociationsOf(transaction, id);
          await deleteDevice(transaction, id);
        }
      });
      for (const { secretKey } of rows.flat()) if (secretKey !== null) await secrets.delete(secretKey);
      hub.changed('devices', ...(withAssociations ? (['associations', 'state-stores'] as const) : []));
      return {};
    },
    'device.check': async ({ deviceId }) => {
      const row = await getDevice(database.read, deviceId);
      if (row.connection === 'local') demandThisComputer(row, core.computer);
      const drives = row.connection === 'local' ? usedDrives(core) : Object.entries(row.driveMap);
      return { drives: await Promise.all(drives.map(([drive, path]) => checkDrive(drive, path))) };
    },
  };
}
