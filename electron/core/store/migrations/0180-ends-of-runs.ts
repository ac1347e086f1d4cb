import type { Migration } from './migration.ts';

/**
 * How many steps of a run failed, so that a list tells a run that went on past some from one in which all went well; of runs
 * of before the journal says it. And a change of the run when its end is asked for: other windows show it from then on.
 */
export const endsOfRuns: Migration = {
  version: 180,
  name: 'ends-of-runs',
  statements: `
ALTER TABLE run ADD COLUMN failed_steps INTEGER NOT NULL DEFAULT 0;
UPDATE run SET failed_steps =
    (SELECT count(*) FROM journal WHERE journal.run_id = run.id AND journal.kind = 'step-failed')
  WHERE state = 'succeeded';
CREATE TRIGGER run_claim_cancelled AFTER UPDATE OF cancel_asked_at ON run_claim
BEGIN
  INSERT INTO change (kind, id) VALUES ('runs', NEW.run_id);
END;
`,
};
