import { z } from 'zod';
import { AppError } from '#shared/contract/errors';
import type { EditLabel } from '#shared/model/edit-label';
import { PackageId, Revision, Timestamp } from '#shared/model/ids';
import type { ReadConnection, Transaction } from '../connection.ts';
import { Bytes, parseRow } from './columns.ts';

/**
 * Which state of a draft somebody knows. `generation` names one history from its beginning to the discarding of it,
 * `revision` counts its changes: what was discarded and begun anew never looks like what was there before.
 */
export interface DraftVersion {
  readonly generation: string;
  readonly revision: number;
}

/** How far back undo goes: the older steps go, first those in excess of `steps`, then those in excess of `bytes`. */
export const historyLimits = { steps: 5000, bytes: 32 * 1024 * 1024 } as const;
export interface HistoryLimits {
  readonly steps: number;
  readonly bytes: number;
}

/** Numbers of a draft's row. */
export const draftShape = {
  packageId: PackageId,
  generation: z.string(),
  revision: z.int().min(0),
  savedRevision: Revision,
  position: z.int().min(0),
  /** -1 when the saved state lies in a branch that was undone and edited over, or before the first step that is kept. */
  savedPosition: z.int().min(-1),
  firstPosition: z.int().min(0),
  basePosition: z.int().min(0),
  historyBytes: z.int().min(0),
  updatedAt: Timestamp,
};
const EditingSessionRow = z.object(draftShape);
export type EditingSessionRow = z.infer<typeof EditingSessionRow>;

const StoredEditingSession = z.object({ ...draftShape, lastPosition: z.int().min(0), baseDocument: Bytes });
/**
 * `baseDocument` is the document at `basePosition`; the edits between there and `position` give what the person sees.
 * Positions go from `firstPosition` to `lastPosition`; edit n leads from n - 1 to n.
 */
export type StoredEditingSession = z.infer<typeof StoredEditingSession>;

export interface NewEdit {
  readonly label: EditLabel;
  readonly mergeKey: string | null;
  readonly at: number;
  readonly patches: unknown;
}

/** The document at a position, from which reading begins. */
export interface Checkpoint {
  readonly position: number;
  readonly document: Uint8Array;
}

export const draftColumns = [
  'packageId',
  'generation',
  'revision',
  'savedRevision',
  'position',
  'savedPosition',
  'firstPosition',
  'basePosition',
  'historyBytes',
  'updatedAt',
] as const;

/** The session of a sequence, or undefined. */
export async function findEditingSession(
  connection: ReadConnection,
  packageId: string,
): Promise<StoredEditingSession | undefined> {
  const row = await connection.db
    .selectFrom('editingSession')
    .select([...draftColumns, 'baseDocument'])
    .select(({ selectFrom, fn, ref }) =>
      fn
        .coalesce(
          selectFrom('editingEdit')
            .select((edit) => edit.fn.max<number>('ordinal').as('last'))
            .whereRef('editingEdit.packageId', '=', 'editingSession.packageId'),
          ref('firstPosition'),
        )
        .as('lastPosition'),
    )
    .where('packageId', '=', packageId)
    .executeTakeFirst();
  return row === undefined ? undefined : parseRow(StoredEditingSession, row, 'editing-session');
}

/** Which state of its draft a sequence has now; null when it has none. */
export async function findDraftVersion(connection: ReadConnection, packageId: string): Promise<DraftVersion | null> {
  const row = await connection.db
    .selectFrom('editingSession')
    .select(['generation', 'revision'])
    .where('packageId', '=', packageId)
    .executeTakeFirst();
  return row ?? null;
}

/** True when both are the same state. */
export function isSameVersion(a: DraftVersion | null, b: DraftVersion | null): boolean {
  return a?.generation === b?.generation && a?.revision === b?.revision;
}

/** The refusal of a change of a draft that is not as it was known: `of` is `draft`, and both sides are counted. */
export async function refuseDraft(
  connection: ReadConnection,
  packageId: string,
  known: DraftVersion | null,
): Promise<never> {
  const row = await connection.db
    .selectFrom('sequence')
    .leftJoin('editingSession as session', 'session.packageId', 'sequence.packageId')
    .select(['sequence.name', 'session.revision', 'session.updatedAt', 'session.position'])
    .where('sequence.packageId', '=', packageId)
    .executeTakeFirst();
  throw new AppError('REVISION_CONFLICT', {
    packageId,
    name: row?.name ?? '',
    of: 'draft',
    expected: known?.revision ?? 0,
    actual: row?.revision ?? 0,
    // What is stored; nothing when it was discarded.
    storedSteps: row?.position ?? 0,
    modifiedAt: row?.updatedAt ?? 0,
  });
}

export interface NewSession {
  readonly packageId: string;
  readonly generation: string;
  readonly savedRevision: number;
  /** The document of `savedRevision`. */
  readonly baseDocument: Uint8Array;
  readonly at: number;
  /** False when `baseDocument` is not what was saved: the draft begins with something unsaved. */
  readonly isSaved?: boolean;
}

/**
 * Begins a draft at position 0, in the place of the one that is known to be there. Throws `REVISION_CONFLICT` when
 * another is there.
 */
export async function insertEditingSession(
  transaction: Transaction,
  session: NewSession,
  known: DraftVersion | null | 'any' = null,
): Promise<DraftVersion> {
  await deleteEditingSession(transaction, session.packageId, known);
  const { at, isSaved = true, ...rest } = session;
  const numbers = { position: 0, savedPosition: isSaved ? 0 : -1, firstPosition: 0, basePosition: 0, historyBytes: 0 };
  await transaction.db
    .insertInto('editingSession')
    .values({ ...rest, ...numbers, revision: 0, updatedAt: at })
    .execute();
  return { generation: session.generation, revision: 0 };
}

/** Raises the revision if the draft is as it was known, and gives the row. Throws `REVISION_CONFLICT`. */
async function advance(transaction: Transaction, packageId: string, known: DraftVersion): Promise<EditingSessionRow> {
  const row = await transaction.db
    .updateTable('editingSession')
    .set({ revision: known.revision + 1 })
    .where('packageId', '=', packageId)
    .where('generation', '=', known.generation)
    .where('revision', '=', known.revision)
    .returning(draftColumns)
    .executeTakeFirst();
  if (row === undefined) return refuseDraft(transaction, packageId, known);
  return parseRow(EditingSessionRow, row, 'editing-session');
}

function versionOf({ generation, revision }: EditingSessionRow): DraftVersion {
  return { generation, revision };
}

async function update(
  transaction: Transaction,
  packageId: string,
  change: Partial<Omit<EditingSessionRow, 'packageId'>> & { baseDocument?: Uint8Array },
): Promise<void> {
  await transaction.db.updateTable('editingSession').set(change).where('packageId', '=', packageId).execute();
}

/** Deletes the edits of a stretch of ordinals and gives how large they were. */
async function deleteEdits(transaction: Transaction, packageId: string, from: number, to: number): Promise<number> {
  if (from > to) return 0;
  const rows = await transaction.db
    .deleteFrom('editingEdit')
    .where('packageId', '=', packageId)
    .where('ordinal', '>=', from)
    .where('ordinal', '<=', to)
    .returning('sizeBytes')
    .execute();
  return rows.reduce((sum, row) => sum + row.sizeBytes, 0);
}

function withCheckpoint(row: EditingSessionRow, checkpoint: Checkpoint | null) {
  const basePosition = checkpoint?.position ?? row.basePosition;
  return { basePosition, ...(checkpoint === null ? {} : { baseDocument: checkpoint.document }) };
}

/** The first position that stays within the limits; never behind the base, from which the document is read. */
async function findFirst(
  transaction: Transaction,
  row: EditingSessionRow,
  last: number,
  limits: HistoryLimits,
): Promise<number> {
  const most = Math.min(row.basePosition, last - 1);
  let first = Math.max(row.firstPosition, Math.min(most, last - limits.steps));
  let excess = row.historyBytes - limits.bytes;
  if (excess <= 0) return first;
  const sizes = await transaction.db
    .selectFrom('editingEdit')
    .select(['ordinal', 'sizeBytes'])
    .where('packageId', '=', row.packageId)
    .where('ordinal', '<=', most)
    .orderBy('ordinal')
    .execute();
  for (const { ordinal, sizeBytes } of sizes) {
    if (excess <= 0) break;
    excess -= sizeBytes;
    first = Math.max(first, ordinal);
  }
  return first;
}

const everyOrdinal = Number.MAX_SAFE_INTEGER;

export interface AppendedEdit {
  readonly version: DraftVersion;
  readonly firstPosition: number;
  readonly sizeBytes: number;
}

/**
 * Appends an edit after the position and moves the position onto it. Edits that were undone are dropped first, and if
 * the saved state was among them it cannot be reached any more; the oldest are dropped beyond the limits. A
 * `checkpoint` (of the position before) is needed when the base lies among what is dropped. Throws `REVISION_CONFLICT`.
 */
export async function appendEdit(
  transaction: Transaction,
  packageId: string,
  known: DraftVersion,
  edit: NewEdit,
  checkpoint: Checkpoint | null = null,
  limits: HistoryLimits = historyLimits,
): Promise<AppendedEdit> {
  const old = await advance(transaction, packageId, known);
  const base = withCheckpoint(old, checkpoint);
  if (base.basePosition > old.position) throw new Error('The document of the draft would lie behind what is kept.');
  const undone = await deleteEdits(transaction, packageId, old.position + 1, everyOrdinal);
  const ordinal = old.position + 1;
  const patches = JSON.stringify(edit.patches);
  const sizeBytes = Buffer.byteLength(patches);
  const { mergeKey, at } = edit;
  await transaction.db
    .insertInto('editingEdit')
    .values({ packageId, ordinal, at, mergeKey, sizeBytes, label: JSON.stringify(edit.label), patches })
    .execute();
  const historyBytes = old.historyBytes - undone + sizeBytes;
  const first = await findFirst(transaction, { ...old, ...base, historyBytes }, ordinal, limits);
  const dropped = await deleteEdits(transaction, packageId, old.firstPosition + 1, first);
  const isReachable = old.savedPosition <= old.position && old.savedPosition >= first;
  await update(transaction, packageId, {
    ...base,
    position: ordinal,
    savedPosition: isReachable ? old.savedPosition : -1,
    firstPosition: first,
    historyBytes: historyBytes - dropped,
    updatedAt: at,
  });
  return { version: versionOf(old), firstPosition: first, sizeBytes };
}

/**
 * Puts an edit in place of the one at the position (a burst of typing is one undo step). Throws `REVISION_CONFLICT`,
 * `NOTHING_TO_UNDO`.
 */
export async function replaceLastEdit(
  transaction: Transaction,
  packageId: string,
  known: DraftVersion,
  edit: NewEdit,
): Promise<AppendedEdit> {
  const old = await advance(transaction, packageId, known);
  const { position } = old;
  if (old.basePosition >= position) throw new AppError('NOTHING_TO_UNDO', { packageId });
  const undone = await deleteEdits(transaction, packageId, position, everyOrdinal);
  const patches = JSON.stringify(edit.patches);
  const sizeBytes = Buffer.byteLength(patches);
  const { mergeKey, at } = edit;
  await transaction.db
    .insertInto('editingEdit')
    .values({ packageId, ordinal: position, at, mergeKey, sizeBytes, label: JSON.stringify(edit.label), patches })
    .execute();
  await update(transaction, packageId, {
    // What was saved held the edit as it was before.
    savedPosition: old.savedPosition >= position ? -1 : old.savedPosition,
    historyBytes: old.historyBytes - undone + sizeBytes,
    updatedAt: at,
  });
  return { version: versionOf(old), firstPosition: old.firstPosition, sizeBytes };
}

/**
 * Undo and redo: moves the position to a place among the edits. Throws `REVISION_CONFLICT`, `NOTHING_TO_UNDO`,
 * `NOTHING_TO_REDO`.
 */
export async function setPosition(
  transaction: Transaction,
  packageId: string,
  known: DraftVersion,
  position: number,
  at: number,
  checkpoint: Checkpoint | null = null,
): Promise<DraftVersion> {
  const old = await advance(transaction, packageId, known);
  if (position < old.firstPosition) throw new AppError('NOTHING_TO_UNDO', { packageId });
  const last = await transaction.db
    .selectFrom('editingEdit')
    .select((expression) => expression.fn.max<number | null>('ordinal').as('ordinal'))
    .where('packageId', '=', packageId)
    .executeTakeFirst();
  if (position > (last?.ordinal ?? old.firstPosition)) throw new AppError('NOTHING_TO_REDO', { packageId });
  await update(transaction, packageId, { ...withCheckpoint(old, checkpoint), position, updatedAt: at });
  return versionOf(old);
}

/** Says that the document at the position was saved; reading begins there from now on. Throws `REVISION_CONFLICT`. */
export async function setSaved(
  transaction: Transaction,
  packageId: string,
  known: DraftVersion,
  saved: { readonly revision: number; readonly document: Uint8Array; readonly at: number },
): Promise<DraftVersion> {
  const old = await advance(transaction, packageId, known);
  const { position } = old;
  await update(transaction, packageId, {
    savedRevision: saved.revision,
    savedPosition: position,
    ...withCheckpoint(old, { position, document: saved.document }),
    updatedAt: saved.at,
  });
  return versionOf(old);
}

/** Keeps the document of another position, from which reading begins; nothing else changes. Throws `REVISION_CONFLICT`. */
export async function setCheckpoint(
  transaction: Transaction,
  packageId: string,
  known: DraftVersion,
  checkpoint: Checkpoint,
): Promise<DraftVersion> {
  const old = await advance(transaction, packageId, known);
  await update(transaction, packageId, withCheckpoint(old, checkpoint));
  return versionOf(old);
}

/**
 * Ends a draft with all its edits if it is as it was known (`null`: there is none; `any`: however it is). Throws
 * `REVISION_CONFLICT`.
 */
export async function deleteEditingSession(
  transaction: Transaction,
  packageId: string,
  known: DraftVersion | null | 'any' = 'any',
): Promise<void> {
  if (known !== 'any' && !isSameVersion(await findDraftVersion(transaction, packageId), known)) {
    await refuseDraft(transaction, packageId, known);
  }
  await transaction.db.deleteFrom('editingSession').where('packageId', '=', packageId).execute();
}
