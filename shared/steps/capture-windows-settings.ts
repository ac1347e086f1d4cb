import { describeStep } from './describe-step.ts';

/** Stores name, registration and time zone in variables. */
export const captureWindowsSettings = describeStep({
  id: 'capture-windows-settings',
  newName: 'Capture Windows Settings',
  menu: { group: 'Settings', position: 2 },
  element: 'step',
  type: 'SMS_TaskSequence_CaptureWindowsSettingsAction',
  runIn: 'WinPEandFullOS',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action:
    'osdwinsettings.exe /capture /name:%OSDMigrateComputerName% /reginfo:%OSDMigrateRegistrationInfo% /timezone:%OSDMigrateTimeZone%',
  icon: 'capture-windows-settings',
  properties: [
    {
      key: 'migrateComputerName',
      kind: 'bool',
      default: true,
      xml: { name: 'OSDMigrateComputerName', property: 'MigrateComputerName', hidden: false },
      environment: 'OSDMigrateComputerName',
    },
    {
      key: 'migrateRegistrationInfo',
      kind: 'bool',
      default: true,
      xml: { name: 'OSDMigrateRegistrationInfo', property: 'MigrateRegistrationInfo', hidden: false },
      environment: 'OSDMigrateRegistrationInfo',
    },
    {
      key: 'migrateTimeZone',
      kind: 'bool',
      default: true,
      xml: { name: 'OSDMigrateTimeZone', property: 'MigrateTimeZone', hidden: false },
      environment: 'OSDMigrateTimeZone',
    },
  ],
});
