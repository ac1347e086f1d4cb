CREATE TABLE association (
  id TEXT NOT NULL PRIMARY KEY,
  source_device_id TEXT NOT NULL REFERENCES device (id),
  destination_device_id TEXT NOT NULL REFERENCES device (id),
  type TEXT NOT NULL,
  behavior TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1,
  UNIQUE (source_device_id, destination_device_id),
  CHECK ((type = 'in-place') = (source_device_id = destination_device_id))
) STRICT;

CREATE INDEX association_destination ON association (destination_device_id);

CREATE TABLE association_user (
  association_id TEXT NOT NULL REFERENCES association (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  account_name TEXT NOT NULL,
  PRIMARY KEY (association_id, ordinal)
) STRICT;

CREATE TABLE device (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  mac TEXT NOT NULL,
  smbios_guid TEXT NOT NULL,
  connection TEXT NOT NULL,
  drive_map TEXT NOT NULL,
  facts TEXT NOT NULL,
  allow_host_commands INTEGER NOT NULL CHECK (allow_host_commands IN (0, 1)),
  environment TEXT NOT NULL,
  description TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
, computer_id TEXT NOT NULL DEFAULT '', revision INTEGER NOT NULL DEFAULT 1) STRICT;

CREATE UNIQUE INDEX device_computer ON device (computer_id) WHERE connection = 'local';

CREATE TABLE device_variable (
  device_id TEXT NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  value TEXT,
  secret_key TEXT,
  PRIMARY KEY (device_id, name_key),
  CHECK ((value IS NULL) <> (secret_key IS NULL))
) STRICT;

CREATE TABLE editing_edit (
  package_id TEXT NOT NULL REFERENCES editing_session (package_id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  label TEXT NOT NULL,
  merge_key TEXT,
  at INTEGER NOT NULL,
  patches TEXT NOT NULL,
  inverse TEXT NOT NULL,
  PRIMARY KEY (package_id, ordinal)
) STRICT;

CREATE TABLE editing_session (
  package_id TEXT NOT NULL PRIMARY KEY REFERENCES sequence (package_id) ON DELETE CASCADE,
  saved_revision INTEGER NOT NULL,
  position INTEGER NOT NULL CHECK (position >= 0),
  saved_position INTEGER NOT NULL CHECK (saved_position >= -1),
  updated_at INTEGER NOT NULL,
  base_document BLOB NOT NULL
) STRICT;

CREATE TABLE folder (
  id TEXT NOT NULL PRIMARY KEY,
  parent_id TEXT REFERENCES folder (id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL
, revision INTEGER NOT NULL DEFAULT 1) STRICT;

CREATE UNIQUE INDEX folder_name ON folder (kind, coalesce(parent_id, ''), name_key);

CREATE INDEX folder_parent ON folder (parent_id);

CREATE TRIGGER journal_is_append_only BEFORE UPDATE ON journal
BEGIN
  SELECT RAISE(ABORT, 'journal rows are append-only');
END;

CREATE TABLE journal (
  run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  step_id TEXT,
  payload TEXT NOT NULL,
  PRIMARY KEY (run_id, ordinal)
) STRICT;

CREATE TABLE migration_point (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  restore_only INTEGER NOT NULL CHECK (restore_only IN (0, 1)),
  deletion TEXT NOT NULL,
  deletion_days INTEGER, revision INTEGER NOT NULL DEFAULT 1,
  CHECK ((deletion = 'after-days') = (deletion_days IS NOT NULL))
) STRICT;

CREATE TABLE migration_point_folder (
  id TEXT NOT NULL PRIMARY KEY,
  migration_point_id TEXT NOT NULL REFERENCES migration_point (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  path TEXT NOT NULL,
  maximum_clients INTEGER NOT NULL,
  minimum_free_space INTEGER NOT NULL,
  minimum_free_space_unit TEXT NOT NULL,
  UNIQUE (migration_point_id, ordinal)
) STRICT;

CREATE TABLE run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  package_id TEXT NOT NULL,
  sequence_name TEXT NOT NULL,
  sequence_revision INTEGER NOT NULL,
  device_id TEXT REFERENCES device (id) ON DELETE SET NULL,
  device_name TEXT NOT NULL,
  state TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  started_by TEXT NOT NULL,
  step_total INTEGER NOT NULL,
  step_done INTEGER NOT NULL,
  incomplete INTEGER NOT NULL CHECK (incomplete IN (0, 1)),
  return_code INTEGER,
  error TEXT,
  engine_version INTEGER NOT NULL,
  document BLOB NOT NULL
) STRICT;

CREATE INDEX run_device ON run (device_id);

CREATE INDEX run_package ON run (package_id);

CREATE INDEX run_state ON run (state);

CREATE TABLE run_claim (
  device_id TEXT NOT NULL PRIMARY KEY REFERENCES device (id) ON DELETE CASCADE,
  run_id INTEGER NOT NULL UNIQUE REFERENCES run (id) ON DELETE CASCADE,
  process_id INTEGER NOT NULL,
  started_at INTEGER NOT NULL
, cancel_asked_at INTEGER, process_start TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE run_log (
  run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  at INTEGER NOT NULL,
  step_number INTEGER,
  component TEXT NOT NULL,
  severity INTEGER NOT NULL,
  thread INTEGER NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (run_id, ordinal)
) STRICT;

CREATE TABLE secret (
  key TEXT NOT NULL PRIMARY KEY,
  sealed BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sequence (
  package_id TEXT NOT NULL PRIMARY KEY,
  folder_id TEXT REFERENCES folder (id),
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  dialect TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  step_count INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  modified_by TEXT NOT NULL,
  deleted_at INTEGER,
  properties TEXT NOT NULL,
  carry TEXT,
  document BLOB NOT NULL
) STRICT;

CREATE INDEX sequence_deleted ON sequence (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE INDEX sequence_folder ON sequence (folder_id);

CREATE TABLE setting (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
, revision INTEGER NOT NULL DEFAULT 1) STRICT;

CREATE TABLE site (
  only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
  id TEXT NOT NULL,
  code TEXT NOT NULL CHECK (length(code) = 3),
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  next_package_number INTEGER NOT NULL CHECK (next_package_number >= 1)
) STRICT;

CREATE TABLE state_store (
  id TEXT NOT NULL PRIMARY KEY,
  association_id TEXT REFERENCES association (id) ON DELETE SET NULL,
  source_device_id TEXT REFERENCES device (id) ON DELETE SET NULL,
  source_device_name TEXT NOT NULL,
  destination_device_id TEXT REFERENCES device (id) ON DELETE SET NULL,
  migration_point_folder_id TEXT REFERENCES migration_point_folder (id) ON DELETE SET NULL,
  path TEXT NOT NULL,
  state TEXT NOT NULL,
  requested_at INTEGER NOT NULL,
  captured_at INTEGER,
  released_at INTEGER,
  restored_at INTEGER,
  restore_released_at INTEGER,
  delete_after INTEGER,
  deleted_at INTEGER,
  file_count INTEGER NOT NULL,
  byte_count INTEGER NOT NULL,
  missing_count INTEGER NOT NULL,
  result TEXT
) STRICT;

CREATE INDEX state_store_association ON state_store (association_id);

CREATE INDEX state_store_delete_after ON state_store (delete_after) WHERE delete_after IS NOT NULL;

CREATE INDEX state_store_destination ON state_store (destination_device_id);

CREATE INDEX state_store_folder ON state_store (migration_point_folder_id, state);

CREATE INDEX state_store_source ON state_store (source_device_id);
