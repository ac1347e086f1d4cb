import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  AssociationListQuery,
  DeviceListQuery,
  RunListQuery,
  SequenceListQuery,
  StateStoreListQuery,
} from '#shared/model/lists';
import { createSeededIds } from '../ports/fakes/seeded-ids.ts';
import { createSimulatedClock } from '../ports/fakes/simulated-clock.ts';
import { createSite } from '../site/site.ts';
import { type Database, prepared, type ReadConnection } from './connection.ts';
import { listAssociationRows } from './lists/association-list.ts';
import { listDeviceRows } from './lists/device-list.ts';
import { listRunRows } from './lists/run-list.ts';
import { listSequenceRows } from './lists/sequence-list.ts';
import { listStateStoreRows } from './lists/state-store-list.ts';
import { openDatabase } from './open.ts';
import { listAssociationsFrom, listAssociationsTo } from './tables/association.ts';
import { listDeviceVariables } from './tables/device.ts';
import { listDrafts, listEdits } from './tables/editing-lists.ts';
import { listJournal } from './tables/journal.ts';
import { readRunLog } from './tables/run-log.ts';
import { listRuns } from './tables/run.ts';
import { countClients, countClientsOfFolder, listStateStoresToDelete } from './tables/state-store.ts';

let dir: string;
let database: Database;
let seen: string[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'waystation-test-'));
  const clock = createSimulatedClock();
  const site = await createSite(dir, { code: 'WST', name: 'n' }, { clock, ids: createSeededIds() });
  await site.close();
  seen = [];
  const trace = (text: string) => seen.push(text);
  database = await openDatabase(site.paths.database, { clock, backupDirectory: site.paths.backups, trace });
});
afterEach(async () => {
  await database.close();
  rmSync(dir, { recursive: true, force: true });
});

/** The plan of what a repository function asks, one line per step of it. */
async function explain(work: (connection: ReadConnection) => Promise<unknown>): Promise<string[]> {
  seen = [];
  await work(database.read);
  const asked = [...seen].filter((text) => /^\s*select/i.test(text));
  return asked.flatMap((text) =>
    database.read.native
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
      .all()
      .map(({ detail }) => detail),
  );
}

const id = '00000000-0000-4000-8000-000000000001';

describe('plans of hot queries', () => {
  it.each<[string, (connection: ReadConnection) => Promise<unknown>, string[]]>([
    [
      'drafts',
      (read) => listDrafts(read),
      [
        'SCAN session',
        'SEARCH sequence USING INDEX sqlite_autoindex_sequence_1 (package_id=?)',
        'USE TEMP B-TREE FOR ORDER BY',
      ],
    ],
    [
      'edits of a session',
      (read) => listEdits(read, 'WST00001'),
      ['SEARCH editing_edit USING INDEX sqlite_autoindex_editing_edit_1 (package_id=? AND ordinal>? AND ordinal<?)'],
    ],
    [
      'variables of a device',
      (read) => listDeviceVariables(read, id),
      ['SEARCH device_variable USING INDEX sqlite_autoindex_device_variable_1 (device_id=?)'],
    ],
    ['runs', (read) => listRuns(read, { limit: 100 }), ['SCAN run']],
    [
      'runs, read on',
      (read) => listRuns(read, { limit: 100, before: 9 }),
      ['SEARCH run USING INTEGER PRIMARY KEY (rowid<?)'],
    ],
    [
      'journal of a run',
      (read) => listJournal(read, 1, { afterOrdinal: 5, limit: 100 }),
      ['SEARCH journal USING INDEX sqlite_autoindex_journal_1 (run_id=? AND ordinal>?)'],
    ],
    [
      'log by cursor',
      (read) => readRunLog(read, 1, { afterOrdinal: 500, limit: 100 }),
      ['SEARCH run_log USING INDEX sqlite_autoindex_run_log_1 (run_id=? AND ordinal>?)'],
    ],
    [
      'log by cursor, filtered',
      (read) => readRunLog(read, 1, { afterOrdinal: 500, limit: 100, severities: [2, 3], text: 'x' }),
      ['SEARCH run_log USING INDEX sqlite_autoindex_run_log_1 (run_id=? AND ordinal>?)'],
    ],
    [
      'end of the log',
      (read) => readRunLog(read, 1, { afterOrdinal: null, limit: 100 }),
      ['SEARCH run_log USING INDEX sqlite_autoindex_run_log_1 (run_id=?)'],
    ],
    [
      'clients of all folders',
      (read) => countClients(read),
      ['SEARCH state_store USING COVERING INDEX state_store_folder (migration_point_folder_id>?)'],
    ],
    [
      'clients of a folder',
      (read) => countClientsOfFolder(read, id),
      ['SEARCH state_store USING COVERING INDEX state_store_folder (migration_point_folder_id=?)'],
    ],
    [
      'stores that are due',
      (read) => listStateStoresToDelete(read, 9),
      [
        'SEARCH state_store USING INDEX state_store_delete_after (delete_after<?)',
        'USE TEMP B-TREE FOR LAST TERM OF ORDER BY',
      ],
    ],
  ])('[STO-45] %s', async (_name, work, plan) => {
    expect(await explain(work)).toEqual(plan);
  });

  it.each([
    [
      'sources',
      listAssociationsFrom,
      /SEARCH association USING INDEX sqlite_autoindex_association_2 \(source_device_id=\?\)/,
    ],
    [
      'destinations',
      listAssociationsTo,
      /SEARCH association USING INDEX association_destination \(destination_device_id=\?\)/,
    ],
  ] as const)('[STO-45] associations by their %s', async (_name, list, step) => {
    const plan = await explain((read) => list(read, id));
    expect(
      plan.some((line) => step.test(line)),
      plan.join('; '),
    ).toBe(true);
    expect(plan.filter((line) => line.startsWith('SCAN'))).toEqual([]);
  });
});

/** Each list, and every column by which it can be sorted. */
const lists = {
  devices: [DeviceListQuery, (given: unknown) => listDeviceRows(database, DeviceListQuery.parse(given))],
  sequences: [SequenceListQuery, (given: unknown) => listSequenceRows(database, SequenceListQuery.parse(given))],
  associations: [
    AssociationListQuery,
    (given: unknown) => listAssociationRows(database, AssociationListQuery.parse(given)),
  ],
  'state stores': [
    StateStoreListQuery,
    (given: unknown) => listStateStoreRows(database, StateStoreListQuery.parse(given)),
  ],
  runs: [RunListQuery, (given: unknown) => listRunRows(database, RunListQuery.parse(given))],
} as const;

/** What is deleted is few, and goes after thirty days: it is sorted when it is asked for. */
const sortedWhenAsked = ['sequences by deleted'];

describe('pages of lists', () => {
  const cases = Object.entries(lists).flatMap(([name, [query, list]]) => {
    const columns: readonly string[] = query.unwrap().shape.sort.unwrap().unwrap().shape.column.options;
    return [null, ...columns].map((column) => [`${name} by ${column ?? 'their own order'}`, column, list] as const);
  });

  it.each(cases)(
    '[STO-45] %s, either way, walk along an index and sort no more than the page',
    async (name, column, list) => {
      for (const descending of column === null ? [false] : [false, true]) {
        seen = [];
        await list({ sort: column === null ? null : { column, descending } });
        const [text = ''] = seen.filter((one) => one.includes('CROSS JOIN'));
        const plan = prepared(database.read, `EXPLAIN QUERY PLAN ${text}`).all() as {
          parent: number;
          detail: string;
        }[];
        // The rows below the page, which is made first; what is sorted outside of it is the page itself.
        const page = plan.find(({ detail }) => detail === 'CO-ROUTINE page') as unknown as { id: number };
        const inner = plan.filter(({ parent }) => parent === page.id).map(({ detail }) => detail);
        expect(inner.some((line) => /^(SCAN|SEARCH) l\b/.test(line))).toBe(true);
        const sorts = inner.filter((line) => line.includes('TEMP B-TREE'));
        expect([name, sorts.length > 0]).toEqual([name, sortedWhenAsked.includes(name)]);
      }
    },
  );
});
