import { z } from 'zod';
import { FolderId } from '#shared/model/ids';
import type { ListPage } from '#shared/model/list';
import type { FolderListQuery } from '#shared/model/lists';
import type { TaskSequenceFolderRow } from '#shared/model/task-sequence';
import type { Database } from '../connection.ts';
import { unitSeparator } from './derive.ts';
import { pageOf } from './page.ts';
import { shownRow } from './shown-row.ts';
import { sortKey } from './list-keys.ts';

const Row = z.object({ id: FolderId, parentId: FolderId.nullable(), name: z.string(), sequenceCount: z.int() });
type Row = z.infer<typeof Row>;

const statement = `
  SELECT f.id, f.parent_id AS parentId, f.name,
    (SELECT count(*) FROM list_sequence l WHERE l.folder_id = f.id AND l.is_deleted = 0) AS sequenceCount
  FROM folder f WHERE f.kind = 'task-sequence'`;

/** Paths of all folders; each is made once, however deep it lies. */
function withPaths(rows: readonly Row[]): TaskSequenceFolderRow[] {
  const byId = new Map<string, Row>(rows.map((row) => [row.id, row]));
  const paths = new Map<string, string[]>();
  const pathOf = (row: Row): string[] => {
    const known = paths.get(row.id);
    if (known !== undefined) return known;
    // A folder that lies below itself, in a broken database, lies at the top.
    paths.set(row.id, [row.name]);
    const above = row.parentId === null ? undefined : byId.get(row.parentId);
    const path = [...(above === undefined ? [] : pathOf(above)), row.name];
    paths.set(row.id, path);
    return path;
  };
  return rows.map((row) => ({ ...row, path: pathOf(row) }));
}

/** Folders by path. There are few of them: the tree shows them all, so they are sorted here. */
export async function listFolderRows(
  database: Database,
  query: FolderListQuery,
): Promise<ListPage<TaskSequenceFolderRow>> {
  const [found = []] = await database.readAside([{ text: statement, values: [] }]);
  const shown = { database, table: 'folder', schema: Row, fallbacks: { parentId: null } };
  const rows = withPaths(found.flatMap((row) => shownRow(shown, row, (stored) => stored as Row)));
  const keys = new Map(rows.map((row) => [row.id, sortKey(row.path.join(unitSeparator))]));
  const keyOf = (row: TaskSequenceFolderRow): string => keys.get(row.id) ?? '';
  rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
  return pageOf(rows, query, {
    id: (row) => row.id,
    name: (row) => row.name,
    texts: (row) => row.path,
    value: keyOf,
  });
}
