/** Words of the palette and of the sheet of shortcuts. */
export const palette = {
  title: 'Search or run a command',
  placeholder: 'Search or run a command',
  results: 'Results',
  hint: '> commands · @ objects',
  hintSteps: '> commands · # steps · @ objects',
  command: {
    open: 'Search or run a command',
    shortcuts: 'Shortcuts',
  },
  group: {
    commands: 'Commands',
    steps: 'Steps',
    objects: 'Objects',
    elsewhere: 'Not here and now',
  },
  /** A command below another one. */
  below: '{{parent}}: {{child}}',
  nothing: 'Nothing matches “{{text}}”',
  count: '{{shown, number}} of {{total, number}}',
  /** Why a command cannot be used now, and where choosing it leads. */
  why: {
    selection: 'Not for what is selected now',
    page: 'Go to {{page}}',
    open: '{{page}}: open one from {{from}}',
  },
  choose: 'choose',
  run: 'run',
  close: 'close',
  shortcuts: {
    title: 'Shortcuts',
    filter: 'Find a shortcut',
    nothing: 'No shortcut matches “{{text}}”',
  },
  scope: {
    global: 'Anywhere',
    lists: 'Lists and trees',
    editor: 'Task sequence editor',
    run: 'Run',
    stateResult: 'Result of user state',
    jobs: 'Jobs',
    settings: 'Settings',
    welcome: 'Welcome',
    other: 'Elsewhere',
  },
  part: {
    move: 'Move to the row above or below',
    ends: 'First or last row',
    pages: 'One page up or down',
    open: 'Open the row',
    span: 'Select from here to there',
    all: 'Select all',
    menu: 'Menu of the selection',
    fold: 'Close or open a folder or group',
    escape: 'Close what is on top',
  },
} as const;
