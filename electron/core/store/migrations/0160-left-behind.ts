import type { Migration } from './migration.ts';

/** What an interrupted run has left in the system: whoever cancels it later ends that, or says that it goes on. */
export const leftBehind: Migration = {
  version: 160,
  name: 'left-behind',
  statements: `
ALTER TABLE run ADD COLUMN left_behind TEXT;
`,
};
