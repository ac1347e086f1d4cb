import { describeStep } from './describe-step.ts';

/** Suspends protection by exposing a clear key; data stays encrypted. */
export const disableBitlocker = describeStep({
  id: 'disable-bitlocker',
  newName: 'Disable BitLocker',
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
      kind: 'enum',
      default: 'CurrentOS',
      xml: null,
      derived: { CurrentOS: [], SpecificDrive: ['targetDrive'] },
      choices: ['CurrentOS', 'SpecificDrive'],
    },
    {
      key: 'targetDrive',
      kind: 'drive',
      default: null,
      xml: { name: 'OSDBitLockerTargetDrive', property: 'TargetDrive', hidden: true },
      constraint: { requiredWhen: 'target=SpecificDrive' },
    },
    {
      key: 'rebootCount',
      kind: 'int',
      default: 1,
      xml: { name: 'OSDBitLockerRebootCount', property: 'RebootCount', hidden: false },
      environment: 'OSDBitLockerRebootCount',
      since: '1906',
      constraint: { min: 1, max: 15 },
    },
  ],
});
