import type { Migration } from './migration.ts';

/**
 * What imported files told of the things that steps refer to by ID. It stays when the sequence that it came with goes:
 * others name the same things.
 */
export const importedReferences: Migration = {
  version: 200,
  name: 'imported-references',
  statements: `
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
CREATE TRIGGER imported_reference_made AFTER INSERT ON imported_reference
BEGIN
  INSERT INTO change (kind, id) VALUES ('references', NEW.id);
END;
CREATE TRIGGER imported_reference_changed AFTER UPDATE ON imported_reference
BEGIN
  INSERT INTO change (kind, id) VALUES ('references', NEW.id);
END;
CREATE TRIGGER imported_reference_removed AFTER DELETE ON imported_reference
BEGIN
  INSERT INTO change (kind, id) VALUES ('references', OLD.id);
END;
`,
};
