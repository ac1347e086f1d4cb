import type { Migration } from './migration.ts';

/** The kind of rows, the table, the column that names the row, and which updates count (all when not said). */
const watched: readonly (readonly [kind: string, table: string, id: string, when?: string])[] = [
  ['sequences', 'sequence', 'package_id'],
  [
    'sequences',
    'editing_session',
    'package_id',
    // A draft is news when it begins or ends, not with each edit.
    '(OLD.position <> OLD.saved_position) IS NOT (NEW.position <> NEW.saved_position)',
  ],
  ['folders', 'folder', 'id'],
  ['devices', 'device', 'id'],
  ['devices', 'device_variable', 'device_id'],
  ['associations', 'association', 'id'],
  ['associations', 'association_user', 'association_id'],
  ['migration-points', 'migration_point', 'id'],
  ['migration-points', 'migration_point_folder', 'migration_point_id'],
  ['state-stores', 'state_store', 'id'],
  ['runs', 'run', 'id'],
  ['settings', 'setting', 'key'],
];

function triggersOf([kind, table, id, when]: (typeof watched)[number]): string {
  const note = (row: 'NEW' | 'OLD'): string => `INSERT INTO change (kind, id) VALUES ('${kind}', ${row}.${id});`;
  return `
CREATE TRIGGER ${table}_made AFTER INSERT ON ${table}
BEGIN
  ${note('NEW')}
END;
CREATE TRIGGER ${table}_changed AFTER UPDATE ON ${table}${when === undefined ? '' : ` WHEN ${when}`}
BEGIN
  ${note('NEW')}
END;
CREATE TRIGGER ${table}_removed AFTER DELETE ON ${table}
BEGIN
  ${note('OLD')}
END;
`;
}

/**
 * Which rows changed, told by the database itself, so that no writer can forget it; and for each list a narrow row with
 * what it is sorted and filtered by, which is derived in the transaction that changes what it stands for.
 */
export const changesAndLists: Migration = {
  version: 90,
  name: 'changes-and-lists',
  statements: `
CREATE TABLE change (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  id TEXT NOT NULL
) STRICT;

CREATE TABLE list_form (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  form INTEGER NOT NULL
) STRICT;

CREATE TABLE list_device (
  id TEXT NOT NULL PRIMARY KEY REFERENCES device (id) ON DELETE CASCADE,
  name_key TEXT NOT NULL,
  name TEXT NOT NULL,
  connection TEXT NOT NULL,
  environment TEXT NOT NULL,
  mac TEXT NOT NULL,
  system TEXT NOT NULL,
  system_sort TEXT NOT NULL,
  model TEXT NOT NULL,
  model_sort TEXT NOT NULL,
  drives TEXT NOT NULL,
  modified_at INTEGER NOT NULL,
  search TEXT NOT NULL
) STRICT;
CREATE INDEX list_device_name ON list_device (name, id);
CREATE INDEX list_device_name_key ON list_device (name_key);
CREATE INDEX list_device_connection ON list_device (connection, id);
CREATE INDEX list_device_environment ON list_device (environment, id);
CREATE INDEX list_device_mac ON list_device (mac, id);
CREATE INDEX list_device_system ON list_device (system_sort, id);
CREATE INDEX list_device_model ON list_device (model_sort, id);
CREATE INDEX list_device_drives ON list_device (drives, id);
CREATE INDEX list_device_modified ON list_device (modified_at, id);

CREATE TABLE list_sequence (
  id TEXT NOT NULL PRIMARY KEY REFERENCES sequence (package_id) ON DELETE CASCADE,
  folder_id TEXT,
  folder_path TEXT NOT NULL,
  folder_sort TEXT NOT NULL,
  name_key TEXT NOT NULL,
  name TEXT NOT NULL,
  modified_by_sort TEXT NOT NULL,
  is_deleted INTEGER NOT NULL,
  deleted_at INTEGER,
  enabled INTEGER NOT NULL,
  has_draft INTEGER NOT NULL,
  dialect TEXT NOT NULL,
  revision INTEGER NOT NULL,
  step_count INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  modified_by TEXT NOT NULL,
  full_name TEXT NOT NULL,
  description TEXT NOT NULL,
  search TEXT NOT NULL
) STRICT;
CREATE INDEX list_sequence_id ON list_sequence (is_deleted, id);
CREATE INDEX list_sequence_name ON list_sequence (is_deleted, name, id);
CREATE INDEX list_sequence_name_key ON list_sequence (name_key);
CREATE INDEX list_sequence_folder_id ON list_sequence (folder_id, is_deleted);
CREATE INDEX list_sequence_folder ON list_sequence (is_deleted, folder_sort, id);
CREATE INDEX list_sequence_steps ON list_sequence (is_deleted, step_count, id);
CREATE INDEX list_sequence_size ON list_sequence (is_deleted, size_bytes, id);
CREATE INDEX list_sequence_modified ON list_sequence (is_deleted, modified_at, id);
CREATE INDEX list_sequence_by ON list_sequence (is_deleted, modified_by_sort, id);
CREATE INDEX list_sequence_deleted ON list_sequence (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE list_association (
  id TEXT NOT NULL PRIMARY KEY REFERENCES association (id) ON DELETE CASCADE,
  name_key TEXT NOT NULL,
  source_device_id TEXT NOT NULL,
  source_name TEXT NOT NULL,
  source_sort TEXT NOT NULL,
  destination_device_id TEXT NOT NULL,
  destination_name TEXT NOT NULL,
  destination_sort TEXT NOT NULL,
  type TEXT NOT NULL,
  behavior TEXT NOT NULL,
  accounts TEXT NOT NULL,
  account_count INTEGER NOT NULL,
  state_store_id TEXT,
  store_state TEXT,
  store_path TEXT NOT NULL,
  condition TEXT NOT NULL,
  captured_at INTEGER,
  released_at INTEGER,
  restored_at INTEGER,
  deleted_at INTEGER,
  missing INTEGER NOT NULL,
  restore_missing INTEGER,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  search TEXT NOT NULL
) STRICT;
CREATE INDEX list_association_source ON list_association (source_sort, id);
CREATE INDEX list_association_destination ON list_association (destination_sort, id);
CREATE INDEX list_association_name_key ON list_association (name_key);
CREATE INDEX list_association_condition ON list_association (condition, id);
CREATE INDEX list_association_type ON list_association (type, id);
CREATE INDEX list_association_accounts ON list_association (behavior, account_count, id);
CREATE INDEX list_association_captured ON list_association (captured_at, id);
CREATE INDEX list_association_restored ON list_association (restored_at, id);
CREATE INDEX list_association_missing ON list_association (missing, id);
CREATE INDEX list_association_path ON list_association (store_path, id);
CREATE INDEX list_association_created ON list_association (created_at, id);
CREATE INDEX list_association_source_device ON list_association (source_device_id);
CREATE INDEX list_association_destination_device ON list_association (destination_device_id);

CREATE TABLE list_state_store (
  id TEXT NOT NULL PRIMARY KEY REFERENCES state_store (id) ON DELETE CASCADE,
  name_key TEXT NOT NULL,
  source_sort TEXT NOT NULL,
  destination_name TEXT,
  destination_sort TEXT NOT NULL,
  migration_point_id TEXT,
  migration_point_name TEXT,
  is_deleted INTEGER NOT NULL,
  state TEXT NOT NULL,
  byte_count INTEGER NOT NULL,
  file_count INTEGER NOT NULL,
  missing INTEGER NOT NULL,
  restore_missing INTEGER,
  capture_run_id INTEGER,
  restore_run_id INTEGER,
  requested_at INTEGER NOT NULL,
  captured_at INTEGER,
  delete_after INTEGER,
  path TEXT NOT NULL,
  search TEXT NOT NULL
) STRICT;
CREATE INDEX list_state_store_source ON list_state_store (source_sort, id);
CREATE INDEX list_state_store_name_key ON list_state_store (name_key);
CREATE INDEX list_state_store_destination ON list_state_store (destination_sort, id);
CREATE INDEX list_state_store_point ON list_state_store (migration_point_id, is_deleted);
CREATE INDEX list_state_store_exists ON list_state_store (is_deleted, requested_at, id);
CREATE INDEX list_state_store_state ON list_state_store (state, id);
CREATE INDEX list_state_store_size ON list_state_store (byte_count, id);
CREATE INDEX list_state_store_files ON list_state_store (file_count, id);
CREATE INDEX list_state_store_missing ON list_state_store (missing, id);
CREATE INDEX list_state_store_capture_run ON list_state_store (capture_run_id) WHERE capture_run_id IS NOT NULL;
CREATE INDEX list_state_store_restore_run ON list_state_store (restore_run_id) WHERE restore_run_id IS NOT NULL;
CREATE INDEX list_state_store_requested ON list_state_store (requested_at, id);
CREATE INDEX list_state_store_captured ON list_state_store (captured_at, id);
CREATE INDEX list_state_store_due ON list_state_store (delete_after, id);
CREATE INDEX list_state_store_path ON list_state_store (path, id);

CREATE TABLE list_run (
  id INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
  name_key TEXT NOT NULL,
  sequence_sort TEXT NOT NULL,
  device_sort TEXT NOT NULL,
  started_by_sort TEXT NOT NULL,
  state TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  took INTEGER,
  step_done INTEGER NOT NULL,
  search TEXT NOT NULL
) STRICT;
CREATE INDEX list_run_name_key ON list_run (name_key);
CREATE INDEX list_run_sequence ON list_run (sequence_sort, id);
CREATE INDEX list_run_device ON list_run (device_sort, id);
CREATE INDEX list_run_started_by ON list_run (started_by_sort, id);
CREATE INDEX list_run_state ON list_run (state, id);
CREATE INDEX list_run_started ON list_run (started_at, id);
CREATE INDEX list_run_took ON list_run (took, id);
CREATE INDEX list_run_steps ON list_run (step_done, id);
${watched.map(triggersOf).join('')}`,
};
