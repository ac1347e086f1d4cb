import type { Migration } from './migration.ts';

/**
 * From which file a task sequence was imported, and lists by when that was: two of one name are told apart by both. Of those
 * of before nobody knows the file.
 */
export const sourceFiles: Migration = {
  version: 190,
  name: 'source-files',
  statements: `
ALTER TABLE sequence ADD COLUMN source_file TEXT NOT NULL DEFAULT '';
CREATE INDEX list_sequence_created ON list_sequence (is_deleted, created_at, id);
`,
};
