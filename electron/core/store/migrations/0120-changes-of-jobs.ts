import type { Migration } from './migration.ts';

/** Columns of a job that people see: a lease that is renewed is no news. */
const shown = ['state', 'ended_at', 'done', 'total', 'progress_text', 'error', 'title'];

/** Jobs tell their changes as other rows do; the last change of a kind is found without looking through all of them. */
export const changesOfJobs: Migration = {
  version: 120,
  name: 'changes-of-jobs',
  statements: `
CREATE INDEX change_kind ON change (kind);
CREATE TRIGGER job_made AFTER INSERT ON job
BEGIN
  INSERT INTO change (kind, id) VALUES ('jobs', NEW.id);
END;
CREATE TRIGGER job_changed AFTER UPDATE ON job WHEN ${shown.map((column) => `OLD.${column} IS NOT NEW.${column}`).join(' OR ')}
BEGIN
  INSERT INTO change (kind, id) VALUES ('jobs', NEW.id);
END;
CREATE TRIGGER job_removed AFTER DELETE ON job
BEGIN
  INSERT INTO change (kind, id) VALUES ('jobs', OLD.id);
END;
`,
};
