import { describeStep } from './describe-step.ts';

/** Runs USMT ScanState into the store at OSDStateStorePath. */
export const captureUserState = describeStep({
  id: 'capture-user-state',
  newName: 'Capture User State',
  menu: { group: 'User State', position: 2 },
  element: 'step',
  type: 'SMS_TaskSequence_CaptureUserStateAction',
  runIn: 'WinPEandFullOS',
  runInEditable: true,
  successCodes: '0',
  retryCount: 0,
  action:
    'osdmigrateuserstate.exe /collect /continueOnError:%OSDMigrateContinueOnLockedFiles% /skipefs:%OSDMigrateSkipEncryptedFiles%',
  icon: 'capture-user-state',
  properties: [
    {
      key: 'usmtPackageId',
      kind: 'packageRef',
      default: null,
      xml: { name: '_OSDMigrateUsmtPackageID', property: 'UsmtPackageID', hidden: false },
      environment: '_OSDMigrateUsmtPackageID',
      constraint: { required: true },
    },
    {
      key: 'mode',
      kind: 'enum',
      default: 'Simple',
      xml: { name: 'OSDMigrateMode', property: 'Mode', hidden: false },
      environment: 'OSDMigrateMode',
      choices: [
        'Simple', // built-in rule set
        'Advanced', // uses the listed files
      ],
    },
    {
      key: 'configFiles',
      kind: 'fileList',
      default: null,
      xml: { name: 'OSDMigrateConfigFiles', property: 'ConfigFiles', hidden: false },
      environment: 'OSDMigrateConfigFiles',
      constraint: { requiredWhen: 'mode=Advanced', format: 'comma separated file names inside the USMT package' },
    },
    {
      key: 'enableVerboseLogging',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDMigrateEnableVerboseLogging', property: 'EnableVerboseLogging', hidden: false },
      environment: 'OSDMigrateEnableVerboseLogging',
    },
    {
      key: 'skipEncryptedFiles',
      kind: 'bool',
      default: false,
      xml: { name: 'OSDMigrateSkipEncryptedFiles', property: 'SkipEncryptedFiles', hidden: false },
      environment: 'OSDMigrateSkipEncryptedFiles',
    },
    {
      key: 'fileAccess',
      kind: 'enum',
      default: 'Normal',
      xml: { name: 'OSDMigrateFileAccess', property: 'FileAccess', hidden: false },
      environment: 'OSDMigrateFileAccess',
      choices: [
        'Normal',
        'VSS', // reads open files from a shadow copy
      ],
    },
    {
      key: 'continueOnLockedFiles',
      kind: 'bool',
      default: true,
      xml: { name: 'OSDMigrateContinueOnLockedFiles', property: 'ContinueOnLockedFiles', hidden: false },
      environment: 'OSDMigrateContinueOnLockedFiles',
      constraint: { enabledWhen: 'fileAccess=Normal' },
    },
    {
      key: 'useHardlinks',
      kind: 'bool',
      default: false,
      xml: { name: '_OSDMigrateUseHardlinks', property: 'UseHardlinks', hidden: false },
      environment: '_OSDMigrateUseHardlinks',
      constraint: { enabledWhen: 'fileAccess=Normal' },
    },
    {
      key: 'offlineUserState',
      kind: 'bool',
      default: false,
      xml: { name: '_OSDMigrateOfflineUserState', property: 'OfflineUserState', hidden: false },
      environment: '_OSDMigrateOfflineUserState',
      constraint: { enabledWhen: 'fileAccess=Normal' },
    },
  ],
});
