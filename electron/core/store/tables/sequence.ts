import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import { isXmlText, toXmlText } from '#shared/model/xml-text';
import { reason } from '#shared/contract/message';
import { FolderId, PackageId, Revision, Timestamp } from '#shared/model/ids';
import { SequenceDialect } from '#shared/model/sequence';
import type { ReadConnection, Transaction } from '../connection.ts';
import { Bytes, Flag, Json, toFlag, parseRow } from './columns.ts';
import { getFolder } from './folder.ts';

/** Properties of the field by their own names (`BootImageID`, `CustomProgressMsg`, …). */
export const SequenceProperties = z.record(z.string(), z.string());
export type SequenceProperties = z.infer<typeof SequenceProperties>;

const rowShape = {
  packageId: PackageId,
  folderId: FolderId.nullable(),
  name: z.string(),
  description: z.string(),
  dialect: SequenceDialect,
  revision: Revision,
  stepCount: z.int(),
  sizeBytes: z.int(),
  enabled: Flag,
  createdAt: Timestamp,
  modifiedAt: Timestamp,
  modifiedBy: z.string(),
  deletedAt: Timestamp.nullable(),
  sourceFile: z.string(),
};

const SequenceRow = z.object(rowShape);
export type SequenceRow = z.infer<typeof SequenceRow>;

const StoredSequence = z.object({
  ...rowShape,
  document: Bytes,
  carry: z.string().nullable(),
  properties: Json(SequenceProperties),
});
/** A sequence with its document, byte for byte as it was saved. */
export type StoredSequence = z.infer<typeof StoredSequence>;

const columns = [
  'packageId',
  'folderId',
  'name',
  'description',
  'dialect',
  'revision',
  'stepCount',
  'sizeBytes',
  'enabled',
  'createdAt',
  'modifiedAt',
  'modifiedBy',
  'deletedAt',
  'sourceFile',
] as const;

export interface NewSequence {
  packageId: PackageId;
  folderId: string | null;
  name: string;
  description: string;
  dialect: SequenceDialect;
  document: Uint8Array;
  /** What came beside the document and goes out with it again (the original object.xml). */
  carry: string | null;
  properties: SequenceProperties;
  stepCount: number;
  enabled: boolean;
  at: number;
  by: string;
  /** The file that it was imported from; none for one that was made here. */
  sourceFile?: string;
}

/**
 * Name and description go out in XML: what that cannot hold is refused before it is kept, or no export could be read
 * again (XFER-80). Throws `NAME_INVALID`, `INVALID_INPUT`.
 */
function demandWritable({ name, description }: Pick<SequenceChange, 'name' | 'description'>): void {
  if (name?.trim() === '') throw new AppError('NAME_INVALID', { name, reason: reason('name-empty') });
  const why = reason('control-characters');
  if (name !== undefined && !isXmlText(name))
    throw new AppError('NAME_INVALID', { name: toXmlText(name), reason: why });
  if (description !== undefined && !isXmlText(description)) throw new AppError('INVALID_INPUT', { reason: why });
}

/** Takes a new sequence in as revision 1. `sizeBytes` is the length of the document. */
export async function insertSequence(transaction: Transaction, sequence: NewSequence): Promise<void> {
  demandWritable(sequence);
  if (sequence.folderId !== null) await getFolder(transaction, sequence.folderId);
  const { at, by, properties, enabled, ...rest } = sequence;
  await transaction.db
    .insertInto('sequence')
    .values({
      ...rest,
      properties: JSON.stringify(properties),
      enabled: toFlag(enabled),
      revision: 1,
      sizeBytes: sequence.document.byteLength,
      createdAt: at,
      modifiedAt: at,
      modifiedBy: by,
      deletedAt: null,
    })
    .execute();
}

/** A sequence without its document, deleted ones too. Throws `SEQUENCE_NOT_FOUND` (`{packageId}`). */
export async function getSequenceRow(connection: ReadConnection, packageId: string): Promise<SequenceRow> {
  const row = await connection.db
    .selectFrom('sequence')
    .select(columns)
    .where('packageId', '=', packageId)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('SEQUENCE_NOT_FOUND', { packageId });
  return parseRow(SequenceRow, row, 'sequence');
}

/** A live sequence with its document. Throws `SEQUENCE_NOT_FOUND` (`{packageId}`), also when it was deleted. */
export async function getSequence(connection: ReadConnection, packageId: string): Promise<StoredSequence> {
  const stored = await getSequenceEverStored(connection, packageId);
  if (stored.deletedAt !== null) throw new AppError('SEQUENCE_NOT_FOUND', { packageId });
  return stored;
}

/** A sequence with its document, also a deleted one until it is purged. Throws `SEQUENCE_NOT_FOUND` (`{packageId}`). */
export async function getSequenceEverStored(connection: ReadConnection, packageId: string): Promise<StoredSequence> {
  const row = await connection.db
    .selectFrom('sequence')
    .select([...columns, 'document', 'carry', 'properties'])
    .where('packageId', '=', packageId)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('SEQUENCE_NOT_FOUND', { packageId });
  return parseRow(StoredSequence, row, 'sequence');
}

/** True also for a deleted sequence, until it is purged. */
export async function hasSequence(connection: ReadConnection, packageId: string): Promise<boolean> {
  const row = await connection.db
    .selectFrom('sequence')
    .select('packageId')
    .where('packageId', '=', packageId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Lets go on who begins a run of it. Throws `SEQUENCE_NOT_FOUND`, `SEQUENCE_DISABLED` (`{name, packageId}`). */
export async function demandEnabled(transaction: Transaction, packageId: string): Promise<void> {
  const { enabled, name } = await getLiveRow(transaction, packageId);
  if (!enabled) throw new AppError('SEQUENCE_DISABLED', { name, packageId });
}

async function getLiveRow(transaction: Transaction, packageId: string): Promise<SequenceRow> {
  const row = await getSequenceRow(transaction, packageId);
  if (row.deletedAt !== null) throw new AppError('SEQUENCE_NOT_FOUND', { packageId });
  return row;
}

export interface SequenceSave {
  packageId: string;
  /** The revision that the edits started from. */
  baseRevision: number;
  document: Uint8Array;
  stepCount: number;
  at: number;
  by: string;
  /** What is left out stays as it is. */
  name?: string;
  description?: string;
  carry?: string | null;
  properties?: SequenceProperties;
}

/**
 * Saves a document and returns the new revision. Throws `SEQUENCE_NOT_FOUND`, or `REVISION_CONFLICT` (`{packageId}`,
 * `{expected}`, `{actual}`, `{modifiedBy}`, `{modifiedAt}`) when another saved meanwhile: nothing is
 * overwritten unseen (product decision: editing needs no lock).
 */
export async function saveDocument(transaction: Transaction, save: SequenceSave): Promise<number> {
  const current = await getLiveRow(transaction, save.packageId);
  if (current.revision !== save.baseRevision) {
    throw new AppError('REVISION_CONFLICT', {
      packageId: save.packageId,
      name: current.name,
      expected: save.baseRevision,
      actual: current.revision,
      modifiedBy: current.modifiedBy,
      modifiedAt: current.modifiedAt,
    });
  }
  const revision = current.revision + 1;
  await transaction.db
    .updateTable('sequence')
    .set({
      revision,
      document: save.document,
      sizeBytes: save.document.byteLength,
      stepCount: save.stepCount,
      modifiedAt: save.at,
      modifiedBy: save.by,
      ...(save.name === undefined ? {} : { name: save.name }),
      ...(save.description === undefined ? {} : { description: save.description }),
      ...(save.carry === undefined ? {} : { carry: save.carry }),
      ...(save.properties === undefined ? {} : { properties: JSON.stringify(save.properties) }),
    })
    .where('packageId', '=', save.packageId)
    .execute();
  return revision;
}

export interface SequenceChange {
  name?: string;
  description?: string;
  folderId?: string | null;
  enabled?: boolean;
}

/**
 * Changes what is given and not in the document, after `check` has seen the row as it is in this transaction. The
 * revision stays: it counts documents. Throws `SEQUENCE_NOT_FOUND`, and what `check` throws.
 */
export async function updateSequence(
  transaction: Transaction,
  packageId: string,
  change: SequenceChange & { at: number; by: string },
  check: (row: SequenceRow) => void = () => undefined,
): Promise<void> {
  check(await getLiveRow(transaction, packageId));
  demandWritable(change);
  if (change.folderId != null) await getFolder(transaction, change.folderId);
  await transaction.db
    .updateTable('sequence')
    .set({
      modifiedAt: change.at,
      modifiedBy: change.by,
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.description === undefined ? {} : { description: change.description }),
      ...(change.folderId === undefined ? {} : { folderId: change.folderId }),
      ...(change.enabled === undefined ? {} : { enabled: toFlag(change.enabled) }),
    })
    .where('packageId', '=', packageId)
    .execute();
}

/** Removes for good what was deleted before this time; gives the package IDs. */
export async function purgeDeleted(transaction: Transaction, before: number): Promise<PackageId[]> {
  const rows = await transaction.db
    .deleteFrom('sequence')
    .where('deletedAt', '<', before)
    .returning('packageId')
    .execute();
  return rows.map((row) => PackageId.parse(row.packageId)).sort();
}
