import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSeededIds } from '../ports/fakes/seeded-ids.ts';
import { createSimulatedClock } from '../ports/fakes/simulated-clock.ts';
import { createSite } from '../site/site.ts';
import type { Database, ReadConnection } from './connection.ts';
import { openDatabase } from './open.ts';
import { listAssociationsFrom, listAssociationsTo } from './tables/association.ts';
import { listDevices, listDeviceVariables } from './tables/device.ts';
import { listDrafts, listEdits } from './tables/editing-lists.ts';
import { listJournal } from './tables/journal.ts';
import { readRunLog } from './tables/run-log.ts';
import { listRuns } from './tables/run.ts';
import { listSequences } from './tables/sequence.ts';
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
      'sequences',
      (read) => listSequences(read),
      [
        'SCAN sequence USING INDEX sqlite_autoindex_sequence_1',
        'SEARCH session USING INDEX sqlite_autoindex_editing_session_1 (package_id=?) LEFT-JOIN',
      ],
    ],
    [
      'deleted sequences',
      (read) => listSequences(read, { deleted: true }),
      [
        'SCAN sequence USING INDEX sqlite_autoindex_sequence_1',
        'SEARCH session USING INDEX sqlite_autoindex_editing_session_1 (package_id=?) LEFT-JOIN',
      ],
    ],
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
    ['devices', (read) => listDevices(read), ['SCAN device USING INDEX sqlite_autoindex_device_2']],
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
