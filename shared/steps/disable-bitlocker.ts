import type { StepDescription } from './step-description.ts';

/** Suspends protection by exposing a clear key; data stays encrypted. */
export const disableBitlocker = {
  id: 'disable-bitlocker',
  label: 'Disable BitLocker',
  purpose: 'Suspends protection by exposing a clear key; data stays encrypted.',
  menu: { group: 'Disks', position: 5 },
  element: 'step',
  type: 'SMS_TaskSequence_DisableBitLockerAction',
  runIn: 'FullOS',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action: 'OSDBitLocker.exe /disable [ /drive:{TargetDrive}]',
  icon: 'disable-bitlocker',
  properties: [
    {
      key: 'target',
      label: 'Current operating system drive / Specific drive',
      kind: 'enum',
      default: 'CurrentOS',
      xml: null,
      choices: [
        { value: 'CurrentOS', label: 'Current operating system drive' },
        { value: 'SpecificDrive', label: 'Specific drive' },
      ],
      help: 'Radio choice derived from the drive field.',
    },
    {
      key: 'targetDrive',
      label: 'Drive',
      kind: 'drive',
      default: null,
      xml: { name: 'OSDBitLockerTargetDrive', property: 'TargetDrive', hidden: true },
      constraint: { requiredWhen: 'target=SpecificDrive' },
      help: 'Volume letter; absent for the current OS drive.',
    },
    {
      key: 'rebootCount',
      label: 'Resume protection after Windows has been restarted the specified number of times',
      kind: 'int',
      default: 1,
      xml: { name: 'OSDBitLockerRebootCount', property: 'RebootCount', hidden: false },
      environment: 'OSDBitLockerRebootCount',
      since: '1906',
      constraint: { min: 1, max: 15 },
      help: 'Number of restarts that stay unprotected.',
    },
  ],
} as const satisfies StepDescription;
