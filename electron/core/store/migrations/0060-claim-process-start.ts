import type { Migration } from './migration.ts';

/**
 * A claim says when its process started: numbers of processes are given anew. Empty in claims of earlier versions,
 * whose process is known by its number alone.
 */
export const claimProcessStart: Migration = {
  version: 60,
  name: 'claim-process-start',
  statements: `
ALTER TABLE run_claim ADD COLUMN process_start TEXT NOT NULL DEFAULT '';
`,
};
