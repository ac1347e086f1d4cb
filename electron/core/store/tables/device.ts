import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import { DeviceFacts, RunEnvironment } from '#shared/model/device';
import { DeviceId, Revision, Timestamp } from '#shared/model/ids';
import type { ReadConnection, Transaction } from '../connection.ts';
import { demandUpdated, everyRow, Flag, Json, nameKey, toFlag, parseRow, readableRows } from './columns.ts';

export const ConnectionKind = z.enum(['folder', 'local', 'none']);
export type ConnectionKind = z.infer<typeof ConnectionKind>;

/** `{ "C:": "/absolute/folder" }` */
export const DriveMap = z.record(z.string(), z.string());
export type DriveMap = z.infer<typeof DriveMap>;

const DeviceRow = z.object({
  id: DeviceId,
  name: z.string(),
  mac: z.string(),
  smbiosGuid: z.string(),
  connection: ConnectionKind,
  driveMap: Json(DriveMap),
  facts: Json(DeviceFacts),
  allowHostCommands: Flag,
  environment: RunEnvironment,
  description: z.string(),
  /** Which computer a local device stands for; empty for the others. */
  computerId: z.string(),
  createdAt: Timestamp,
  modifiedAt: Timestamp,
  /** Counts the changes of the row; variables are counted with it. */
  revision: Revision,
});
export type DeviceRow = z.infer<typeof DeviceRow>;

export interface DeviceValues {
  name: string;
  mac: string;
  smbiosGuid: string;
  connection: ConnectionKind;
  driveMap: DriveMap;
  facts: DeviceFacts;
  allowHostCommands: boolean;
  environment: RunEnvironment;
  description: string;
  /** Absent is empty. */
  computerId?: string;
}

const DeviceVariableRow = z
  .object({
    deviceId: DeviceId,
    name: z.string(),
    value: z.string().nullable(),
    secretKey: z.string().nullable(),
  })
  .refine(({ value, secretKey }) => (value === null) !== (secretKey === null), { path: ['value'] });
/** Exactly one of `value` and `secretKey` is set; the secret itself lies in the secret store under that key. */
export type DeviceVariableRow = z.infer<typeof DeviceVariableRow>;

/** Throws `DEVICE_NOT_FOUND` (`{name}`). */
export async function getDevice(connection: ReadConnection, id: string): Promise<DeviceRow> {
  const row = await connection.db.selectFrom('device').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new AppError('DEVICE_NOT_FOUND', { name: id });
  return parseRow(DeviceRow, row, 'device');
}

/** The device of this name without regard to case, or undefined. */
export async function findDeviceByName(connection: ReadConnection, name: string): Promise<DeviceRow | undefined> {
  const row = await connection.db
    .selectFrom('device')
    .selectAll()
    .where('nameKey', '=', nameKey(name))
    .executeTakeFirst();
  return row === undefined ? undefined : parseRow(DeviceRow, row, 'device');
}

function toColumns(values: DeviceValues) {
  return {
    name: values.name,
    nameKey: nameKey(values.name),
    mac: values.mac,
    smbiosGuid: values.smbiosGuid,
    connection: values.connection,
    driveMap: JSON.stringify(values.driveMap),
    facts: JSON.stringify(values.facts),
    allowHostCommands: toFlag(values.allowHostCommands),
    environment: values.environment,
    description: values.description,
    computerId: values.connection === 'local' ? (values.computerId ?? '') : '',
  };
}

async function demandFreeName(transaction: Transaction, id: string, name: string): Promise<void> {
  const other = await findDeviceByName(transaction, name);
  if (other !== undefined && other.id !== id) throw new AppError('DEVICE_NAME_TAKEN', { name });
}

/** The device that stands for a computer, or undefined. */
export async function findLocalDevice(connection: ReadConnection, computerId: string): Promise<DeviceRow | undefined> {
  const row = await connection.db
    .selectFrom('device')
    .selectAll()
    .where('connection', '=', 'local')
    .where('computerId', '=', computerId)
    .executeTakeFirst();
  return row === undefined ? undefined : parseRow(DeviceRow, row, 'device');
}

/** A computer has one device in a site (DEV-20). */
async function demandOnlyLocal(transaction: Transaction, id: string, values: DeviceValues): Promise<void> {
  if (values.connection !== 'local') return;
  const other = await findLocalDevice(transaction, values.computerId ?? '');
  if (other !== undefined && other.id !== id) throw new AppError('LOCAL_DEVICE_EXISTS', { name: other.name });
}

/** Throws `DEVICE_NAME_TAKEN` (`{name}`), `LOCAL_DEVICE_EXISTS` (`{name}`). */
export async function insertDevice(
  transaction: Transaction,
  id: string,
  values: DeviceValues,
  at: number,
): Promise<DeviceRow> {
  // First what another name would not mend.
  await demandOnlyLocal(transaction, id, values);
  await demandFreeName(transaction, id, values.name);
  await transaction.db
    .insertInto('device')
    .values({ id, ...toColumns(values), createdAt: at, modifiedAt: at })
    .execute();
  return getDevice(transaction, id);
}

/**
 * Changes what `change` gives, of the row as it is in this transaction, and nothing else. Throws `DEVICE_NOT_FOUND`,
 * `DEVICE_NAME_TAKEN`, `LOCAL_DEVICE_EXISTS`, and what `change` throws.
 */
export async function updateDevice(
  transaction: Transaction,
  id: string,
  change: (row: DeviceRow) => Partial<DeviceValues>,
  at: number,
): Promise<DeviceRow> {
  const row = await getDevice(transaction, id);
  const values = { ...row, ...change(row) };
  await demandOnlyLocal(transaction, id, values);
  await demandFreeName(transaction, id, values.name);
  const columns = { ...toColumns(values), modifiedAt: at, revision: row.revision + 1 };
  const result = await transaction.db
    .updateTable('device')
    .set(columns)
    .where('id', '=', id)
    .where('revision', '=', row.revision)
    .executeTakeFirst();
  demandUpdated(result.numUpdatedRows, row.name);
  return getDevice(transaction, id);
}

/**
 * The variables of a device, by name. They say something only together: a run without one of them would do something
 * else. Throws `ROW_UNREADABLE` when one cannot be read; all such are noted for `site check` (STO-225).
 */
export async function listDeviceVariables(connection: ReadConnection, deviceId: string): Promise<DeviceVariableRow[]> {
  const rows = await connection.db
    .selectFrom('deviceVariable')
    .select(['deviceId', 'name', 'value', 'secretKey'])
    .where('deviceId', '=', deviceId)
    .orderBy('nameKey')
    .execute();
  const named = rows.map((row) => ({ ...row, id: `${deviceId}/${row.name}` }));
  readableRows(DeviceVariableRow, named, { connection, table: 'device_variable' });
  return everyRow(DeviceVariableRow, named, 'device_variable');
}

/** A change of a variable is a change of its device. Throws `DEVICE_NOT_FOUND`. */
async function touchDevice(transaction: Transaction, id: string): Promise<void> {
  const result = await transaction.db
    .updateTable('device')
    .set((expression) => ({ revision: expression('revision', '+', 1) }))
    .where('id', '=', id)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) throw new AppError('DEVICE_NOT_FOUND', { name: id });
}

/** Sets one variable: a plain value, or the key under which the secret store has it. Throws `DEVICE_NOT_FOUND`. */
export async function putDeviceVariable(
  transaction: Transaction,
  deviceId: string,
  variable: { name: string; value: string } | { name: string; secretKey: string },
): Promise<void> {
  await touchDevice(transaction, deviceId);
  const contents = {
    name: variable.name,
    value: 'value' in variable ? variable.value : null,
    secretKey: 'secretKey' in variable ? variable.secretKey : null,
  };
  await transaction.db
    .insertInto('deviceVariable')
    .values({ deviceId, nameKey: nameKey(variable.name), ...contents })
    .onConflict((conflict) => conflict.columns(['deviceId', 'nameKey']).doUpdateSet(contents))
    .execute();
}

/** Removes one variable; nothing happens when it is not there. Throws `DEVICE_NOT_FOUND`. */
export async function deleteDeviceVariable(transaction: Transaction, deviceId: string, name: string): Promise<void> {
  await touchDevice(transaction, deviceId);
  await transaction.db
    .deleteFrom('deviceVariable')
    .where('deviceId', '=', deviceId)
    .where('nameKey', '=', nameKey(name))
    .execute();
}
