import { AppError } from '#shared/contract/errors';
import type { AssociationSelection, DeviceSelection, RunSelection, SequenceSelection } from '#shared/model/lists';
import { prepared, type ReadConnection, type Transaction, type Value } from '../connection.ts';
import { getFolder } from '../tables/folder.ts';
import { selectedAssociations } from './association-list.ts';
import { selectedDevices } from './device-list.ts';
import type { Condition } from './list-statement.ts';
import { selectedRuns } from './run-list.ts';
import { selectedSequences } from './sequence-list.ts';

/**
 * Commands on many rows: one statement for all of them, in the transaction that decides which they are. A named row
 * that is not there refuses the whole command.
 */
type Selection = DeviceSelection | SequenceSelection | AssociationSelection | RunSelection;

function run(transaction: Transaction, text: string, ...values: readonly Value[]): number {
  return prepared(transaction, text).run(...values).changes;
}

/** The first named id that a table has no row for. */
function findMissing(connection: ReadConnection, selection: Selection, from: string): string | number | undefined {
  if (selection.kind === 'all') return undefined;
  const text = `SELECT value FROM json_each(?) WHERE value NOT IN (SELECT ${from}) LIMIT 1`;
  return prepared(connection, text).pluck().get(JSON.stringify(selection.ids)) as string | number | undefined;
}

function demandSequences(transaction: Transaction, selection: SequenceSelection, live: boolean): void {
  const which = live ? ' WHERE deleted_at IS NULL' : '';
  const packageId = findMissing(transaction, selection, `package_id FROM sequence${which}`);
  if (packageId !== undefined) throw new AppError('SEQUENCE_NOT_FOUND', { packageId });
}

export interface SequenceChange {
  readonly enabled?: boolean;
  /** Null: the top. */
  readonly folderId?: string | null;
  readonly at: number;
  readonly by: string;
}

/** Changes what is not in the document. Gives how many. Throws `SEQUENCE_NOT_FOUND`, `FOLDER_NOT_FOUND`. */
export async function changeSequences(
  transaction: Transaction,
  selection: SequenceSelection,
  { enabled, folderId, at, by }: SequenceChange,
): Promise<number> {
  demandSequences(transaction, selection, true);
  if (folderId != null) await getFolder(transaction, folderId);
  const given: [column: string, value: Value][] = [];
  if (enabled !== undefined) given.push(['enabled', Number(enabled)]);
  if (folderId !== undefined) given.push(['folder_id', folderId]);
  const { text, values } = selectedSequences(selection);
  const columns = given.map(([column]) => `, ${column} = ?`).join('');
  return run(
    transaction,
    `UPDATE sequence SET modified_at = ?, modified_by = ?${columns} WHERE package_id IN ${text}`,
    ...[at, by, ...given.map(([, value]) => value), ...values],
  );
}

/** Marks as deleted (`at`) or brings back (null). Gives how many. Throws `SEQUENCE_NOT_FOUND`. */
export function deleteSequences(transaction: Transaction, selection: SequenceSelection, at: number | null): number {
  demandSequences(transaction, selection, at !== null);
  const { text, values } = selectedSequences(selection);
  return run(transaction, `UPDATE sequence SET deleted_at = ? WHERE package_id IN ${text}`, at, ...values);
}

/** What stands in the way of deleting devices, told of the first. */
function demandDeletable(transaction: Transaction, { text, values }: Condition, withAssociations: boolean): void {
  const claim = prepared(
    transaction,
    `SELECT d.name, c.run_id AS run FROM run_claim c JOIN device d ON d.id = c.device_id
      WHERE c.device_id IN ${text} ORDER BY c.run_id LIMIT 1`,
  ).get(...values) as { name: string; run: number } | undefined;
  if (claim !== undefined) throw new AppError('DEVICE_BUSY', claim);
  if (withAssociations) return;
  const association = prepared(
    transaction,
    `SELECT l.source_name AS source, l.destination_name AS destination FROM list_association l
      WHERE l.source_device_id IN ${text} OR l.destination_device_id IN ${text} ORDER BY l.created_at, l.id LIMIT 1`,
  ).get(...values, ...values) as { source: string; destination: string } | undefined;
  if (association !== undefined) throw new AppError('ASSOCIATION_EXISTS', association);
}

/**
 * Deletes devices with their variables; runs and state stores keep their names. Gives how many, and the keys under
 * which the secret store has their secret variables. Throws `DEVICE_NOT_FOUND`, `DEVICE_BUSY` (`{name}`, `{run}`)
 * while a run holds one, and without `withAssociations` `ASSOCIATION_EXISTS` (`{source}`, `{destination}`).
 */
export function deleteDevices(
  transaction: Transaction,
  selection: DeviceSelection,
  withAssociations: boolean,
): { count: number; secretKeys: string[] } {
  const name = findMissing(transaction, selection, 'id FROM device');
  if (name !== undefined) throw new AppError('DEVICE_NOT_FOUND', { name });
  const { text, values } = selectedDevices(selection);
  demandDeletable(transaction, { text, values }, withAssociations);
  const keys = `SELECT secret_key FROM device_variable WHERE secret_key IS NOT NULL AND device_id IN ${text}`;
  const secretKeys = prepared(transaction, keys)
    .pluck()
    .all(...values) as string[];
  if (withAssociations) {
    const named = `DELETE FROM association WHERE source_device_id IN ${text} OR destination_device_id IN ${text}`;
    run(transaction, named, ...values, ...values);
  }
  return { count: run(transaction, `DELETE FROM device WHERE id IN ${text}`, ...values), secretKeys };
}

/** State stores stay and forget them. Gives how many. Throws `ASSOCIATION_NOT_FOUND`. */
export function deleteAssociations(transaction: Transaction, selection: AssociationSelection): number {
  const id = findMissing(transaction, selection, 'id FROM association');
  if (id !== undefined) throw new AppError('ASSOCIATION_NOT_FOUND', { id });
  const { text, values } = selectedAssociations(selection);
  return run(transaction, `DELETE FROM association WHERE id IN ${text}`, ...values);
}

/** With journals and logs. Throws `RUN_NOT_FOUND`, or `DEVICE_BUSY` (`{name}`, `{run}`) while one holds its device. */
export function deleteRuns(transaction: Transaction, selection: RunSelection): number {
  const missing = findMissing(transaction, selection, 'id FROM run');
  if (missing !== undefined) throw new AppError('RUN_NOT_FOUND', { run: missing });
  const { text, values } = selectedRuns(selection);
  const claim = prepared(
    transaction,
    `SELECT r.device_name AS name, r.id AS run FROM run_claim c JOIN run r ON r.id = c.run_id
      WHERE r.id IN ${text} ORDER BY r.id LIMIT 1`,
  ).get(...values) as { name: string; run: number } | undefined;
  if (claim !== undefined) throw new AppError('DEVICE_BUSY', claim);
  return run(transaction, `DELETE FROM run WHERE id IN ${text}`, ...values);
}
