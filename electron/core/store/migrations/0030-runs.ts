import type { Migration } from './migration.ts';

/** Runs with journal, log and the claim that keeps a device to one active run. */
export const runs: Migration = {
  version: 30,
  name: 'runs',
  statements: `
CREATE TABLE run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  package_id TEXT NOT NULL,
  sequence_name TEXT NOT NULL,
  sequence_revision INTEGER NOT NULL,
  device_id TEXT REFERENCES device (id) ON DELETE SET NULL,
  device_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN
    ('running', 'succeeded', 'failed', 'cancelled', 'interrupted', 'restart-pending')),
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
CREATE INDEX run_state ON run (state);
CREATE INDEX run_device ON run (device_id);
CREATE INDEX run_package ON run (package_id);

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
CREATE TRIGGER journal_is_append_only BEFORE UPDATE ON journal
BEGIN
  SELECT RAISE(ABORT, 'journal rows are append-only');
END;

CREATE TABLE run_log (
  run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  at INTEGER NOT NULL,
  step_number INTEGER,
  component TEXT NOT NULL,
  severity INTEGER NOT NULL CHECK (severity IN (1, 2, 3)),
  thread INTEGER NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (run_id, ordinal)
) STRICT;

CREATE TABLE run_claim (
  device_id TEXT NOT NULL PRIMARY KEY REFERENCES device (id) ON DELETE CASCADE,
  run_id INTEGER NOT NULL UNIQUE REFERENCES run (id) ON DELETE CASCADE,
  process_id INTEGER NOT NULL,
  started_at INTEGER NOT NULL
) STRICT;
`,
};
