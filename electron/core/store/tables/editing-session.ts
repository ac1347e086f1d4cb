import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import { PackageId, Revision, Timestamp } from '#shared/model/ids';
import { prepared } from '../connection.ts';
import type { ReadConnection, Transaction } from '../connection.ts';
import { Bytes, Json } from './columns.ts';

const rowShape = {
  packageId: PackageId,
  savedRevision: Revision,
  position: z.int().min(0),
  /** -1 when the saved state lies in a branch that was undone and edited over. */
  savedPosition: z.int().min(-1),
  updatedAt: Timestamp,
};
const EditingSessionRow = z.object(rowShape);
export type EditingSessionRow = z.infer<typeof EditingSessionRow>;

const StoredEditingSession = z.object({ ...rowShape, baseDocument: Bytes });
/** `baseDocument` is the document at position 0; edits 1 … `position` on it give what the person sees. */
export type StoredEditingSession = z.infer<typeof StoredEditingSession>;

const EditRow = z.object({
  packageId: PackageId,
  ordinal: z.int().min(1),
  label: z.string(),
  mergeKey: z.string().nullable(),
  at: Timestamp,
  patches: Json(z.unknown()),
  inverse: Json(z.unknown()),
});
/** One undo step. `patches` and `inverse` are the sequence folder's business: any JSON. */
export type EditRow = z.infer<typeof EditRow>;

export interface NewEdit {
  label: string;
  mergeKey: string | null;
  at: number;
  patches: unknown;
  inverse: unknown;
}

const columns = ['packageId', 'savedRevision', 'position', 'savedPosition', 'updatedAt'] as const;

/** Begins a session at position 0, in place of one that was there. `baseDocument` is the document of `savedRevision`. */
export async function insertEditingSession(
  transaction: Transaction,
  session: { packageId: string; savedRevision: number; baseDocument: Uint8Array; at: number },
): Promise<void> {
  await deleteEditingSession(transaction, session.packageId);
  const { at, ...rest } = session;
  await transaction.db
    .insertInto('editingSession')
    .values({ ...rest, position: 0, savedPosition: 0, updatedAt: at })
    .execute();
}

/** The session of a sequence, or undefined. */
export async function findEditingSession(
  connection: ReadConnection,
  packageId: string,
): Promise<StoredEditingSession | undefined> {
  const row = await connection.db
    .selectFrom('editingSession')
    .select([...columns, 'baseDocument'])
    .where('packageId', '=', packageId)
    .executeTakeFirst();
  return row === undefined ? undefined : StoredEditingSession.parse(row);
}

async function getRow(transaction: Transaction, packageId: string): Promise<EditingSessionRow> {
  const row = await transaction.db
    .selectFrom('editingSession')
    .select(columns)
    .where('packageId', '=', packageId)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('SESSION_NOT_OPEN', { packageId });
  return EditingSessionRow.parse(row);
}

/** All edits in order, those beyond the position (undone, can be redone) too. */
export async function listEdits(connection: ReadConnection, packageId: string): Promise<EditRow[]> {
  const rows = await connection.db
    .selectFrom('editingEdit')
    .selectAll()
    .where('packageId', '=', packageId)
    .orderBy('ordinal')
    .execute();
  return rows.map((row) => EditRow.parse(row));
}

const insertEdit = `INSERT INTO editing_edit (package_id, ordinal, label, merge_key, at, patches, inverse)
  SELECT package_id, position + 1, ?, ?, ?, ?, ? FROM editing_session WHERE package_id = ?`;
const dropUndone = `DELETE FROM editing_edit
  WHERE package_id = @packageId
    AND ordinal > (SELECT position FROM editing_session WHERE package_id = @packageId)`;
const stepForward = `UPDATE editing_session SET updated_at = @at, position = position + 1,
  saved_position = CASE WHEN saved_position > position THEN -1 ELSE saved_position END
  WHERE package_id = @packageId`;

/**
 * Appends an edit after the position and moves the position onto it; edits that were undone are dropped first, and if
 * the saved state was among them it becomes unreachable (`savedPosition` -1). Throws `SESSION_NOT_OPEN`.
 */
export function appendEdit(transaction: Transaction, packageId: string, edit: NewEdit): Promise<void> {
  prepared(transaction, dropUndone).run({ packageId });
  const { changes } = prepared(transaction, insertEdit).run(
    edit.label,
    edit.mergeKey,
    edit.at,
    JSON.stringify(edit.patches),
    JSON.stringify(edit.inverse),
    packageId,
  );
  if (changes === 0) return Promise.reject(new AppError('SESSION_NOT_OPEN', { packageId }));
  prepared(transaction, stepForward).run({ packageId, at: edit.at });
  return Promise.resolve();
}

/** Puts an edit in place of the one at the position (a burst of typing is one undo step). Throws `NOTHING_TO_UNDO`. */
export async function replaceLastEdit(transaction: Transaction, packageId: string, edit: NewEdit): Promise<void> {
  const session = await getRow(transaction, packageId);
  const result = await transaction.db
    .updateTable('editingEdit')
    .set({
      label: edit.label,
      mergeKey: edit.mergeKey,
      at: edit.at,
      patches: JSON.stringify(edit.patches),
      inverse: JSON.stringify(edit.inverse),
    })
    .where('packageId', '=', packageId)
    .where('ordinal', '=', session.position)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) throw new AppError('NOTHING_TO_UNDO', { packageId });
  await truncateEdits(transaction, packageId, session.position);
  // What was saved held the edit as it was before.
  const savedPosition = session.savedPosition >= session.position ? -1 : session.savedPosition;
  await transaction.db
    .updateTable('editingSession')
    .set({ updatedAt: edit.at, savedPosition })
    .where('packageId', '=', packageId)
    .execute();
}

/** Drops the edits after `position`. */
export async function truncateEdits(transaction: Transaction, packageId: string, position: number): Promise<void> {
  await transaction.db
    .deleteFrom('editingEdit')
    .where('packageId', '=', packageId)
    .where('ordinal', '>', position)
    .execute();
  await transaction.db
    .updateTable('editingSession')
    .set({ savedPosition: -1 })
    .where('packageId', '=', packageId)
    .where('savedPosition', '>', position)
    .execute();
}

/** Undo and redo: moves the position to a place among the edits. Throws `SESSION_NOT_OPEN`, `NOTHING_TO_UNDO`, `NOTHING_TO_REDO`. */
export async function setPosition(
  transaction: Transaction,
  packageId: string,
  position: number,
  at: number,
): Promise<void> {
  await getRow(transaction, packageId);
  if (position < 0) throw new AppError('NOTHING_TO_UNDO', { packageId });
  const last = await transaction.db
    .selectFrom('editingEdit')
    .select((expression) => expression.fn.max<number | null>('ordinal').as('ordinal'))
    .where('packageId', '=', packageId)
    .executeTakeFirst();
  if (position > (last?.ordinal ?? 0)) throw new AppError('NOTHING_TO_REDO', { packageId });
  await transaction.db
    .updateTable('editingSession')
    .set({ position, updatedAt: at })
    .where('packageId', '=', packageId)
    .execute();
}

/** Says that the document at the position was saved as `revision`. Undo goes on behind it. Throws `SESSION_NOT_OPEN`. */
export async function setSaved(
  transaction: Transaction,
  packageId: string,
  revision: number,
  at: number,
): Promise<void> {
  const session = await getRow(transaction, packageId);
  await transaction.db
    .updateTable('editingSession')
    .set({ savedRevision: revision, savedPosition: session.position, updatedAt: at })
    .where('packageId', '=', packageId)
    .execute();
}

/** Ends a session with all its edits; nothing happens when there is none. */
export async function deleteEditingSession(transaction: Transaction, packageId: string): Promise<void> {
  await transaction.db.deleteFrom('editingSession').where('packageId', '=', packageId).execute();
}

const DraftRow = z.object({ ...rowShape, name: z.string(), currentRevision: Revision });
/** A session with unsaved edits. It conflicts when `currentRevision` is not `savedRevision`. */
export type DraftRow = z.infer<typeof DraftRow>;

/** Sessions of live sequences whose position is not what was saved, the latest first. */
export async function listDrafts(connection: ReadConnection): Promise<DraftRow[]> {
  const rows = await connection.db
    .selectFrom('editingSession as session')
    .innerJoin('sequence', 'sequence.packageId', 'session.packageId')
    .select(columns.map((column) => `session.${column}` as const))
    .select(['sequence.name', 'sequence.revision as currentRevision'])
    .whereRef('session.position', '<>', 'session.savedPosition')
    .where('sequence.deletedAt', 'is', null)
    .orderBy('session.updatedAt', 'desc')
    .execute();
  return rows.map((row) => DraftRow.parse(row));
}
