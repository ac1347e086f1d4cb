import { RunId } from '#shared/model/ids';
import type { ListPage } from '#shared/model/list';
import { type RunListQuery, type RunSelection, listKinds } from '#shared/model/lists';
import { RunError, RunRow, type RunState } from '#shared/model/run';
import type { Database, ReadConnection } from '../connection.ts';
import { type Condition, given, isOneOf, type ListTable, resolveIds, selectedIds } from './list-statement.ts';
import { readPage } from './read-page.ts';

const runTable: ListTable<NonNullable<RunListQuery['sort']>['column']> = {
  table: 'list_run',
  kinds: listKinds.runs,
  joins: 'CROSS JOIN run r ON r.id = l.id',
  columns: `r.id, r.package_id AS packageId, r.sequence_name AS sequenceName, r.sequence_revision AS sequenceRevision,
    r.device_id AS deviceId, r.device_name AS deviceName, r.state, r.started_at AS startedAt, r.ended_at AS endedAt,
    r.started_by AS startedBy, r.step_total AS stepTotal, r.step_done AS stepDone, r.failed_steps AS failedSteps,
    r.incomplete, r.error, l.state = 'cancelling' AS isCancelling`,
  order: { by: ['l.id'], descending: true },
  sort: {
    number: ['l.id'],
    sequence: ['l.sequence_sort'],
    device: ['l.device_sort'],
    state: ['l.state'],
    started: ['l.started_at'],
    took: ['l.took'],
    steps: ['l.step_done'],
    startedBy: ['l.started_by_sort'],
  },
  codes: { state: 'l.state' },
};

/** As SQLite gives it; the page as a whole is checked where it leaves the core. */
interface Stored extends Omit<RunRow, 'incomplete' | 'isCancelling' | 'error'> {
  readonly incomplete: number;
  readonly isCancelling: number;
  readonly error: string | null;
}

/** A code of a newer program has no words here. */
function errorOf(text: string | null): RunRow['error'] {
  if (text === null) return null;
  try {
    return RunError.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function toRow(row: Stored): RunRow {
  return {
    ...row,
    incomplete: row.incomplete === 1,
    isCancelling: row.isCancelling === 1,
    error: errorOf(row.error),
  };
}

/** What a list tells apart within a state. */
const shownAs: Partial<Record<RunState, readonly string[]>> = {
  running: ['cancelling'],
  succeeded: ['incomplete', 'with-errors'],
};

function criteriaOf({
  states,
  deviceId,
  packageId,
}: Pick<RunListQuery, 'states' | 'deviceId' | 'packageId'>): Condition[] {
  const within = (column: string) => (id: string) => ({
    text: `l.id IN (SELECT id FROM run WHERE ${column} = ?)`,
    values: [id],
  });
  return [
    ...given(states, (some) =>
      isOneOf(
        'l.state',
        some.flatMap((state) => [state, ...(shownAs[state] ?? [])]),
      ),
    ),
    ...given(deviceId, within('device_id')),
    ...given(packageId, within('package_id')),
  ];
}

/** A page of runs as the query filters and sorts them, and how many there are. */
export function listRunRows(database: Database, query: RunListQuery): Promise<ListPage<RunRow>> {
  return readPage(database, runTable, query, criteriaOf(query), toRow, {
    schema: RunRow,
    fallbacks: { state: 'unreadable', error: null, endedAt: null, startedAt: 0 },
  });
}

/** The ids of a selection as a query in brackets. */
export function selectedRuns(selection: RunSelection): Condition {
  return selectedIds(runTable, selection, selection.kind === 'ids' ? [] : criteriaOf(selection.criteria));
}

/** The ids of a selection in the transaction that acts on them. */
export function resolveRuns(connection: ReadConnection, selection: RunSelection): RunId[] {
  return resolveIds(connection, selectedRuns(selection)).map((id) => RunId.parse(id));
}
