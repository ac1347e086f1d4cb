import type { Migration } from './migration.ts';

/**
 * A claim names its owner and lasts until its lease is over; its fence tells it from every earlier and later claim of
 * the run. What a journal comes to is kept beside it, so that a long one is not read from its beginning. Claims of
 * earlier versions have no owner and no lease: their process decides.
 */
export const claimsAndSnapshots: Migration = {
  version: 100,
  name: 'claims-and-snapshots',
  statements: `
ALTER TABLE run ADD COLUMN fence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run_claim ADD COLUMN fence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run_claim ADD COLUMN owner_id TEXT NOT NULL DEFAULT '';
ALTER TABLE run_claim ADD COLUMN computer_id TEXT NOT NULL DEFAULT '';
ALTER TABLE run_claim ADD COLUMN lease_until INTEGER NOT NULL DEFAULT 0;

CREATE TABLE journal_snapshot (
  run_id INTEGER NOT NULL PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  version INTEGER NOT NULL,
  hash TEXT NOT NULL,
  state TEXT NOT NULL
) STRICT;
`,
};
