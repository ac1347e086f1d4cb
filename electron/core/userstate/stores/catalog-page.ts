import type DatabaseType from 'better-sqlite3';
import type { StateObject, StateObjectPage } from '#shared/model/user-state';
import { MAX_LISTED } from '#shared/model/user-state';
import { furthestUs } from '../../ports/file-times.ts';
import type { ListObjectsRequest } from '../types.ts';
import { attributesOfLetters } from './catalog-rows.ts';

/** Of a kind that this program does not know the content still counts as a file. */
export const shownKind = `CASE WHEN object.kind IN ('folder', 'link') THEN object.kind ELSE 'file' END`;

interface ListedRow {
  readonly id: number;
  readonly user: string;
  readonly path: string;
  readonly kind: StateObject['kind'];
  readonly size: number;
  readonly modified_us: number;
  readonly attributes: string;
  readonly sha256: string;
  readonly ruleId: string;
  readonly pattern: string;
}

/** Objects as a list shows them, a page at a time. A value that cannot be shown is left out of its row, never the row. */
export function pageOf(database: DatabaseType.Database, request: ListObjectsRequest): StateObjectPage {
  const from = `FROM object LEFT JOIN profile ON profile.id = object.profile_id LEFT JOIN rule ON rule.id = object.rule_id
    WHERE (:user IS NULL OR profile.name = :user COLLATE NOCASE) AND (:kind IS NULL OR ${shownKind} = :kind)
    AND (:contains IS NULL OR instr(lower(object.path), :contains) > 0)`;
  const parameters = {
    user: request.user ?? null,
    kind: request.kind ?? null,
    // SQLite lowers ASCII only; so is the text that is looked for.
    contains: request.contains?.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) ?? null,
  };
  const { total } = database.prepare(`SELECT count(*) AS total ${from}`).get(parameters) as { total: number };
  const rows = database
    .prepare(
      `SELECT object.id, coalesce(profile.name, '') AS user, object.path, ${shownKind} AS kind, object.size,
        object.modified_us, object.attributes, object.sha256, coalesce(rule.rule_id, '') AS ruleId,
        coalesce(rule.expanded, '') AS pattern
       ${from} ORDER BY object.id LIMIT :limit OFFSET :offset`,
    )
    .all({ ...parameters, limit: Math.min(request.limit, MAX_LISTED), offset: request.offset }) as ListedRow[];
  return {
    total,
    objects: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      ...shortened(row),
      sizeBytes: Math.min(Math.max(0, row.size), Number.MAX_SAFE_INTEGER),
      modifiedAt: Math.round(Math.min(furthestUs, Math.max(-furthestUs, row.modified_us)) / 1000),
      attributes: attributesOfLetters(row.attributes),
    })),
  };
}

/** No longer than what a list takes; our own catalogs have nothing longer. */
function shortened({
  user,
  path,
  sha256,
  ruleId,
  pattern,
}: ListedRow): Omit<ListedRow, 'id' | 'kind' | 'size' | 'modified_us' | 'attributes'> {
  const cut = (text: string, most: number): string => text.slice(0, most);
  return {
    user: cut(user, 1024),
    path: cut(path, 32_768),
    sha256: cut(sha256, 64),
    ruleId: cut(ruleId, 1024),
    pattern: cut(pattern, 32_768),
  };
}
