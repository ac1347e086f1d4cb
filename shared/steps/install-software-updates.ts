import type { StepDescription } from './step-description.ts';

/** Scans and installs updates that are deployed to the device. */
export const installSoftwareUpdates = {
  id: 'install-software-updates',
  label: 'Install Software Updates',
  purpose: 'Scans and installs updates that are deployed to the device.',
  menu: { group: 'Software', position: 3 },
  element: 'step',
  type: 'SMS_TaskSequence_InstallUpdateAction',
  runIn: 'FullOS',
  runInEditable: false,
  successCodes: '0',
  retryCount: 2,
  action: 'TSInstallSWUpdate.exe /target:%SMSInstallUpdateTarget%',
  icon: 'install-updates',
  properties: [
    {
      key: 'target',
      label: 'Required for installation / Available for installation',
      kind: 'enum',
      default: 'Mandatory',
      xml: { name: 'SMSInstallUpdateTarget', property: 'Target', hidden: false },
      environment: 'SMSInstallUpdateTarget',
      constraint: { required: true },
      choices: [
        {
          value: 'Mandatory',
          label: 'Required for installation - Mandatory software updates only',
          meaning: 'those with a deadline',
        },
        { value: 'All', label: 'Available for installation - All software updates' },
      ],
      help: 'Updates with a deadline only, or every update deployed to the device.',
    },
    {
      key: 'useCache',
      label: 'Evaluate software updates from cached scan results',
      kind: 'bool',
      default: true,
      xml: { name: 'SMSTSSoftwareUpdateScanUseCache', property: 'UseCache', hidden: false },
      environment: 'SMSTSSoftwareUpdateScanUseCache',
      help: 'Off for build-and-capture, on for mass deployment.',
    },
    {
      key: 'retryCount',
      label: 'Number of times to retry',
      kind: 'int',
      default: 2,
      xml: { name: 'RetryCount', property: 'RetryCount', hidden: true },
      tab: 'options',
      constraint: { min: 1, max: 5 },
      help: 'Reruns after an unexpected restart.',
    },
  ],
} as const satisfies StepDescription;
