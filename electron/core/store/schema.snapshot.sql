CREATE TRIGGER association_changed AFTER UPDATE ON association
BEGIN
  INSERT INTO change (kind, id) VALUES ('associations', NEW.id);
END;

CREATE TRIGGER association_made AFTER INSERT ON association
BEGIN
  INSERT INTO change (kind, id) VALUES ('associations', NEW.id);
END;

CREATE TRIGGER association_removed AFTER DELETE ON association
BEGIN
  INSERT INTO change (kind, id) VALUES ('associations', OLD.id);
END;

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

CREATE TRIGGER association_user_changed AFTER UPDATE ON association_user
BEGIN
  INSERT INTO change (kind, id) VALUES ('associations', NEW.association_id);
END;

CREATE TRIGGER association_user_made AFTER INSERT ON association_user
BEGIN
  INSERT INTO change (kind, id) VALUES ('associations', NEW.association_id);
END;

CREATE TRIGGER association_user_removed AFTER DELETE ON association_user
BEGIN
  INSERT INTO change (kind, id) VALUES ('associations', OLD.association_id);
END;

CREATE TABLE association_user (
  association_id TEXT NOT NULL REFERENCES association (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  account_name TEXT NOT NULL,
  PRIMARY KEY (association_id, ordinal)
) STRICT;

CREATE TABLE change (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  id TEXT NOT NULL
) STRICT;

CREATE INDEX change_kind ON change (kind);

CREATE TRIGGER device_changed AFTER UPDATE ON device
BEGIN
  INSERT INTO change (kind, id) VALUES ('devices', NEW.id);
END;

CREATE TRIGGER device_made AFTER INSERT ON device
BEGIN
  INSERT INTO change (kind, id) VALUES ('devices', NEW.id);
END;

CREATE TRIGGER device_removed AFTER DELETE ON device
BEGIN
  INSERT INTO change (kind, id) VALUES ('devices', OLD.id);
END;

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

CREATE TRIGGER device_variable_changed AFTER UPDATE ON device_variable
BEGIN
  INSERT INTO change (kind, id) VALUES ('devices', NEW.device_id);
END;

CREATE TRIGGER device_variable_made AFTER INSERT ON device_variable
BEGIN
  INSERT INTO change (kind, id) VALUES ('devices', NEW.device_id);
END;

CREATE TRIGGER device_variable_removed AFTER DELETE ON device_variable
BEGIN
  INSERT INTO change (kind, id) VALUES ('devices', OLD.device_id);
END;

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
  at INTEGER NOT NULL,
  merge_key TEXT,
  size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
  label TEXT NOT NULL,
  patches TEXT NOT NULL,
  PRIMARY KEY (package_id, ordinal)
) STRICT;

CREATE TRIGGER editing_session_changed AFTER UPDATE ON editing_session WHEN (OLD.position <> OLD.saved_position) IS NOT (NEW.position <> NEW.saved_position)
BEGIN
  INSERT INTO change (kind, id) VALUES ('sequences', NEW.package_id);
END;

CREATE TRIGGER editing_session_made AFTER INSERT ON editing_session
BEGIN
  INSERT INTO change (kind, id) VALUES ('sequences', NEW.package_id);
END;

CREATE TRIGGER editing_session_removed AFTER DELETE ON editing_session
BEGIN
  INSERT INTO change (kind, id) VALUES ('sequences', OLD.package_id);
END;

CREATE TABLE editing_session (
  package_id TEXT NOT NULL PRIMARY KEY REFERENCES sequence (package_id) ON DELETE CASCADE,
  generation TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 0),
  saved_revision INTEGER NOT NULL,
  position INTEGER NOT NULL CHECK (position >= first_position),
  saved_position INTEGER NOT NULL CHECK (saved_position >= -1),
  first_position INTEGER NOT NULL CHECK (first_position >= 0),
  base_position INTEGER NOT NULL CHECK (base_position >= first_position),
  history_bytes INTEGER NOT NULL CHECK (history_bytes >= 0),
  updated_at INTEGER NOT NULL,
  base_document BLOB NOT NULL
) STRICT;

CREATE TRIGGER folder_changed AFTER UPDATE ON folder
BEGIN
  INSERT INTO change (kind, id) VALUES ('folders', NEW.id);
END;

CREATE TRIGGER folder_made AFTER INSERT ON folder
BEGIN
  INSERT INTO change (kind, id) VALUES ('folders', NEW.id);
END;

CREATE TRIGGER folder_removed AFTER DELETE ON folder
BEGIN
  INSERT INTO change (kind, id) VALUES ('folders', OLD.id);
END;

CREATE TABLE folder (
  id TEXT NOT NULL PRIMARY KEY,
  parent_id TEXT REFERENCES folder (id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL
, revision INTEGER NOT NULL DEFAULT 1) STRICT;

CREATE UNIQUE INDEX folder_name ON folder (kind, coalesce(parent_id, ''), name_key);

CREATE INDEX folder_parent ON folder (parent_id);

CREATE TRIGGER imported_reference_changed AFTER UPDATE ON imported_reference
BEGIN
  INSERT INTO change (kind, id) VALUES ('references', NEW.id);
END;

CREATE TRIGGER imported_reference_made AFTER INSERT ON imported_reference
BEGIN
  INSERT INTO change (kind, id) VALUES ('references', NEW.id);
END;

CREATE TRIGGER imported_reference_removed AFTER DELETE ON imported_reference
BEGIN
  INSERT INTO change (kind, id) VALUES ('references', OLD.id);
END;

CREATE TABLE imported_reference (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  reference_id TEXT NOT NULL,
  id_key TEXT NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  manufacturer TEXT NOT NULL,
  programs TEXT NOT NULL,
  images TEXT NOT NULL,
  source_file TEXT NOT NULL,
  imported_at INTEGER NOT NULL,
  name_sort TEXT NOT NULL,
  search TEXT NOT NULL,
  UNIQUE (id_key, kind)
) STRICT;

CREATE INDEX imported_reference_name ON imported_reference (kind, name_sort, id_key);

CREATE TRIGGER job_changed AFTER UPDATE ON job WHEN OLD.state IS NOT NEW.state OR OLD.ended_at IS NOT NEW.ended_at OR OLD.done IS NOT NEW.done OR OLD.total IS NOT NEW.total OR OLD.progress_text IS NOT NEW.progress_text OR OLD.error IS NOT NEW.error OR OLD.title IS NOT NEW.title
BEGIN
  INSERT INTO change (kind, id) VALUES ('jobs', NEW.id);
END;

CREATE TRIGGER job_made AFTER INSERT ON job
BEGIN
  INSERT INTO change (kind, id) VALUES ('jobs', NEW.id);
END;

CREATE TRIGGER job_removed AFTER DELETE ON job
BEGIN
  INSERT INTO change (kind, id) VALUES ('jobs', OLD.id);
END;

CREATE TABLE job (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  done INTEGER NOT NULL,
  total INTEGER,
  progress_text TEXT NOT NULL,
  state_store_id TEXT,
  error TEXT,
  owner_id TEXT NOT NULL,
  computer_id TEXT NOT NULL,
  process_id INTEGER NOT NULL,
  process_start TEXT NOT NULL,
  lease_until INTEGER NOT NULL,
  cancel_asked_at INTEGER
) STRICT;

CREATE INDEX job_started ON job (started_at, id);

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

CREATE TABLE journal_snapshot (
  run_id INTEGER NOT NULL PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  version INTEGER NOT NULL,
  hash TEXT NOT NULL,
  state TEXT NOT NULL
) STRICT;

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

CREATE INDEX list_association_accounts ON list_association (behavior, account_count, id);

CREATE INDEX list_association_captured ON list_association (captured_at, id);

CREATE INDEX list_association_condition ON list_association (condition, id);

CREATE INDEX list_association_created ON list_association (created_at, id);

CREATE INDEX list_association_destination ON list_association (destination_sort, id);

CREATE INDEX list_association_destination_device ON list_association (destination_device_id);

CREATE INDEX list_association_missing ON list_association (missing, id);

CREATE INDEX list_association_name_key ON list_association (name_key);

CREATE INDEX list_association_path ON list_association (store_path, id);

CREATE INDEX list_association_restored ON list_association (restored_at, id);

CREATE INDEX list_association_source ON list_association (source_sort, id);

CREATE INDEX list_association_source_device ON list_association (source_device_id);

CREATE INDEX list_association_type ON list_association (type, id);

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

CREATE INDEX list_device_connection ON list_device (connection, id);

CREATE INDEX list_device_drives ON list_device (drives, id);

CREATE INDEX list_device_environment ON list_device (environment, id);

CREATE INDEX list_device_mac ON list_device (mac, id);

CREATE INDEX list_device_model ON list_device (model_sort, id);

CREATE INDEX list_device_modified ON list_device (modified_at, id);

CREATE INDEX list_device_name ON list_device (name, id);

CREATE INDEX list_device_name_key ON list_device (name_key);

CREATE INDEX list_device_system ON list_device (system_sort, id);

CREATE TABLE list_form (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  form INTEGER NOT NULL
) STRICT;

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

CREATE INDEX list_run_device ON list_run (device_sort, id);

CREATE INDEX list_run_name_key ON list_run (name_key);

CREATE INDEX list_run_sequence ON list_run (sequence_sort, id);

CREATE INDEX list_run_started ON list_run (started_at, id);

CREATE INDEX list_run_started_by ON list_run (started_by_sort, id);

CREATE INDEX list_run_state ON list_run (state, id);

CREATE INDEX list_run_steps ON list_run (step_done, id);

CREATE INDEX list_run_took ON list_run (took, id);

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

CREATE INDEX list_sequence_by ON list_sequence (is_deleted, modified_by_sort, id);

CREATE INDEX list_sequence_created ON list_sequence (is_deleted, created_at, id);

CREATE INDEX list_sequence_deleted ON list_sequence (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX list_sequence_folder ON list_sequence (is_deleted, folder_sort, id);

CREATE INDEX list_sequence_folder_id ON list_sequence (folder_id, is_deleted);

CREATE INDEX list_sequence_id ON list_sequence (is_deleted, id);

CREATE INDEX list_sequence_modified ON list_sequence (is_deleted, modified_at, id);

CREATE INDEX list_sequence_name ON list_sequence (is_deleted, name, id);

CREATE INDEX list_sequence_name_key ON list_sequence (name_key);

CREATE INDEX list_sequence_size ON list_sequence (is_deleted, size_bytes, id);

CREATE INDEX list_sequence_steps ON list_sequence (is_deleted, step_count, id);

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

CREATE INDEX list_state_store_capture_run ON list_state_store (capture_run_id) WHERE capture_run_id IS NOT NULL;

CREATE INDEX list_state_store_captured ON list_state_store (captured_at, id);

CREATE INDEX list_state_store_destination ON list_state_store (destination_sort, id);

CREATE INDEX list_state_store_due ON list_state_store (delete_after, id);

CREATE INDEX list_state_store_exists ON list_state_store (is_deleted, requested_at, id);

CREATE INDEX list_state_store_files ON list_state_store (file_count, id);

CREATE INDEX list_state_store_missing ON list_state_store (missing, id);

CREATE INDEX list_state_store_name_key ON list_state_store (name_key);

CREATE INDEX list_state_store_path ON list_state_store (path, id);

CREATE INDEX list_state_store_point ON list_state_store (migration_point_id, is_deleted);

CREATE INDEX list_state_store_requested ON list_state_store (requested_at, id);

CREATE INDEX list_state_store_restore_run ON list_state_store (restore_run_id) WHERE restore_run_id IS NOT NULL;

CREATE INDEX list_state_store_size ON list_state_store (byte_count, id);

CREATE INDEX list_state_store_source ON list_state_store (source_sort, id);

CREATE INDEX list_state_store_state ON list_state_store (state, id);

CREATE TRIGGER migration_point_changed AFTER UPDATE ON migration_point
BEGIN
  INSERT INTO change (kind, id) VALUES ('migration-points', NEW.id);
END;

CREATE TRIGGER migration_point_made AFTER INSERT ON migration_point
BEGIN
  INSERT INTO change (kind, id) VALUES ('migration-points', NEW.id);
END;

CREATE TRIGGER migration_point_removed AFTER DELETE ON migration_point
BEGIN
  INSERT INTO change (kind, id) VALUES ('migration-points', OLD.id);
END;

CREATE TABLE migration_point (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  restore_only INTEGER NOT NULL CHECK (restore_only IN (0, 1)),
  deletion TEXT NOT NULL,
  deletion_days INTEGER, revision INTEGER NOT NULL DEFAULT 1,
  CHECK ((deletion = 'after-days') = (deletion_days IS NOT NULL))
) STRICT;

CREATE TRIGGER migration_point_folder_changed AFTER UPDATE ON migration_point_folder
BEGIN
  INSERT INTO change (kind, id) VALUES ('migration-points', NEW.migration_point_id);
END;

CREATE TRIGGER migration_point_folder_made AFTER INSERT ON migration_point_folder
BEGIN
  INSERT INTO change (kind, id) VALUES ('migration-points', NEW.migration_point_id);
END;

CREATE TRIGGER migration_point_folder_removed AFTER DELETE ON migration_point_folder
BEGIN
  INSERT INTO change (kind, id) VALUES ('migration-points', OLD.migration_point_id);
END;

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

CREATE TRIGGER run_changed AFTER UPDATE ON run
BEGIN
  INSERT INTO change (kind, id) VALUES ('runs', NEW.id);
END;

CREATE TRIGGER run_made AFTER INSERT ON run
BEGIN
  INSERT INTO change (kind, id) VALUES ('runs', NEW.id);
END;

CREATE TRIGGER run_removed AFTER DELETE ON run
BEGIN
  INSERT INTO change (kind, id) VALUES ('runs', OLD.id);
END;

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
, fence INTEGER NOT NULL DEFAULT 0, left_behind TEXT, failed_steps INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX run_device ON run (device_id);

CREATE INDEX run_package ON run (package_id);

CREATE INDEX run_state ON run (state);

CREATE TRIGGER run_claim_cancelled AFTER UPDATE OF cancel_asked_at ON run_claim
BEGIN
  INSERT INTO change (kind, id) VALUES ('runs', NEW.run_id);
END;

CREATE TABLE run_claim (
  device_id TEXT NOT NULL PRIMARY KEY REFERENCES device (id) ON DELETE CASCADE,
  run_id INTEGER NOT NULL UNIQUE REFERENCES run (id) ON DELETE CASCADE,
  process_id INTEGER NOT NULL,
  started_at INTEGER NOT NULL
, cancel_asked_at INTEGER, process_start TEXT NOT NULL DEFAULT '', fence INTEGER NOT NULL DEFAULT 0, owner_id TEXT NOT NULL DEFAULT '', computer_id TEXT NOT NULL DEFAULT '', lease_until INTEGER NOT NULL DEFAULT 0) STRICT;

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

CREATE TRIGGER sequence_changed AFTER UPDATE ON sequence
BEGIN
  INSERT INTO change (kind, id) VALUES ('sequences', NEW.package_id);
END;

CREATE TRIGGER sequence_made AFTER INSERT ON sequence
BEGIN
  INSERT INTO change (kind, id) VALUES ('sequences', NEW.package_id);
END;

CREATE TRIGGER sequence_removed AFTER DELETE ON sequence
BEGIN
  INSERT INTO change (kind, id) VALUES ('sequences', OLD.package_id);
END;

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
, source_file TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX sequence_deleted ON sequence (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE INDEX sequence_folder ON sequence (folder_id);

CREATE TRIGGER setting_changed AFTER UPDATE ON setting
BEGIN
  INSERT INTO change (kind, id) VALUES ('settings', NEW.key);
END;

CREATE TRIGGER setting_made AFTER INSERT ON setting
BEGIN
  INSERT INTO change (kind, id) VALUES ('settings', NEW.key);
END;

CREATE TRIGGER setting_removed AFTER DELETE ON setting
BEGIN
  INSERT INTO change (kind, id) VALUES ('settings', OLD.key);
END;

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

CREATE TRIGGER state_store_changed AFTER UPDATE ON state_store
BEGIN
  INSERT INTO change (kind, id) VALUES ('state-stores', NEW.id);
END;

CREATE TRIGGER state_store_made AFTER INSERT ON state_store
BEGIN
  INSERT INTO change (kind, id) VALUES ('state-stores', NEW.id);
END;

CREATE TRIGGER state_store_removed AFTER DELETE ON state_store
BEGIN
  INSERT INTO change (kind, id) VALUES ('state-stores', OLD.id);
END;

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
