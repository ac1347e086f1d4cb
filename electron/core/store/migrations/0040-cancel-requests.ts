import type { Migration } from './migration.ts';

/** A claim says when another process asked for the end of its run: the process that carries it out sees it there. */
export const cancelRequests: Migration = {
  version: 40,
  name: 'cancel-requests',
  statements: `
ALTER TABLE run_claim ADD COLUMN cancel_asked_at INTEGER;
`,
};
