import { PackageId } from '#shared/model/ids';
import type { ListPage } from '#shared/model/list';
import { type SequenceListQuery, type SequenceSelection, type StatePurpose, listKinds } from '#shared/model/lists';
import { TaskSequenceRow } from '#shared/model/task-sequence';
import { type Database, prepared, type ReadConnection } from '../connection.ts';
import { nameKey } from '../tables/columns.ts';
import { unitSeparator } from './derive.ts';
import { type Condition, given, isNamed, isSame, type ListTable, resolveIds, selectedIds } from './list-statement.ts';
import { readPage } from './read-page.ts';

export const sequenceTable: ListTable<NonNullable<SequenceListQuery['sort']>['column']> = {
  table: 'list_sequence',
  kinds: listKinds.sequences,
  // Rows of the sequence itself have their documents in the midst of them.
  joins: '',
  columns: `l.id AS packageId, l.folder_id AS folderId, l.folder_path AS folderPath, l.full_name AS name, l.description,
    l.dialect, l.revision, l.step_count AS stepCount, l.size_bytes AS sizeBytes, l.enabled, l.created_at AS createdAt,
    l.modified_at AS modifiedAt, l.modified_by AS modifiedBy, l.has_draft AS hasDraft, l.deleted_at AS deletedAt`,
  order: { by: ['l.id'], descending: false },
  sort: {
    name: ['l.name'],
    packageId: ['l.id'],
    folder: ['l.folder_sort'],
    steps: ['l.step_count'],
    size: ['l.size_bytes'],
    created: ['l.created_at'],
    modified: ['l.modified_at'],
    by: ['l.modified_by_sort'],
    deleted: ['l.deleted_at'],
  },
  codes: { dialect: 'l.dialect' },
};

/** As SQLite gives it; the page as a whole is checked where it leaves the core. */
interface Stored extends Omit<TaskSequenceRow, 'folderPath' | 'enabled' | 'hasDraft'> {
  readonly folderPath: string;
  readonly enabled: number;
  readonly hasDraft: number;
}

function toRow(row: Stored): TaskSequenceRow {
  const { folderPath } = row;
  return {
    ...row,
    folderPath: folderPath === '' ? [] : folderPath.split(unitSeparator),
    enabled: row.enabled === 1,
    hasDraft: row.hasDraft === 1,
  };
}

type Criteria = Pick<
  SequenceListQuery,
  'deleted' | 'deletedAt' | 'folderId' | 'names' | 'enabled' | 'hasDraft' | 'holds'
>;

/** In a folder or below it. */
function isWithin(folderId: string): Condition {
  const below =
    'WITH RECURSIVE below (id) AS (SELECT ? UNION SELECT f.id FROM below JOIN folder f ON f.parent_id = below.id)';
  return { text: `l.folder_id IN (${below} SELECT id FROM below)`, values: [folderId] };
}

/** The step types that move the state of a user. */
const stateSteps: Readonly<Record<StatePurpose, string>> = {
  capture: 'SMS_TaskSequence_CaptureUserStateAction',
  restore: 'SMS_TaskSequence_RestoreUserStateAction',
};

/**
 * Whether a document has a step of the type, found in its bytes as they are written: files of the field are UTF-8 or
 * UTF-16. Nothing in the lists says it, and it is asked when a run is to be started, not while somebody types.
 */
function holdsStep(purpose: StatePurpose): Condition {
  const type = stateSteps[purpose];
  const found = ['utf8', 'utf16le'] as const;
  const tests = found.map((encoding) => `instr(s.document, x'${Buffer.from(type, encoding).toString('hex')}') > 0`);
  return {
    text: `EXISTS (SELECT 1 FROM sequence s WHERE s.package_id = l.id AND (${tests.join(' OR ')}))`,
    values: [],
  };
}

function criteriaOf({ deleted, deletedAt, folderId, names, enabled, hasDraft, holds }: Criteria): Condition[] {
  return [
    isSame('l.is_deleted', Number(deleted)),
    ...given(deletedAt, (at) => isSame('l.deleted_at', at)),
    ...given(folderId, isWithin),
    ...given(names, isNamed),
    ...given(enabled, (is) => isSame('l.enabled', Number(is))),
    ...given(hasDraft, (has) => isSame('l.has_draft', Number(has))),
    ...given(holds, holdsStep),
  ];
}

/** A page of task sequences as the query filters and sorts them, and how many there are. */
export function listSequenceRows(database: Database, query: SequenceListQuery): Promise<ListPage<TaskSequenceRow>> {
  return readPage(database, sequenceTable, query, criteriaOf(query), toRow, {
    schema: TaskSequenceRow,
    fallbacks: { createdAt: 0, modifiedAt: 0, deletedAt: null, folderId: null },
  });
}

/** One row as lists show it, deleted or not; undefined when there is none. */
export function findSequenceRow(connection: ReadConnection, packageId: string): TaskSequenceRow | undefined {
  const text = `SELECT ${sequenceTable.columns} FROM list_sequence l WHERE l.id = ?`;
  const row = prepared(connection, text).get(packageId);
  return row === undefined ? undefined : toRow(row as Stored);
}

/** The ids of a selection as a query in brackets. */
export function selectedSequences(selection: SequenceSelection): Condition {
  return selectedIds(sequenceTable, selection, selection.kind === 'ids' ? [] : criteriaOf(selection.criteria));
}

/** The ids of a selection in the transaction that acts on them. */
export function resolveSequences(connection: ReadConnection, selection: SequenceSelection): PackageId[] {
  return resolveIds(connection, selectedSequences(selection)).map((id) => PackageId.parse(id));
}

/** The names that begin so, as `nameKey` makes them: those a new name may not be. */
export function takenNames(connection: ReadConnection, beginning: string): Set<string> {
  const key = nameKey(beginning);
  const text = 'SELECT name_key FROM list_sequence WHERE name_key >= ? AND name_key < ? AND is_deleted = 0';
  return new Set(prepared(connection, text).pluck().all(key, `${key}\u{10ffff}`) as string[]);
}

/** The names of all sequences that are not deleted, for references between them. */
export function sequenceNames(connection: ReadConnection): Map<string, string> {
  const text = 'SELECT id, full_name FROM list_sequence WHERE is_deleted = 0';
  return new Map(prepared(connection, text).raw().all() as [string, string][]);
}

/** The package IDs of the sequences of a name, without regard to case; deleted ones are none. */
export function findNamesakes(database: Pick<Database, 'read'>, name: string): string[] {
  const rows = prepared(
    database.read,
    'SELECT id FROM list_sequence WHERE name_key = ? AND is_deleted = 0 ORDER BY id',
  ).all(nameKey(name));
  return (rows as { id: string }[]).map(({ id }) => id);
}
