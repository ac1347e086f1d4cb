import type { Migration } from './migration.ts';

/** Devices, migration points, associations and state stores. */
export const devicesAndUserState: Migration = {
  version: 20,
  name: 'devices-and-user-state',
  statements: `
CREATE TABLE device (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  mac TEXT NOT NULL,
  smbios_guid TEXT NOT NULL,
  connection TEXT NOT NULL CHECK (connection IN ('folder', 'local', 'none')),
  drive_map TEXT NOT NULL,
  facts TEXT NOT NULL,
  allow_host_commands INTEGER NOT NULL CHECK (allow_host_commands IN (0, 1)),
  environment TEXT NOT NULL CHECK (environment IN ('FullOS', 'WinPE')),
  description TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL
) STRICT;

CREATE TABLE device_variable (
  device_id TEXT NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  value TEXT,
  secret_key TEXT,
  PRIMARY KEY (device_id, name_key),
  CHECK ((value IS NULL) <> (secret_key IS NULL))
) STRICT;

CREATE TABLE migration_point (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  restore_only INTEGER NOT NULL CHECK (restore_only IN (0, 1)),
  deletion TEXT NOT NULL CHECK (deletion IN ('immediate', 'after-days')),
  deletion_days INTEGER,
  CHECK ((deletion = 'after-days') = (deletion_days IS NOT NULL))
) STRICT;

CREATE TABLE migration_point_folder (
  id TEXT NOT NULL PRIMARY KEY,
  migration_point_id TEXT NOT NULL REFERENCES migration_point (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  path TEXT NOT NULL,
  maximum_clients INTEGER NOT NULL,
  minimum_free_space INTEGER NOT NULL,
  minimum_free_space_unit TEXT NOT NULL CHECK (minimum_free_space_unit IN ('MB', 'GB', 'percent')),
  UNIQUE (migration_point_id, ordinal)
) STRICT;

CREATE TABLE association (
  id TEXT NOT NULL PRIMARY KEY,
  source_device_id TEXT NOT NULL REFERENCES device (id),
  destination_device_id TEXT NOT NULL REFERENCES device (id),
  type TEXT NOT NULL CHECK (type IN ('side-by-side', 'in-place')),
  behavior TEXT NOT NULL CHECK (behavior IN
    ('capture-all-restore-all', 'capture-all-restore-specified', 'capture-specified-restore-specified')),
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
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

CREATE TABLE state_store (
  id TEXT NOT NULL PRIMARY KEY,
  association_id TEXT REFERENCES association (id) ON DELETE SET NULL,
  source_device_id TEXT REFERENCES device (id) ON DELETE SET NULL,
  source_device_name TEXT NOT NULL,
  destination_device_id TEXT REFERENCES device (id) ON DELETE SET NULL,
  migration_point_folder_id TEXT REFERENCES migration_point_folder (id) ON DELETE SET NULL,
  path TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN
    ('requested', 'capturing', 'captured', 'available', 'incomplete', 'restored', 'deleted')),
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
CREATE INDEX state_store_folder ON state_store (migration_point_folder_id, state);
CREATE INDEX state_store_association ON state_store (association_id);
CREATE INDEX state_store_source ON state_store (source_device_id);
CREATE INDEX state_store_destination ON state_store (destination_device_id);
CREATE INDEX state_store_delete_after ON state_store (delete_after) WHERE delete_after IS NOT NULL;
`,
};
