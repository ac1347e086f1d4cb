import type { Migration } from './migration.ts';

/**
 * What a value may be is checked where rows are read and written (`tables/`), so that a new one needs no other format;
 * and what people change counts its changes, so that of two changes neither is lost unseen.
 */
export const openValuesAndRevisions: Migration = {
  version: 80,
  name: 'open-values-and-revisions',
  droppedChecks: [
    { table: 'folder', text: `CHECK (kind IN ('task-sequence'))` },
    { table: 'sequence', text: `CHECK (dialect IN ('cm', 'mdt'))` },
    { table: 'device', text: `CHECK (connection IN ('folder', 'local', 'none'))` },
    { table: 'device', text: `CHECK (environment IN ('FullOS', 'WinPE'))` },
    { table: 'migration_point', text: `CHECK (deletion IN ('immediate', 'after-days'))` },
    { table: 'migration_point_folder', text: `CHECK (minimum_free_space_unit IN ('MB', 'GB', 'percent'))` },
    { table: 'association', text: `CHECK (type IN ('side-by-side', 'in-place'))` },
    {
      table: 'association',
      text: `CHECK (behavior IN
    ('capture-all-restore-all', 'capture-all-restore-specified', 'capture-specified-restore-specified'))`,
    },
    {
      table: 'state_store',
      text: `CHECK (state IN
    ('requested', 'capturing', 'captured', 'available', 'incomplete', 'restored', 'deleted'))`,
    },
    {
      table: 'run',
      text: `CHECK (state IN
    ('running', 'succeeded', 'failed', 'cancelled', 'interrupted', 'restart-pending'))`,
    },
    { table: 'run_log', text: 'CHECK (severity IN (1, 2, 3))' },
  ],
  statements: `
ALTER TABLE device ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE association ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE migration_point ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE folder ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE setting ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
`,
};
