import type { ErrorCode } from '../../contract/errors.ts';
import { localErrorWords } from './local-errors.ts';
import { userStateErrorWords } from './user-state-errors.ts';

/** What a person reads about an error: what is not so and why, then what to do. */
export interface ErrorWords {
  readonly sentence: string;
  /** Where one of what it counts has a form of its own. */
  readonly sentence_one?: string;
  readonly remedy: string;
}

/** A code without words does not compile. `{{name}}` is filled from the details of the error. */
export const errors = {
  INVALID_INPUT: { sentence: 'The request is not valid: {{reason}}.', remedy: 'Correct the value and try again.' },
  NOT_FOUND: { sentence: '{{what}} does not exist.', remedy: 'Refresh the list (Ctrl+R).' },
  CONFLICT: { sentence: '{{what}} was changed elsewhere meanwhile.', remedy: 'Refresh and do it again.' },
  CANCELLED: { sentence: 'Cancelled.', remedy: 'Start it again when you want it.' },
  CONNECTION_LOST: {
    sentence: 'This window has lost Waystation: it does not answer.',
    remedy: 'It is tried again by itself. If it stays away, start Waystation again: drafts are kept.',
  },
  ANSWER_LOST: {
    sentence: 'Waystation was started anew before it answered: whether this was done is not known.',
    remedy: 'Look whether it was done, and do it again if it was not.',
  },
  SESSION_ENDED: {
    sentence: 'This window has no access to the console, or has it no longer.',
    remedy:
      'Close it and open the console again as you did before, with “waystation” or “console-address.html” in the site folder. Drafts are kept.',
  },
  CONTRACT_MISMATCH: {
    sentence: 'This page belongs to Waystation {{theirs}}, but Waystation {{ours}} is running.',
    remedy: 'Reload the page.',
  },
  INTERNAL: {
    sentence: 'Something went wrong that should not have.',
    remedy: 'Your draft is kept. If you report it, give the report number: the log has the whole story under it.',
  },
  SYSTEM_REFUSED: {
    sentence: 'The system refused a call ({{call}} {{path}}): {{reason}}.',
    remedy: '{{remedy}}',
  },
  LIST_SPAN_TOO_LONG: {
    sentence: 'More than {{maximum}} rows cannot be chosen one by one.',
    remedy: 'Filter the list and choose all that match (Ctrl+A), or choose fewer.',
  },
  PART_NOT_LOADED: {
    sentence: 'A part of the console could not be loaded.',
    remedy: 'Try again. If it stays so, reload the window (F5): drafts are kept.',
  },

  SITE_NOT_FOUND: {
    sentence: 'There is no site in {{path}}.',
    remedy: 'Choose a site folder, or make one with “waystation site init --site {{path}}”.',
  },
  SITE_EXISTS: { sentence: '{{path}} holds a site already.', remedy: 'Choose an empty folder.' },
  SITE_IN_USE: {
    sentence: 'The site in {{path}} is open in another Waystation (process {{pid}}).',
    remedy: 'Close it there first.',
  },
  STORE_CORRUPT: {
    sentence: 'The site database {{file}} is damaged: {{reason}}. Nothing was changed in it.',
    remedy:
      'Restore a backup with “waystation site restore”; the backups are in {{backups}}. Without one, “waystation site salvage” writes what can still be read to a folder.',
  },
  ROW_UNREADABLE: {
    sentence: 'An entry of the site ({{what}}) cannot be read by this version: {{reason}}.',
    remedy: 'Open the site with the newest version of Waystation that worked on it, or restore a backup.',
  },
  STORE_READ_ONLY: {
    sentence: 'The site database {{file}} cannot be written.',
    remedy: 'Give yourself write access to the file and its folder, then try again.',
  },
  STORE_FULL: {
    sentence: 'There is no space left for the site database {{file}}. Nothing was lost, and nothing more was saved.',
    remedy: 'Free some space on that disk, or delete files where it has room for no more of them, then try again.',
  },
  STORE_LOCKED: {
    sentence: 'Another program holds the site database {{file}}.',
    remedy: 'Wait until it has finished, or close it, then try again.',
  },
  STORE_MOVED: {
    sentence:
      'The site database {{file}} was moved, removed or replaced while it was open. Nothing is saved to it any more; what was saved before went with the file.',
    remedy: 'Bring the file or its disk back where it was. Then close Waystation, and open the site again.',
  },
  STORE_NEWER: {
    sentence:
      'The site database {{file}} was written by a newer Waystation (format {{actual}}; this one reads {{limit}}).',
    remedy: 'Open it with that version, or update this one.',
  },
  STORE_NOT_A_SITE: {
    sentence: '{{file}} is not a site database of Waystation.',
    remedy: 'Choose another folder; this file was left as it is.',
  },
  STORE_ON_NETWORK: {
    sentence:
      'The site database {{file}} lies on a drive that cannot share memory between programs, such as a network drive.',
    remedy: 'Move the site folder to a local disk.',
  },
  BACKUP_FAILED: {
    sentence: 'The backup {{file}} could not be made or checked: {{reason}}.',
    remedy: 'Choose another place with enough space, then try again.',
  },
  SECRET_STORE_UNUSABLE: {
    sentence: 'The secret store {{file}} cannot be used: {{reason}}.',
    remedy: 'Make the file readable by you alone, or delete it and enter the secrets again.',
  },

  FILE_NOT_FOUND: { sentence: '{{file}} does not exist.', remedy: 'Check the name and the folder, and try again.' },
  FILE_UNREADABLE: {
    sentence: '{{file}} cannot be read: {{reason}}.',
    remedy: 'Check that you may read it and that its disk is there.',
  },
  ATTRIBUTES_DAMAGED: {
    sentence: '{{file}}, which keeps what is hidden and what is of the system, cannot be read: {{reason}}.',
    remedy: 'Put a copy of it in its place. Without one, move it away: then nothing on that drive counts as hidden.',
  },
  FILE_UNWRITABLE: { sentence: '{{file}} cannot be written: {{reason}}.', remedy: '{{remedy}}' },
  FILE_EXISTS: { sentence: '{{file}} exists already.', remedy: 'Choose another name, or say that it may be replaced.' },
  PLACE_REFUSED: {
    sentence: 'Nothing is written to {{file}}: {{reason}}.',
    remedy: 'Choose another file.',
  },
  FILE_TOO_LARGE: {
    sentence: '{{file}} has {{actual}} bytes; {{limit}} are allowed.',
    remedy: 'Check that this is the file you meant.',
  },
  FILE_NEEDS_TOO_MUCH_MEMORY: {
    sentence: '{{file}} needs more than {{limit}} MB of memory to be worked on.',
    remedy: 'Export fewer task sequences to one file, or split the task sequence, and try again.',
  },
  FILE_WORKER_FAILED: {
    sentence: 'The thread that worked on {{file}} ended before it was done: {{reason}}.',
    remedy: 'Try again. If it happens again, try the other files without this one.',
  },
  ENCODING_INVALID: {
    sentence: '{{file}} has a byte that is not valid {{encoding}} text ({{place}}).',
    remedy: 'Save the file as UTF-8 and try again.',
  },
  ENCODING_UNSUPPORTED: {
    sentence: '{{file}} is written in {{encoding}}, which is not read here ({{place}}).',
    remedy: 'Save the file as UTF-8 and try again.',
  },
  ENCODING_MISMATCH: {
    sentence: '{{file}} declares the encoding {{declared}} but is written in {{actual}} ({{place}}).',
    remedy:
      'Let the declaration say what the file is, best by saving it as UTF-8 with encoding="utf-8", and try again.',
  },
  ENCODING_MARK_TWICE: {
    sentence: '{{file}} begins with two byte order marks ({{place}}).',
    remedy: 'Two programs have each written a mark. Save the file as UTF-8 with one mark or none and try again.',
  },
  XML_MALFORMED: {
    sentence: '{{file}} is not well-formed XML: {{reason}} ({{place}}).',
    remedy: 'Correct the file at that place, or get it again from where it came.',
  },
  XML_NONE: {
    sentence: '{{file}} is no XML: {{reason}}.',
    remedy: 'Check that this is the file you meant.',
  },
  XML_DOCTYPE: {
    sentence:
      '{{file}} has a document type declaration ({{place}}), which is refused because it can pull in other files.',
    remedy: 'Remove the DOCTYPE line and try again.',
  },
  XML_TOO_DEEP: {
    sentence: '{{file}} nests elements deeper than {{limit}} levels ({{place}}).',
    remedy: 'Check that this is the file you meant.',
  },
  XML_TOO_MANY_NODES: {
    sentence: '{{file}} has more than {{limit}} elements and attributes ({{place}}).',
    remedy: 'Check that this is the file you meant.',
  },
  XML_NOT_A_SEQUENCE: {
    sentence: '{{file}} holds no task sequence: its root is “{{root}}”.',
    remedy: 'Choose an exported task sequence: a zip file, or XML with the root “sequence”.',
  },
  XML_IS_RULE_FILE: {
    sentence: '{{file}} holds no task sequence but migration rules: its root is “{{root}}”.',
    remedy:
      'Import a task sequence here. Rules are named in the step Capture User State, as miguser.xml or migdocs.xml.',
  },
  ZIP_MALFORMED: {
    sentence: '{{file}} is not a zip file that can be read: {{reason}} ({{place}}).',
    remedy: '{{remedy}}',
  },
  INSTALLER_NONE: {
    sentence: '{{file}} is no installer of Windows (.msi): {{reason}}.',
    remedy: '{{remedy}}',
  },
  INSTALLER_DAMAGED: {
    sentence: '{{file}} cannot be read: {{reason}}.',
    remedy: 'Get another copy of it, or type the codes of the product.',
  },
  ZIP_TOO_MANY_ENTRIES: {
    sentence: '{{file}} has {{actual}} entries; {{limit}} are allowed.',
    remedy: 'Check that this is an exported task sequence.',
  },
  ZIP_ENTRY_TOO_LARGE: {
    sentence: 'The entry “{{place}}” of {{file}} unpacks to more than {{limit}} bytes.',
    remedy: 'Check that this is an exported task sequence.',
  },
  ZIP_TOTAL_TOO_LARGE: {
    sentence: '{{file}} unpacks to more than {{limit}} bytes (reached in “{{place}}”).',
    remedy: 'Check that this is an exported task sequence.',
  },
  ZIP_RATIO_TOO_HIGH: {
    sentence: 'The entry “{{place}}” of {{file}} unpacks to more than {{limit}} times its size, as a zip bomb does.',
    remedy: 'Do not open this file unless you know where it comes from.',
  },
  ZIP_ENTRY_NAME: {
    sentence: '{{file}} has an entry with a name that is refused: “{{place}}” ({{reason}}).',
    remedy: 'Do not open this file unless you know where it comes from.',
  },
  ZIP_DUPLICATE_ENTRY: {
    sentence: '{{file}} has the entry “{{place}}” twice.',
    remedy: 'Export it again; which of the two is meant cannot be known.',
  },
  ZIP_ENCRYPTED: {
    sentence: 'The entry “{{place}}” of {{file}} is encrypted.',
    remedy: 'Pack it again without a password.',
  },
  ZIP_NO_SEQUENCE: {
    sentence: '{{file}} holds no task sequence.',
    remedy: 'Choose the zip file that Export Task Sequence made, or one with the XML of task sequences in it.',
  },
  ZIP_ONLY_ZIPS: {
    sentence: '{{file}} holds no task sequence, but zip files that lie too deep in it.',
    remedy: 'Unpack it, and import the zip files that were in it.',
  },
  ZIP_OBJECT_INVALID: {
    sentence: 'The entry “{{place}}” of {{file}} is not what an export writes: {{reason}}.',
    remedy: 'Export the task sequence again.',
  },
  SEQUENCE_TOO_LARGE: {
    sentence: 'The task sequence in {{file}} has {{actual}} bytes; {{limit}} are allowed.',
    remedy: 'Move groups into child sequences and inline scripts into packages.',
  },

  SEQUENCE_NOT_FOUND: { sentence: 'The task sequence {{packageId}} does not exist.', remedy: 'Refresh the list.' },
  SEQUENCE_DISABLED: {
    sentence: '{{name}} is disabled, so it cannot be run.',
    remedy: 'Enable the task sequence in the list first.',
  },
  SEQUENCE_HAS_NO_ZIP: {
    sentence: '{{name}} is an MDT task sequence, for which there is no zip.',
    remedy: 'Print its XML instead, with “waystation sequence print {{packageId}}”.',
  },
  FOLDER_NOT_FOUND: { sentence: 'The folder does not exist any more.', remedy: 'Refresh the list.' },
  FOLDER_NOT_EMPTY: {
    sentence: 'The folder “{{name}}” is not empty.',
    remedy: 'Move or delete what is in it first.',
  },
  NAME_TAKEN: { sentence: 'The name “{{name}}” is in use here.', remedy: 'Choose another name.' },
  NAME_INVALID: { sentence: 'The name “{{name}}” is not possible: {{reason}}.', remedy: 'Choose another name.' },
  EDIT_INVALID: { sentence: 'This change is not possible: {{reason}}.', remedy: 'Choose another place or value.' },
  EDIT_TARGET_MISSING: {
    sentence: 'The step of this change is no longer in the task sequence.',
    remedy: 'It may have been removed in another window. Refresh the editor.',
  },
  EDIT_VALUE_INVALID: {
    sentence: '“{{property}}” cannot have this value: {{reason}}.',
    remedy: 'Enter a value that fits.',
  },
  SESSION_NOT_OPEN: {
    sentence: 'This editor has lost its task sequence.',
    remedy: 'Open the task sequence again; the draft is kept.',
  },
  SESSION_RENEWED: {
    sentence: 'The changes were discarded elsewhere meanwhile, so this change no longer fits.',
    remedy: 'Look at the task sequence as it is now and make the change again.',
  },
  REVISION_CONFLICT: {
    sentence: '“{{name}}” was changed elsewhere meanwhile: it has revision {{actual}} now.',
    remedy: 'Look at both, then keep yours or take theirs.',
  },
  NOTHING_TO_UNDO: { sentence: 'There is nothing to undo.', remedy: 'Changes made from now on can be undone.' },
  NOTHING_TO_REDO: { sentence: 'There is nothing to redo.', remedy: 'Redo is there after an undo.' },

  DEVICE_NOT_FOUND: {
    sentence: 'The device {{name}} does not exist.',
    remedy: 'It may have been deleted meanwhile: look in the list of devices.',
  },
  DEVICE_NAME_TAKEN: { sentence: 'A device named {{name}} exists already.', remedy: 'Choose another name.' },
  DEVICE_NOT_RUNNABLE: {
    sentence: 'Nothing can run on {{name}}: it has no connection.',
    remedy: 'Open its properties and map at least one drive to a folder.',
  },
  DEVICE_BUSY: {
    sentence: 'Run {{run}} is active on {{name}}.',
    remedy: 'Wait until it ends, or cancel it.',
  },
  DRIVE_NOT_MAPPED: {
    sentence: 'Drive {{drive}} of {{name}} is not mapped to a folder.',
    remedy: 'Map it in the properties of the device.',
  },
  PATH_OUTSIDE_DEVICE: {
    sentence: '{{path}} leads out of the folder of the device, by a link or by “..”.',
    remedy: 'Remove the link, or use a path inside the device.',
  },
  PATH_INVALID: { sentence: '{{path}} is not a path that Windows accepts: {{reason}}.', remedy: 'Correct the path.' },
  RUN_NOT_FOUND: { sentence: 'Run {{run}} does not exist.', remedy: 'Refresh the list.' },
  RUN_NOT_RESUMABLE: {
    sentence: 'Run {{run}} cannot be resumed: {{reason}}.',
    remedy: 'Start the task sequence again.',
  },
  RUN_ALREADY_ENDED: { sentence: 'Run {{run}} has ended already.', remedy: 'Look at its result.' },
  RUN_VERSION_UNKNOWN: {
    sentence: 'Run {{run}} was recorded by another version of Waystation (version {{actual}}).',
    remedy: 'Resume it with that version, or start the task sequence again.',
  },
  RUN_CLAIM_LOST: {
    sentence: 'Run {{run}} is carried out by another program by now.',
    remedy: 'Look at its state; nothing more is done on it here.',
  },

  STEP_NOT_SUPPORTED_HERE: {
    sentence: '“{{type}}” cannot be done on this device. It needs {{needs}}.',
    remedy: 'Disable the step, give it a condition, or let it continue on error.',
  },
  STEP_UNKNOWN_TYPE: {
    sentence: 'The step type “{{type}}” is not known. It is kept in the task sequence, but it cannot run.',
    remedy: 'Disable the step, or run the sequence where this type is known.',
  },
  STEP_PROPERTY_MISSING: {
    sentence: 'The step needs a value for “{{property}}”.',
    remedy: 'Enter it on the Properties tab of the step.',
  },
  STEP_PROPERTY_INVALID: {
    sentence: '“{{property}}” of the step cannot be “{{value}}”: {{reason}}.',
    remedy: 'Correct it on the Properties tab of the step.',
  },
  STEP_WRONG_ENVIRONMENT: {
    sentence: 'The step runs in {{expected}} only, and the device is in {{actual}}.',
    remedy: 'Add a Restart Computer step before it, or change where the step may run.',
  },
  HOST_COMMANDS_NOT_ALLOWED: {
    sentence: 'Commands of a task sequence would run on this computer, and {{name}} does not allow that.',
    remedy: 'Turn on “Allow commands on this computer” in the properties of the device, if you trust the sequence.',
  },
  COMMAND_NOT_FOUND: {
    sentence: 'The command could not be started: {{reason}}.',
    remedy: 'Check the command line and the “Start in” folder of the step.',
  },
  COMMAND_EXIT_CODE: {
    sentence: 'The command ended with code {{returnCode}}, which is not one of the success codes ({{successCodes}}).',
    remedy: 'Look at its output in the log, or add the code to the success codes on the Options tab.',
  },
  COMMAND_TIMED_OUT: {
    sentence: 'The command did not end within {{limit}} and was stopped, with everything it had started.',
    remedy: 'Raise the time-out on the Properties tab, or find out what it waits for.',
  },
  COMMAND_NOT_ENDED: {
    sentence: 'The command did not end within {{limit}}, and could not be ended: it goes on as process {{processes}}.',
    remedy: 'It has more rights than Waystation. End it in the Task Manager, or start Waystation with its rights.',
  },
  COMMAND_TOO_LONG: {
    sentence: 'The command line has {{length}} characters with its variables filled in; the shell takes {{limit}}.',
    remedy: 'Put the commands into a script file and run that, or shorten the values of the variables.',
  },
  COMMAND_FOLDER_UNUSABLE: {
    sentence: 'The command cannot start in {{folder}}: {{reason}}.',
    remedy:
      'Take a shorter folder on a local disk in “Start in”, or leave it empty and begin the command with ' +
      'pushd "%WAYSTATION_DRIVE_C%" &&, which gives a share a drive letter.',
  },
  STEP_TIMED_OUT: {
    sentence: 'The step did not end within {{limit}} and was stopped.',
    remedy: 'Raise the time-out of the step, or take it away.',
  },
  VARIABLE_READ_ONLY: {
    sentence: 'The variable {{name}} is read-only: names that begin with an underscore belong to the engine.',
    remedy: 'Use another name.',
  },
  VARIABLE_NAME_INVALID: {
    sentence: '“{{name}}” cannot be the name of a variable.',
    remedy: 'Use letters, digits, hyphens and underscores, and begin with a letter.',
  },
  CONDITION_UNSUPPORTED: {
    sentence: 'A condition of this step cannot be evaluated on this device: {{condition}}.',
    remedy: 'Remove it, or replace it by a task sequence variable.',
  },
  INTERRUPTED_STEP_UNKNOWN: {
    sentence: 'The step had started when the program ended, and what it did cannot be known.',
    remedy: 'Look at the device, then start the task sequence again.',
  },

  ...localErrorWords,
  ...userStateErrorWords,
} as const satisfies Record<ErrorCode, ErrorWords>;
