import type { StepDescription } from './step-description.ts';

/** Stores name, registration and time zone in variables. */
export const captureWindowsSettings = {
  id: 'capture-windows-settings',
  label: 'Capture Windows Settings',
  purpose: 'Stores name, registration and time zone in variables.',
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
      label: 'Migrate computer name',
      kind: 'bool',
      default: true,
      xml: { name: 'OSDMigrateComputerName', property: 'MigrateComputerName', hidden: false },
      environment: 'OSDMigrateComputerName',
      help: 'Puts the current NetBIOS name into OSDComputerName.',
    },
    {
      key: 'migrateRegistrationInfo',
      label: 'Migrate registered user and organization names',
      kind: 'bool',
      default: true,
      xml: { name: 'OSDMigrateRegistrationInfo', property: 'MigrateRegistrationInfo', hidden: false },
      environment: 'OSDMigrateRegistrationInfo',
      help: 'Writes the registration variables.',
    },
    {
      key: 'migrateTimeZone',
      label: 'Migrate time zone',
      kind: 'bool',
      default: true,
      xml: { name: 'OSDMigrateTimeZone', property: 'MigrateTimeZone', hidden: false },
      environment: 'OSDMigrateTimeZone',
      help: 'Puts the current time zone into OSDTimeZone.',
    },
  ],
} as const satisfies StepDescription;
