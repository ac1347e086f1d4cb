import { AppError } from '#shared/contract/errors';
import type { AssociationSelection, DeviceSelection, RunSelection, SequenceSelection } from '#shared/model/lists';
import { breathe } from '../../ports/breathe.ts';
import { prepared, type ReadConnection, type Transaction, type Value } from '../connection.ts';
import { getFolder } from '../tables/folder.ts';
import { selectedAssociations } from './association-list.ts';
import { selectedDevices } from './device-list.ts';
import type { Condition } from './list-statement.ts';
import { selectedRuns } from './run-list.ts';
import { selectedSequences } from './sequence-list.ts';

/**
 * Commands on many rows, in the transaction that decides which they are: all of them or none. They are carried out in
 * batches, between which the process does its other work; other writes wait. A named row that is not there refuses the
 * whole command.
 */
type Selection = DeviceSelection | SequenceSelection | AssociationSelection | RunSelection;

function run(transaction: Transaction, text: string, ...values: readonly Value[]): number {
  return prepared(transaction, text).run(...values).changes;
}

/** So many rows are changed in about a hundredth of a second. */
const batchRows = 100;

/** Ids of the selection, batch by batch in their order; what was removed or changed before matters to none. */
async function* batchesOf(transaction: Transaction, selection: Selection, { text, values }: Condition) {
  if (selection.kind === 'ids') {
    for (let at = 0; at < selection.ids.length; at += batchRows) {
      if (at > 0) await breathe();
      yield selection.ids.slice(at, at + batchRows);
    }
    return;
  }
  const next = prepared(transaction, `SELECT id FROM ${text} WHERE id > ? ORDER BY id LIMIT ${String(batchRows)}`);
  // Less than any id, whether it is a text or a number.
  for (let last: string | number = -1; ;) {
    const ids = next.pluck().all(...values, last) as (string | number)[];
    const end = ids.at(-1);
    if (end === undefined) return;
    yield ids;
    last = end;
    await breathe();
  }
}

/** Carries out a statement whose last value is the ids, for all that are selected. Gives how many rows it changed. */
async function runInBatches(
  transaction: Transaction,
  selection: Selection,
  selected: Condition,
  statement: { readonly text: string; readonly values?: readonly Value[] },
): Promise<number> {
  let count = 0;
  for await (const ids of batchesOf(transaction, selection, selected)) {
    count += run(transaction, statement.text, ...(statement.values ?? []), JSON.stringify(ids));
  }
  return count;
}

const named = '(SELECT value FROM json_each(?))';

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
  const columns = given.map(([column]) => `, ${column} = ?`).join('');
  return runInBatches(transaction, selection, selectedSequences(selection), {
    text: `UPDATE sequence SET modified_at = ?, modified_by = ?${columns} WHERE package_id IN ${named}`,
    values: [at, by, ...given.map(([, value]) => value)],
  });
}

/** Marks as deleted (`at`) or brings back (null). Gives how many. Throws `SEQUENCE_NOT_FOUND`. */
export async function deleteSequences(
  transaction: Transaction,
  selection: SequenceSelection,
  at: number | null,
): Promise<number> {
  demandSequences(transaction, selection, at !== null);
  const text = `UPDATE sequence SET deleted_at = ? WHERE package_id IN ${named}`;
  return runInBatches(transaction, selection, selectedSequences(selection), { text, values: [at] });
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

const deleteSecretsOfDevices = `DELETE FROM secret WHERE key IN
  (SELECT secret_key FROM device_variable WHERE secret_key IS NOT NULL AND device_id IN ${named})`;

/**
 * Deletes devices with their variables and secrets; runs and state stores keep their names. Gives how many. Throws `DEVICE_NOT_FOUND`, `DEVICE_BUSY` (`{name}`, `{run}`)
 * while a run holds one, and without `withAssociations` `ASSOCIATION_EXISTS` (`{source}`, `{destination}`).
 */
export async function deleteDevices(
  transaction: Transaction,
  selection: DeviceSelection,
  withAssociations: boolean,
): Promise<number> {
  const name = findMissing(transaction, selection, 'id FROM device');
  if (name !== undefined) throw new AppError('DEVICE_NOT_FOUND', { name });
  const { text, values } = selectedDevices(selection);
  demandDeletable(transaction, { text, values }, withAssociations);
  let count = 0;
  for await (const ids of batchesOf(transaction, selection, { text, values })) {
    const list = JSON.stringify(ids);
    if (withAssociations) {
      run(transaction, `DELETE FROM association WHERE source_device_id IN ${named}`, list);
      run(transaction, `DELETE FROM association WHERE destination_device_id IN ${named}`, list);
    }
    run(transaction, deleteSecretsOfDevices, list);
    count += run(transaction, `DELETE FROM device WHERE id IN ${named}`, list);
  }
  return count;
}

/** State stores stay and forget them. Gives how many. Throws `ASSOCIATION_NOT_FOUND`. */
export async function deleteAssociations(transaction: Transaction, selection: AssociationSelection): Promise<number> {
  const id = findMissing(transaction, selection, 'id FROM association');
  if (id !== undefined) throw new AppError('ASSOCIATION_NOT_FOUND', { id });
  const text = `DELETE FROM association WHERE id IN ${named}`;
  return runInBatches(transaction, selection, selectedAssociations(selection), { text });
}

/** What was sealed for runs lies under `run/<number>/`; "0" is the character behind the slash. */
const deleteSecretsOfRuns = `DELETE FROM secret WHERE key IN
  (SELECT s.key FROM json_each(?) i JOIN secret s ON s.key >= 'run/' || i.value || '/' AND s.key < 'run/' || i.value || '0')`;

/** With journals, logs and what was sealed for them. Throws `RUN_NOT_FOUND`, or `DEVICE_BUSY` (`{name}`, `{run}`) while one holds its device. */
export async function deleteRuns(transaction: Transaction, selection: RunSelection): Promise<number> {
  const missing = findMissing(transaction, selection, 'id FROM run');
  if (missing !== undefined) throw new AppError('RUN_NOT_FOUND', { run: missing });
  const { text, values } = selectedRuns(selection);
  const claim = prepared(
    transaction,
    `SELECT r.device_name AS name, r.id AS run FROM run_claim c JOIN run r ON r.id = c.run_id
      WHERE r.id IN ${text} ORDER BY r.id LIMIT 1`,
  ).get(...values) as { name: string; run: number } | undefined;
  if (claim !== undefined) throw new AppError('DEVICE_BUSY', claim);
  let count = 0;
  for await (const ids of batchesOf(transaction, selection, { text, values })) {
    const list = JSON.stringify(ids);
    // A run that was interrupted still has its hidden variables in the secret store.
    run(transaction, deleteSecretsOfRuns, list);
    count += run(transaction, `DELETE FROM run WHERE id IN ${named}`, list);
  }
  return count;
}
