import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import { FolderId, Revision } from '#shared/model/ids';
import { reason } from '#shared/contract/message';
import type { ReadConnection, Transaction } from '../connection.ts';
import { demandUpdated, nameKey, parseRow } from './columns.ts';

export const FolderKind = z.enum(['task-sequence']);
export type FolderKind = z.infer<typeof FolderKind>;

const FolderRow = z.object({
  id: FolderId,
  parentId: FolderId.nullable(),
  kind: FolderKind,
  name: z.string(),
  revision: Revision,
});
export type FolderRow = z.infer<typeof FolderRow>;

const columns = ['id', 'parentId', 'kind', 'name', 'revision'] as const;

/** Throws `FOLDER_NOT_FOUND` (`{id}`). */
export async function getFolder(connection: ReadConnection, id: string): Promise<FolderRow> {
  const row = await connection.db.selectFrom('folder').select(columns).where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new AppError('FOLDER_NOT_FOUND', { id });
  return parseRow(FolderRow, row, 'folder');
}

async function demandFreeName(
  transaction: Transaction,
  folder: { id: string; parentId: string | null; kind: FolderKind; name: string },
): Promise<void> {
  if (folder.name.trim() === '')
    throw new AppError('NAME_INVALID', { name: folder.name, reason: reason('name-empty') });
  const taken = await transaction.db
    .selectFrom('folder')
    .select('id')
    .where('kind', '=', folder.kind)
    .where('parentId', folder.parentId === null ? 'is' : '=', folder.parentId)
    .where('nameKey', '=', nameKey(folder.name))
    .where('id', '<>', folder.id)
    .executeTakeFirst();
  if (taken !== undefined) throw new AppError('NAME_TAKEN', { name: folder.name });
}

/** Throws `NAME_TAKEN` (`{name}`), `NAME_INVALID` or, for the parent, `FOLDER_NOT_FOUND`. */
export async function insertFolder(
  transaction: Transaction,
  folder: { id: string; parentId: string | null; kind: FolderKind; name: string },
): Promise<FolderRow> {
  if (folder.parentId !== null) await getFolder(transaction, folder.parentId);
  await demandFreeName(transaction, folder);
  await transaction.db
    .insertInto('folder')
    .values({ ...folder, nameKey: nameKey(folder.name) })
    .execute();
  return parseRow(FolderRow, { ...folder, revision: 1 }, 'folder');
}

async function updateFolder(
  transaction: Transaction,
  { id, name, revision }: FolderRow,
  change: { name: string; nameKey: string } | { parentId: string | null },
): Promise<void> {
  const result = await transaction.db
    .updateTable('folder')
    .set({ ...change, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  demandUpdated(result.numUpdatedRows, name);
}

/**
 * Renames a folder, after `check` has seen it as it is in this transaction. Throws `FOLDER_NOT_FOUND`, `NAME_TAKEN`,
 * `NAME_INVALID`, and what `check` throws.
 */
export async function renameFolder(
  transaction: Transaction,
  id: string,
  name: string,
  check: (row: FolderRow) => void = () => undefined,
): Promise<void> {
  const folder = await getFolder(transaction, id);
  check(folder);
  await demandFreeName(transaction, { ...folder, name });
  await updateFolder(transaction, folder, { name, nameKey: nameKey(name) });
}

/** Throws `INVALID_INPUT` (`{reason}`) when the target is the folder itself or lies below it. */
export async function moveFolder(transaction: Transaction, id: string, parentId: string | null): Promise<void> {
  const folder = await getFolder(transaction, id);
  const seen = new Set<string>();
  for (
    let above = parentId;
    above !== null && !seen.has(above);
    above = (await getFolder(transaction, above)).parentId
  ) {
    seen.add(above);
    if (above === id) throw new AppError('INVALID_INPUT', { reason: reason('folder-into-itself') });
  }
  await demandFreeName(transaction, { ...folder, parentId: parentId });
  await updateFolder(transaction, folder, { parentId });
}

/**
 * Deletes an empty folder. Throws `FOLDER_NOT_FOUND`, or `FOLDER_NOT_EMPTY` (`{name}`) while it holds folders or
 * sequences. Sequences that were deleted do not count; they come back at the top when they are restored.
 */
export async function deleteFolder(transaction: Transaction, id: string): Promise<void> {
  const folder = await getFolder(transaction, id);
  const child = await transaction.db
    .selectFrom('folder')
    .select('id')
    .where('parentId', '=', id)
    // Its own parent, in a database that was changed by hand.
    .where('id', '<>', id)
    .executeTakeFirst();
  const sequence = await transaction.db
    .selectFrom('sequence')
    .select('packageId')
    .where('folderId', '=', id)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  if (child !== undefined || sequence !== undefined) throw new AppError('FOLDER_NOT_EMPTY', { name: folder.name });
  await transaction.db.updateTable('sequence').set({ folderId: null }).where('folderId', '=', id).execute();
  await transaction.db.deleteFrom('folder').where('id', '=', id).execute();
}
