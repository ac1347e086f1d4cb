import { z } from 'zod';
import { DeviceId, PackageId, Revision, RunId, Timestamp } from '#shared/model/ids';
import type { ListPage } from '#shared/model/list';
import type { RunListQuery, RunSelection } from '#shared/model/lists';
import { RunError, type RunRow, RunState } from '#shared/model/run';
import type { Database, ReadConnection } from '../connection.ts';
import { Flag, Json } from '../tables/columns.ts';
import { type Condition, given, isOneOf, type ListTable, resolveIds, selectedIds } from './list-statement.ts';
import { readPage } from './read-page.ts';

const runTable: ListTable<NonNullable<RunListQuery['sort']>['column']> = {
  table: 'list_run',
  joins: 'CROSS JOIN run r ON r.id = l.id',
  columns: `r.id, r.package_id AS packageId, r.sequence_name AS sequenceName, r.sequence_revision AS sequenceRevision,
    r.device_id AS deviceId, r.device_name AS deviceName, r.state, r.started_at AS startedAt, r.ended_at AS endedAt,
    r.started_by AS startedBy, r.step_total AS stepTotal, r.step_done AS stepDone, r.incomplete, r.error`,
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

const Row = z.object({
  id: RunId,
  packageId: PackageId,
  sequenceName: z.string(),
  sequenceRevision: Revision,
  deviceId: DeviceId.nullable(),
  deviceName: z.string(),
  state: RunState,
  startedAt: Timestamp,
  endedAt: Timestamp.nullable(),
  startedBy: z.string(),
  stepTotal: z.int(),
  stepDone: z.int(),
  incomplete: Flag,
  error: Json(RunError).nullable(),
});

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
    ...given(states, (some) => isOneOf('l.state', some.includes('succeeded') ? [...some, 'incomplete'] : some)),
    ...given(deviceId, within('device_id')),
    ...given(packageId, within('package_id')),
  ];
}

export function listRunRows(database: Database, query: RunListQuery): Promise<ListPage<RunRow>> {
  return readPage(database, runTable, query, criteriaOf(query), Row);
}

export function selectedRuns(selection: RunSelection): Condition {
  return selectedIds(runTable, selection, selection.kind === 'ids' ? [] : criteriaOf(selection.criteria));
}

export function resolveRuns(connection: ReadConnection, selection: RunSelection): RunId[] {
  return resolveIds(connection, selectedRuns(selection)).map((id) => RunId.parse(id));
}
