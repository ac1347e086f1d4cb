import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { AssociationId, DeviceId, Revision, Timestamp } from '#shared/model/ids';
import { AccountBehavior } from '#shared/model/state-migration';
import type { ReadConnection, Transaction } from '../connection.ts';
import { demandUpdated, parseRow, readableRows } from './columns.ts';
import { getDevice } from './device.ts';

export const AssociationType = z.enum(['side-by-side', 'in-place']);
export type AssociationType = z.infer<typeof AssociationType>;

const Row = z.object({
  id: AssociationId,
  sourceDeviceId: DeviceId,
  sourceName: z.string(),
  destinationDeviceId: DeviceId,
  destinationName: z.string(),
  type: AssociationType,
  behavior: AccountBehavior,
  createdAt: Timestamp,
  createdBy: z.string(),
  revision: Revision,
});
/** An association with the names of its devices and its accounts in the order given. */
export type AssociationRow = z.infer<typeof Row> & { accounts: string[] };

export interface AssociationValues {
  id: string;
  sourceDeviceId: string;
  destinationDeviceId: string;
  type: AssociationType;
  behavior: AccountBehavior;
  accounts: readonly string[];
  at: number;
  by: string;
}

function selectRows(connection: ReadConnection) {
  return connection.db
    .selectFrom('association')
    .innerJoin('device as source', 'source.id', 'association.sourceDeviceId')
    .innerJoin('device as destination', 'destination.id', 'association.destinationDeviceId')
    .select([
      'association.id',
      'association.sourceDeviceId',
      'source.name as sourceName',
      'association.destinationDeviceId',
      'destination.name as destinationName',
      'association.type',
      'association.behavior',
      'association.createdAt',
      'association.createdBy',
      'association.revision',
    ]);
}

async function addAccounts(connection: ReadConnection, rows: readonly unknown[]): Promise<AssociationRow[]> {
  const associations = readableRows(Row, rows, { connection, table: 'association' });
  if (associations.length === 0) return [];
  let query = connection.db.selectFrom('associationUser').select(['associationId', 'accountName']);
  const [only, ...others] = associations;
  if (only !== undefined && others.length === 0) query = query.where('associationId', '=', only.id);
  const users = await query.orderBy('associationId').orderBy('ordinal').execute();
  const accounts = new Map<string, string[]>();
  for (const user of users) {
    const names = accounts.get(user.associationId) ?? [];
    names.push(user.accountName);
    accounts.set(user.associationId, names);
  }
  return associations.map((association) => ({ ...association, accounts: accounts.get(association.id) ?? [] }));
}

/** Throws `ASSOCIATION_NOT_FOUND` (`{id}`), `ROW_UNREADABLE`. */
export async function getAssociation(connection: ReadConnection, id: string): Promise<AssociationRow> {
  const row = await selectRows(connection).where('association.id', '=', id).executeTakeFirst();
  if (row === undefined) throw new AppError('ASSOCIATION_NOT_FOUND', { id });
  const [association] = await addAccounts(connection, [parseRow(Row, row, 'association')]);
  if (association === undefined) throw new AppError('ASSOCIATION_NOT_FOUND', { id });
  return association;
}

/** Associations that take state from this device (capture), the latest first. */
export async function listAssociationsFrom(connection: ReadConnection, deviceId: string): Promise<AssociationRow[]> {
  const rows = await selectRows(connection)
    .where('association.sourceDeviceId', '=', deviceId)
    .orderBy('association.createdAt', 'desc')
    .orderBy('association.id')
    .execute();
  return addAccounts(connection, rows);
}

/** Associations that give state to this device (restore), the latest first. */
export async function listAssociationsTo(connection: ReadConnection, deviceId: string): Promise<AssociationRow[]> {
  const rows = await selectRows(connection)
    .where('association.destinationDeviceId', '=', deviceId)
    .orderBy('association.createdAt', 'desc')
    .orderBy('association.id')
    .execute();
  return addAccounts(connection, rows);
}

async function demandAllowed(transaction: Transaction, values: AssociationValues): Promise<void> {
  const source = await getDevice(transaction, values.sourceDeviceId);
  const destination = await getDevice(transaction, values.destinationDeviceId);
  const details = { source: source.name, destination: destination.name };
  if (values.type === 'side-by-side' && source.id === destination.id) {
    throw new AppError('ASSOCIATION_SAME_DEVICE', details);
  }
  if (values.type === 'in-place' && source.id !== destination.id) {
    throw new AppError('INVALID_INPUT', { reason: reason('in-place-same-device') });
  }
  const others = await listAssociationsFrom(transaction, values.sourceDeviceId);
  if (others.some((other) => other.destinationDeviceId === destination.id)) {
    throw new AppError('ASSOCIATION_EXISTS', details);
  }
  const specified = 'capture-specified-restore-specified';
  const [other] = others.filter((one) => values.behavior === specified || one.behavior === specified);
  if (other !== undefined) {
    throw new AppError('ASSOCIATION_SOURCE_TAKEN', { ...details, takenBy: other.destinationName });
  }
}

/**
 * Associates a source with a destination. Throws `DEVICE_NOT_FOUND`; `ASSOCIATION_SAME_DEVICE` (`{source}`)
 * when a side-by-side one has the same device on both sides, `INVALID_INPUT` when an in-place one has not;
 * `ASSOCIATION_EXISTS` (`{source}`, `{destination}`) for the same pair; `ASSOCIATION_SOURCE_TAKEN` (`{source}`, `{takenBy}`) when the source has another association and
 * one of the two captures specified accounts only: what to capture would have two answers.
 */
export async function insertAssociation(transaction: Transaction, values: AssociationValues): Promise<AssociationRow> {
  await demandAllowed(transaction, values);
  await transaction.db
    .insertInto('association')
    .values({
      id: values.id,
      sourceDeviceId: values.sourceDeviceId,
      destinationDeviceId: values.destinationDeviceId,
      type: values.type,
      behavior: values.behavior,
      createdAt: values.at,
      createdBy: values.by,
    })
    .execute();
  await replaceAccounts(transaction, values.id, values.accounts);
  return getAssociation(transaction, values.id);
}

async function replaceAccounts(transaction: Transaction, id: string, accounts: readonly string[]): Promise<void> {
  await transaction.db.deleteFrom('associationUser').where('associationId', '=', id).execute();
  if (accounts.length === 0) return;
  await transaction.db
    .insertInto('associationUser')
    .values(accounts.map((accountName, index) => ({ associationId: id, ordinal: index + 1, accountName })))
    .execute();
}

/**
 * Changes for whom state is carried over, of the association as it is in this transaction. Throws
 * `ASSOCIATION_NOT_FOUND`, `ASSOCIATION_SOURCE_TAKEN` as `insertAssociation` does, and what `change` throws.
 */
export async function updateAssociationAccounts(
  transaction: Transaction,
  id: string,
  change: (row: AssociationRow) => { behavior: AccountBehavior; accounts: readonly string[] },
): Promise<void> {
  const association = await getAssociation(transaction, id);
  const { behavior, accounts } = change(association);
  const specified = 'capture-specified-restore-specified';
  const others = await listAssociationsFrom(transaction, association.sourceDeviceId);
  const other = others.find((one) => one.id !== id && (behavior === specified || one.behavior === specified));
  if (other !== undefined) {
    throw new AppError('ASSOCIATION_SOURCE_TAKEN', { source: association.sourceName, takenBy: other.destinationName });
  }
  const result = await transaction.db
    .updateTable('association')
    .set({ behavior, revision: association.revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', association.revision)
    .executeTakeFirst();
  demandUpdated(result.numUpdatedRows, association.sourceName);
  await replaceAccounts(transaction, id, accounts);
}
