/** Words of the first page: what to try, and how to bring one's own. */
export const start = {
  title: 'Welcome',
  heading: 'Welcome to Waystation',
  sampleText: 'This is a sample site with two lab computers. Nothing outside its folder is touched.',
  text: 'Site {{name}} in {{directory}}',
  try: {
    title: 'Four things to try',
    capture: {
      title: '1. Capture the users of {{device}}',
      text: 'Runs “{{sequence}}”. The files of every user are kept in a state store; {{device}} stays as it is.',
      done: 'Captured {{time}}: {{files}} are in the store.',
    },
    restore: {
      title: '2. Restore them on {{device}} and look at the result',
      text: 'Runs “{{sequence}}”. The result proves that every file is there, or names what is missing and why.',
      wait: 'Runs “{{sequence}}”. Capture first: there is no state to restore yet.',
      done: 'Restored {{time}}. The result says what happened to every file.',
    },
    edit: {
      title: '3. Change a task sequence and take it back',
      text: 'Opens both sequences. Move, change or delete a step, then press Ctrl+Z: it is as it was, to the last byte.',
    },
    preview: {
      title: '4. See what a capture of this computer would take',
      text: 'Looks at the profiles of the computer that you sit at, file by file. It only reads: nothing is changed or kept.',
    },
    missing: '“{{name}}” is not in the site any more.',
  },
  files_one: '{{count, number}} file',
  files_other: '{{count, number}} files',
  command: {
    open: 'Welcome',
    capture: 'Run on {{device}}…',
    restore: 'Run on {{device}}…',
    result: 'Open the result',
    edit: 'Open the editor',
    preview: 'Preview this computer',
    makeSample: 'Make the sample',
    dismiss: 'Do not show again',
  },
  begin: {
    title: 'Begin',
    sample: 'Try it on a sample',
    sampleText:
      'Makes two lab computers with users and files, four task sequences, an association and a migration point, all in the site folder. About 50 MB.',
    making: 'The sample is being made…',
    import: 'Bring your own task sequences',
    importText: 'Exported zips of Configuration Manager, or the XML of a task sequence.',
  },
  own: {
    title: 'Bring your own',
    drop: 'Drop exported zips or sequence XML anywhere on this window',
    text: 'Configuration Manager and MDT. Each file is taken whole, or refused with the reason.',
  },
  places: {
    title: 'Where things are',
  },
  foot: {
    palette: 'Everything can be found with',
    shortcuts: 'Shortcuts',
  },
} as const;
