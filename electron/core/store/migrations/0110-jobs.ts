import type { Migration } from './migration.ts';

/** Long work that is not a run, so that another window, another process and the next start see it. */
export const jobs: Migration = {
  version: 110,
  name: 'jobs',
  statements: `
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
`,
};
