import { z } from 'zod';
import { EditLabel } from '#shared/model/edit-label';
import { PackageId, Revision, Timestamp } from '#shared/model/ids';
import type { ReadConnection } from '../connection.ts';
import { everyRow, Json, readableRows } from './columns.ts';
import { draftColumns, draftShape } from './editing-session.ts';

const EditRow = z.object({
  ordinal: z.int().min(1),
  at: Timestamp,
  mergeKey: z.string().nullable(),
  sizeBytes: z.int().min(0),
  label: Json(EditLabel),
  patches: Json(z.unknown()),
});
/** One undo step. `patches` are the sequence folder's business: any JSON. */
export type EditRow = z.infer<typeof EditRow>;

/** Ordinals of edits, both included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Edits in order, of a stretch or all: those beyond the position (undone, can be redone) too. Throws `ROW_UNREADABLE` for
 * one that this version cannot read: a document without it would be another one.
 */
export async function listEdits(
  connection: ReadConnection,
  packageId: string,
  { from, to }: Stretch = { from: 1, to: Number.MAX_SAFE_INTEGER },
): Promise<EditRow[]> {
  const rows = await connection.db
    .selectFrom('editingEdit')
    .select(['ordinal', 'at', 'mergeKey', 'sizeBytes', 'label', 'patches'])
    .where('packageId', '=', packageId)
    .where('ordinal', '>=', from)
    .where('ordinal', '<=', to)
    .orderBy('ordinal')
    .execute();
  return everyRow(EditRow, rows, `editing_edit/${packageId}`);
}

const LabelRow = z.object({ ordinal: z.int().min(1), label: Json(EditLabel) });

/** What the edits of a stretch are called. */
export async function listEditLabels(
  connection: ReadConnection,
  packageId: string,
  { from, to }: Stretch,
): Promise<{ ordinal: number; label: EditLabel }[]> {
  const rows = await connection.db
    .selectFrom('editingEdit')
    .select(['ordinal', 'label'])
    .where('packageId', '=', packageId)
    .where('ordinal', '>=', from)
    .where('ordinal', '<=', to)
    .orderBy('ordinal')
    .execute();
  return readableRows(LabelRow, rows, { connection, table: `editing_edit/${packageId}` });
}

/** The texts of all edits of a draft, as they lie: for what is looked up in them. */
export async function listEditTexts(connection: ReadConnection, packageId: string): Promise<string[]> {
  const rows = await connection.db
    .selectFrom('editingEdit')
    .select('patches')
    .where('packageId', '=', packageId)
    .execute();
  return rows.map((row) => row.patches);
}

const DraftRow = z.object({ ...draftShape, name: z.string(), currentRevision: Revision });
/** A session with unsaved edits. It conflicts when `currentRevision` is not `savedRevision`. */
export type DraftRow = z.infer<typeof DraftRow>;

/** Sessions of live sequences whose position is not what was saved, the latest first. */
export async function listDrafts(connection: ReadConnection): Promise<DraftRow[]> {
  const rows = await connection.db
    .selectFrom('editingSession as session')
    .innerJoin('sequence', 'sequence.packageId', 'session.packageId')
    .select(draftColumns.map((column) => `session.${column}` as const))
    .select(['sequence.name', 'sequence.revision as currentRevision'])
    .whereRef('session.position', '<>', 'session.savedPosition')
    .where('sequence.deletedAt', 'is', null)
    .orderBy('session.updatedAt', 'desc')
    .execute();
  return readableRows(DraftRow, rows, { connection, table: 'editing_session' });
}

const Standing = z.object({
  packageId: PackageId,
  storedRevision: Revision,
  generation: z.string().nullable(),
  revision: z.int().min(0).nullable(),
});
/** What is stored of a sequence and its draft now; without a draft the last two are null. */
export type Standing = z.infer<typeof Standing>;

/** What is stored of these sequences and their drafts, in numbers. */
export async function listStandings(connection: ReadConnection, packageIds: readonly string[]): Promise<Standing[]> {
  if (packageIds.length === 0) return [];
  const rows = await connection.db
    .selectFrom('sequence')
    .leftJoin('editingSession as session', 'session.packageId', 'sequence.packageId')
    .select(['sequence.packageId', 'sequence.revision as storedRevision', 'session.generation', 'session.revision'])
    .where('sequence.packageId', 'in', [...packageIds])
    .execute();
  return readableRows(Standing, rows, { connection, table: 'sequence' });
}
