import { z } from 'zod';
import {
  KnownReference,
  type ReferenceKind,
  referenceKey,
  type ReferenceOrigin,
  ReferenceRow,
} from '#shared/model/reference';
import type { ReferenceListQuery } from '#shared/model/lists';
import type { ListPage, UnreadableRow } from '#shared/model/list';
import { type Database, prepared, type ReadConnection } from '../connection.ts';
import { ReferenceParts } from '../tables/imported-reference.ts';
import { readableRows } from '../tables/columns.ts';
import { saidOf } from '../unreadable.ts';
import { filterWords } from './page.ts';
import { shownRow } from './shown-row.ts';

/**
 * Who knows things that steps refer to. A later source is one more of these, before those that know it only from files:
 * of one kind and ID that several know, the earlier source is believed and no row comes twice.
 */
export interface ReferenceSource {
  readonly origin: ReferenceOrigin;
  /** What a person may choose from it; it may know more than that. */
  readonly offers: readonly ReferenceKind[];
  /**
   * A SELECT of its rows, with a WHERE clause at its end: kind, id, idKey, name, version, manufacturer, programs, images
   * (JSON), sourceFile, importedAt, nameSort and search (as `sortKey` and `nameKey` make them).
   */
  readonly rows: string;
  /** What is added to that for some IDs: their keys (`referenceKey`) are an array in JSON in the place of the mark. */
  readonly isOneOf: string;
}

/** The task sequences of the site. */
export const siteSequences: ReferenceSource = {
  origin: 'site',
  offers: ['task-sequence'],
  rows: `SELECT 'task-sequence' AS kind, l.id AS id, lower(l.id) AS idKey, l.full_name AS name, '' AS version,
    '' AS manufacturer, '[]' AS programs, '[]' AS images, '' AS sourceFile, NULL AS importedAt, l.name AS nameSort,
    l.search AS search FROM list_sequence l WHERE l.is_deleted = 0`,
  isOneOf: 'l.id IN (SELECT upper(value) FROM json_each(?))',
};

/** What came along in imports. A sequence that is not of this site cannot be run, so none is offered. */
export const importedReferences: ReferenceSource = {
  origin: 'import',
  offers: ['package', 'driver-package', 'image', 'upgrade-package', 'boot-image', 'application'],
  rows: `SELECT r.kind AS kind, r.reference_id AS id, r.id_key AS idKey, r.name AS name, r.version AS version,
    r.manufacturer AS manufacturer, r.programs AS programs, r.images AS images, r.source_file AS sourceFile,
    r.imported_at AS importedAt, r.name_sort AS nameSort, r.search AS search FROM imported_reference r WHERE 1 = 1`,
  isOneOf: 'r.id_key IN (SELECT value FROM json_each(?))',
};

/** Those of a site, the most trusted first. */
export const referenceSources: readonly ReferenceSource[] = [siteSequences, importedReferences];

/** The rows of a source that it offers of these kinds, without those that an earlier one has. */
function offered(sources: readonly ReferenceSource[], at: number, kinds: readonly ReferenceKind[]): string[] {
  const source = sources[at];
  const wanted = source?.offers.filter((kind) => kinds.includes(kind)) ?? [];
  if (source === undefined || wanted.length === 0) return [];
  const known = wanted.map((kind) => `'${kind}'`).join(', ');
  const earlier = sources
    .slice(0, at)
    .filter((one) => one.offers.some((kind) => wanted.includes(kind)))
    .map((one) => ` AND NOT EXISTS (SELECT 1 FROM (${one.rows}) e WHERE e.kind = s.kind AND e.idKey = s.idKey)`);
  const select = `SELECT s.*, '${source.origin}' AS source FROM (${source.rows}) s WHERE s.kind IN (${known})`;
  return [select + earlier.join('')];
}

/**
 * A page of what can be chosen of some kinds, by name: every source in one statement, sorted, filtered and counted by the
 * database. Rule: LIB-53. `sources` are the most trusted first.
 */
export async function listReferences(
  database: Database,
  { kinds, filter, offset, limit }: ReferenceListQuery,
  sources: readonly ReferenceSource[] = referenceSources,
): Promise<ListPage<ReferenceRow>> {
  const parts = sources.flatMap((_, at) => offered(sources, at, kinds));
  if (parts.length === 0) return { rows: [], offset, total: 0 };
  const words = filterWords(filter, []).map(({ word }) => word);
  const matching = words.map(() => 'instr(search, ?) > 0').join(' AND ');
  const all = parts.reduce((before, part) => `${before} UNION ALL SELECT * FROM (${part})`);
  const from = `FROM (${all})${matching === '' ? '' : ` WHERE ${matching}`}`;
  const [rows = [], counts = []] = await database.readAside([
    {
      text: `SELECT kind, id, name, version, manufacturer, source ${from} ORDER BY nameSort, idKey, kind LIMIT ? OFFSET ?`,
      values: [...words, limit, offset],
    },
    { text: `SELECT count(*) AS total ${from}`, values: words },
  ]);
  const [count] = counts as { readonly total: number }[];
  const leftOut: UnreadableRow[] = [];
  const of = { database, table: 'imported_reference', schema: ReferenceRow, fallbacks: {}, leftOut };
  const shown = (rows as ReferenceRow[]).flatMap((row) => shownRow(of, row, (stored) => stored));
  return { rows: shown, offset, total: count?.total ?? 0, ...saidOf(leftOut) };
}

/** So many IDs go into one statement. */
const idsAtOnce = 5000;

function* keysAtOnce(ids: Iterable<string>): Iterable<string> {
  const keys = [...new Set([...ids].map(referenceKey))];
  for (let at = 0; at < keys.length; at += idsAtOnce) yield JSON.stringify(keys.slice(at, at + idsAtOnce));
}

/** What is asked for its order and filter besides is of no matter here. */
const Found = z.object({ ...KnownReference.omit({ source: true }).shape, ...ReferenceParts.shape });

/**
 * All that is known of these IDs, of one kind of each ID once; several kinds may have the same ID. What cannot be read is
 * left out and noted. Rule: LIB-53.
 */
export function findReferences(
  connection: ReadConnection,
  ids: Iterable<string>,
  sources: readonly ReferenceSource[] = referenceSources,
): KnownReference[] {
  const found = new Map<string, KnownReference>();
  for (const keys of keysAtOnce(ids)) {
    for (const { origin, rows, isOneOf } of sources) {
      const stored = prepared(connection, `${rows} AND ${isOneOf}`).all(keys);
      for (const one of readableRows(Found, stored, { connection, table: 'imported_reference' })) {
        const key = `${one.kind} ${referenceKey(one.id)}`;
        if (!found.has(key)) found.set(key, { ...one, source: origin });
      }
    }
  }
  return [...found.values()];
}

/** The keys (`referenceKey`) of those IDs that anything explains. Rule: LIB-54. */
export function explainedKeys(
  connection: ReadConnection,
  ids: Iterable<string>,
  sources: readonly ReferenceSource[] = referenceSources,
): Set<string> {
  const found = new Set<string>();
  for (const keys of keysAtOnce(ids)) {
    for (const { rows, isOneOf } of sources) {
      const text = `SELECT idKey FROM (${rows} AND ${isOneOf})`;
      for (const key of prepared(connection, text).pluck().all(keys)) found.add(String(key));
    }
  }
  return found;
}
