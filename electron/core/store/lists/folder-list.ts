import { z } from 'zod';
import { FolderId } from '#shared/model/ids';
import type { ListPage, UnreadableRow } from '#shared/model/list';
import type { FolderListQuery } from '#shared/model/lists';
import type { TaskSequenceFolderRow } from '#shared/model/task-sequence';
import type { Database } from '../connection.ts';
import { unitSeparator } from './derive.ts';
import { pageOf } from './page.ts';
import { saidOf } from '../unreadable.ts';
import { shownRow } from './shown-row.ts';
import { sortKey } from './list-keys.ts';

const Row = z.object({ id: FolderId, parentId: FolderId.nullable(), name: z.string(), sequenceCount: z.int() });
type Row = z.infer<typeof Row>;

const statement = `
  SELECT f.id, f.parent_id AS parentId, f.name,
    (SELECT count(*) FROM list_sequence l WHERE l.folder_id = f.id AND l.is_deleted = 0) AS sequenceCount
  FROM folder f WHERE f.kind = 'task-sequence'`;

/** A folder that stands in no place of the tree, and why. */
export interface MisplacedFolder {
  readonly id: FolderId;
  readonly name: string;
  readonly why: 'below-itself' | 'parent-missing';
}

/** Those that a broken database has: each folder is looked at once, however they hang together. */
function misplacedOf(rows: readonly Row[]): MisplacedFolder[] {
  const byId = new Map<string, Row>(rows.map((row) => [row.id, row]));
  const found: MisplacedFolder[] = [];
  const seen = new Set<string>();
  for (const row of rows) {
    const way: Row[] = [];
    let above: Row | undefined = row;
    for (; above !== undefined && !seen.has(above.id); above = byId.get(above.parentId ?? '')) {
      seen.add(above.id);
      way.push(above);
      if (above.parentId !== null && !byId.has(above.parentId)) {
        found.push({ id: above.id, name: above.name, why: 'parent-missing' });
      }
    }
    // Ended on this very way: what follows from there on is a circle.
    const from = above === undefined ? -1 : way.indexOf(above);
    if (from >= 0) found.push(...way.slice(from).map(({ id, name }) => ({ id, name, why: 'below-itself' as const })));
  }
  return found;
}

/** Paths of all folders; each is made once, however deep it lies. What is misplaced is at the top (STO-220). */
function withPaths(rows: readonly Row[]): TaskSequenceFolderRow[] {
  const misplaced = new Set<string>(misplacedOf(rows).map(({ id }) => id));
  const placed = rows.map((row) => (misplaced.has(row.id) ? { ...row, parentId: null } : row));
  const byId = new Map<string, Row>(placed.map((row) => [row.id, row]));
  const paths = new Map<string, string[]>();
  const pathOf = (row: Row): string[] => {
    const known = paths.get(row.id);
    if (known !== undefined) return known;
    const above = byId.get(row.parentId ?? '');
    const path = [...(above === undefined ? [] : pathOf(above)), row.name];
    paths.set(row.id, path);
    return path;
  };
  return placed.map((row) => ({ ...row, path: pathOf(row) }));
}

async function readFolders(database: Database, leftOut: UnreadableRow[] = []): Promise<Row[]> {
  const [found = []] = await database.readAside([{ text: statement, values: [] }]);
  const shown = { database, table: 'folder', schema: Row, fallbacks: { parentId: null }, leftOut };
  return found.flatMap((row) => shownRow(shown, row, (stored) => stored as Row));
}

/** Folders that lie below themselves or in one that is not there: a database that was changed by hand (STO-222). */
export async function findMisplacedFolders(database: Database): Promise<MisplacedFolder[]> {
  const found = misplacedOf(await readFolders(database));
  return found.sort((a, b) => (sortKey(a.name) < sortKey(b.name) ? -1 : 1));
}

/** Folders by path. There are few of them: the tree shows them all, so they are sorted here. */
export async function listFolderRows(
  database: Database,
  query: FolderListQuery,
): Promise<ListPage<TaskSequenceFolderRow>> {
  const leftOut: UnreadableRow[] = [];
  const rows = withPaths(await readFolders(database, leftOut));
  const keys = new Map(rows.map((row) => [row.id, sortKey(row.path.join(unitSeparator))]));
  const keyOf = (row: TaskSequenceFolderRow): string => keys.get(row.id) ?? '';
  rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
  const page = pageOf(rows, query, {
    id: (row) => row.id,
    name: (row) => row.name,
    texts: (row) => row.path,
    value: keyOf,
  });
  return { ...page, ...saidOf(leftOut) };
}
