import { describeStep } from './describe-step.ts';

/** Scans and installs updates that are deployed to the device. */
export const installSoftwareUpdates = describeStep({
  id: 'install-software-updates',
  newName: 'Install Software Updates',
  menu: { group: 'Software', position: 3 },
  element: 'step',
  type: 'SMS_TaskSequence_InstallUpdateAction',
  runIn: 'FullOS',
  runInEditable: false,
  successCodes: '0',
  retryCount: 2,
  retryOption: true,
  action: 'TSInstallSWUpdate.exe /target:%SMSInstallUpdateTarget%',
  icon: 'install-updates',
  properties: [
    {
      key: 'target',
      kind: 'enum',
      default: 'Mandatory',
      xml: { name: 'SMSInstallUpdateTarget', property: 'Target', hidden: false },
      environment: 'SMSInstallUpdateTarget',
      constraint: { required: true },
      choices: [
        'Mandatory', // those with a deadline
        'All',
      ],
    },
    {
      key: 'useCache',
      kind: 'bool',
      default: true,
      xml: { name: 'SMSTSSoftwareUpdateScanUseCache', property: 'UseCache', hidden: false },
      environment: 'SMSTSSoftwareUpdateScanUseCache',
    },
    {
      key: 'retryCount',
      kind: 'int',
      default: 2,
      xml: { name: 'RetryCount', property: 'RetryCount', hidden: true },
      tab: 'options',
      constraint: { min: 1, max: 5 },
    },
  ],
});
