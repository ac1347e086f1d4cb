import type { Migration } from './migration.ts';

/** A device may stand for the computer on which the program runs: one for each computer that has opened the site. */
export const localDevices: Migration = {
  version: 50,
  name: 'local-devices',
  statements: `
ALTER TABLE device ADD COLUMN computer_id TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX device_computer ON device (computer_id) WHERE connection = 'local';
`,
};
