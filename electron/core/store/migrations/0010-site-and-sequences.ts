import type { Migration } from './migration.ts';

/**
 * Site, settings, secrets, folders, sequences and their editing sessions. What can be large stands last in its row:
 * a list then never walks through the pages of a document.
 */
export const siteAndSequences: Migration = {
  version: 10,
  name: 'site-and-sequences',
  statements: `
CREATE TABLE site (
  only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
  id TEXT NOT NULL,
  code TEXT NOT NULL CHECK (length(code) = 3),
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  next_package_number INTEGER NOT NULL CHECK (next_package_number >= 1)
) STRICT;

CREATE TABLE setting (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE secret (
  key TEXT NOT NULL PRIMARY KEY,
  sealed BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE folder (
  id TEXT NOT NULL PRIMARY KEY,
  parent_id TEXT REFERENCES folder (id),
  kind TEXT NOT NULL CHECK (kind IN ('task-sequence')),
  name TEXT NOT NULL,
  name_key TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX folder_name ON folder (kind, coalesce(parent_id, ''), name_key);
CREATE INDEX folder_parent ON folder (parent_id);

CREATE TABLE sequence (
  package_id TEXT NOT NULL PRIMARY KEY,
  folder_id TEXT REFERENCES folder (id),
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  dialect TEXT NOT NULL CHECK (dialect IN ('cm', 'mdt')),
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
CREATE INDEX sequence_folder ON sequence (folder_id);
CREATE INDEX sequence_deleted ON sequence (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE editing_session (
  package_id TEXT NOT NULL PRIMARY KEY REFERENCES sequence (package_id) ON DELETE CASCADE,
  saved_revision INTEGER NOT NULL,
  position INTEGER NOT NULL CHECK (position >= 0),
  saved_position INTEGER NOT NULL CHECK (saved_position >= -1),
  updated_at INTEGER NOT NULL,
  base_document BLOB NOT NULL
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
`,
};
