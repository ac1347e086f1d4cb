import type { ErrorCode } from '../../contract/errors.ts';

/** Words for the errors of user state, state migration points and computer associations. */
export const userStateErrorWords = {
  STATE_STORE_PATH_MISSING: {
    sentence: 'OSDStateStorePath has no value, so there is no place for the user state.',
    remedy: 'Add a Request State Store step before this one, or set the variable to a folder.',
  },
  STATE_STORE_PATH_ROOT: {
    sentence: 'OSDStateStorePath is {{path}}, the root of a drive.',
    remedy: 'Use a folder below it.',
  },
  STATE_STORE_EXISTS: { sentence: '{{path}} holds a state store already.', remedy: 'Choose another folder.' },
  STATE_STORE_NOT_FOUND: {
    sentence: 'There is no state store in {{path}}.',
    remedy: 'Capture the user state first, or check OSDStateStorePath.',
  },
  STATE_STORE_GONE: {
    sentence: 'The state store in {{path}} was deleted, or is being deleted.',
    remedy: 'Capture the user state again, or choose another state store.',
  },
  STATE_STORE_INCOMPLETE: {
    sentence: 'The state store in {{path}} was not finished.',
    remedy: 'Run the capture again; what is there cannot be restored.',
  },
  STATE_STORE_FOREIGN: {
    sentence: '{{path}} is not a state store of Waystation: {{reason}}.',
    remedy: 'A .mig store of the User State Migration Tool is read by that tool only.',
  },
  STATE_STORE_NEWER: {
    sentence:
      'The state store in {{path}} was written by a newer Waystation (format {{actual}}; this one reads {{limit}}).',
    remedy: 'Restore it with that version, or update this one.',
  },
  STATE_STORE_DAMAGED: {
    sentence: 'The catalog of the state store in {{path}} is damaged: {{reason}}.',
    remedy: 'Capture again if the old computer is still there.',
  },
  STATE_STORE_IN_USE: {
    sentence: 'The state store in {{path}} is in use: it is being captured, restored, checked or deleted.',
    remedy: 'Wait until that ends, then try again.',
  },
  STATE_STORE_INSIDE: {
    sentence: '{{path}} lies inside the state store {{store}}, and would go when that one is deleted or replaced.',
    remedy: 'Choose a folder outside of every state store.',
  },
  STATE_STORE_HOLDS: {
    sentence: 'The state store in {{path}} holds another one, {{store}}, which would go with it.',
    remedy: 'Delete that one first, or move it elsewhere if it is still needed.',
  },
  STATE_STORE_REMAINS: {
    sentence: '{{path}} holds what remains of a state store that was deleted in part.',
    remedy: 'Delete that state store again, which removes the rest, or choose another folder.',
  },
  STATE_STORE_UNWRITABLE: {
    sentence: 'The state store in {{path}} could not be written: {{reason}}.',
    remedy: 'Check that the folder is there and that you may write to it.',
  },
  STATE_STORE_NOT_DELETED: {
    sentence: 'The state store in {{path}} could not be deleted, because of {{place}}: {{reason}}.',
    remedy: 'Nothing of it was removed, and it is what it was. {{remedy}}',
  },
  STATE_STORE_PARTLY_DELETED: {
    sentence: 'The state store in {{path}} could not be deleted to the end, because of {{place}}: {{reason}}.',
    remedy:
      'What was removed is gone, and it cannot be restored any more. {{remedy}} Deleting it again removes the rest.',
  },
  STATE_RULES_REFUSED: {
    sentence: 'The migration rule file {{file}} cannot be used here: {{reason}}.',
    remedy: 'Name miguser.xml or migdocs.xml, with migapp.xml beside them if you like, or choose the standard options.',
  },
  STATE_FILES_MISSING: {
    sentence: '{{count}} files are missing from the user state.',
    sentence_one: '{{count}} file is missing from the user state.',
    remedy: 'The result names each file, why it is missing and what to do.',
  },
  STATE_LOCAL_ACCOUNTS: {
    sentence: 'The store holds profiles of local accounts ({{users}}), and the step does not restore local accounts.',
    remedy: 'Turn on “Restore local computer user profiles” in the step.',
  },
  STATE_STORE_NOT_ACCEPTABLE: {
    sentence: 'There is no incomplete restore of the store in {{path}} that could be accepted.',
    remedy: 'Accept a restore after it has left something out; one that was complete needs no acceptance.',
  },
  STATE_NO_PROFILES: {
    sentence: '{{name}} has no profile of a person in {{path}}, so there is nothing of anybody to capture.',
    remedy: 'Map the drive to the folder that holds Users itself, or say where the profiles lie.',
  },
  STATE_ACCOUNTS_NOT_FOUND: {
    sentence: 'None of the accounts that were chosen has a profile on {{name}}: {{users}}.',
    remedy: 'Choose accounts that the device has; “device check” lists its profiles.',
  },
  STATE_ENCRYPTED_FILE: {
    sentence: '{{path}} is encrypted by the file system and cannot be read here.',
    remedy: 'Turn on “Skip files using encrypted file system”, or decrypt the file first.',
  },
  CAPTURE_FILE_UNREADABLE: {
    sentence: '{{path}} could not be captured: {{reason}}.',
    remedy: 'Give access to the file, or turn on “Continue if some files cannot be captured”.',
  },
  RESTORE_FILE_FAILED: {
    sentence: '{{path}} could not be restored: {{reason}}.',
    remedy: 'Remove the cause, or turn on “Continue if some files cannot be restored”.',
  },
  HARDLINK_WITH_MIGRATION_POINT: {
    sentence: 'Links keep the data on the drive of the device, so they cannot be used with a state migration point.',
    remedy: 'Turn off “Capture locally by using links”, or disable Request and Release State Store.',
  },
  DISK_FULL: {
    sentence: 'There is not enough space in {{path}}: {{needed}} bytes are needed, {{free}} are free.',
    remedy: 'Free some space there, or choose another folder.',
  },

  MIGRATION_POINT_NOT_FOUND: { sentence: 'The state migration point does not exist.', remedy: 'Refresh the list.' },
  MIGRATION_POINT_RESTORE_ONLY: {
    sentence: 'The state migration point {{name}} is in restore-only mode and takes no new user state.',
    remedy: 'Turn the mode off in its properties, or use another state migration point.',
  },
  MIGRATION_POINT_CLIENT_LIMIT: {
    sentence: 'The folder {{path}} of {{name}} takes no further client: {{actual}} of {{limit}} have state there.',
    remedy: 'Delete stores that are no longer needed, or raise the maximum number of clients.',
  },
  MIGRATION_POINT_FREE_SPACE: {
    sentence: 'The folder {{path}} of {{name}} has {{actual}} free; at least {{limit}} must stay free.',
    remedy: 'Free some space on that disk, or lower the minimum free space.',
  },
  MIGRATION_POINT_FOLDER_UNUSABLE: {
    sentence: 'The folder {{path}} of {{name}} cannot be used: {{reason}}.',
    remedy: 'Make the folder and give yourself write access, or name another one.',
  },
  MIGRATION_POINT_NONE: {
    sentence: 'This site has no state migration point.',
    remedy: 'Create one under Administration, State Migration Points.',
  },
  MIGRATION_POINT_HOLDS_STATE: {
    sentence: 'The folder {{path}} of {{name}} holds {{count}} state stores, so it cannot be removed.',
    sentence_one: 'The folder {{path}} of {{name}} holds {{count}} state store, so it cannot be removed.',
    remedy: 'Delete the stores first, under User State Migration.',
  },
  ASSOCIATION_NOT_FOUND: { sentence: 'The computer association does not exist.', remedy: 'Refresh the list.' },
  ASSOCIATION_EXISTS: {
    sentence: 'There is a computer association from {{source}} to {{destination}} already.',
    remedy: 'Use that one, or delete it first.',
  },
  ASSOCIATION_SOURCE_TAKEN: {
    sentence:
      '{{source}} has another computer association, and “Capture and restore specified user accounts” allows only one for a source.',
    remedy: 'Choose another account option, or delete the other association.',
  },
  ASSOCIATION_SAME_DEVICE: {
    sentence: 'Source and destination are the same computer, {{source}}.',
    remedy: 'Choose two computers. A computer that keeps its own files needs no association.',
  },
  ASSOCIATION_NONE_FOR_DEVICE: {
    sentence: 'No captured user state is waiting for {{name}}.',
    remedy: 'Create a computer association with this computer as destination and capture the source first.',
  },
  STATE_NONE_WAITING: {
    sentence:
      'No captured user state is waiting for {{name}}: {{source}} was not captured and released for it, or its state store is gone.',
    remedy:
      'Capture {{source}} with a task sequence that ends with Release State Store. The list of state stores says how far each one is.',
  },
  RELEASE_LAST_ACTION_FAILED: {
    sentence:
      'The step before this one failed, so the captured state was not made available. Its files are kept in {{path}}.',
    remedy: 'Correct the cause and capture again.',
  },
} as const satisfies Partial<
  Record<ErrorCode, { readonly sentence: string; readonly sentence_one?: string; readonly remedy: string }>
>;
