import type { Migration } from './migration.ts';

/**
 * A draft counts its changes, so that two programs do not mix theirs; it keeps the document near its position instead
 * of the one its history began with, and of a step only what was done, for the way back follows from it. Labels are
 * codes; those of before stay as words. The documents stand last in their row.
 */
export const draftsWithRevision: Migration = {
  version: 70,
  name: 'drafts-with-revision',
  statements: `
ALTER TABLE editing_session RENAME TO editing_session_of_60;
ALTER TABLE editing_edit RENAME TO editing_edit_of_60;

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

INSERT INTO editing_session
  SELECT package_id, '', 0, saved_revision, position, saved_position, 0, 0,
    coalesce((SELECT sum(length(CAST(patches AS BLOB))) FROM editing_edit_of_60 edit
      WHERE edit.package_id = session.package_id), 0),
    updated_at, base_document
  FROM editing_session_of_60 session;
INSERT INTO editing_edit
  SELECT package_id, ordinal, at, merge_key, length(CAST(patches AS BLOB)),
    json_object('code', 'text', 'values', json_object('text', label)), patches
  FROM editing_edit_of_60;

DROP TABLE editing_edit_of_60;
DROP TABLE editing_session_of_60;
`,
};
