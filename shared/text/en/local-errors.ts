import type { ErrorCode } from '../../contract/errors.ts';

/** Words for the errors of the computer on which Waystation runs. */
export const localErrorWords = {
  LOCAL_DEVICE_EXISTS: {
    sentence: 'This site has a device for this computer already: {{name}}.',
    remedy: 'Use that one, or delete it first.',
  },
  DEVICE_NOT_LOCAL: {
    sentence: '{{name}} is not this computer, so it has no facts to read.',
    remedy: 'Choose the device that stands for this computer.',
  },
  DEVICE_ELSEWHERE: {
    sentence: '{{name}} stands for another computer than this one.',
    remedy: 'Open the site there, or make a device for this computer.',
  },
  ELEVATION_NEEDED: {
    sentence: '{{what}} needs the rights of an administrator, and Waystation runs without them.',
    remedy: 'Start Waystation elevated and do it again.',
  },
  ELEVATION_NOT_POSSIBLE: {
    sentence: 'Waystation cannot start itself elevated here: {{reason}}.',
    remedy: 'Start it from an account that has the rights.',
  },
  RESTART_NOT_PENDING: { sentence: 'Run {{run}} has announced no restart.', remedy: 'Look at the run.' },
  RESTART_FAILED: {
    sentence: 'The computer could not be restarted: {{reason}}.',
    remedy: 'Restart it yourself and resume the run.',
  },
  RESTART_NOT_ALLOWED: {
    sentence: 'Windows does not let this account restart the computer.',
    remedy: 'Restart it by hand, or start Waystation elevated, and resume the run.',
  },
  RESTART_SCHEDULED_ALREADY: {
    sentence: 'Another program has told Windows already to shut down or restart later, so no restart was begun.',
    remedy:
      'Let that one happen, or take it back with “shutdown /a” at a command prompt; then start Waystation and resume the run.',
  },
  REGISTRY_UNREADABLE: {
    sentence: 'The registry key {{key}} cannot be read: {{reason}}.',
    remedy: 'Start Waystation from an account that may read it.',
  },
  SHADOW_COPY_FAILED: {
    sentence: 'No shadow copy of drive {{drive}} could be made: {{reason}}.',
    remedy:
      'Close the programs that use the files and capture without shadow copies, or look at the service “Volume Shadow Copy”.',
  },
} as const satisfies Partial<Record<ErrorCode, { readonly sentence: string; readonly remedy: string }>>;
