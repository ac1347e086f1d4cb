import { queryNotes } from './query-notes.ts';

/** What a person should know of an import, a capture, a restore or a query: whole sentences. */
export const notes = {
  query: queryNotes,

  'secrets-moved_one': '{{count}} password or key was moved to the secret store of this site.',
  'secrets-moved_other': '{{count}} passwords or keys were moved to the secret store of this site.',
  'sequence-large': 'The task sequence has more than 2 MB; the field’s own console would refuse to save it.',
  'calls-linked': 'Calls of the other task sequences of the file lead to their new package IDs; Undo takes that back.',
  'calls-missing': 'It runs task sequences that are not in the file: {{ids}}.',
  'objects-not-taken': '{{count}} × {{kind}} in the file was not taken: this site has no such objects yet.',
  'zips-not-taken_one': '{{count}} zip file lies too deep in the file and was not taken; unpack it first.',
  'zips-not-taken_other': '{{count}} zip files lie too deep in the file and were not taken; unpack them first.',
  'same-name_one': 'The site has another task sequence of this name: {{ids}}.',
  'same-name_other': 'The site has {{count, number}} other task sequences of this name: {{ids}}.',
  'named-after-folder': 'It has the name of a template, “{{name}}”, and is named after its folder.',
  'references-cut':
    'The file names more than {{limit}} packages, applications and images; only the names of the first ones were kept.',
  'objects-missing_one': '{{count}} object that the file names is not in it.',
  'objects-missing_other': '{{count}} objects that the file names are not in it.',

  'object-class': {
    SMS_Package: 'package',
    SMS_Program: 'program of a package',
    SMS_Application: 'application',
    SMS_ApplicationLatest: 'application',
    SMS_BootImagePackage: 'boot image',
    SMS_ImagePackage: 'operating system image',
    SMS_OperatingSystemInstallPackage: 'operating system upgrade package',
    SMS_DriverPackage: 'driver package',
    SMS_Driver: 'driver',
    SMS_SoftwareUpdatesPackage: 'software update package',
    other: 'object of the kind “{{className}}”',
  },

  'left-of-run': {
    'not-ended':
      'What steps of it had started goes on and could not be ended: process {{processes}}. End it yourself, as the user that it runs as.',
    'not-readable':
      'Whether process {{processes}} belongs to it is not known: this user may not look into it. Look yourself, as the user that it runs as.',
    'marks-not-shown': 'This system does not show what its steps may have left running: nothing of it was ended.',
    'other-computer':
      'Steps of it were begun on another computer. What they started may go on there: nobody here can end it.',
    'owner-not-noted':
      'An earlier version of this program began steps of it and did not note by what to find them again: what they started may go on.',
  },

  'nobodys-files': '{{path}} was not scanned: it belongs to no person. Copy the files in it that are needed.',
  'not-scanned': '{{path}} was not scanned: {{reason}}.',
  'rule-void': 'Rule {{rule}} has no place here: {{pattern}}',
  'rule-file-replaced':
    '{{file}} is not read: the built-in rules “{{rules}}” are used in its place (profiles with all known folders, and the shared profile, without AppData).',
  'program-settings-unread': 'migapp.xml is not read: settings of programs are not captured by this version.',
  'brought-from-network': '{{folder}} lies on the network: its files were brought to {{near}}.',
  'brought-from-stranger': '{{folder}} lies in the profile of another person: its files were brought to {{near}}.',
  'copy-used':
    '{{file}} of the store is missing or has changed; its copy was used. Keep this store no longer than needed.',
  'attributes-lost_one':
    '{{count, number}} file or folder was a hidden or system one; this computer keeps no such mark.',
  'attributes-lost_other':
    '{{count, number}} files and folders were hidden or system ones; this computer keeps no such mark.',

  'times-clamped_one':
    'This disk cannot keep the time of {{count, number}} file or folder: {{path}} has the nearest time.',
  'times-clamped_other':
    'This disk cannot keep the times of {{count, number}} files and folders: {{path}} and the others have the nearest time.',
  'times-beyond_one': 'The time of {{count, number}} file or folder is beyond what can be written down: {{path}}.',
  'times-beyond_other':
    'The times of {{count, number}} files and folders are beyond what can be written down: {{path}} and others.',

  'remedy-capture-again': 'Capture again if the old computer is still there.',
  'remedy-give-access': 'Give access to the file on the old computer, or start elevated, and capture again.',
  'remedy-restore-again': 'Remove the cause and run the restore again: what is there already is left as it is.',
  'remedy-choose-account': 'Choose accounts that the old computer has and capture again.',
  'remedy-copy-streams': 'Copy the file itself where its streams are needed.',
  'remedy-streams-there':
    'Restore to a disk that keeps streams, such as NTFS, or copy the stream itself where it is needed.',
  'remedy-fetch-from-cloud': 'Make it always available on the old computer and capture again.',
  'remedy-close-program': 'Close the program that uses it on the old computer and capture again.',
  'remedy-map-drive': 'Map the drive in the properties of the old computer and capture again.',
  'remedy-copy-by-hand':
    'Copy it to the new computer by hand, or move it to where it is captured from and capture again.',
  'remedy-copy-linked': 'Copy what the link leads to by hand, or put it in the place of the link and capture again.',
  'remedy-link-in-the-way':
    'Remove the link on the destination, or put the folder itself in its place, and run the restore again.',
  'remedy-rename': 'Rename it on the old computer and capture again.',
  'remedy-local-accounts': 'Turn on “Restore local computer user profiles” in the step and run the restore again.',

  finding: {
    'drive-folder-missing': 'Drive {{drive}} is mapped to {{path}}, which is not there.',
    'store-missing': 'The state store in {{path}} is not there any more.',
    'open-to-others_one':
      '{{path}} is open to other users of this computer. Close it with “chmod go-rwx”, unless you want that.',
    'open-to-others_other':
      '{{path}} and more, {{count, number}} in all, are open to other users of this computer. Close them with “chmod -R go-rwx”, unless you want that.',
    'folder-misplaced': {
      'below-itself': 'The folder lies below itself. It is shown at the top; move it to another place.',
      'parent-missing': 'The folder lies in one that is not there. It is shown at the top; move it to another place.',
    },
    'not-looked-into': 'Whether what is in {{path}} is open to other users of this computer is not known: {{reason}}.',
    'row-unreadable':
      'Entry {{row}} of the site cannot be read whole by this version: {{place}}. A newer program wrote it, or it is damaged.',
    'point-folder': 'The folder {{path}} cannot take state: {{state}}.',
    'folder-state': {
      usable: 'usable',
      missing: 'missing',
      'read-only': 'read-only',
      full: 'full',
      'client-limit': 'client limit reached',
      'free-space': 'too little free space',
    },
    'steps-unexpected_one': '{{count}} step is not as expected; it is kept as it is.',
    'steps-unexpected_other': '{{count}} steps are not as expected; they are kept as they are.',
  },
} as const;
