import type { ErrorCode } from '../../contract/errors.ts';

/** What to do, for errors whose usual remedy is a place in the console. `{{name}}` is filled from the details. */
export const remedies = {
  SITE_EXISTS: 'Name another folder with --site DIR.',
  FILE_EXISTS: 'Choose another name, or add --overwrite.',
  SEQUENCE_NOT_FOUND:
    '“waystation sequence list” shows the task sequences, “waystation sequence list --deleted” the deleted ones.',
  SEQUENCE_DISABLED: 'Enable it first: “waystation sequence enable {{packageId}}”.',
  FOLDER_NOT_FOUND: '“waystation folder list” shows the folders.',
  DEVICE_NOT_FOUND: '“waystation device list” shows the devices.',
  DEVICE_BUSY: 'Wait until it ends, or cancel it with “waystation run cancel {{run}}”.',
  DEVICE_NOT_RUNNABLE: 'Map a drive to a folder: “waystation device set {{name}} --drive C:=DIR”.',
  DRIVE_NOT_MAPPED: 'Map it: “waystation device set {{name}} --drive {{drive}}=DIR”.',
  HOST_COMMANDS_NOT_ALLOWED:
    'If you trust the sequence, allow it: “waystation device set {{name}} --allow-host-commands”.',
  RUN_NOT_FOUND: '“waystation run list” shows the runs.',
  ASSOCIATION_EXISTS: 'Use that one, or delete it first: “waystation association delete {{source}} {{destination}}”.',
  ASSOCIATION_NOT_FOUND: '“waystation association list” shows the computer associations.',
  ASSOCIATION_NONE_FOR_DEVICE:
    'Make one with “waystation association create SOURCE {{name}}”, then capture the source first.',
  STATE_NONE_WAITING:
    'Capture {{source}} with a task sequence that ends with Release State Store; “waystation state list” says how far each state store is.',
  MIGRATION_POINT_NOT_FOUND: '“waystation smp list” shows the state migration points.',
  MIGRATION_POINT_NONE: 'Make one: “waystation smp create NAME --folder DIR”.',
  MIGRATION_POINT_RESTORE_ONLY:
    'Let it take captures again: “waystation smp set "{{name}}" --take-captures”, or use another one.',
  MIGRATION_POINT_HOLDS_STATE:
    '“waystation state list” shows them; delete those you no longer need with “waystation state delete ID --yes”.',
} as const satisfies Partial<Record<ErrorCode, string>>;
