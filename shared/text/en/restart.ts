/** Words of a restart of this computer that a task sequence has announced. */
export const restart = {
  label: 'Restart of this computer',
  counting: 'This computer restarts in {{time}}.',
  restarting: 'This computer restarts now.',
  goesOn: '“{{sequence}}” goes on after the restart, when Waystation next starts.',
  message: 'The task sequence says: {{message}}',
  command: {
    now: 'Restart now',
    stop: 'Stop',
    openRun: 'Open the run',
  },
  said: {
    announced: 'This computer restarts in {{time}}. Save what is open elsewhere, or stop the restart.',
    left: 'This computer restarts in {{time}}.',
    stopped: 'The restart was stopped.',
    stoppedText: 'Run {{run}} is interrupted before it. Resume the run and the restart is announced again.',
  },
  run: {
    tab: 'Run {{run}}',
    title: 'Waits for the restart',
    text: 'This computer restarts in {{time}}. The run goes on when Waystation next starts.',
    now: 'This computer restarts now. The run goes on when Waystation next starts.',
  },
} as const;
