import { describeStep } from './describe-step.ts';

/** Restarts and continues with the following step. */
export const restartComputer = describeStep({
  id: 'restart-computer',
  newName: 'Restart Computer',
  menu: { group: 'General', position: 6 },
  element: 'step',
  type: 'SMS_TaskSequence_RebootAction',
  runIn: 'WinPEandFullOS',
  runInEditable: false,
  successCodes: '0',
  retryCount: 0,
  action: 'smsboot.exe /target:{Target}',
  toolkit: {
    action: 'smsboot.exe /target:WinPE',
    successCodes: '0 3010',
    runIn: 'WinPEandFullOS',
    variables: [
      ['Message', ''],
      ['MessageTimeout', '60'],
      ['Target', ''],
    ],
  },
  icon: 'restart-computer',
  properties: [
    {
      key: 'target',
      kind: 'enum',
      default: 'WinPE',
      xml: { name: 'SMSRebootTarget', property: 'Target', hidden: true },
      constraint: { required: true },
      choices: ['WinPE', 'HD'],
    },
    {
      key: 'notify',
      kind: 'bool',
      default: true,
      xml: null,
    },
    {
      key: 'message',
      kind: 'string',
      default: '',
      xml: { name: 'SMSRebootMessage', property: 'Message', hidden: false },
      environment: 'SMSRebootMessage',
      constraint: { enabledWhen: 'notify', maxLength: 512 },
    },
    {
      key: 'messageTimeout',
      kind: 'int',
      default: 60,
      xml: { name: 'SMSRebootTimeout', property: 'MessageTimeout', hidden: false },
      environment: 'SMSRebootTimeout',
      constraint: { enabledWhen: 'notify', min: 0, unit: 's' },
    },
  ],
});
