import { z } from 'zod';
import {
  mergeReference,
  ReferenceFact,
  ReferenceImage,
  ReferenceKind,
  referenceKey,
  referencePartsMost,
} from '#shared/model/reference';
import { prepared, type ReadConnection, type Transaction } from '../connection.ts';
import { sortKey } from '../lists/list-keys.ts';
import { Json, nameKey, readableRows } from './columns.ts';

/** The two columns of parts as the file has them. */
export const ReferenceParts = z.object({
  programs: Json(z.array(z.string().max(255)).max(referencePartsMost)),
  images: Json(z.array(ReferenceImage).max(referencePartsMost)),
});

const Stored = ReferenceParts.extend({
  kind: ReferenceKind,
  id: z.string(),
  name: z.string(),
  version: z.string(),
  manufacturer: z.string(),
});

/** Between the texts that a filter looks into: no name has it. */
const separator = '\u001f';

function findStored(connection: ReadConnection, { kind, id }: ReferenceFact): ReferenceFact | undefined {
  const text = `SELECT kind, reference_id AS id, name, version, manufacturer, programs, images
    FROM imported_reference WHERE id_key = ? AND kind = ?`;
  const row = prepared(connection, text).get(referenceKey(id), kind);
  // What this version cannot read is written anew by what is known now.
  return row === undefined ? undefined : readableRows(Stored, [row], { connection, table: 'imported_reference' })[0];
}

/**
 * Keeps what an imported file tells of the things that steps refer to, each over what is known of it already (LIB-51).
 * Texts and numbers are within the limits of `ReferenceFact`.
 */
export function putImportedReferences(
  transaction: Transaction,
  facts: readonly ReferenceFact[],
  { sourceFile, at }: { readonly sourceFile: string; readonly at: number },
): void {
  const put = prepared(
    transaction,
    `INSERT INTO imported_reference (kind, reference_id, id_key, name, version, manufacturer, programs, images,
      source_file, imported_at, name_sort, search) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id_key, kind) DO UPDATE SET reference_id = excluded.reference_id, name = excluded.name,
      version = excluded.version, manufacturer = excluded.manufacturer, programs = excluded.programs,
      images = excluded.images, source_file = excluded.source_file, imported_at = excluded.imported_at,
      name_sort = excluded.name_sort, search = excluded.search`,
  );
  for (const given of facts) {
    const fact = mergeReference(findStored(transaction, given) ?? given, given);
    const { kind, id, name, version, manufacturer } = ReferenceFact.parse(fact);
    const search = nameKey([name, version, manufacturer, id].join(separator));
    const parts = [JSON.stringify(fact.programs), JSON.stringify(fact.images)];
    const texts = [kind, id, referenceKey(id), name, version, manufacturer];
    put.run(...texts, ...parts, sourceFile, at, sortKey(name), search);
  }
}
