import { RunState } from '#shared/model/run';
import type { SiteArea } from '#shared/model/site';
import type { NativeDatabase } from '../connection.ts';
import { addListFunctions } from './list-keys.ts';

/** Raised when what is derived changes: a site of another form gets all of it anew when it is opened. */
const listForm = 5;

/** Between the names of a path, and between texts that the filter looks into: no name has it. */
export const unitSeparator = '\u001f';
const separator = 'char(31)';

const texts = (...parts: readonly string[]): string => `ws_fold(${parts.join(` || ${separator} || `)})`;

/** Ids of changed rows of a kind, of some changes of the transaction at hand. */
const changed = (kind: SiteArea): string =>
  `(SELECT id FROM change WHERE ordinal > @after AND ordinal <= @until AND kind = '${kind}')`;

const deriveDevices = (of: string): string => `
INSERT OR REPLACE INTO list_device
  SELECT id, name_key, ws_sort(name), connection, environment, mac, system, ws_sort(system), model, ws_sort(model),
    drives, modified_at, ${texts('name', 'mac', 'system', 'model', 'drives', 'description')}
  FROM (SELECT *, ws_system(facts) AS system, ws_model(facts) AS model, ws_drives(drive_map) AS drives
    FROM device WHERE ${of})`;

const folderPaths = `
WITH RECURSIVE place (id, path) AS (
  SELECT id, name FROM folder WHERE parent_id IS NULL
  UNION ALL SELECT folder.id, place.path || ${separator} || folder.name
    FROM place JOIN folder ON folder.parent_id = place.id)`;

const deriveSequences = (of: string): string => `
${folderPaths}
INSERT OR REPLACE INTO list_sequence
  SELECT s.package_id, s.folder_id, coalesce(place.path, ''), ws_sort(coalesce(place.path, '')), ws_fold(s.name),
    ws_sort(s.name), ws_sort(s.modified_by), s.deleted_at IS NOT NULL, s.deleted_at, s.enabled,
    coalesce(e.position <> e.saved_position, 0), s.dialect, s.revision, s.step_count, s.size_bytes, s.created_at,
    s.modified_at, s.modified_by, s.name, s.description,
    ${texts('s.name', 's.package_id', `coalesce(replace(place.path, ${separator}, ' / '), '')`, 's.modified_by', 's.description')}
  FROM sequence s LEFT JOIN place ON place.id = s.folder_id
    LEFT JOIN editing_session e ON e.package_id = s.package_id
  WHERE ${of}`;

/** Whether a store (by its name in the statement) serves association `a`, as `servesAssociation` says it (MIG-11). */
export const serves = (store: string): string => `(${store}.association_id = a.id
  OR (${store}.migration_point_folder_id IS NOT NULL AND ${store}.source_device_id = a.source_device_id
    AND a.created_at <= ${store}.requested_at))`;

/** The store that counts for an association: of those that serve it the latest that exists, else the latest. */
const currentStore = `
  SELECT c.id FROM state_store c
  WHERE ${serves('c')}
  ORDER BY c.deleted_at IS NOT NULL, c.requested_at DESC, c.id LIMIT 1`;

/** What is no JSON says nothing of its store. */
const result = `CASE WHEN json_valid(s.result) THEN s.result END`;

/** As `countMissing` says it. */
const missing = `coalesce(json_extract(${result}, '$.restore.missingCount'),
  json_extract(${result}, '$.capture.missingCount'), s.missing_count)`;

const readable = `s.state IN ('captured', 'available', 'restored')`;

/** Whether the last verification failed; a new capture begins without one. */
const isDamaged = `coalesce(json_extract(${result}, '$.verify.isSound') = 0, 0)`;

/** Whether the last restore on any of its destinations was not complete. */
const isUnproven = `coalesce(
  (SELECT max(coalesce(json_extract(value, '$.isComplete') = 0, json_extract(${result}, '$.restore.isComplete') = 0, 0))
    FROM json_each(${result}, '$.restoredOn')),
  json_extract(${result}, '$.restore.isComplete') = 0, 0)`;

/** What a store was is kept while it is deleted, for as long as nothing of it was removed. */
const isWholeYet = `json_extract(${result}, '$.before') IS NOT NULL`;

/** The one place where it is said how a store is, for all lists (MIG-170). */
const storeCondition = `
  CASE
    WHEN ${readable} AND ${isDamaged} THEN 'damaged'
    WHEN s.state = 'restored' AND ${isUnproven} THEN 'restored-unproven'
    WHEN s.state = 'incomplete' AND s.delete_after IS NOT NULL AND ${isWholeYet} THEN 'deleting'
    WHEN s.state = 'incomplete' AND s.delete_after IS NOT NULL THEN 'partly-deleted'
    ELSE s.state
  END`;

const condition = `
  CASE
    WHEN id IS NULL THEN 'not-started'
    WHEN restored_at IS NOT NULL AND missing > 0 THEN 'restored-incomplete'
    WHEN restored_at IS NOT NULL AND restore_complete = 0 THEN 'restored-unproven'
    WHEN restored_at IS NOT NULL AND restore_missing IS NULL THEN 'restored'
    WHEN restored_at IS NOT NULL THEN 'completed'
    WHEN state IN ('capturing', 'requested') THEN 'capturing'
    WHEN captured_at IS NULL AND state = 'incomplete' THEN 'capture-failed'
    WHEN captured_at IS NULL THEN 'not-started'
    WHEN store_condition = 'damaged' THEN 'damaged'
    WHEN released_at IS NULL THEN 'captured'
    ELSE 'waiting'
  END`;

/** Associations with the store that counts, and what that says of the last restore of their own destination (MIG-171). */
const associationsWithStore = `
  SELECT a.id AS association_id, a.source_device_id, source.name AS source_name, a.destination_device_id,
    destination.name AS destination_name, a.type, a.behavior, a.created_at, a.created_by,
    (SELECT json_group_array(account_name) FROM
      (SELECT account_name FROM association_user u WHERE u.association_id = a.id ORDER BY ordinal)) AS accounts,
    (SELECT count(*) FROM association_user u WHERE u.association_id = a.id) AS account_count,
    s.id, s.state, s.path, s.captured_at, s.released_at, s.deleted_at, s.missing_count, ${result} AS result,
    CASE WHEN s.id IS NOT NULL THEN ${storeCondition} END AS store_condition,
    (SELECT value FROM json_each(${result}, '$.restoredOn')
      WHERE json_extract(value, '$.deviceId') = a.destination_device_id
      ORDER BY json_extract(value, '$.at') DESC LIMIT 1) AS own
  FROM association a JOIN device source ON source.id = a.source_device_id
    JOIN device destination ON destination.id = a.destination_device_id
    LEFT JOIN state_store s ON s.id = (${currentStore})`;

const deriveAssociations = (of: string): string => `
INSERT OR REPLACE INTO list_association
  SELECT association_id, ws_fold(source_name), source_device_id, source_name, ws_sort(source_name),
    destination_device_id, destination_name, ws_sort(destination_name), type, behavior, accounts, account_count, id,
    store_condition, coalesce(path, ''), ${condition}, captured_at, released_at, restored_at, deleted_at, missing,
    restore_missing, created_at, created_by,
    ${texts('source_name', 'destination_name', `coalesce(path, '')`, 'accounts', 'created_by')}
  FROM (
    SELECT *, json_extract(own, '$.at') AS restored_at,
      CASE WHEN own IS NOT NULL
        THEN coalesce(json_extract(own, '$.isComplete'), json_extract(result, '$.restore.isComplete')) END
        AS restore_complete,
      CASE WHEN own IS NOT NULL
        THEN coalesce(json_extract(own, '$.missing'), json_extract(result, '$.restore.missingCount')) END
        AS restore_missing,
      coalesce(
        CASE WHEN own IS NOT NULL
          THEN coalesce(json_extract(own, '$.missing'), json_extract(result, '$.restore.missingCount')) END,
        json_extract(result, '$.capture.missingCount'), missing_count, 0) AS missing
    FROM (${associationsWithStore} WHERE ${of}))`;

const deriveStateStores = (of: string): string => `
INSERT OR REPLACE INTO list_state_store
  SELECT s.id, ws_fold(s.source_device_name), ws_sort(s.source_device_name), d.name, ws_sort(coalesce(d.name, '')), p.id,
    p.name, s.deleted_at IS NOT NULL, ${storeCondition}, s.byte_count, s.file_count,
    ${missing},
    json_extract(${result}, '$.restore.missingCount'), json_extract(${result}, '$.captureRunId'),
    json_extract(${result}, '$.restoreRunId'), s.requested_at, s.captured_at, s.delete_after, s.path,
    ${texts('s.source_device_name', `coalesce(d.name, '')`, `coalesce(p.name, '')`, 's.path')}
  FROM state_store s LEFT JOIN device d ON d.id = s.destination_device_id
    LEFT JOIN migration_point_folder f ON f.id = s.migration_point_folder_id
    LEFT JOIN migration_point p ON p.id = f.migration_point_id
  WHERE ${of}`;

const knownStates = RunState.options.map((state) => `'${state}'`).join(', ');

/** A state that this version does not know is filtered and sorted as what its row shows (STO-171). */
const runState = (of: string): string => `CASE WHEN ${of}state = 'succeeded' AND ${of}incomplete = 1 THEN 'incomplete'
    WHEN ${of}state = 'succeeded' AND ${of}failed_steps > 0 THEN 'with-errors'
    WHEN ${of}state = 'running' AND EXISTS (SELECT 1 FROM run_claim c
      WHERE c.run_id = ${of}id AND c.cancel_asked_at IS NOT NULL) THEN 'cancelling'
    WHEN ${of}state IN (${knownStates}) THEN ${of}state ELSE 'unreadable' END`;

const deriveRuns = (of: string): string => `
INSERT OR REPLACE INTO list_run
  SELECT id, ws_fold(sequence_name), ws_sort(sequence_name), ws_sort(device_name), ws_sort(started_by),
    ${runState('run.')}, started_at,
    ended_at - started_at, step_done,
    ${texts('id', 'sequence_name', 'device_name', 'started_by', 'package_id')}
  FROM run WHERE ${of}`;

/** What keeps its texts while it goes on: no text is folded again for a step that was done. */
const advanceRuns = `
UPDATE list_run SET state = ${runState('r.')},
    took = r.ended_at - r.started_at, step_done = r.step_done
  FROM run r WHERE r.id = list_run.id AND r.id IN ${changed('runs')}`;

const foldersBelow = `(
  WITH RECURSIVE below (id) AS (
    SELECT id FROM change WHERE ordinal > @after AND ordinal <= @until AND kind = 'folders'
    UNION SELECT folder.id FROM below JOIN folder ON folder.parent_id = below.id)
  SELECT id FROM below)`;

const devicesOfStores = `(
  SELECT source_device_id FROM state_store WHERE id IN ${changed('state-stores')})`;

/** Which rows follow a change of each kind. */
const followers: Partial<Record<SiteArea, readonly string[]>> = {
  sequences: [deriveSequences(`s.package_id IN ${changed('sequences')}`)],
  folders: [deriveSequences(`s.folder_id IN ${foldersBelow}`)],
  devices: [
    deriveDevices(`id IN ${changed('devices')}`),
    deriveAssociations(
      `a.source_device_id IN ${changed('devices')} OR a.destination_device_id IN ${changed('devices')}`,
    ),
    deriveStateStores(`s.destination_device_id IN ${changed('devices')}`),
  ],
  associations: [deriveAssociations(`a.id IN ${changed('associations')}`)],
  'migration-points': [
    deriveStateStores(`s.migration_point_folder_id IN (SELECT id FROM migration_point_folder
      WHERE migration_point_id IN ${changed('migration-points')})`),
  ],
  'state-stores': [
    deriveStateStores(`s.id IN ${changed('state-stores')}`),
    deriveAssociations(`a.source_device_id IN ${devicesOfStores}`),
  ],
  runs: [advanceRuns, deriveRuns(`id IN ${changed('runs')} AND id NOT IN (SELECT id FROM list_run)`)],
};

const all = [
  deriveDevices('TRUE'),
  deriveSequences('TRUE'),
  deriveAssociations('TRUE'),
  deriveStateStores('TRUE'),
  deriveRuns('TRUE'),
];

/** Changes by their numbers: those after one, up to another. */
export interface ChangeRange {
  readonly after: number;
  readonly until: number;
}

/**
 * Brings the rows of lists up to what some changes of the open transaction, of these kinds, made of the rows behind
 * them. When all its changes had their turn the caller commits: nobody ever sees a row without its list's row.
 */
export function deriveLists(
  kinds: readonly string[],
  range: ChangeRange,
  run: (text: string, range: ChangeRange) => void,
): void {
  for (const kind of kinds) {
    for (const text of followers[kind as SiteArea] ?? []) run(text, range);
  }
}

/** Makes all rows of lists anew when an earlier program made them, or none did. Takes the writer's lock only then. */
export function renewLists(native: NativeDatabase): void {
  addListFunctions(native);
  const form = native.prepare<[], number>('SELECT form FROM list_form').pluck();
  if (form.get() === listForm) return;
  native.exec('BEGIN IMMEDIATE');
  try {
    if (form.get() !== listForm) {
      for (const table of ['device', 'sequence', 'association', 'state_store', 'run']) {
        native.exec(`DELETE FROM list_${table}`);
      }
      for (const text of all) native.prepare(text).run();
      native.prepare('INSERT OR REPLACE INTO list_form VALUES (1, ?)').run(listForm);
    }
    native.exec('COMMIT');
  } catch (error) {
    if (native.inTransaction) native.exec('ROLLBACK');
    throw error;
  }
}
