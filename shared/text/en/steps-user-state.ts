import type { StepWords } from '../step-words.ts';

/** Words of the steps of the category User State. */
export const userStateSteps = {
  'request-state-store': {
    label: 'Request State Store',
    purpose: 'Obtains a folder on a state migration point.',
    fields: {
      requestType: {
        label: 'What to request',
        help: 'Ask for space to capture into, or for the data to restore.',
        choices: { capture: 'Capture state from the computer', restore: 'Restore state from another computer' },
      },
      smpRetryCount: { label: 'Number of retries', help: 'Tries before failure; global.' },
      smpRetryTime: { label: 'Retry delay (in seconds)', help: 'Pause between tries; global.' },
      fallbackToNaa: {
        label: 'If computer account fails to connect to a state store, use the network access account',
        help: 'Second attempt with the network access account when the machine account is refused.',
      },
    },
  },
  'capture-user-state': {
    label: 'Capture User State',
    purpose: 'Runs USMT ScanState into the store at OSDStateStorePath.',
    fields: {
      usmtPackageId: { label: 'User state migration tool package', help: 'Package with the USMT binaries.' },
      mode: {
        label: 'What to capture',
        help: 'Built-in USMT rules for all profiles, or a chosen set of rule files.',
        choices: {
          Simple: 'Capture all user profiles by using standard options',
          Advanced: 'Customize how user profiles are captured',
        },
      },
      configFiles: { label: 'Files', help: 'Rule XML files passed to ScanState.' },
      enableVerboseLogging: { label: 'Enable verbose logging', help: 'More detail in ScanState.log.' },
      skipEncryptedFiles: {
        label: 'Skip files using encrypted file system',
        help: 'Leaves EFS-protected files out of the store instead of failing on them.',
      },
      fileAccess: {
        label: 'How files are read',
        help: 'Normal file reads, or reads from a shadow copy so that open files are included.',
        choices: {
          Normal: 'Copy by using file system access',
          VSS: 'Capture by using Volume Copy Shadow Services (VSS)',
        },
      },
      continueOnLockedFiles: {
        label: 'Continue if some files cannot be captured',
        help: 'Keeps going after unreadable files.',
      },
      useHardlinks: {
        label: 'Capture locally by using links instead of by copying files',
        help: 'Stores state as NTFS hard links on the same volume; no state migration point possible.',
      },
      offlineUserState: {
        label: 'Capture in off-line mode (Windows PE only)',
        help: 'Reads a Windows installation that is not running.',
      },
    },
  },
  'restore-user-state': {
    label: 'Restore User State',
    purpose: 'Runs USMT LoadState from the store at OSDStateStorePath.',
    fields: {
      usmtRestorePackageId: { label: 'User state migration tool package', help: 'Package with the USMT binaries.' },
      mode: {
        label: 'What to restore',
        help: 'Built-in USMT rules, or a chosen set of rule files.',
        choices: {
          Simple: 'Restore all captured user profiles with standard options',
          Advanced: 'Customize how user profiles are restored',
        },
      },
      configFiles: { label: 'Files', help: 'Rule XML files passed to LoadState.' },
      localAccounts: { label: 'Restore local computer user profiles', help: 'Also recreates local accounts.' },
      localAccountPassword: { label: 'Password', help: 'One temporary password for every migrated local account.' },
      continueOnRestore: { label: 'Continue if some files cannot be restored', help: 'Keeps going after failures.' },
      enableVerboseLogging: { label: 'Enable verbose logging', help: 'More detail in Loadstate.log.' },
    },
  },
  'release-state-store': {
    label: 'Release State Store',
    purpose: 'Tells the state migration point that capture or restore has ended.',
    fields: {},
  },
} as const satisfies StepWords<
  'request-state-store' | 'capture-user-state' | 'restore-user-state' | 'release-state-store'
>;
