/** Words of the Settings page. */
export const settings = {
  title: 'Settings',
  sections: 'Settings',
  kept: 'Settings are kept at once',
  command: { open: 'Settings' },
  section: {
    appearance: 'Appearance',
    sequences: 'Task sequences',
    secrets: 'Security and secrets',
    site: 'Site and version',
  },
  theme: {
    title: 'Theme',
    text: 'High contrast of the system always wins',
    system: 'As the system',
    light: 'Light',
    dark: 'Dark',
  },
  railLabels: {
    title: 'Workspace labels',
    text: 'Off shows icons with a tooltip',
  },
  welcome: {
    title: 'Welcome page',
    text: 'Opens with the console',
  },
  openAction: {
    title: 'Open task sequences with',
    text: 'What Enter and double-click do in the list; Ctrl+E always edits',
    view: 'View',
    edit: 'Edit',
  },
  secrets: {
    title: 'Where secrets are sealed',
    os: 'By the operating system ({{place}})',
    osText:
      'Passwords and hidden variables are encrypted with a key that the system keeps for your account. Nobody else on this computer can read them. A copy of the site folder holds them unreadable: on another computer they are entered again.',
    keyFile: 'With a key file',
    keyFileText:
      'Passwords and hidden variables are encrypted with the key in this file, which only your account may read. Whoever has both this file and the site folder can read them: keep backups of the two apart. Without the file they are entered again.',
    place: 'Key file',
    placeText: 'Only your account may read it',
    exports: 'Exports and logs',
    exportsText: 'Never hold a secret: its place stays empty, and the export names what was left out.',
  },
  site: {
    site: 'Site',
    siteText: 'The code begins every package ID',
    name: '{{code}} – {{name}}',
    folder: 'Site folder',
    folderText: 'Everything of the site lies here',
    version: 'Version',
    shownIn: 'Of Waystation, shown in {{host}}',
    hosts: {
      electron: 'a window of its own',
      browser: 'a browser, from this computer only',
      'command-line': 'the command line',
    },
    user: 'You',
    userText: 'Written beside changes and runs',
  },
  copy: 'Copy the path',
  copied: 'The path was copied.',
} as const;
